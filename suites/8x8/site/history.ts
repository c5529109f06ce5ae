import fc from "fast-check";
import { behaves, type GivenUser, type Rule, rule, type Trial } from "../../../engine/index.ts";
import type { Decisions8x8 } from "../../../profiles/index.ts";
import type { Exchange, JsonObject } from "../../../scim/index.ts";
import { inSite, knownSites, siteOf } from "../sites.ts";
import { activation } from "../user.ts";
import { accepted, expectSite, urns, userIn } from "./scene.ts";

/** What is known of the user: the first site that an answer confirmed. */
interface History {
  site: string | undefined;
}

/** The user in question. */
interface Story {
  t: Trial;
  user: GivenUser;
}

type Command = fc.AsyncCommand<History, Story>;

/** The law that the site of a user never changes, told for whole lives. */
export const history: Rule[] = [
  rule({
    id: "8x8/site/first-site-wins",
    title: "Whatever happens to a user, the first site stays the site",
    covers: ["8X8-SITE-03"],
    level: "MUST",
    async probe(t) {
      const [first, second] = await knownSites(t, 2);
      // Mostly another site than the first one: that is what must not count.
      const named = fc.constantFrom(second!, second!, second!, first!);
      const absences = fc.record({
        leaving: fc.constantFrom("PATCH", "DELETE", "PUT"),
        returning: fc.constantFrom("PUT", "PUT", "PATCH"),
        site: named,
      });
      const commands: fc.Arbitrary<Command>[] = [
        fc.option(named, { nil: undefined }).map(put),
        named.map(createAgain),
        absences.map(leaveAndReturn),
        absences.map(leaveAndReturn),
      ];
      await t.property(
        fc.tuple(fc.boolean(), fc.commands(commands, { maxCommands: 6 })),
        async ([placed, story]) => {
          const user = placed ? await userIn(t, first!) : await t.given.user();
          // A customer may place users without a site in its only one.
          await fc.asyncModelRun(() => ({ model: { site: siteOf(user.resource) }, real: { t, user } }), story);
        },
        { runs: 5 },
      );
    },
    mutants: {
      "sp-site-reset-on-reactivation": behaves<Decisions8x8>((conforming) => ({
        replace(customer, user, body) {
          const after = conforming.replace(customer, user, body);
          const site = siteOf(body);
          if (user.active || !after.active || site === undefined) return after;
          return { ...after, siteId: conforming.resolveSite(customer, site)?.id };
        },
      })),
      "sp-site-forgotten-on-delete": behaves<Decisions8x8>((conforming) => ({
        remove: (customer, user) => ({ ...conforming.remove(customer, user)!, siteId: undefined }),
      })),
      "sp-conflict-moves-the-site": behaves<Decisions8x8>((conforming) => ({
        create(customer, body) {
          const taken = conforming.loginIdTaken(customer, String(body["userName"]));
          const site = conforming.resolveSite(customer, siteOf(body) ?? "");
          if (taken !== undefined && site !== undefined) customer.users.put({ ...taken, siteId: site.id });
          return conforming.create(customer, body);
        },
      })),
    },
  }),
];

function put(site: string | undefined): Command {
  const asked = site === undefined ? "no site" : `site "${site}"`;
  return command(`PUT with ${asked}`, site, ({ t, user }) => t.client.put(user.path, representation(t, user, site)));
}

function createAgain(site: string): Command {
  return command(`POST of the same login ID with site "${site}"`, site, ({ t, user }) =>
    t.client.post("/Users", representation(t, user, site)),
  );
}

function leaveAndReturn({ leaving, returning, site }: { leaving: string; returning: string; site: string }): Command {
  const back = returning === "PUT" ? `PUT with active true and site "${site}"` : "PATCH of active to true";
  return command(
    `deactivation by ${leaving}, then ${back}`,
    returning === "PUT" ? site : undefined,
    async ({ t, user }) => {
      const left =
        leaving === "PATCH"
          ? await t.client.patch(user.path, activation(false))
          : leaving === "DELETE"
            ? await t.client.delete(user.path)
            : await t.client.put(user.path, { ...representation(t, user, undefined), active: false });
      t.expect(left).success();
      if (returning === "PATCH") return t.client.patch(user.path, activation(true));
      return t.client.put(user.path, representation(t, user, site));
    },
  );
}

/** A call, after which the user has the first site still, or the one that the call named as the first. */
function command(story: string, asked: string | undefined, call: (real: Story) => Promise<Exchange>): Command {
  return {
    check: () => true,
    toString: () => story,
    async run(known, real) {
      const done = accepted(real.t, await call(real));
      const read = await real.t.client.get(real.user.path);
      if (known.site === undefined && done && siteOf(read.response.body) === asked) known.site = asked;
      expectSite(real.t, read, known.site, `the user after ${story}`);
    },
  };
}

function representation(t: Trial, { sent }: GivenUser, site: string | undefined): JsonObject {
  const rest = Object.fromEntries(Object.entries(sent).filter(([name]) => !name.startsWith("urn:")));
  return { ...rest, ...(site === undefined ? {} : inSite(site, urns(t)[0])), active: true };
}
