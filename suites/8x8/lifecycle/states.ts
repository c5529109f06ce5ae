import { behaves, type Mutant, type Rule, rule, valueAt } from "../../../engine/index.ts";
import type { Decisions8x8, User8x8 } from "../../../profiles/index.ts";
import { admin } from "../admin.ts";
import { type Audience, tellStories } from "../story.ts";
import { activated, calls, createdAgain, removed, renamed } from "../story-calls.ts";
import { administration, deleted } from "../story-console.ts";

/** The states of a user, and what leads from one to another. */
export const states: Rule[] = [
  rule({
    id: "8x8/lifecycle/active-inactive-or-absent",
    title: "In every story a user is active, inactive or absent, alike over SCIM and in the console",
    covers: ["8X8-LIFECYCLE-01"],
    level: "MUST",
    needs: ["admin.user.get", "admin.user.delete"],
    async probe(t) {
      const after: Audience = async ({ title, players }, { client, within }) => {
        for (const { name, user, absent, hidden, active } of players) {
          const page = await admin(t).user.get({ ...within, id: user.id });
          const inConsole = page === undefined ? "absent" : page.active;
          const read = await client.get(user.path);
          const gone = read.response.status === 404;
          const overScim = gone ? "absent" : valueAt(read.response.body, "active");
          const expected = absent ? "absent" : (active ?? inConsole);
          const is = (seen: unknown): boolean => seen === expected && (seen === "absent" || typeof seen === "boolean");
          t.expect(read).that(is(inConsole), {
            summary: `after "${title}" the console shows ${name} as ${inWords(inConsole)}`,
            seen: inConsole,
            expected,
            attribute: "active",
          });
          // Hidden by DELETE, as some do (C-13).
          t.expect(read).that(is(overScim) || (hidden && gone), {
            summary: `after "${title}" SCIM shows ${name} as ${inWords(overScim)}`,
            seen: overScim,
            expected,
            attribute: "active",
          });
        }
      };
      const ending = [
        createdAgain(0),
        createdAgain(1),
        activated(1, false),
        renamed(1),
        activated(1, true),
        removed(0),
        deleted(0),
        createdAgain(0),
      ];
      await tellStories(t, { steps: [...calls, ...administration(t)], after, ending });
    },
    mutants: {
      "sp-state-machine-limbo": onFailedActivation((user) => ({ ...user, active: "pending" as unknown as boolean })),
      "sp-failed-activation-activates": onFailedActivation((user) => ({ ...user, active: true })),
      "sp-console-shows-deleted-users-active": behaves<Decisions8x8>((conforming) => ({
        consoleView: (customer, user) => ({
          ...conforming.consoleView(customer, user),
          active: user.active || user.deleted,
        }),
      })),
    },
  }),
];

function inWords(state: unknown): string {
  return state === true ? "active" : state === false ? "inactive" : String(state);
}

/** A service provider that leaves an inactive user in some state when a PUT that would activate it is refused. */
function onFailedActivation(left: (user: User8x8) => User8x8): Mutant {
  return behaves<Decisions8x8>((conforming) => ({
    replace(customer, user, body) {
      try {
        return conforming.replace(customer, user, body);
      } catch (refusal) {
        if (!user.active && body["active"] === true) customer.users.put(left(user));
        throw refusal;
      }
    },
  }));
}
