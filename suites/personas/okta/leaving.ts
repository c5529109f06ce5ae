import { behaves, on, type Rule, rewriteBody, rule } from "../../../engine/index.ts";
import type { Behaviour } from "../../../scim/index.ts";
import { expectSuccess, type Told } from "../finding.ts";
import { expectFound } from "../joins.ts";
import { hears, hidesInactive, ONE_USER, refuses, refusesOperation, removesInactive } from "../mutants.ts";
import { newcomer } from "../people.ts";
import { expectSame, hired, sceneStep, step } from "../persona.ts";
import { expectGone, expectShown } from "../shown.ts";
import { startedOkta } from "./persona.ts";

const PATCH = { method: "PATCH", path: ONE_USER };
const off: Told = {
  hoped: "the user is switched off",
  habits: { PATCH: ["okta/patch-without-path", "okta/no-fall-back"] },
};
const back: Told = {
  hoped: "the user is switched on",
  habits: {
    GET: ["okta/lookup-before-reactivation"],
    PATCH: ["okta/patch-without-path", "okta/reactivation-is-checked"],
    PUT: ["okta/put-after-match"],
  },
};

/** What becomes of people who leave, and of those who come back. */
export const leaving: Rule[] = [
  rule({
    id: "okta/leaver-is-switched-off",
    title: "Who loses the application is switched off by an operation without a path, and stays",
    covers: ["7644-3.5.2-06", "7644-3.5.2.3-01", "8X8-OKTA-04"],
    level: "MUST",
    async probe(t) {
      const persona = await startedOkta(t);
      const user = await hired(t, persona, newcomer(t));
      const outcome = await step(persona, () => persona.client.directory.unassign(user.person.id));
      expectSuccess(t, persona, outcome, off);
      await expectShown(t, persona, user, { active: false }, outcome, off);
    },
    mutants: {
      "wants a path with every operation": refusesOperation(({ path }) => path === undefined),
      "passes over operations without a path": hears((each) => (each["path"] === undefined ? [] : [each])),
      "has no PATCH": refuses(PATCH, 501),
      "removes who is switched off": removesInactive,
    },
  }),

  rule({
    id: "okta/returner-is-the-same-user",
    title: "Who is assigned again is found, switched on, and shown as active in the answer",
    covers: ["7644-3.4.2.2-07", "7644-3.1-03"],
    level: "MUST",
    async probe(t) {
      const persona = await startedOkta(t);
      const { directory } = persona.client;
      const user = await hired(t, persona, newcomer(t));
      await sceneStep(t, persona, () => directory.unassign(user.person.id));
      const outcome = await step(persona, () => directory.assign(user.person.id));
      expectFound(t, persona, outcome, user.person.attributes.userName!);
      expectSuccess(t, persona, outcome, back);
      expectSame(t, persona, user, outcome);
      await expectShown(t, persona, user, { active: true }, outcome, back);
    },
    mutants: {
      "hides inactive users from look-ups": hidesInactive,
      "answers a reactivation with the user as it was": on(
        PATCH,
        rewriteBody((user) => ({ ...user, active: false })),
      ),
      "removes who is switched off": removesInactive,
    },
  }),

  rule({
    id: "okta/deleted-user-is-removed",
    title: "Who is deleted in Okta is removed or switched off by a DELETE, where granular deprovisioning is on",
    covers: ["7644-3.6-01"],
    level: "SHOULD", // off unless an administrator switches it on; without it Okta sends no DELETE
    async probe(t) {
      const persona = await startedOkta(t, { granularDelete: true });
      const { directory } = persona.client;
      const user = await hired(t, persona, newcomer(t));
      const told: Told = { hoped: "the user is gone, or inactive", habits: { DELETE: ["okta/granular-delete"] } };
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
