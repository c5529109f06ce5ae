import { behaves, on, type Rule, rewriteBody, rule, type Trial } from "../../../../engine/index.ts";
import type { Behaviour } from "../../../../scim/index.ts";
import { startedEntra, traitsFor } from "../../../personas/entra/persona.ts";
import type { Told } from "../../../personas/finding.ts";
import { moves } from "../../../personas/moves.ts";
import {
  answersWith,
  errorBody,
  hears,
  hidesInactive,
  LOOK_UP,
  ONE_USER,
  refuses,
  refusesOperation,
  removesInactive,
} from "../../../personas/mutants.ts";
import { employee, newcomer } from "../../../personas/people.ts";
import { hired, sceneStep } from "../../../personas/persona.ts";
import { expectShown } from "../../../personas/shown.ts";
import { without } from "../../without.ts";
import { cycle, expectFound, expectLogged, expectNothing, onDemand } from "./scene.ts";

const CREATE = { method: "POST", path: /\/Users$/ };
const DELETE = { method: "DELETE", path: ONE_USER };

const created: Told = { hoped: "the user is created", habits: { POST: ["entra/meta-and-roles"] } };
const updated: Told = { hoped: "the attributes are changed", habits: { PATCH: ["entra/capitalised-operations"] } };
const off: Told = {
  hoped: "the user is switched off",
  habits: { PATCH: ["entra/active-as-text", "entra/disable-alone"] },
};
const back: Told = { hoped: "the user is switched on", habits: { PATCH: ["entra/active-as-text"] } };
const gone: Told = { hoped: "the user is removed", habits: { DELETE: ["entra/delete-on-purge"] } };

const named = (userName: string | undefined): string => `userName eq "${userName}"`;

/** Judges that somebody who was switched off is still found, as not active. */
async function expectOff(t: Trial, userName: string | undefined, id: string): Promise<void> {
  const found = await expectFound(t, "/Users", named(userName), id);
  t.expect(found).attribute("Resources[0].active", false);
}

