import fc from "fast-check";
import { behaves, type GivenUser, type Rule, rule, type Trial } from "../../../engine/index.ts";
import type { Decisions8x8 } from "../../../profiles/index.ts";
import type { Exchange, JsonObject } from "../../../scim/index.ts";
import { accepted } from "../accepted.ts";
import { inSite, knownSites, siteOf } from "../sites.ts";
import { urns } from "../urns.ts";
import { activation } from "../user.ts";
import { expectSite, userIn } from "./scene.ts";

/** What is known of the user: the first site that an answer confirmed. */
interface History {
  site: string | undefined;
  /** Hidden since a DELETE. */
  hidden?: boolean;
  /** Hidden, and no call brought it back: the story is over. */
  gone?: boolean;
}

/** The user in question, and two sites. */
interface Story {
  t: Trial;
  user: GivenUser;
  sites: [string, string];
}

type Command = fc.AsyncCommand<History, Story>;

/** Which site a call names, told from the user's. */
type Asked = "another" | "the same" | "no";

/** The law that the site of a user never changes, told for whole lives. */
export const history: Rule[] = [
  rule({
    id: "8x8/site/first-site-wins",
    title: "Whatever happens to a user, the first site stays the site",
    covers: ["8X8-SITE-03"],
    level: "MUST",
    async probe(t) {
      const [first, second] = await knownSites(t, 2);
      const asked = fc.constantFrom<Asked[]>("another", "another", "the same", "no");
      const life = fc.record({
        returning: fc.constantFrom("PUT", "PUT", "PATCH"),
        asked: fc.constant<Asked>("another"),
      });
      const lives = fc
        .tuple(fc.shuffledSubarray(["PATCH", "DELETE", "PUT"], { minLength: 2 }), fc.tuple(life, life, life))
        .map(([ways, parts]) => ways.map((leaving, index) => leaveAndReturn({ leaving, ...parts[index]! })));
      const more = fc.commands([asked.map(put), asked.map(createAgain)], { maxCommands: 4 });
      await t.property(
        fc.record({ placed: fc.constantFrom(true, true, true, false), lives, more }),
        async (story) => {
          const user = story.placed ? await userIn(t, first!) : await t.given.user();
          // A customer may place users without a site in its only one.
          const model: History = { site: siteOf(user.resource) };
          const setup = () => ({ model, real: { t, user, sites: [first!, second!] as [string, string] } });
          await fc.asyncModelRun(setup, story.more);
          await fc.asyncModelRun(setup, story.lives);
        },
        { runs: 3 },
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

function put(asked: Asked): Command {
  return command(`PUT with ${asked} site`, asked, ({ t, user }, site) =>
    t.client.put(user.path, representation(t, user, site)),
  );
}

function createAgain(asked: Asked): Command {
  return command(`POST of the same login ID with ${asked} site`, asked, ({ t, user }, site) =>
    t.client.post("/Users", representation(t, user, site)),
  );
}

function leaveAndReturn({ leaving, returning, asked }: { leaving: string; returning: string; asked: Asked }): Command {
  const byPut = returning === "PUT";
  const story = `deactivation by ${leaving} and activation by ${byPut ? `PUT with ${asked} site` : "PATCH"}`;
  return command(story, byPut ? asked : "no", async ({ t, user }, site, known) => {
    const left =
      leaving === "PATCH"
        ? await t.client.patch(user.path, activation(false))
        : leaving === "DELETE"
          ? await t.client.delete(user.path)
          : await t.client.put(user.path, { ...representation(t, user, undefined), active: false });
    t.expect(left).success();
    const read = await t.client.get(user.path);
    // A service provider may hide the user after DELETE (C-13).
    known.hidden = leaving === "DELETE" && read.response.status === 404;
    if (!known.hidden) expectSite(t, read, known.site, `the user after deactivation by ${leaving}`);
    return byPut ? t.client.put(user.path, representation(t, user, site)) : t.client.patch(user.path, activation(true));
  });
}

/** A call, after which the user has the first site still, or the one that the call named as the first. */
function command(
  story: string,
  asked: Asked,
  call: (real: Story, site: string | undefined, known: History) => Promise<Exchange>,
): Command {
  return {
    check: (known) => !known.gone,
    toString: () => story,
    async run(known, real) {
      const { t, user, sites } = real;
      const other = sites.find((each) => each !== known.site);
      const site = asked === "no" ? undefined : asked === "another" ? other : (known.site ?? other);
      const done = accepted(t, await call(real, site, known));
      const read = await t.client.get(user.path);
      known.gone = known.hidden === true && read.response.status === 404;
      if (known.gone) return;
      if (known.site === undefined && done && siteOf(read.response.body) === site) known.site = site;
      expectSite(t, read, known.site, `the user after ${story}`);
    },
  };
}

function representation(t: Trial, { sent }: GivenUser, site: string | undefined): JsonObject {
  const rest = Object.fromEntries(Object.entries(sent).filter(([name]) => !name.startsWith("urn:")));
  return { ...rest, ...(site === undefined ? {} : inSite(site, urns(t)[0])), active: true };
}
