import fc from "fast-check";
import { bodyOf, type Rule, rule } from "../../../engine/index.ts";
import type { JsonObject } from "../../../scim/index.ts";
import { sameValue } from "../same-value.ts";
import { expectCleared, expectSame } from "../untouched.ts";
import { itemsOf } from "./items.ts";
import { userKeeping } from "./kept.ts";
import { hears, hearsAll } from "./mutants.ts";
import { patchOp } from "./patch-op.ts";
import { userWithText } from "./texts.ts";

const NAMES = ["Byron", "King", "Lovelace"];
const TYPES = ["work", "home", "other"];

/** What a user is expected to be: a text, a family name, and which of three e-mail addresses it has. */
interface Person {
  text: string | undefined;
  familyName: string;
  emails: Set<number>;
}

/** One operation, and what it makes of the person; an operation whose effect the RFC leaves open is passed over. */
interface Move {
  shown: string;
  operation: (person: Person) => JsonObject | undefined;
  makes: (person: Person) => Person;
}

const word = fc.constantFrom("Countess", "Enchantress", "Engineer");
const giving = fc.constantFrom("add", "replace");
const chosen = fc.subarray([0, 1, 2], { minLength: 1 });

/** The moves on a user with this text attribute and these addresses, as RFC 7644 §3.5.2.1 to §3.5.2.3 tell them. */
function moves(text: string, addresses: string[]): fc.Arbitrary<Move> {
  const item = (index: number): JsonObject => ({ value: addresses[index]!, type: TYPES[index]! });
  const setText = fc.tuple(giving, word).map(([op, value]) => ({
    shown: `${op} ${text} ${value}`,
    operation: () => ({ op, path: text, value }),
    makes: (person: Person) => ({ ...person, text: value }),
  }));
  const removeText = fc.constant({
    shown: `remove ${text}`,
    operation: (person: Person) => (person.text === undefined ? undefined : { op: "remove", path: text }),
    makes: (person: Person) => ({ ...person, text: undefined }),
  });
  const rename = fc.tuple(giving, fc.constantFrom(...NAMES)).map(([op, familyName]) => ({
    shown: `${op} name { familyName: ${familyName} }`,
    operation: () => ({ op, path: "name", value: { familyName } }),
    makes: (person: Person) => ({ ...person, familyName }),
  }));
  const setBoth = fc.tuple(giving, fc.constantFrom(...NAMES), word).map(([op, familyName, value]) => ({
    shown: `${op} { name: { familyName: ${familyName} }, ${text}: ${value} }`,
    operation: () => ({ op, value: { name: { familyName }, [text]: value } }),
    makes: (person: Person) => ({ ...person, familyName, text: value }),
  }));
  const addEmails = chosen.map((indexes) => ({
    shown: `add emails ${indexes.join(", ")}`,
    // Whether an item that is there may be added again is a matter of another rule.
    operation: ({ emails }: Person) => {
      const absent = indexes.filter((index) => !emails.has(index));
      return absent.length === 0 ? undefined : { op: "add", path: "emails", value: absent.map(item) };
    },
    makes: (person: Person) => ({ ...person, emails: person.emails.union(new Set(indexes)) }),
  }));
  const replaceEmails = chosen.map((indexes) => ({
    shown: `replace emails ${indexes.join(", ")}`,
    operation: () => ({ op: "replace", path: "emails", value: indexes.map(item) }),
    makes: (person: Person) => ({ ...person, emails: new Set(indexes) }),
  }));
  const removeEmail = fc.constantFrom(0, 1, 2).map((index) => ({
    shown: `remove emails[value eq ${index}]`,
    // A user without any address is more than some service providers allow, and so a matter of another rule.
    operation: ({ emails }: Person) =>
      emails.has(index) && emails.size > 1
        ? { op: "remove", path: `emails[value eq "${addresses[index]}"]` }
        : undefined,
    makes: (person: Person) => ({ ...person, emails: person.emails.difference(new Set([index])) }),
  }));
  return fc.oneof(
    { weight: 2, arbitrary: setText },
    { weight: 2, arbitrary: removeText },
    { weight: 1, arbitrary: rename },
    { weight: 1, arbitrary: setBoth },
    { weight: 3, arbitrary: addEmails },
    { weight: 1, arbitrary: replaceEmails },
    { weight: 2, arbitrary: removeEmail },
  );
}

/** Any sequence of operations has the effect of one after the other (RFC 7644 §3.5.2). */
export const sequences: Rule[] = [
  rule({
    id: "patch/sequence-of-operations",
    title: "Any sequence of operations leaves what its operations make of the user, one after the other",
    covers: ["7644-3.5.2-18", "7644-3.5.2.1-06", "7644-3.5.2.2-04", "7644-3.5.2.3-03"],
    level: "MUST",
    needs: ["patch"],
    tags: ["property"],
    async probe(t) {
      const { user: neighbour, text } = await userWithText(t);
      const addresses = [t.given.userName(), t.given.userName(), t.given.userName()];
      const user = await userKeeping(t, {
        name: { givenName: "Ada", familyName: "King" },
        emails: addresses.map((value, index) => ({ value, type: TYPES[index]! })),
      });
      const sequence = fc.noBias(fc.array(moves(text, addresses), { minLength: 1, maxLength: 8, size: "max" }));
      await t.property(
        sequence.map((steps) => ({ steps, [fc.toStringMethod]: () => steps.map(({ shown }) => shown).join("; ") })),
        async ({ steps }) => {
          let person: Person = { text: "Countess", familyName: "King", emails: new Set([0]) };
          const operations: JsonObject[] = [
            { op: "replace", path: text, value: "Countess" },
            { op: "replace", path: "name.familyName", value: "King" },
            { op: "replace", path: "name.givenName", value: "Ada" },
            { op: "replace", path: "emails", value: [{ value: addresses[0]!, type: "work" }] },
          ];
          for (const { operation, makes } of steps) {
            const next = operation(person);
            if (next === undefined) continue;
            operations.push(next);
            person = makes(person);
          }
          t.expect(await t.client.patch(user.path, patchOp(...operations))).status(200, 204);
          const after = await t.client.get(user.path);
          const emails = itemsOf(bodyOf(after), "emails").map(({ value }) => value);
          const expected = [...person.emails].map((index) => addresses[index]!);
          t.expect(after)
            .status(200)
            .attribute("name.familyName", person.familyName)
            .attribute("name.givenName", "Ada")
            .that(sameValue(emails, expected), {
              summary: `GET ${user.path} shows other e-mail addresses than the operations leave`,
              seen: emails,
              expected,
              attribute: "emails",
            });
          if (person.text !== undefined) t.expect(after).attribute(text, person.text);
          else expectCleared(t, { [text]: "Countess" }, after, text);
          expectSame(t, user.before, after, ["id", "userName", "active"]);
        },
      );
      expectSame(t, neighbour.before, await t.client.get(neighbour.path), [
        "id",
        "userName",
        "name",
        "emails",
        "active",
        text,
      ]);
    },
    mutants: {
      "runs the last operation first": hearsAll((operations) => operations.toReversed()),
      "takes add for replace": hears((sent) => [sent["op"] === "add" ? { ...sent, op: "replace" } : sent]),
      "runs at most four operations": hearsAll((operations) => operations.slice(0, 4)),
    },
  }),
];
