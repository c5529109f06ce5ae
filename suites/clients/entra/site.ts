import { decides, type Rule, rule } from "../../../engine/index.ts";
import { type EntraDecisions, entraMappings, type MappingRow } from "../../../simulators/clients/index.ts";
import { knownSites } from "../../8x8/sites.ts";
import { EXTENSION } from "../../8x8/user.ts";
import { expectCarried } from "../noted.ts";
import { expectOnPage, lastWrite, rows } from "./carries.ts";
import { joins, loginOf, running } from "./scene.ts";

const SITE = `${EXTENSION}:site`;

/** Where the site of a user comes from (8x8 article, Site). */
export const site: Rule[] = [
  rule({
    id: "clients/entra/site-from-the-office",
    title: "The site comes from the Office attribute, unless the mappings name another source",
    covers: ["8X8-AAD-10"],
    level: "MUST",
    judges: "client",
    async probe(t) {
      const [office, city] = (await knownSites(t, 2)) as [string, string];
      const usual = await running(t);
      const person = await joins(t, usual, { office, city });
      expectCarried(t, lastWrite(usual.requests), SITE, office);
      await expectOnPage(t, loginOf(person), (user) => user.site, office);
      const other = await running(t, { mapping: siteFrom({ attribute: "city" }) });
      const follower = await joins(t, other, { office, city });
      expectCarried(t, lastWrite(other.requests), SITE, city);
      await expectOnPage(t, loginOf(follower), (user) => user.site, city);
    },
    mutants: {
      "idp-aad-site-from-city": decides<EntraDecisions>((conforming) => ({
        sources(person, softDeleted) {
          const sources = conforming.sources(person, softDeleted);
          return { ...sources, physicalDeliveryOfficeName: sources["city"] };
        },
      })),
      "takes the office whatever the mappings say": rows((table) =>
        table.map((row) =>
          row.target === SITE ? { ...row, source: { attribute: "physicalDeliveryOfficeName" } } : row,
        ),
      ),
    },
  }),

  rule({
    id: "clients/entra/constant-site",
    title: "Where the site is a constant, everybody who is created gets it without an office",
    covers: ["8X8-AAD-11"],
    level: "MUST",
    judges: "client",
    async probe(t) {
      const [only] = (await knownSites(t, 1)) as [string];
      const scene = await running(t, { mapping: siteFrom({ constant: only }) });
      for (let count = 0; count < 2; count++) {
        const person = await joins(t, scene);
        expectCarried(t, lastWrite(scene.requests), SITE, only);
        await expectOnPage(t, loginOf(person), (user) => user.site, only);
      }
    },
    mutants: {
      "idp-aad-constant-ignored": rows((table) => table.filter(({ source }) => !("constant" in source))),
      "takes a constant for the name of an attribute": rows((table) =>
        table.map((row) => ("constant" in row.source ? { ...row, source: { attribute: row.source.constant } } : row)),
      ),
    },
  }),
];

function siteFrom(source: MappingRow["source"]): MappingRow[] {
  return entraMappings.tutorial.map((row) => (row.target === SITE ? { ...row, source } : row));
}
