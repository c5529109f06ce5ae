import { behaves, type Rule, rule, type Trial } from "../../../engine/index.ts";
import type { Decisions8x8 } from "../../../profiles/index.ts";
import { expectUnchanged, shownBy } from "../changes.ts";
import { expectHeld } from "../held.ts";
import { type Audience, type Event, type Player, tellStories } from "../story.ts";
import { activated, calls, removed, replaced } from "../story-calls.ts";
import { type Details, named } from "../user.ts";

/** What holds whatever calls come in whatever order. */
export const stories: Rule[] = [
  rule({
    id: "8x8/scim/every-call-changes-one-user",
    title: "Whatever calls come in whatever order, each does its own work and touches no other user",
    covers: ["8X8-SCIM-26"],
    level: "SHOULD",
    async probe(t) {
      const after: Audience = async (event) => {
        const { player, players, title } = event;
        await expectOutcome(t, player!, event);
        const what = `"${title}"`;
        for (const other of players)
          if (other !== player && !other.hidden)
            expectUnchanged(t, await t.client.get(other.user.path), other.known, what);
      };
      await tellStories(t, {
        steps: calls,
        after,
        ending: [activated(0, true), replaced(1, ENDING, true), removed(1)],
      });
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
    },
  }),
];

/** What a story ends with: a replacement and a removal, so that none goes without. */
const ENDING: Details = {
  givenName: "Final",
  familyName: "Curtain",
  title: "Last to leave",
  department: "Stage",
  mobile: "+14155550188",
  locale: "en-US",
  timezone: "Europe/London",
};

async function expectOutcome(t: Trial, player: Player, event: Event): Promise<void> {
  const { user } = player;
  const { title, call, written, active, refused } = event;
  const lookup = await t.client.list("/Users", named(String(user.sent["userName"])));
  t.expect(lookup)
    .status(200)
    .resources(player.hidden ? [] : [user.id]);
  if (player.hidden) return;
  const what = `"${title}", answered ${call?.response.status},`;
  if (written !== undefined) expectHeld(t, lookup, written);
  if (active !== undefined) t.expect(lookup).attribute("Resources[0].active", active);
  if (active !== undefined || refused)
    expectUnchanged(t, lookup, player.known, what, active === undefined ? [] : ["active"]);
  player.known = shownBy(lookup);
}