/** Users by way of the provisioning engine: what its log tells, and what the endpoint shows. */
export const users: Rule[] = [
  rule({
    id: "entra-gallery/provisioned-user-is-created",
    title: "Entra ID creates who is assigned, tells of it in its log, and the user is found",
    covers: ["7644-3.3-01", "7644-3.4.2-10", "7644-3.4.2.2-07"],
    level: "MUST",
    async probe(t) {
      const persona = await startedEntra(t);
      const { directory } = persona.client;
      const attributes = employee(t, traitsFor(persona.target));
      const person = directory.add(attributes);
      const first = await cycle(persona, () => directory.assign(person.id));
      const id = expectLogged(t, persona, first, { action: "create", id: person.id, told: created });
      await expectFound(t, "/Users", named(attributes.userName), id);
    },
    mutants: {
      "answers 404 to a look-up that finds nobody": refuses(LOOK_UP, 404, ({ url }) => url.includes("%40")),
      "refuses a create with meta": refuses(CREATE, 400, (_, body) => "meta" in body),
      "answers a create without the id": on(
        CREATE,
        rewriteBody((user) => without(user, "id")),
      ),
      "creates users and answers 500": answersWith(CREATE, 500, errorBody(500)),
      "finds nobody by a filter": behaves<Behaviour>({ matches: () => false }),
    },
  }),

  rule({
    id: "entra-gallery/provisioned-changes-arrive",
    title: "Entra ID changes every mapped attribute, tells of it in its log, and the new values are read",
    covers: ["7644-3.5.2.3-02", "7644-3.5.2.3-08", "7644-3.5.2-22"],
    level: "MUST",
    async probe(t) {
      const persona = await startedEntra(t);
      const { target, client } = persona;
      const traits = traitsFor(target);
      const attributes = employee(t, traits);
      const { person, path } = await hired(t, persona, attributes);
      const all = moves(attributes, traits, target.knows("emails[work].value"));
      const changes = Object.fromEntries(all.map(({ attribute, later }) => [attribute, later]));
      const second = await cycle(persona, () => client.directory.change(person.id, changes));
      expectLogged(t, persona, second, { action: "update", id: person.id, told: updated });
      const values = Object.fromEntries(all.map(({ path: name, later }) => [name, later]));
      await expectShown(t, persona, { path }, { active: true, ...values }, second, updated);
    },
    mutants: {
      "knows operations in small letters only": refusesOperation(({ op }) => op !== String(op).toLowerCase()),
      "passes over filtered paths": hears((each) => (String(each["path"]).includes("[") ? [] : [each])),
      "performs the first operation of a PATCH": behaves<Behaviour>((conforming) => ({
        patch: (stored, operations, type) => conforming.patch(stored, operations.slice(0, 1), type),
      })),
      "cannot be read by id": refuses({ method: "GET", path: ONE_USER }, 405),
    },
  }),

  rule({
    id: "entra-gallery/provisioned-user-is-disabled",
    title: "Entra ID disables who is blocked, tells of it in its log, and the user is found as not active",
    covers: ["7644-3.5.2.3-02", "7644-3.5.2-22", "7644-3.4.2.2-07"],
    level: "MUST",
    async probe(t) {
      const persona = await startedEntra(t);
      const { person, id } = await hired(t, persona, newcomer(t));
      const second = await cycle(persona, () => persona.client.directory.block(person.id));
      expectLogged(t, persona, second, { action: "disable", id: person.id, told: off });
      await expectOff(t, person.attributes.userName, id);
    },
    mutants: {
      "refuses a boolean that is written as text": refusesOperation(({ value }) => value === "False"),
      "passes over a boolean that is written as text": hears((each) => (each["value"] === "False" ? [] : [each])),
      "removes who is switched off": removesInactive,
      "hides inactive users from look-ups": hidesInactive,
    },
  }),

  rule({
    id: "entra-gallery/provisioned-user-is-deleted",
    title: "Entra ID deletes who is purged after being deleted, tells of it in its log, and the user is found no more",
    covers: ["7644-3.6-01", "7644-3.6-02", "7644-3.6-03"],
    level: "MAY",
    async probe(t) {
      const persona = await startedEntra(t);
      const { directory } = persona.client;
      const { person } = await hired(t, persona, newcomer(t));
      await sceneStep(t, persona, () => directory.softDelete(person.id));
      const last = await cycle(persona, () => directory.purge(person.id));
      expectLogged(t, persona, last, { action: "delete", id: person.id, told: gone });
      await expectNothing(t, "/Users", named(person.attributes.userName));
    },
    mutants: {
      "has no DELETE": refuses(DELETE, 405),
      "answers a DELETE with success and keeps the user": behaves<Behaviour>({ removes: () => false }),
    },
  }),

  rule({
    id: "entra-gallery/provisioned-user-is-restored",
    title: "Who loses the application is found as not active, and is active again once it is assigned again",
    covers: ["7644-3.5.2.3-02", "7644-3.5.2-22"],
    level: "MUST",
    async probe(t) {
      const persona = await startedEntra(t);
      const { directory } = persona.client;
      const { person, id } = await hired(t, persona, newcomer(t));
      const second = await cycle(persona, () => directory.unassign(person.id));
      expectLogged(t, persona, second, { action: "disable", id: person.id, told: off });
      await expectOff(t, person.attributes.userName, id);
      const third = await cycle(persona, () => directory.assign(person.id));
      expectLogged(t, persona, third, { action: "update", id: person.id, told: back });
      const found = await expectFound(t, "/Users", named(person.attributes.userName), id);
      t.expect(found).attribute("Resources[0].active", true);
    },
    mutants: {
      "removes who is switched off": removesInactive,
      "hides inactive users from look-ups": hidesInactive,
      "refuses to switch a user on again": refusesOperation(({ value }) => value === "True"),
      "answers with success and leaves the user inactive": hears((each) => (each["value"] === "True" ? [] : [each])),
    },
  }),

  rule({
    id: "entra-gallery/user-is-provisioned-on-demand",
    title: "Who is provisioned on demand is created at once, and found",
    covers: ["7644-3.3-01", "7644-3.4.2-10", "7644-3.4.2.2-07"],
    level: "MUST",
    async probe(t) {
      const persona = await startedEntra(t);
      const { directory } = persona.client;
      const attributes = newcomer(t);
      const person = directory.add(attributes);
      directory.assign(person.id);
      const demanded = await onDemand(persona, person.id);
      const id = expectLogged(t, persona, demanded, { action: "create", id: person.id, told: created });
      await expectFound(t, "/Users", named(attributes.userName), id);
    },
    mutants: {
      "answers 404 to a look-up that finds nobody": refuses(LOOK_UP, 404, ({ url }) => url.includes("%40")),
      "refuses an empty list of roles": refuses(CREATE, 400, (_, body) => "roles" in body),
      "answers a create with an empty body": answersWith(CREATE, 201, null),
      "finds nobody by a filter": behaves<Behaviour>({ matches: () => false }),
    },
  }),
];
