import { behaves, type Rule, rule, type Trial } from "../../../engine/index.ts";
import type { Decisions8x8 } from "../../../profiles/index.ts";
import type { JsonObject } from "../../../scim/index.ts";
import { expectUnchanged } from "../changes.ts";
import { expectHeld } from "../held.ts";
import { type Outcome, type Player, tellStories } from "../story.ts";
import { named } from "../user.ts";

/** What holds whatever calls come in whatever order. */
export const stories: Rule[] = [
  rule({
    id: "8x8/scim/every-call-changes-one-user",
    title: "Whatever calls come in whatever order, each does its own work and touches no other user",
    covers: ["8X8-SCIM-26"],
    level: "SHOULD",
    async probe(t) {
      await tellStories(
        t,
        async (player, outcome, players) => {
          await expectOutcome(t, player, outcome);
          const what = `${outcome.call.request.method} of another user`;
          for (const other of players)
            if (other !== player && !other.hidden)
              expectUnchanged(t, await t.client.get(other.user.path), other.known, what);
        },
        3,
      );
    },
    mutants: {
      "sp-update-by-username-hits-wrong-user": behaves<Decisions8x8>((conforming) => ({
        locate(customer, id, method) {
          const user = conforming.locate(customer, id, method);
          return method === "PUT" || method === "PATCH" ? customer.users.withEmail(user.email ?? "")[0]! : user;
        },
      })),
      "sp-delete-hits-everybody-of-an-email": behaves<Decisions8x8>((conforming) => ({
        remove(customer, user) {
          for (const each of customer.users.withEmail(user.email ?? ""))
            if (each !== user) customer.users.put({ ...each, active: false });
          return conforming.remove(customer, user);
        },
      })),
      "sp-activation-of-deleted-loses-title": behaves<Decisions8x8>((conforming) => ({
        patch: (customer, user, operations) => ({
          ...conforming.patch(customer, user, operations),
          ...(user.deleted ? { title: undefined } : {}),
        }),
      })),
    },
  }),
];

async function expectOutcome(t: Trial, player: Player, { call, written, active, open }: Outcome): Promise<void> {
  const { user } = player;
  const lookup = await t.client.list("/Users", named(String(user.sent["userName"])));
  t.expect(lookup).status(200);
  if (player.hidden) return;
  t.expect(lookup).resources([user.id]);
  const read = await t.client.get(user.path);
  const what = `${call.request.method}, answered ${call.response.status},`;
  if (written !== undefined) expectHeld(t, read, written);
  else if (open === undefined) expectUnchanged(t, read, player.known, what, active === undefined ? [] : ["active"]);
  if (active !== undefined) t.expect(read).attribute("active", active);
  t.expect(read).status(200);
  player.known = read.response.body as JsonObject;
}
