import { behaves, on, type Rule, rewriteRequest, rule } from "../../../engine/index.ts";
import type { Behaviour, JsonObject } from "../../../scim/index.ts";
import { expectSuccess, type Told } from "../finding.ts";
import { expectFound } from "../joins.ts";
import { expectChange, expectMoves } from "../moves.ts";
import { findsByFirstName, ONE_USER, reads, refuses } from "../mutants.ts";
import { newcomer } from "../people.ts";
import { expectSame, hired, sceneStep, step } from "../persona.ts";
import { expectShown } from "../shown.ts";
import { startedOkta, traitsFor } from "./persona.ts";

const PUT = { method: "PUT", path: ONE_USER };
const told: Told = {
  hoped: "the attribute is changed",
  habits: { PUT: ["okta/get-then-put"], PATCH: ["okta/patch-of-profile"] },
};

/** How changes of people arrive. */
export const moving: Rule[] = [
  rule({
    id: "okta/mover-arrives",
    title: "Each attribute that Okta maps changes when it changes in the directory",
    covers: ["7644-3.5.1-02", "7644-3.5.1-08", "7644-3.5.1-10", "8X8-OKTA-03"],
    level: "MUST",
    async probe(t) {
      const persona = await startedOkta(t);
      await expectMoves(t, persona, traitsFor(persona.target), told);
    },
    mutants: {
      "refuses a PUT with meta": refuses(PUT, 400, (_, body) => "meta" in body),
      "answers a PUT with success and changes nothing": behaves<Behaviour>({ prepareReplace: (stored) => stored }),
      "passes over extensions in a PUT": reads(PUT, (body) =>
        Object.fromEntries(Object.entries(body).filter(([name]) => !name.startsWith("urn:"))),
      ),
      "switches users off by a PUT": reads(PUT, (body) => ({ ...body, active: false })),
      "reads the items of a list from the last to the first": on(
        PUT,
        rewriteRequest((body) => ({ ...body, phoneNumbers: swapped(body["phoneNumbers"]) })),
      ),
    },
  }),

  rule({
    id: "okta/renamed-is-the-same-user",
    title: "Who gets another login name stays the same user, and is found by the new name",
    covers: ["7644-3.5.1-02", "8X8-LOGIN-07"],
    level: "MUST",
    async probe(t) {
      const persona = await startedOkta(t);
      const { directory } = persona.client;
      const user = await hired(t, persona, newcomer(t));
      const userName = t.given.userName();
      await expectChange(t, persona, user, [{ attribute: "userName", path: "userName", later: userName }], told);
      // Only a look-up shows whether the new name counts; Okta looks again when the person is assigned anew.
      await sceneStep(t, persona, () => directory.unassign(user.person.id));
      const outcome = await step(persona, () => directory.assign(user.person.id));
      expectFound(t, persona, outcome, userName);
      expectSuccess(t, persona, outcome, told);
      expectSame(t, persona, user, outcome);
      await expectShown(t, persona, user, { userName, active: true }, outcome, told);
    },
    mutants: {
      "holds login names to be immutable": behaves<Behaviour>((conforming) => ({
        prepareReplace: (stored, body, type) => ({
          ...conforming.prepareReplace(stored, body, type),
          userName: stored["userName"] ?? null,
        }),
      })),
      "goes on to find users by their first login name": findsByFirstName(),
    },
  }),
];

/** Items that have lost their types to each other. */
function swapped(items: unknown): JsonObject[] {
  const all = Array.isArray(items) ? (items as JsonObject[]) : [];
  return all.map((item, index) => ({ ...item, type: all[all.length - 1 - index]!["type"] ?? null }));
}
