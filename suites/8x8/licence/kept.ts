import fc from "fast-check";
import { behaves, type GivenUser, type Mutant, type Rule, rule, type Trial } from "../../../engine/index.ts";
import type { Decisions8x8, User8x8 } from "../../../profiles/index.ts";
import type { Exchange } from "../../../scim/index.ts";
import { accepted } from "../accepted.ts";
import { adminIfAny } from "../admin.ts";
import { expectDecisionsKept, LICENSING, licensedUser } from "../licensed-user.ts";
import { activation, type Details, details, membersOf, patchOp } from "../user.ts";
import { assignLicence, expectLicence, LEVEL } from "./scene.ts";

/** What becomes of a licence that administrators assigned: nothing, whatever SCIM calls come. */
export const kept: Rule[] = [
  rule({
    id: "8x8/licence/kept-through-deactivation",
    title: "A deactivation by PATCH, PUT or DELETE leaves the licence and the settings of a user",
    covers: ["8X8-LIC-06"],
    level: "MUST",
    needs: LICENSING,
    async probe(t) {
      const { user, before } = await licensedUser(t);
      const ways: Record<string, () => Promise<Exchange>> = {
        PATCH: () => t.client.patch(user.path, activation(false)),
        PUT: () => t.client.put(user.path, { ...user.sent, active: false }),
        "PATCH without a path": () => t.client.patch(user.path, patchOp({ op: "replace", value: { active: false } })),
      };
      await t.property(
        // Not shrunk: what one way took would be laid at the door of another.
        fc.noShrink(fc.shuffledSubarray(Object.keys(ways), { minLength: 3 })),
        async (order) => {
          for (const way of order) {
            const left = await ways[way]!();
            if (way === "PATCH without a path" && !accepted(t, left)) continue;
            t.expect(left).success();
            await expectDecisionsKept(t, before, `deactivation by ${way}`);
            t.expect(await t.client.patch(user.path, activation(true))).success();
          }
        },
        { runs: 2 },
      );
      // Last, because some hide a user after it (C-13).
      t.expect(await t.client.delete(user.path)).success();
      await expectDecisionsKept(t, before, "deactivation by DELETE");
    },
    mutants: {
      "sp-deactivate-releases-licence": onDeactivation(["patch", "replace", "remove"], { licence: undefined }),
      "sp-removal-releases-licence": onDeactivation(["remove"], { licence: undefined }),
      "sp-put-inactive-releases-number": onDeactivation(["replace"], { phoneNumber: undefined }),
      "sp-deactivate-hides-for-good": onDeactivation(["patch"], { directoryVisible: false }),
    },
  }),

  rule({
    id: "8x8/licence/back-without-relicensing",
    title: "A licensed user who was deactivated and is activated again can call as before, with the same numbers",
    covers: ["8X8-LIC-07"],
    level: "MUST",
    needs: LICENSING,
    async probe(t) {
      const { user, before } = await licensedUser(t);
      await t.given.done(() => t.client.patch(user.path, activation(false)));
      t.expect(await t.client.patch(user.path, activation(true))).success();
      await expectDecisionsKept(t, before, "deactivation and activation");
      const tryCall = adminIfAny(t).call?.try;
      if (tryCall === undefined) return;
      for (const direction of ["outgoing", "incoming"] as const) {
        const answer = await tryCall({ id: user.id, direction, emergency: false });
        t.expect.that(answer.permitted, {
          summary: `${direction} calls of a licensed user who was activated again are refused`,
          seen: answer,
          expected: "permitted",
        });
      }
    },
    mutants: {
      "sp-reactivate-loses-extension": onReturn({ extension: undefined }),
      "sp-reactivate-loses-number": onReturn({ phoneNumber: undefined }),
      "sp-reactivated-users-cannot-call": behaves<Decisions8x8>((conforming) => {
        const left = new Set<string>();
        return {
          settle(customer, after, write) {
            if (!after.active) left.add(after.id);
            return conforming.settle(customer, after, write);
          },
          callRefusal: (customer, user, call, now) =>
            left.has(user.id) ? "inactive-user" : conforming.callRefusal(customer, user, call, now),
        };
      }),
    },
  }),

  rule({
    id: "8x8/licence/what-administrators-set-last",
    title: "Whatever SCIM calls come, the licence of a user is what administrators set last",
    covers: ["8X8-LIC-08"],
    level: "MUST",
    needs: LICENSING,
    async probe(t) {
      const { user } = await licensedUser(t);
      const real: Stage = { t, user, licence: LEVEL };
      const calls = [
        details().map(put),
        fc.boolean().map(activate),
        fc.constant(createAgain()),
        fc.constant(retitle()),
        fc.constantFrom("X4", LEVEL, null).map(license),
      ];
      await t.property(
        fc.tuple(fc.commands(calls, { maxCommands: 4, size: "+1" }), details()),
        async ([story, last]) => {
          const setup = (): { model: object; real: Stage } => ({ model: {}, real });
          await fc.asyncModelRun(setup, [license(LEVEL)]);
          await fc.asyncModelRun(setup, story);
          // Every story ends with a licensed user of whom everything changes.
          await fc.asyncModelRun(setup, [license(LEVEL), put(last), activate(false), activate(true)]);
        },
        { runs: 2 },
      );
      await fc.asyncModelRun(() => ({ model: {}, real }), [remove()]);
    },
    mutants: {
      "sp-department-change-drops-licence": behaves<Decisions8x8>((conforming) => ({
        replace(customer, user, body) {
          const after = conforming.replace(customer, user, body);
          return after.department === user.department ? after : { ...after, licence: undefined };
        },
      })),
      "sp-put-resets-licence-to-the-first": behaves<Decisions8x8>((conforming) => {
        const first = new Map<string, User8x8["licence"]>();
        return {
          replace(customer, user, body) {
            const after = conforming.replace(customer, user, body);
            if (user.licence !== undefined && !first.has(user.id)) first.set(user.id, { level: "X4", assignedAt: 0 });
            return { ...after, licence: first.get(user.id) ?? after.licence };
          },
        };
      }),
      "sp-activation-drops-licence": behaves<Decisions8x8>((conforming) => ({
        patch(customer, user, operations) {
          const after = conforming.patch(customer, user, operations);
          return after.active && !user.active ? { ...after, licence: undefined } : after;
        },
      })),
    },
  }),
];

