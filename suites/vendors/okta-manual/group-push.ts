import { behaves, bodyOf, faulty, type Rule, rule, type Trial } from "../../../engine/index.ts";
import { type Behaviour, isObject, type JsonObject } from "../../../scim/index.ts";
import type { Group, Okta } from "../../../simulators/clients/index.ts";
import { expectSuccess, type Told } from "../../personas/finding.ts";
import { expectMembers, groupNamed } from "../../personas/groups.ts";
import { answersWith, hears, refuses, refusesOperation } from "../../personas/mutants.ts";
import { startedOkta } from "../../personas/okta/persona.ts";
import { newcomer } from "../../personas/people.ts";
import { type Hired, hired, type Persona, sceneStep, step } from "../../personas/persona.ts";
import { expectShown } from "../../personas/shown.ts";

const CREATE = { method: "POST", path: /\/Groups$/ };
const DELETE = { method: "DELETE", path: /\/Groups\// };
const LOOK_UP = { method: "GET", path: /\/Groups\?.*filter=/ };
const PATCH_OP = "urn:ietf:params:scim:api:messages:2.0:PatchOp";

const push = (hoped: string): Told => ({
  hoped,
  habits: { PATCH: ["okta/group-push-by-patch"], PUT: ["okta/group-push-by-put"] },
});
const made = push("the group is there with its members");
const changed = push("the group is as it is in Okta");

/** Okta with Group Push. */
function pushing(t: Trial): Promise<Persona<Okta>> {
  return startedOkta(t, { groupPush: true });
}

/** A group of Okta that is not pushed yet. */
function group(t: Trial, { client }: Persona, members: readonly Hired[], name: string = t.given.name()): Group {
  return client.directory.addGroup(
    name,
    members.map(({ person }) => person.id),
  );
}

/** A group that was pushed, as a part of the scene, and where it is. */
async function pushed(
  t: Trial,
  persona: Persona<Okta>,
  members: readonly Hired[],
): Promise<{ group: Group; path: string }> {
  const there = group(t, persona, members);
  await sceneStep(t, persona, () => persona.client.pushGroup(there.id));
  const path = await groupNamed(t, there.name);
  return path === undefined ? t.inconclusive(`Okta has made no group ${there.name}`) : { group: there, path };
}

/** Judges that a group of this name is there once. */
async function expectOnce(t: Trial, name: string, path?: string): Promise<string> {
  const found = await t.client.list("/Groups", { filter: `displayName eq "${name}"` });
  const { Resources: listed } = bodyOf(found);
  const paths = (Array.isArray(listed) ? listed.filter(isObject) : []).map(
    ({ id }) => `/Groups/${encodeURIComponent(String(id))}`,
  );
  t.expect(found)
    .status(200)
    .that(paths.length === 1 && (path === undefined || paths[0] === path), {
      summary: `there are ${paths.length} groups with the name ${name}, expected one${path === undefined ? "" : `, ${path}`}`,
      seen: paths,
      expected: path === undefined ? 1 : [path],
    });
  return paths[0]!;
}

const passesOver = (op: string) => hears((each) => (each["op"] === op && each["path"] !== undefined ? [] : [each]));

/** Groups as groups. What Okta does to the push itself, such as to pause it, sends nothing. */
export const groupPush: Rule[] = [
  rule({
    id: "okta-manual/empty-group-is-pushed",
    title: "A group without members is made as well",
    covers: ["7644-3.3-05", "7644-3.4.2-10"],
    level: "MUST",
    needs: ["groups"],
    async probe(t) {
      const persona = await pushing(t);
      const { id, name } = group(t, persona, []);
      const outcome = await step(persona, () => persona.client.pushGroup(id));
      expectSuccess(t, persona, outcome, made);
      await expectMembers(t, persona, await expectOnce(t, name), [], outcome, made);
    },
    mutants: {
      "refuses an empty list of members": refuses(CREATE, 400, (_, { members }) => (members as unknown[]).length === 0),
      "answers a create with an empty body": answersWith(CREATE, 201, null),
    },
  }),

  rule({
    id: "okta-manual/existing-group-is-linked",
    title: "A group that is there already is linked: no other is made, and it gets the members",
    covers: ["7644-3.4.2.2-07", "7644-3.5.2.3-11", "7644-3.5.2-22"],
    level: "MUST",
    needs: ["groups"],
    async probe(t) {
      const there = await t.given.group();
      const persona = await pushing(t);
      const member = await hired(t, persona, newcomer(t));
      const { id, name } = group(t, persona, [member], there.displayName);
      const outcome = await step(persona, () => persona.client.pushGroup(id));
      expectSuccess(t, persona, outcome, changed);
      await expectOnce(t, name, there.path);
      await expectMembers(t, persona, there.path, [member.id], outcome, changed);
    },
    mutants: {
      "finds no groups by a filter": answersWith(LOOK_UP, 200, { totalResults: 0, Resources: [] }),
      "passes over a list of members": passesOver("replace"),
    },
  }),

  rule({
    id: "okta-manual/linked-group-is-renamed",
    title: "A group that is renamed in Okta gets the name, and no other group is made",
    covers: ["7644-3.5.2.3-01", "7644-3.5.2-22"],
    level: "MUST",
    needs: ["groups"],
    async probe(t) {
      const persona = await pushing(t);
      const member = await hired(t, persona, newcomer(t));
      const { group: renamed, path } = await pushed(t, persona, [member]);
      const outcome = await step(persona, () => {
        renamed.name = t.given.name();
      });
      expectSuccess(t, persona, outcome, changed);
      await expectOnce(t, renamed.name, path);
      await expectMembers(t, persona, path, [member.id], outcome, changed);
    },
    mutants: {
      "holds the names of groups to be immutable": behaves<Behaviour>((conforming) => ({
        patch: (stored, operations, type) => ({
          ...conforming.patch(stored, operations, type),
          displayName: stored["displayName"] ?? null,
        }),
      })),
      "takes the members from a group that is renamed": faulty(() => {
        let renames = 0;
        return async (request, next) => {
          const isRename = request.method === "PATCH" && (await request.clone().text()).includes('"displayName"');
          if (!isRename || ++renames === 1) return next(request);
          const body = (await request.json()) as { Operations: JsonObject[] };
          const Operations = [...body.Operations, { op: "remove", path: "members" }];
          const { url, headers } = request;
          return next(new Request(url, { method: "PATCH", headers, body: JSON.stringify({ ...body, Operations }) }));
        };
      }),
    },
  }),

  rule({
    id: "okta-manual/push-now-overwrites-members",
    title: "A group that is pushed anew has the members that it has in Okta, and nobody else",
    covers: ["7644-3.5.2.3-11", "7644-3.5.2-22"],
    level: "MUST",
    needs: ["groups"],
    async probe(t) {
      const persona = await pushing(t);
      const member = await hired(t, persona, newcomer(t));
      const { group: there, path } = await pushed(t, persona, [member]);
      const stranger = await t.given.user();
      const Operations = [{ op: "add", path: "members", value: [{ value: stranger.id }] }];
      await t.given.done(() => t.client.patch(path, { schemas: [PATCH_OP], Operations }));
      // To forget what was sent and push once more comes to the same requests as "Push now".
      const outcome = await step(persona, async () => {
        await persona.client.unlinkGroup(there.id, false);
        persona.client.pushGroup(there.id);
      });
      expectSuccess(t, persona, outcome, changed);
      await expectOnce(t, there.name, path);
      await expectMembers(t, persona, path, [member.id], outcome, changed);
    },
    mutants: {
      "adds to the members instead of replacing them": hears((each) =>
        each["path"] === "members" ? [{ ...each, op: "add" }] : [each],
      ),
      "passes over a list of members": passesOver("replace"),
    },
  }),

  rule({
    id: "okta-manual/member-is-pushed",
    title: "Who joins a group that is pushed becomes a member beside those who are there",
    covers: ["7644-3.5.2.1-12", "7644-3.5.2-22"],
    level: "MUST",
    needs: ["groups"],
    async probe(t) {
      const persona = await pushing(t);
      const [first, second] = [await hired(t, persona, newcomer(t)), await hired(t, persona, newcomer(t))];
      const { group: there, path } = await pushed(t, persona, [first]);
      const outcome = await step(persona, () => persona.client.directory.join(there.id, second.person.id));
      expectSuccess(t, persona, outcome, changed);
      await expectMembers(t, persona, path, [first.id, second.id], outcome, changed);
    },
    mutants: {
      "passes over new members": passesOver("add"),
      "puts new members in the place of the old ones": hears((each) =>
        each["op"] === "add" ? [{ ...each, op: "replace" }] : [each],
      ),
      "refuses a list of new members": refusesOperation(({ op, value }) => op === "add" && Array.isArray(value)),
    },
  }),

  rule({
    id: "okta-manual/unlinked-group-is-deleted",
    title: "A group that is unlinked and deleted is gone, and its members keep their users",
    covers: ["7644-3.6-01", "7644-3.6-02"],
    level: "MUST",
    needs: ["groups"],
    async probe(t) {
      const persona = await pushing(t);
      const member = await hired(t, persona, newcomer(t));
      const { group: there, path } = await pushed(t, persona, [member]);
      const outcome = await step(persona, () => persona.client.unlinkGroup(there.id, true));
      const told: Told = { hoped: "the group is gone" };
      expectSuccess(t, persona, outcome, told);
      t.expect(await t.client.get(path)).status(404, 410);
      await expectShown(t, persona, member, { active: true }, outcome, told);
    },
    mutants: {
      "has no DELETE of groups": refuses(DELETE, 405),
      "answers a DELETE with success and keeps the group": behaves<Behaviour>((conforming) => ({
        removes: (stored) => stored["userName"] !== undefined && conforming.removes(stored),
      })),
      "deletes the members with their group": faulty(() => async (request, next) => {
        if (request.method !== "DELETE" || !request.url.includes("/Groups/")) return next(request);
        const { headers, url } = request;
        const deleted = (await (await next(new Request(url, { headers }))).json()) as { members?: { value: string }[] };
        for (const { value } of deleted.members ?? [])
          await next(new Request(url.replace(/\/Groups\/.*/, `/Users/${value}`), { method: "DELETE", headers }));
        return next(request);
      }),
    },
  }),
];
