import { behaves, type Rule, rule } from "../../../engine/index.ts";
import type { Behaviour } from "../../../scim/index.ts";
import { expectSuccess, type Told } from "../finding.ts";
import { expectFound } from "../joins.ts";
import {
  answersWith,
  errorBody,
  hears,
  hidesInactive,
  ONE_USER,
  refuses,
  refusesOperation,
  removesInactive,
} from "../mutants.ts";
import { newcomer } from "../people.ts";
import { expectSame, hired, sceneStep, step } from "../persona.ts";
import { expectGone, expectShown } from "../shown.ts";
import { startedEntra } from "./persona.ts";

const DELETE = { method: "DELETE", path: ONE_USER };
const off: Told = {
  hoped: "the user is switched off",
  habits: { PATCH: ["entra/active-as-text", "entra/disable-alone"] },
};
const back: Told = { hoped: "the user is switched on", habits: { PATCH: ["entra/active-as-text"] } };

/** What becomes of people who leave, and of those who come back. */
export const leaving: Rule[] = [
  rule({
    id: "entra/leaver-is-switched-off",
    title: "Who loses the application is switched off and stays",
    covers: ["7644-3.5.2-11", "7644-3.5.2.3-02", "8X8-ENTRA-10", "8X8-AAD-07"],
    level: "MUST",
    async probe(t) {
      const persona = await startedEntra(t);
      const user = await hired(t, persona, newcomer(t));
      const outcome = await step(persona, () => persona.client.directory.unassign(user.person.id));
      expectSuccess(t, persona, outcome, off);
      await expectShown(t, persona, user, { active: false }, outcome, off);
    },
    mutants: {
      "refuses a boolean that is written as text": refusesOperation(({ value }) => value === "False"),
      "takes any text for true": hears((each) => [
        typeof each["value"] === "string" && each["path"] === "active" ? { ...each, value: true } : each,
      ]),
      "passes over a boolean that is written as text": hears((each) => (each["value"] === "False" ? [] : [each])),
      "removes who is switched off": removesInactive,
    },
  }),

  rule({
    id: "entra/returner-is-the-same-user",
    title: "Who is unblocked, or is assigned again after Entra ID forgot the user, is switched on again",
    covers: ["7644-3.5.2.3-02", "8X8-AAD-03", "8X8-AAD-08"],
    level: "MUST",
    async probe(t) {
      const persona = await startedEntra(t);
      const { client } = persona;
      const user = await hired(t, persona, newcomer(t));
      const { id } = user.person;
      await sceneStep(t, persona, () => client.directory.block(id));
      const unblocked = await step(persona, () => client.directory.unblock(id));
      expectSuccess(t, persona, unblocked, back);
      expectSame(t, persona, user, unblocked);
      await expectShown(t, persona, user, { active: true }, unblocked, back);
      await sceneStep(t, persona, () => client.directory.unassign(id));
      await client.restart({ fullReset: true });
      const assigned = await step(persona, () => client.directory.assign(id));
      expectFound(t, persona, assigned, user.person.attributes.userName!);
      expectSuccess(t, persona, assigned, back);
      expectSame(t, persona, user, assigned);
      await expectShown(t, persona, user, { active: true }, assigned, back);
    },
    mutants: {
      "refuses to switch a user on again": refusesOperation(({ value }) => value === "True"),
      "answers with success and leaves the user inactive": hears((each) => (each["value"] === "True" ? [] : [each])),
      "removes who is switched off": removesInactive,
      "hides inactive users from look-ups": hidesInactive,
    },
  }),

  rule({
    id: "entra/deletion-has-two-stages",
    title: "Who is deleted in the directory is switched off, and a DELETE follows when the directory forgets them",
    covers: ["7644-3.6-01", "8X8-AAD-06"],
    level: "MUST",
    async probe(t) {
      const persona = await startedEntra(t);
      const { directory } = persona.client;
      const user = await hired(t, persona, newcomer(t));
      const deleted = await step(persona, () => directory.softDelete(user.person.id));
      expectSuccess(t, persona, deleted, off);
      await expectShown(t, persona, user, { active: false }, deleted, off);
      const gone: Told = { hoped: "the user is removed", habits: { DELETE: ["entra/delete-on-purge"] } };
      const purged = await step(persona, () => directory.purge(user.person.id));
      expectSuccess(t, persona, purged, gone);
      await expectGone(t, persona, user, purged, gone);
    },
    mutants: {
      "has no DELETE": refuses(DELETE, 405),
      "breaks on a DELETE": answersWith(DELETE, 500, errorBody(500)),
      "passes over a boolean that is written as text": hears((each) => (each["value"] === "False" ? [] : [each])),
    },
  }),

  rule({
    id: "entra/purged-user-is-gone",
    title: "Who is removed from the directory before a cycle saw the deletion is removed or switched off by a DELETE",
    covers: ["7644-3.6-01", "7644-3.6-02", "8X8-AAD-06"],
    level: "MUST",
    async probe(t) {
      const persona = await startedEntra(t);
      const user = await hired(t, persona, newcomer(t));
      const told: Told = {
        hoped: "the user is gone, or inactive",
        habits: { DELETE: ["entra/delete-on-purge"] },
      };
      const outcome = await step(persona, () => persona.client.directory.purge(user.person.id));
      expectSuccess(t, persona, outcome, told);
      await expectGone(t, persona, user, outcome, told);
    },
    mutants: {
      "answers a DELETE with success and keeps the user active": behaves<Behaviour>({ removes: () => false }),
      "has no DELETE": refuses(DELETE, 501),
    },
  }),
];
