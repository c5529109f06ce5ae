import fc from "fast-check";
import { decides, type Mutant, type Rule, rule, show } from "../../../engine/index.ts";
import type { ConsoleUser } from "../../../profiles/index.ts";
import type { MappingRow, OktaDecisions, PersonAttributes } from "../../../simulators/clients/index.ts";
import { adminIfAny } from "../../8x8/admin.ts";
import { LOWER, text, word } from "../../8x8/words.ts";
import { expectCarried, lastWrite } from "../noted.ts";
import { assigned, prepared, started } from "./scene.ts";

/** One row of the minimum mapping: what a profile in Okta has, where it travels, and what the console shows. */
interface Row {
  id: string;
  title: string;
  covers: string;
  source: keyof PersonAttributes;
  values: fc.Arbitrary<string>;
  attribute: string;
  console: (user: ConsoleUser) => unknown;
  mutants: Record<string, Mutant>;
}

/** What becomes of each attribute of a profile (guide for Okta, Setting up the Integration). */
export const mapping: Rule[] = [
  rule({
    id: "clients/okta/mappings-are-there",
    title: "The application comes with the minimum mappings",
    covers: ["8X8-OKTA-06"],
    level: "SHOULD",
    judges: "client",
    async probe(t) {
      const rows = prepared(t).client.mapping();
      const minimum = {
        "user.username": "userName",
        "user.firstName": "name.givenName",
        "user.lastName": "name.familyName",
        "user.email": 'emails[type eq "work"].value',
      };
      for (const [attribute, target] of Object.entries(minimum)) {
        const row = rows.find((each) => each.target === target);
        t.expect.that(row !== undefined && "attribute" in row.source && row.source.attribute === attribute, {
          summary: `a new application maps ${show(row?.source)} to ${target}`,
          seen: row?.source,
          expected: attribute,
          attribute: target,
        });
      }
    },
    mutants: {
      "idp-okta-mappings-empty": decides<OktaDecisions>({ table: () => [] }),
      "comes without the mapping of the e-mail": without('emails[type eq "work"].value'),
    },
  }),

  carries({
    id: "username-is-the-user-name",
    title: "The username of a profile arrives as userName",
    covers: "8X8-ATTR-39",
    source: "userName",
    values: text(LOWER, 1, 6),
    attribute: "userName",
    console: ({ userName }) => userName,
    mutants: {
      "idp-okta-map-username-uses-email": fed("userName", "user.email"),
    },
  }),
  carries({
    id: "first-name",
    title: "The first name arrives as name.givenName",
    covers: "8X8-ATTR-40",
    source: "givenName",
    values: word(1, 8),
    attribute: "name.givenName",
    console: ({ givenName }) => givenName,
    mutants: {
      "idp-okta-map-first-missing": without("name.givenName"),
      "sends the last name as first name": fed("name.givenName", "user.lastName"),
    },
  }),
  carries({
    id: "last-name",
    title: "The last name arrives as name.familyName",
    covers: "8X8-ATTR-41",
    source: "familyName",
    values: word(1, 8),
    attribute: "name.familyName",
    console: ({ familyName }) => familyName,
    mutants: {
      "idp-okta-map-last-missing": without("name.familyName"),
      "sends the first name as last name": fed("name.familyName", "user.firstName"),
    },
  }),
  carries({
    id: "email",
    title: "The e-mail arrives as the e-mail of type work",
    covers: "8X8-ATTR-42",
    source: "email",
    values: text(LOWER, 3, 8).map((name) => `${name}@mail.example.com`),
    attribute: "emails[work].value",
    console: ({ email }) => email,
    mutants: {
      "idp-okta-map-email-missing": without('emails[type eq "work"].value'),
      "sends the username as e-mail": fed('emails[type eq "work"].value', "user.username"),
    },
  }),
];

function carries({ id, title, covers, source, values, attribute, console, mutants }: Row): Rule {
  return rule({
    id: `clients/okta/${id}`,
    title,
    covers: [covers],
    level: "MUST",
    judges: "client",
    async probe(t) {
      const scene = await started(t);
      const { client, requests } = scene;
      await t.property(
        fc.tuple(values, values).filter(([first, second]) => first !== second),
        async (pair) => {
          const login = t.given.userName();
          // What a login is made of beside the drawn letters keeps it in the namespace of the run.
          const [first, second] =
            source === "userName" ? pair.map((letters) => login.replace("@", `-${letters}@`)) : pair;
          const person = await assigned(t, scene, { userName: login, email: `mail-${login}`, [source]: first });
          expectCarried(t, lastWrite(requests), attribute, first);
          client.directory.change(person.id, { [source]: second });
          await client.settle();
          expectCarried(t, lastWrite(requests), attribute, second);
          const { userName } = client.directory.person(person.id).attributes;
          const user = await adminIfAny(t).user?.get?.({ userName: userName! });
          if (user === undefined) return;
          t.expect.that(console(user) === second, {
            summary: `the console shows ${show(console(user))} for what Okta sent as ${show(second)}`,
            seen: console(user),
            expected: second,
            attribute,
          });
        },
        { runs: 3 },
      );
    },
    mutants,
  });
}

function rows(change: (rows: readonly MappingRow[]) => readonly MappingRow[]): Mutant {
  return decides<OktaDecisions>((conforming) => ({ table: (table) => change(conforming.table(table)) }));
}

function without(attribute: string): Mutant {
  return rows((table) => table.filter(({ target }) => target !== attribute));
}

function fed(attribute: string, source: string): Mutant {
  return rows((table) =>
    table.map((row) => (row.target === attribute ? { ...row, source: { attribute: source } } : row)),
  );
}
