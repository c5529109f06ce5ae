import fc from "fast-check";
import { decides, type Rule, rule, type Trial } from "../../../engine/index.ts";
import type { ImportedUser, JumpCloudDecisions } from "../../../simulators/clients/index.ts";
import { crowd } from "./crowd.ts";
import { connected, type Scene } from "./scene.ts";

/** How the result of an import is told (8x8 article, Importing Users). */
export const importReports: Rule[] = [
  rule({
    id: "clients/jumpcloud/small-import-is-shown",
    title: "The result of an import of fewer than 100 users is shown at once",
    covers: ["8X8-IMPORT-04"],
    level: "MUST",
    judges: "client",
    async probe(t) {
      await t.property(
        fc.oneof(fc.constantFrom(1, 99), fc.integer({ min: 1, max: 99 })),
        async (count) => {
          const { imported, told } = await importedAll(t, count);
          t.expect.that(told === "live" && imported === count, {
            summary: `of an import of ${count} users ${imported} are told of, ${saidHow(told)}`,
            seen: { imported, told },
            expected: { imported: count, told: "live" },
          });
        },
        { runs: 4 },
      );
    },
    mutants: {
      "idp-jc-import-small-by-mail": decides<JumpCloudDecisions>({ importReport: () => "mail" }),
      "shows nothing at all": decides<JumpCloudDecisions>({ importReport: () => "none" }),
    },
  }),

  rule({
    id: "clients/jumpcloud/large-import-is-mailed",
    title: "An e-mail announces that an import of more than 100 users is complete",
    covers: ["8X8-IMPORT-05"],
    level: "MUST",
    judges: "client",
    async probe(t) {
      await t.property(
        fc.oneof(fc.constant(101), fc.integer({ min: 101, max: 260 })),
        async (count) => {
          const { imported, mails } = await importedAll(t, count);
          t.expect.that(mails === 1 && imported === count, {
            summary: `of an import of ${count} users ${imported} are told of, in ${mails} e-mails`,
            seen: { imported, mails },
            expected: { imported: count, mails: 1 },
          });
        },
        { runs: 3 },
      );
    },
    mutants: {
      "idp-jc-import-large-silent": decides<JumpCloudDecisions>({
        importReport: (count) => (count > 100 ? "none" : "live"),
      }),
      "shows the result of 101 users at once": decides<JumpCloudDecisions>((conforming) => ({
        importReport: (count) => (count === 101 ? "live" : conforming.importReport(count)),
      })),
    },
  }),

  rule({
    id: "clients/jumpcloud/import-of-a-hundred",
    title: "The result of an import of exactly 100 users is told in one of the two ways",
    covers: ["8X8-IMPORT-06"],
    level: "MAY",
    judges: "client",
    answers: ["importOfHundred"],
    async probe(t) {
      const { told, mails } = await importedAll(t, 100);
      const ways = [...(told === "live" ? ["live"] : []), ...(mails === 1 ? ["mail"] : [])];
      t.expect.that(ways.length === 1, {
        summary: `the result of an import of 100 users is told in ${ways.length} ways`,
        seen: { told, mails },
        expected: "at once, or by one e-mail",
      });
      t.observe("importOfHundred", ways[0]!);
    },
    mutants: {
      "tells nobody of 100 users": decides<JumpCloudDecisions>({ importReport: () => "none" }),
    },
  }),
];

const resourceOf = ({ resource }: ImportedUser): string => resource;

async function importedAll(t: Trial, count: number): Promise<{ imported: number; told: string; mails: number }> {
  const { client }: Scene = await connected(t, { provider: crowd(t, count) });
  const listed = await client.listUsers();
  const { imported, told } = await client.importUsers(listed.map(resourceOf));
  return { imported, told, mails: client.mails.length };
}

function saidHow(told: string): string {
  return told === "live" ? "at once" : told === "mail" ? "by e-mail" : "in no way";
}
