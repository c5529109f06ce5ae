import fc from "fast-check";
import { behaves, bodyOf, type Rule, rule, show, type Trial, valueAt } from "../../../engine/index.ts";
import type { ConsoleUser, Decisions8x8 } from "../../../profiles/index.ts";
import type { Json, JsonObject } from "../../../scim/index.ts";
import { accepted } from "../accepted.ts";
import { adminIfAny, page } from "../admin.ts";
import { expectUnchanged } from "../changes.ts";
import { ENTERPRISE, employee } from "../user.ts";
import { LOWER, text, word } from "../words.ts";
import { sameLanguage, sameZone } from "./on-page.ts";

/** Which values the attributes take. */
export const values: Rule[] = [
  rule({
    id: "8x8/attributes/locale-sets-the-language",
    title: "A locale sets the language of the console, and a text that is none changes nothing",
    covers: ["8X8-ATTR-46"],
    level: "SHOULD",
    needs: ["admin.user.get"],
    answers: ["unknownLocale"],
    probe: (t) =>
      holdRegional(t, {
        attribute: "locale",
        field: "language",
        known: ["de-DE", "fr-FR", "es-ES", "en-GB"],
        unknown: fc.tuple(text(LOWER, 9, 12), text(LOWER, 3, 6)).map((words) => words.join(" ")),
        same: sameLanguage,
        answer: "unknownLocale",
      }),
    mutants: {
      "sp-locale-unvalidated": behaves<Decisions8x8>({ readLocale: (value) => value }),
      "sp-language-is-always-english": behaves<Decisions8x8>((conforming) => ({
        consoleView: (customer, user) => ({ ...conforming.consoleView(customer, user), language: "en-US" }),
      })),
      "sp-unknown-locale-empties-the-name": behaves<Decisions8x8>((conforming) => ({
        replace(customer, user, body) {
          const { locale, ...rest } = body;
          if (typeof locale !== "string" || !locale.includes(" ")) return conforming.replace(customer, user, body);
          return { ...conforming.replace(customer, user, rest), familyName: undefined };
        },
      })),
    },
  }),

  rule({
    id: "8x8/attributes/timezone-sets-the-zone",
    title: "A time zone sets that of the console, and a text that is none changes nothing",
    covers: ["8X8-ATTR-47"],
    level: "SHOULD",
    needs: ["admin.user.get"],
    answers: ["unknownTimezone"],
    probe: (t) =>
      holdRegional(t, {
        attribute: "timezone",
        field: "timeZone",
        known: ["America/New_York", "Europe/London", "Asia/Tokyo", "Australia/Sydney"],
        unknown: fc.tuple(word(9, 12), word(8, 10)).map((words) => words.join("/")),
        same: sameZone,
        answer: "unknownTimezone",
      }),
    mutants: {
      "sp-timezone-unvalidated": behaves<Decisions8x8>({ readTimezone: (value) => value }),
      "sp-timezone-never-reaches-the-console": behaves<Decisions8x8>((conforming) => ({
        consoleView: (customer, user) => ({ ...conforming.consoleView(customer, user), timeZone: "Europe/Berlin" }),
      })),
    },
  }),

  rule({
    id: "8x8/attributes/text-is-text",
    title: "Attributes that are texts take no other type: a value is refused, or becomes a text without loss",
    covers: ["8X8-ATTR-48"],
    level: "SHOULD",
    answers: ["otherTypes"],
    async probe(t) {
      const user = await t.given.user(employee(t));
      const before = await t.given.read(user.path);
      const offered = Object.keys(TEXTS).filter((attribute) => typeof valueAt(before, attribute) === "string");
      if (offered.length === 0) t.inconclusive("none of the texts that were given is shown");
      await t.property(
        fc.record({
          attribute: fc.constantFrom(...offered),
          wrong: fc.constantFrom<Json[]>({ text: "4711" }, ["4711"], 4711),
        }),
        async ({ attribute, wrong }) => {
          const put = await t.client.put(user.path, { ...user.sent, ...TEXTS[attribute]!(wrong, user.sent) });
          const read = await t.client.get(user.path);
          if (!accepted(t, put)) {
            t.observe("otherTypes", "refused");
            expectUnchanged(t, read, before, `a refused ${attribute}`);
            return;
          }
          t.observe("otherTypes", "coerced");
          const seen = valueAt(read.response.body, attribute);
          t.expect(read)
            .status(200)
            .that(typeof seen === "string" && seen.includes("4711"), {
              summary: `${attribute} was written as ${show(wrong)} and is read as ${show(seen)}`,
              seen,
              expected: "refused with 400, or a text with the same content",
              attribute,
            });
          await t.given.done(() => t.client.put(user.path, user.sent));
        },
        { runs: 8 },
      );
    },
    mutants: {
      "sp-type-confusion-stores-object": behaves<Decisions8x8>({ readText: (_attribute, value) => value as string }),
      "sp-other-types-are-dropped": behaves<Decisions8x8>({
        readText: (_attribute, value) => (typeof value === "string" ? value : ""),
      }),
    },
  }),

  rule({
    id: "8x8/attributes/active-is-boolean",
    title: "active takes nothing that is neither true nor false",
    covers: ["8X8-ATTR-48"],
    level: "SHOULD",
    async probe(t) {
      const user = await t.given.user();
      await t.property(
        fc.shuffledSubarray<Json>(["maybe", {}, [], "False", 3], { minLength: 3 }),
        async (story) => {
          for (const active of story) {
            const put = await t.client.put(user.path, { ...user.sent, active });
            const read = await t.client.get(user.path);
            const taken = accepted(t, put);
            const seen = valueAt(read.response.body, "active");
            // Texts that say it are common among clients, and numbers among languages.
            const says = active === "False" ? seen === false : typeof seen === "boolean" && typeof active === "number";
            t.expect(read)
              .status(200)
              .that(taken ? says : seen === true, {
                summary: `active was written as ${show(active)}, answered with ${put.response.status}, and is read as ${show(seen)}`,
                seen,
                expected: active === "False" ? "refused, or false" : "refused, and as before",
                attribute: "active",
              });
            if (taken) await t.given.done(() => t.client.put(user.path, user.sent));
          }
        },
        { runs: 2 },
      );
    },
    mutants: {
      "sp-active-takes-anything": behaves<Decisions8x8>({ readActive: (value) => Boolean(value) }),
      "sp-active-kept-in-its-type": behaves<Decisions8x8>({ readActive: (value) => value as boolean }),
    },
  }),
];

