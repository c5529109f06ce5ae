import { behaves, type Rule, rule } from "../../../engine/index.ts";
import type { Behaviour } from "../../../scim/index.ts";
import type { Told } from "../../personas/finding.ts";
import { expectFound, joins } from "../../personas/joins.ts";
import { hears, hidesInactive, ONE_USER, reads, refuses, removesInactive } from "../../personas/mutants.ts";
import { newcomer } from "../../personas/people.ts";
import { hired, linked, step } from "../../personas/persona.ts";
import { expectGone, expectShown } from "../../personas/shown.ts";
import { activeConnector, expectEvent } from "./scene.ts";

const CREATE = { method: "POST", path: /\/Users$/ };
const PUT = { method: "PUT", path: ONE_USER };

const created: Told = { hoped: "the user is created" };
const updated: Told = { hoped: "the user is changed", habits: { PUT: ["jumpcloud/put-profile"] } };
const off: Told = { hoped: "the user is switched off", habits: { PATCH: ["jumpcloud/patch-active"] } };
const gone: Told = { hoped: "the user is gone, or inactive", habits: { DELETE: ["jumpcloud/deletion-deletes"] } };

/** What follows the activation: each step shows in the Directory Insights and at the service provider. */
export const events: Rule[] = [
  rule({
    id: "jumpcloud-activation/user-is-looked-up-and-created",
    title: "Who is bound is looked up, created without an extension of the service provider, and told of as created",
    covers: ["7644-3.3-05", "7644-3.4.2-10", "7644-3.1-03"],
    level: "MUST",
    async probe(t) {
      const persona = await activeConnector(t);
      const attributes = newcomer(t);
      const outcome = await joins(persona, attributes);
      expectEvent(t, persona, outcome, { type: "user_create_provision", person: outcome.person, told: created });
      const values = {
        userName: attributes.userName,
        active: true,
        "name.givenName": attributes.givenName!,
        "name.familyName": attributes.familyName!,
      };
      await expectShown(t, persona, linked(t, persona, outcome.person), values, outcome, created);
    },
    mutants: {
      "refuses an externalId": refuses(CREATE, 400, (_, body) => "externalId" in body),
      "keeps no family name": reads(CREATE, (body) => ({
        ...body,
        name: { ...(body["name"] as object), familyName: "Unknown" },
      })),
      "creates everybody inactive": reads(CREATE, (body) => ({ ...body, active: false })),
    },
  }),

  rule({
    id: "jumpcloud-activation/existing-user-is-looked-up",
    title: "A user who is there already, active or not, is found by login name and updated, and not made once more",
    covers: ["7644-3.4.2.2-07", "7644-3.5.1-02"],
    level: "MUST",
    async probe(t) {
      const persona = await activeConnector(t);
      const user = await t.given.inactiveUser();
      const { userName } = user;
      const attributes = { ...newcomer(t), userName, email: userName };
      const outcome = await joins(persona, attributes);
      expectFound(t, persona, outcome, userName);
      expectEvent(t, persona, outcome, { type: "user_update_provision", person: outcome.person, told: updated });
      await expectShown(t, persona, user, { active: true, "name.givenName": attributes.givenName! }, outcome, updated);
    },
    mutants: {
      "hides inactive users from look-ups": hidesInactive,
      "has no PUT": refuses(PUT, 405),
      "keeps users inactive in a PUT": reads(PUT, (body) => ({ ...body, active: false })),
    },
  }),

  rule({
    id: "jumpcloud-activation/user-is-updated",
    title: "Changed names reach the user, and are told of as an update",
    covers: ["7644-3.5.1-02", "7644-3.5.1-10"],
    level: "MUST",
    async probe(t) {
      const persona = await activeConnector(t);
      const user = await hired(t, persona, newcomer(t));
      const changes = { givenName: "Anna", familyName: "Ortiz-Vale" };
      const outcome = await step(persona, () => persona.client.directory.change(user.person.id, changes));
      expectEvent(t, persona, outcome, { type: "user_update_provision", person: user.person, told: updated });
      const values = { active: true, "name.givenName": "Anna", "name.familyName": "Ortiz-Vale" };
      await expectShown(t, persona, user, values, outcome, updated);
    },
    mutants: {
      "wants an id in a PUT": refuses(PUT, 400, (_, body) => !("id" in body)),
      "answers a PUT with success and changes nothing": behaves<Behaviour>({ prepareReplace: (stored) => stored }),
    },
  }),

  rule({
    id: "jumpcloud-activation/user-is-deprovisioned",
    title: "Who is suspended is switched off and stays, and is told of as deprovisioned",
    covers: ["7644-3.5.2.3-02", "7644-3.5.2-22"],
    level: "MUST",
    async probe(t) {
      const persona = await activeConnector(t);
      const user = await hired(t, persona, newcomer(t));
      const outcome = await step(persona, () => persona.client.directory.block(user.person.id));
      expectEvent(t, persona, outcome, { type: "user_deprovision", person: user.person, told: off });
      await expectShown(t, persona, user, { active: false }, outcome, off);
    },
    mutants: {
      "has no PATCH": refuses({ method: "PATCH", path: ONE_USER }, 501),
      "passes over booleans": hears((each) => (typeof each["value"] === "boolean" ? [] : [each])),
      "removes who is switched off": removesInactive,
    },
  }),

  rule({
    id: "jumpcloud-activation/user-is-deleted",
    title: "Who is deleted is removed or switched off by a DELETE, and is told of as deleted",
    covers: ["7644-3.6-01", "7644-3.6-02"],
    level: "MAY",
    async probe(t) {
      const persona = await activeConnector(t);
      const user = await hired(t, persona, newcomer(t));
      const outcome = await step(persona, () => persona.client.directory.purge(user.person.id));
      expectEvent(t, persona, outcome, { type: "user_delete_provision", person: user.person, told: gone });
      await expectGone(t, persona, user, outcome, gone);
    },
    mutants: {
      "has no DELETE": refuses({ method: "DELETE", path: ONE_USER }, 405),
      "answers a DELETE with success and keeps the user active": behaves<Behaviour>({ removes: () => false }),
    },
  }),
];
