import { behaves, type Rule, rule } from "../../../engine/index.ts";
import type { Behaviour } from "../../../scim/index.ts";
import { expectSuccess, type Told } from "../finding.ts";
import { expectFound } from "../joins.ts";
import { expectChange, expectMoves } from "../moves.ts";
import { findsByFirstName, ONE_USER, reads, refuses } from "../mutants.ts";
import { newcomer } from "../people.ts";
import { hired, step } from "../persona.ts";
import { expectShown } from "../shown.ts";
import { startedJumpCloud, traitsFor } from "./persona.ts";

const PUT = { method: "PUT", path: ONE_USER };
const told: Told = { hoped: "the attribute is changed", habits: { PUT: ["jumpcloud/put-profile"] } };

/** How changes of people arrive. */
export const moving: Rule[] = [
  rule({
    id: "jumpcloud/mover-arrives",
    title: "Each attribute that JumpCloud maps changes when it changes in the directory",
    covers: ["7644-3.5.1-02", "7644-3.5.1-10", "7644-3.5.1-11", "8X8-PATCH-12"],
    level: "MUST",
    async probe(t) {
      const persona = await startedJumpCloud(t);
      await expectMoves(t, persona, traitsFor(t, persona.target), told);
    },
    mutants: {
      "has no PUT": refuses(PUT, 501),
      "wants an id in a PUT": refuses(PUT, 400, (_, body) => !("id" in body)),
      "answers a PUT with success and changes nothing": behaves<Behaviour>({ prepareReplace: (stored) => stored }),
      "passes over extensions in a PUT": reads(PUT, (body) =>
        Object.fromEntries(Object.entries(body).filter(([name]) => !name.startsWith("urn:"))),
      ),
    },
  }),

  rule({
    id: "jumpcloud/renamed-is-the-same-user",
    title: "Who gets another login name stays the same user, and is found by the new name",
    covers: ["7644-3.5.1-02", "8X8-LOGIN-07"],
    level: "MUST",
    async probe(t) {
      const persona = await startedJumpCloud(t);
      const attributes = newcomer(t);
      const user = await hired(t, persona, attributes);
      const userName = t.given.userName();
      await expectChange(t, persona, user, [{ attribute: "userName", path: "userName", later: userName }], told);
      // JumpCloud knows the user by id from now on; only somebody who never saw it looks for the new name.
      const other = await startedJumpCloud(t);
      const person = other.client.directory.add({ ...attributes, userName, email: userName });
      const outcome = await step(other, () => other.client.directory.assign(person.id));
      expectFound(t, other, outcome, userName);
      expectSuccess(t, other, outcome, told);
      await expectShown(t, other, user, { userName, active: true }, outcome, told);
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