/** How a value of another type is put in the place of a text. */
const TEXTS: Record<string, (wrong: Json, sent: JsonObject) => JsonObject> = {
  "name.givenName": (wrong, { name }) => ({ name: { ...(name as JsonObject), givenName: wrong } }),
  "name.familyName": (wrong, { name }) => ({ name: { ...(name as JsonObject), familyName: wrong } }),
  title: (wrong) => ({ title: wrong }),
  externalId: (wrong) => ({ externalId: wrong }),
  [`${ENTERPRISE}:department`]: (wrong) => ({ [ENTERPRISE]: { department: wrong } }),
};

/** An attribute that says where a user is at home, and the field of the console that it sets. */
interface Regional {
  attribute: "locale" | "timezone";
  field: keyof ConsoleUser;
  known: string[];
  unknown: fc.Arbitrary<string>;
  same: (seen: string, written: string) => boolean;
  answer: string;
}

/** Holds that known values reach the console, and that unknown ones are refused or ignored. */
async function holdRegional(t: Trial, { attribute, field, known, unknown, same, answer }: Regional): Promise<void> {
  const user = await t.given.user(employee(t));
  if (valueAt(await t.given.read(user.path), attribute) === undefined)
    t.skip(`a user created with ${attribute} ${show(user.sent[attribute])} is shown without one`);
  await t.property(
    fc.tuple(fc.constantFrom(...known), unknown),
    async ([value, nonsense]) => {
      accepted(t, await t.client.put(user.path, { ...user.sent, [attribute]: value }));
      const read = await t.client.get(user.path);
      // Which values there are is not documented: one that is not shown is not supported.
      if (String(valueAt(read.response.body, attribute)).replace("_", "-") === value) {
        const seen = (await page(t, user.id))[field];
        t.expect(read).that(typeof seen === "string" && same(seen, value), {
          summary: `${attribute} is ${show(value)}, and the console shows ${field} ${show(seen)}`,
          seen,
          expected: value,
          attribute,
        });
      }

      const before = bodyOf(read);
      const odd = await t.client.put(user.path, { ...user.sent, [attribute]: nonsense });
      t.observe(answer, accepted(t, odd) ? "ignored" : "refused");
      const after = await t.client.get(user.path);
      expectUnchanged(t, after, before, `the ${attribute} ${show(nonsense)}`, [attribute]);
      const shown = [
        valueAt(after.response.body, attribute),
        (await adminIfAny(t).user?.get?.({ id: user.id }))?.[field],
      ];
      t.expect(after).that(!shown.includes(nonsense), {
        summary: `${attribute} is ${show(nonsense)} now, which is none`,
        seen: nonsense,
        expected: "refused, or ignored",
        attribute,
      });
    },
    { runs: 3 },
  );
}
