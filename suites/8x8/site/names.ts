import fc from "fast-check";
import { behaves, idOf, type Rule, rule, type Trial } from "../../../engine/index.ts";
import type { Decisions8x8 } from "../../../profiles/index.ts";
import type { Exchange } from "../../../scim/index.ts";
import { accepted } from "../accepted.ts";
import { adminIfAny, granted } from "../admin.ts";
import { inSite, knownSites, siteOf } from "../sites.ts";
import { urns } from "../urns.ts";
import { word } from "../words.ts";
import { expectSite, resent, userIn } from "./scene.ts";

/** Which site a name means. */
export const names: Rule[] = [
  rule({
    id: "8x8/site/unknown-name",
    title: "The name of no site puts nobody into a site, and makes none",
    covers: ["8X8-SITE-07"],
    level: "MUST",
    answers: ["unknownSiteOnCreate", "unknownSiteOnUpdate"],
    async probe(t) {
      const [site] = await knownSites(t, 1);
      const placed = await userIn(t, site!);
      const unplaced = await t.given.user();
      const none = siteOf(await t.given.read(unplaced.path));
      await t.property(
        fc.array(word(2, 7), { minLength: 1, maxLength: 2 }).map((words) => words.join(" ")),
        async (words) => {
          const unknown = `${t.given.name()} ${words}`;
          const created = await createdIn(t, unknown);
          if (created !== undefined) expectSite(t, created, undefined, `a user created with site "${unknown}"`);
          t.observe("unknownSiteOnCreate", created === undefined ? "refused" : "created without site");

          const list = (await adminIfAny(t).site?.list?.({})) ?? [];
          t.expect.that(!list.some(({ name }) => name === unknown), {
            summary: `there is a site "${unknown}" since a user was sent with it`,
            seen: unknown,
            expected: "no such site",
            attribute: "site",
          });

          for (const [user, kept] of [
            [placed, site],
            [unplaced, none],
          ] as const) {
            const put = await t.client.put(user.path, resent(user, "Quintrell", inSite(unknown, urns(t)[0])));
            t.observe("unknownSiteOnUpdate", accepted(t, put) ? "ignored" : "refused");
            const story = `a user of ${kept === undefined ? "no site" : `site "${kept}"`} after a PUT with site "${unknown}"`;
            expectSite(t, await t.client.get(user.path), kept, story);
          }
        },
        { runs: 3 },
      );
    },
    mutants: {
      "sp-unknown-site-autocreated": behaves<Decisions8x8>((conforming) => ({
        resolveSite: (customer, name) =>
          conforming.resolveSite(customer, name) ?? conforming.createSite(customer, name),
      })),
      "sp-unknown-site-falls-back": behaves<Decisions8x8>((conforming) => ({
        resolveSite: (customer, name) => conforming.resolveSite(customer, name) ?? [...customer.sites.values()][0],
      })),
      "sp-refused-site-is-left-behind": behaves<Decisions8x8>((conforming) => ({
        resolveSite(customer, name) {
          const site = conforming.resolveSite(customer, name);
          if (site === undefined) conforming.createSite(customer, name);
          return site;
        },
      })),
    },
  }),

  rule({
    id: "8x8/site/exact-name",
    title: "Only the exact name of a site means that site",
    covers: ["8X8-SITE-08"],
    level: "SHOULD",
    answers: ["siteNameCase"],
    async probe(t) {
      const site = await spelledSite(t);
      const taken = await sitesListed(t);
      const ways = Object.entries(MISSPELLINGS).filter(([, misspell]) => !taken.includes(misspell(site)));
      await t.property(
        fc.shuffledSubarray(ways, { minLength: ways.length - 1 }),
        async (tried) => {
          for (const [way, misspell] of tried) {
            const created = await createdIn(t, misspell(site));
            const found = created !== undefined && siteOf(created.response.body) === site;
            if (way === OTHER_CASE) t.observe("siteNameCase", found ? "case-insensitive" : "exact");
            if (created === undefined || (way === OTHER_CASE && found)) continue;
            expectSite(t, created, undefined, `a user created with ${way} in the name of site "${site}"`);
          }
        },
        { runs: 2 },
      );
    },
    mutants: {
      "sp-site-prefix-match": behaves<Decisions8x8>({
        resolveSite: ({ sites }, name) => sites.values().find((site) => site.name.startsWith(name)),
      }),
      "sp-site-blanks-trimmed": behaves<Decisions8x8>((conforming) => ({
        resolveSite: (customer, name) => conforming.resolveSite(customer, name.trim()),
      })),
      "sp-site-blanks-collapsed": behaves<Decisions8x8>((conforming) => ({
        resolveSite: (customer, name) => conforming.resolveSite(customer, name.replace(/ +/g, " ")),
      })),
      "sp-site-normal-form-ignored": behaves<Decisions8x8>((conforming) => ({
        resolveSite: (customer, name) => conforming.resolveSite(customer, name.normalize("NFC")),
      })),
    },
  }),
];

const OTHER_CASE = "another letter case";

/** Ways in which a name is nearly that of a site. */
const MISSPELLINGS: Record<string, (name: string) => string> = {
  "a blank before": (name) => ` ${name}`,
  "a blank behind": (name) => `${name} `,
  "a doubled blank": (name) => name.replace(" ", "  "),
  "the end missing": (name) => name.slice(0, -1),
  "the beginning missing": (name) => name.slice(1),
  "a letter too many": (name) => `${name}s`,
  "decomposed letters": (name) => name.normalize("NFD"),
  [OTHER_CASE]: (name) => (name === name.toUpperCase() ? name.toLowerCase() : name.toUpperCase()),
};

/** The user that a create with the name of a site makes; undefined when it is refused. */
async function createdIn(t: Trial, site: string): Promise<Exchange | undefined> {
  const created = await t.client.post("/Users", t.given.representation(inSite(site, urns(t)[0])));
  if (!accepted(t, created)) return undefined;
  t.expect(created).status(201).hasAttribute("id");
  return t.client.get(`/Users/${encodeURIComponent(idOf(created))}`);
}

/** A site whose name can be misspelt in every way, where the driver can make one. */
async function spelledSite(t: Trial): Promise<string> {
  const create = adminIfAny(t).site?.create;
  if (create === undefined) return (await knownSites(t, 1))[0]!;
  return (await granted(create({ name: `${t.given.name()} Zürich West` }))).name;
}

async function sitesListed(t: Trial): Promise<string[]> {
  const list = adminIfAny(t).site?.list;
  return list === undefined ? knownSites(t, 1) : (await granted(list({}))).map(({ name }) => name);
}