/** A service provider that changes a user who is deactivated in one of these ways. */
function onDeactivation(ways: ("patch" | "replace" | "remove")[], change: Partial<User8x8>): Mutant {
  return behaves<Decisions8x8>((conforming) => ({
    settle(customer, after, write) {
      const settled = conforming.settle(customer, after, write);
      const left = write.before?.active === true && !settled.active && ways.some((way) => way === write.by);
      return left ? { ...settled, ...change } : settled;
    },
  }));
}

/** A service provider that changes a user who is activated again. */
function onReturn(change: Partial<User8x8>): Mutant {
  return behaves<Decisions8x8>((conforming) => ({
    settle(customer, after, write) {
      const settled = conforming.settle(customer, after, write);
      return write.before?.active === false && settled.active ? { ...settled, ...change } : settled;
    },
  }));
}

/** A user, and the licence that administrators gave last. */
interface Stage {
  t: Trial;
  user: GivenUser;
  licence: string | null;
}

type Command = fc.AsyncCommand<object, Stage>;

function put(values: Details): Command {
  return command("a PUT of new values", async ({ t, user }) => {
    t.expect(await t.client.put(user.path, { ...user.sent, ...membersOf(values) })).success();
  });
}

function activate(active: boolean): Command {
  return command(`a PATCH of active to ${active}`, async ({ t, user }) => {
    t.expect(await t.client.patch(user.path, activation(active))).success();
  });
}

// Each of these is carried out or refused: which, is judged elsewhere.
function createAgain(): Command {
  return command("a create with the login ID", async ({ t, user }) => {
    accepted(t, await t.client.post("/Users", user.sent));
  });
}

function retitle(): Command {
  return command("a PATCH of the title", async ({ t, user }) => {
    accepted(t, await t.client.patch(user.path, patchOp({ op: "replace", path: "title", value: "Patched" })));
  });
}

function remove(): Command {
  return command("a DELETE", async ({ t, user }) => {
    t.expect(await t.client.delete(user.path)).success();
  });
}

function license(level: string | null): Command {
  return command(level === null ? "the licence is taken away" : `the licence becomes ${level}`, async (stage) => {
    const result = await assignLicence(stage.t, stage.user, level);
    if (result !== "stored") stage.t.inconclusive(`the console answers the licence with "${result}"`);
    stage.licence = level;
  });
}

function command(title: string, act: (stage: Stage) => Promise<void>): Command {
  return {
    check: () => true,
    toString: () => title,
    async run(_model, stage) {
      await act(stage);
      await expectLicence(stage.t, stage.user, stage.licence, `after ${title} a user whom administrators licensed`);
    },
  };
}
