import { behaves, type Rule, rule } from "../../../engine/index.ts";
import type { Behaviour } from "../../../scim/index.ts";
import { expectSuccess, type Told } from "../finding.ts";
import { hears, ONE_USER, refuses, refusesOperation, removesInactive } from "../mutants.ts";
import { newcomer } from "../people.ts";
import { expectSame, hired, sceneStep, step } from "../persona.ts";
import { expectGone, expectShown } from "../shown.ts";
import { startedJumpCloud } from "./persona.ts";

const off: Told = { hoped: "the user is switched off", habits: { PATCH: ["jumpcloud/patch-active"] } };
const back: Told = { hoped: "the user is switched on", habits: { PATCH: ["jumpcloud/patch-active"] } };

/** What becomes of people who leave, and of those who come back. */
export const leaving: Rule[] = [
  rule({
    id: "jumpcloud/leaver-is-switched-off",
    title: "Who leaves all bound groups is switched off and stays",
    covers: ["7644-3.5.2.3-02", "8X8-PATCH-01", "8X8-JC-05"],
    level: "MUST",
    async probe(t) {
      const persona = await startedJumpCloud(t);
      const { client } = persona;
      const user = await hired(t, persona, newcomer(t));
      const outcome = await step(persona, () => client.directory.unassign(user.person.id));
      expectSuccess(t, persona, outcome, off);
      await expectShown(t, persona, user, { active: false }, outcome, off);
    },
    mutants: {
      "has no PATCH": refuses({ method: "PATCH", path: ONE_USER }, 501),
      "answers a PATCH with success and changes nothing": behaves<Behaviour>({ patch: (stored) => stored }),
      "removes who is switched off": removesInactive,
    },
  }),

  rule({
    id: "jumpcloud/returner-is-the-same-user",
    title: "Who comes back to a bound group is switched on again, and so is who is no longer suspended",
    covers: ["7644-3.5.2.3-02", "8X8-PATCH-02"],
    level: "MUST",
    async probe(t) {
      const persona = await startedJumpCloud(t);
      const { directory } = persona.client;
      const user = await hired(t, persona, newcomer(t));
      const { id } = user.person;
      const ways: [away: () => void, again: () => void][] = [
        [() => directory.unassign(id), () => directory.assign(id)],
        [() => directory.block(id), () => directory.unblock(id)],
      ];
      for (const [away, again] of ways) {
        await sceneStep(t, persona, away);
        const outcome = await step(persona, again);
        expectSuccess(t, persona, outcome, back);
        expectSame(t, persona, user, outcome);
        await expectShown(t, persona, user, { active: true }, outcome, back);
      }
    },
    mutants: {
      "refuses to switch a user on again": refusesOperation(({ value }) => value === true),
      "answers with success and leaves the user inactive": hears((each) => (each["value"] === true ? [] : [each])),
      "removes who is switched off": removesInactive,
    },
  }),

  rule({
    id: "jumpcloud/deleted-user-is-removed",
    title: "Who is deleted in JumpCloud is removed or switched off by a DELETE",
    covers: ["7644-3.6-01", "7644-3.6-02"],
    level: "MUST",
    async probe(t) {
      const persona = await startedJumpCloud(t);
      const { directory } = persona.client;
      const user = await hired(t, persona, newcomer(t));
      const told: Told = { hoped: "the user is gone, or inactive", habits: { DELETE: ["jumpcloud/deletion-deletes"] } };
      const outcome = await step(persona, () => directory.purge(user.person.id));
      expectSuccess(t, persona, outcome, told);
      await expectGone(t, persona, user, outcome, told);
    },
    mutants: {
      "answers a DELETE with success and keeps the user active": behaves<Behaviour>({ removes: () => false }),
      "has no DELETE": refuses({ method: "DELETE", path: ONE_USER }, 405),
    },
  }),
];
