import {
  behaves,
  faulty,
  type Mutant,
  on,
  type Rule,
  rewriteBody,
  rule,
  type Trial,
} from "../../../../engine/index.ts";
import type { Behaviour, JsonObject } from "../../../../scim/index.ts";
import type { Entra, Group } from "../../../../simulators/clients/index.ts";
import { startedEntra } from "../../../personas/entra/persona.ts";
import type { Told } from "../../../personas/finding.ts";
import { answersWith, refuses } from "../../../personas/mutants.ts";
import { newcomer } from "../../../personas/people.ts";
import { type Hired, hired, type Persona, sceneStep } from "../../../personas/persona.ts";
import { answered } from "../../answered.ts";
import { without } from "../../without.ts";
import { expectMembers } from "../members.ts";
import { makesOfPatch, takesAndForgets } from "../patched.ts";
import { expectGroups, needsGroups } from "../published.ts";
import { cycle, expectFound, expectLogged, expectNothing, onDemand } from "./scene.ts";

const CREATE = { method: "POST", path: /\/Groups$/ };
const DELETE = { method: "DELETE", path: /\/Groups\// };
const LOOK_UP = { method: "GET", path: /\/Groups\?.*filter=/ };

const told: Record<"create" | "update" | "delete", Told> = {
  create: { hoped: "the group is created" },
  update: { hoped: "the group is changed" },
  delete: { hoped: "the group is removed" },
};

const named = (name: string): string => `displayName eq "${name}"`;

/** Entra ID with the mapping of groups switched on. */
function withGroups(t: Trial): Promise<Persona<Entra>> {
  return startedEntra(t, { groups: true });
}

/** Enters a group that is not assigned; its members are, each for themselves. */
function entered(t: Trial, { client }: Persona<Entra>, members: Hired[]): Group {
  return client.directory.addGroup(
    t.given.name(),
    members.map(({ person }) => person.id),
  );
}

interface Provisioned {
  group: Group;
  /** The service provider's id, and where the group is. */
  id: string;
  path: string;
}

/** A group that Entra ID has made, as a part of the scene. */
async function provisioned(t: Trial, persona: Persona<Entra>, members: Hired[]): Promise<Provisioned> {
  const { client } = persona;
  const group = entered(t, persona, members);
  await sceneStep(t, persona, () => client.directory.assignGroup(group.id));
  const id = client.events.findLast(({ operation }) => operation === "group")?.resource;
  if (id === undefined) return t.inconclusive(`Entra ID has made no group ${group.name}`);
  return { group, id, path: `/Groups/${encodeURIComponent(id)}` };
}

const passesOver = (op: "add" | "remove"): Mutant =>
  makesOfPatch((conforming, stored, [operation]) => (operation?.op.toLowerCase() === op ? stored : conforming()));

/** A service provider that refuses the name of a group that is gone. */
const holdsNames: Mutant = faulty(() => {
  const held = new Set<string>();
  return async (request, next) => {
    if (request.method === "DELETE") {
      const group = await next(new Request(request.url, { headers: request.headers }));
      held.add(String(((await group.json()) as JsonObject)["displayName"]));
    }
    const isCreate = request.method === "POST" && request.url.endsWith("/Groups");
    if (isCreate && held.has(String(((await request.clone().json()) as JsonObject)["displayName"])))
      return new Response(null, { status: 409 });
    return next(request);
  };
});

/** Groups by way of the provisioning engine. */
export const groups: Rule[] = [
  rule({
    id: "entra-gallery/provisioned-group-is-created",
    title: "Entra ID creates a group that is assigned, tells of it in its log, and the group is found",
    covers: ["7644-3.3-01", "7643-3.1-02", "7644-3.4.2-10"],
    level: "MUST",
    async probe(t) {
      await expectGroups(t);
      const persona = await withGroups(t);
      const group = entered(t, persona, []);
      const first = await cycle(persona, () => persona.client.directory.assignGroup(group.id));
      const id = expectLogged(t, persona, first, { action: "create", id: group.id, told: told.create });
      await expectFound(t, "/Groups", named(group.name), id);
    },
    mutants: {
      "has no groups": on(CREATE, () => new Response(null, { status: 501 })),
      "answers a create without the id": on(
        CREATE,
        rewriteBody((group) => without(group, "id")),
      ),
      "refuses a schema that it does not know": refuses(
        CREATE,
        400,
        (_, { schemas }) => (schemas as string[]).length > 1,
      ),
      "answers 404 when no group is found": refuses(LOOK_UP, 404, ({ url }) => /scimproof/i.test(url)),
    },
  }),

  rule({
    id: "entra-gallery/provisioned-group-is-renamed",
    title: "Entra ID renames a group, tells of it in its log, and the new name is found",
    covers: ["7644-3.5.2.3-02", "7644-3.5.2-22"],
    level: "MUST",
    async probe(t) {
      await expectGroups(t);
      const persona = await withGroups(t);
      const { group, id, path } = await provisioned(t, persona, []);
      const renamed = t.given.name();
      const second = await cycle(persona, () => {
        group.name = renamed;
      });
      expectLogged(t, persona, second, { action: "update", id: group.id, told: told.update });
      answered(t, await t.client.get(path))
        .status(200)
        .reads("displayName", renamed);
      await expectFound(t, "/Groups", named(renamed), id);
    },
    mutants: {
      "takes a PATCH and changes nothing": takesAndForgets,
      "knows no PATCH of groups": refuses({ method: "PATCH", path: /\/Groups\// }, 501),
      "knows operations in small letters only": refuses({ method: "PATCH" }, 400, (_, body) =>
        JSON.stringify(body).includes('"op":"Replace"'),
      ),
    },
  }),

  rule({
    id: "entra-gallery/provisioned-member-is-added",
    title: "Entra ID adds a member to a group beside those who are there, and tells of it in its log",
    covers: ["7644-3.5.2.1-12", "7644-3.5.2-22"],
    level: "MUST",
    async probe(t) {
      await expectGroups(t);
      const persona = await withGroups(t);
      const { group, path } = await provisioned(t, persona, []);
      const there: string[] = [];
      for (const { person, id } of [await hired(t, persona, newcomer(t)), await hired(t, persona, newcomer(t))]) {
        const happened = await cycle(persona, () => persona.client.directory.join(group.id, person.id));
        expectLogged(t, persona, happened, { action: "update", id: group.id, told: told.update });
        there.push(id);
        expectMembers(t, await t.client.get(path), there);
      }
    },
    mutants: {
      "refuses a member without $ref": refuses({ method: "PATCH" }, 400, (_, body) =>
        JSON.stringify(body).includes('"$ref":null'),
      ),
      "passes over new members": passesOver("add"),
      "puts new members in the place of the old ones": makesOfPatch((conforming, stored, [operation]) => {
        const after = conforming();
        const before = Array.isArray(stored["members"]) ? stored["members"].length : 0;
        const members = after["members"];
        return operation?.op.toLowerCase() === "add" && Array.isArray(members)
          ? { ...after, members: members.slice(before) }
          : after;
      }),
    },
  }),

  rule({
    id: "entra-gallery/provisioned-member-is-removed",
    title: "Entra ID removes a member from a group, tells of it in its log, and the others stay",
    covers: ["7644-3.5.2.2-04", "7644-3.5.2.2-10"],
    level: "MUST",
    async probe(t) {
      await expectGroups(t);
      const persona = await withGroups(t);
      const [first, second] = [await hired(t, persona, newcomer(t)), await hired(t, persona, newcomer(t))];
      const { group, path } = await provisioned(t, persona, [first, second]);
      const happened = await cycle(persona, () => persona.client.directory.leave(group.id, second.person.id));
      expectLogged(t, persona, happened, { action: "update", id: group.id, told: told.update });
      expectMembers(t, await t.client.get(path), [first.id]);
    },
    mutants: {
      "removes all members for one": makesOfPatch((conforming, _stored, [operation]) =>
        operation?.op.toLowerCase() === "remove" ? { ...conforming(), members: [] } : conforming(),
      ),
      "keeps who is removed": passesOver("remove"),
      "does not remove members": refuses({ method: "PATCH" }, 400, (_, body) =>
        /"op":"remove"/i.test(JSON.stringify(body)),
      ),
    },
  }),

  rule({
    id: "entra-gallery/group-is-provisioned-on-demand",
    title: "A group that is provisioned on demand is created at once with its members, and found",
    covers: ["7644-3.3-01", "7644-3.5.2.1-12", "7644-3.4.2-10"],
    level: "MUST",
    async probe(t) {
      await expectGroups(t);
      const persona = await withGroups(t);
      const member = await hired(t, persona, newcomer(t));
      const group = entered(t, persona, [member]);
      persona.client.directory.assignGroup(group.id);
      const demanded = await onDemand(persona, group.id);
      const id = expectLogged(t, persona, demanded, { action: "create", id: group.id, told: told.create });
      await expectFound(t, "/Groups", named(group.name), id);
      expectMembers(t, await t.client.get(`/Groups/${encodeURIComponent(id)}`), [member.id]);
    },
    mutants: {
      "has no groups": on(CREATE, () => new Response(null, { status: 501 })),
      "answers a create with an empty body": answersWith(CREATE, 201, null),
      "passes over new members": passesOver("add"),
      "finds no groups by a filter": answersWith(LOOK_UP, 200, { totalResults: 0 }),
    },
  }),

  rule({
    id: "entra-gallery/provisioned-group-is-deleted",
    title: "Entra ID deletes a group that is gone, tells of it in its log, and the group is found no more",
    covers: ["7644-3.6-01", "7644-3.6-03"],
    level: "MAY",
    async probe(t) {
      await needsGroups(t);
      const persona = await withGroups(t);
      const { group } = await provisioned(t, persona, []);
      // A group that is deleted, and one that loses the application, come to the same request.
      const last = await cycle(persona, () => persona.client.directory.unassignGroup(group.id));
      expectLogged(t, persona, last, { action: "delete", id: group.id, told: told.delete });
      await expectNothing(t, "/Groups", named(group.name));
    },
    mutants: {
      "keeps groups": behaves<Behaviour>({ removes: () => false }),
      "does not delete groups": refuses(DELETE, 405),
    },
  }),

  rule({
    id: "entra-gallery/provisioned-group-is-restored",
    title: "A group that loses the application is removed, and made once more when it is assigned again",
    covers: ["7644-3.6-03", "7644-3.6-04"],
    level: "MAY",
    async probe(t) {
      await needsGroups(t);
      const persona = await withGroups(t);
      const { directory } = persona.client;
      const { group } = await provisioned(t, persona, []);
      const second = await cycle(persona, () => directory.unassignGroup(group.id));
      expectLogged(t, persona, second, { action: "delete", id: group.id, told: told.delete });
      await expectNothing(t, "/Groups", named(group.name));
      const third = await cycle(persona, () => directory.assignGroup(group.id));
      const id = expectLogged(t, persona, third, { action: "create", id: group.id, told: told.create });
      await expectFound(t, "/Groups", named(group.name), id);
    },
    mutants: {
      "does not delete groups": refuses(DELETE, 501),
      "goes on to hold the name of a group that is gone": holdsNames,
    },
  }),
];
