import fc from "fast-check";
import { decides, type Mutant, type Rule, rule, show, type Trial } from "../../../engine/index.ts";
import type { ConsoleUser } from "../../../profiles/index.ts";
import type { EntraDecisions, MappingRow, PersonAttributes } from "../../../simulators/clients/index.ts";
import { adminIfAny } from "../../8x8/admin.ts";
import { knownSites } from "../../8x8/sites.ts";
import { expectCarried, expectShown, type Noted, writes } from "../noted.ts";
import { joins, loginOf, operationsOf, running, type SceneSettings } from "./scene.ts";

/** How Entra writes the e-mail address of type work, in a table and as a path. */
export const EMAIL = 'emails[type eq "work"].value';
/** The same for the two telephone numbers. */
export const MOBILE = 'phoneNumbers[type eq "mobile"].value';
export const WORK = 'phoneNumbers[type eq "work"].value';

/** One row of a mapping table of the guides: what Entra knows, where it travels, what the console shows. */
export interface Row {
  id: string;
  title: string;
  covers: string;
  source: keyof PersonAttributes;
  values: fc.Arbitrary<string>;
  /** Where a create carries the value, and where a resource shows it. */
  attribute: string;
  /** The path of an update, where it is written in another way. */
  path?: string;
  /** What the console has for it, where the guide says so. */
  console?: (user: ConsoleUser) => unknown;
  settings?: SceneSettings;
  mutants: Record<string, Mutant>;
}

/** A rule that the value of a person's attribute travels as a row says, when the user is created and when it changes. */
export function carries(row: Row): Rule {
  const { id, title, covers, source, values, attribute, path = attribute, console, settings, mutants } = row;
  return rule({
    id: `clients/entra/${id}`,
    title,
    covers: [covers],
    level: "MUST",
    judges: "client",
    async probe(t) {
      const scene = await running(t, settings);
      const { client, requests } = scene;
      await t.property(
        fc.tuple(values, values).filter(([first, second]) => first !== second),
        async (pair) => {
          const login = t.given.userName();
          // What a login is made of beside the drawn letters keeps it in the namespace of the run.
          const [first, second] =
            source === "userName" ? pair.map((letters) => login.replace("@", `-${letters}@`)) : pair;
          const person = await joins(t, scene, { userName: login, email: `mail-${login}`, [source]: first });
          expectCarried(t, lastWrite(requests), attribute, first);
          client.directory.change(person.id, { [source]: second });
          await client.settle();
          expectPatched(t, lastWrite(requests), path, second!);
          const userName = loginOf(client.directory.person(person.id));
          await expectShown(t, userName, { [attribute]: second }, "after the change");
          if (console !== undefined) await expectOnPage(t, userName, console, second);
        },
        { runs: 3 },
      );
    },
    mutants,
  });
}

/** A rule that the object id of a person in Entra travels as externalId. */
export function carriesObjectId({
  id,
  title,
  covers,
  settings,
  mutants,
}: Pick<Row, "id" | "title" | "covers" | "settings" | "mutants">): Rule {
  return rule({
    id: `clients/entra/${id}`,
    title,
    covers: [covers],
    level: "MUST",
    judges: "client",
    async probe(t) {
      const scene = await running(t, settings);
      await t.property(
        fc.uuid(),
        async (objectId) => {
          const person = await joins(t, scene, { mailNickname: "nickname" }, objectId);
          expectCarried(t, lastWrite(scene.requests), "externalId", objectId);
          await expectShown(t, loginOf(person), { externalId: objectId }, "after a create");
        },
        { runs: 3 },
      );
    },
    mutants,
  });
}

/** A rule that the office of a person travels as the site, under the URN of a table, when the user is created. */
export function carriesSite({
  id,
  title,
  covers,
  attribute,
  settings,
  mutants,
}: Pick<Row, "id" | "title" | "covers" | "attribute" | "settings" | "mutants">): Rule {
  return rule({
    id: `clients/entra/${id}`,
    title,
    covers: [covers],
    level: "MUST",
    judges: "client",
    async probe(t) {
      const scene = await running(t, settings);
      for (const site of await knownSites(t, 2)) {
        const person = await joins(t, scene, { office: site });
        expectCarried(t, writes(scene.requests).at(-1), attribute, site);
        await expectOnPage(t, loginOf(person), (user) => user.site, site);
      }
    },
    mutants,
  });
}

/** A row that an administrator may add to a table. */
export interface OptionalRow extends Pick<Row, "id" | "title" | "covers" | "attribute" | "mutants"> {
  level: "MUST" | "SHOULD";
  source: keyof PersonAttributes;
  values: fc.Arbitrary<string>;
  /** The tables without and with the row. */
  without: readonly MappingRow[];
  added: readonly MappingRow[];
}

/** A row that an administrator adds to a table. */
export function addedRow(target: string, attribute: string): MappingRow[] {
  return [{ target, source: { attribute }, from: "a rule" }];
}

/** A rule that an attribute travels where its row was added, and else does not. */
export function carriesWhereAdded(row: OptionalRow): Rule {
  const { id, title, covers, level, source, values, attribute, without: table, added, mutants } = row;
  return rule({
    id: `clients/entra/${id}`,
    title,
    covers: [covers],
    level,
    judges: "client",
    async probe(t) {
      const plain = await running(t, { mapping: table });
      const extended = await running(t, { mapping: [...table, ...added] });
      await t.property(
        values,
        async (value) => {
          await joins(t, plain, { [source]: value });
          expectCarried(t, lastWrite(plain.requests), attribute, undefined);
          const person = await joins(t, extended, { [source]: value });
          expectCarried(t, lastWrite(extended.requests), attribute, value);
          await expectShown(t, loginOf(person), { [attribute]: value }, "after a create with the added row");
        },
        { runs: 2 },
      );
    },
    mutants,
  });
}

/** The last request that could change something. */
export function lastWrite(requests: readonly Noted[]): Noted | undefined {
  return writes(requests).at(-1);
}

/** Judges that a PATCH gives an attribute a value, by a path of its own. */
export function expectPatched(t: Trial, write: Noted | undefined, path: string, value: unknown): void {
  const operation = operationsOf(write).find((each) => each["path"] === path);
  t.expect.that(write?.method === "PATCH" && operation?.["value"] === value, {
    summary:
      write?.method === "PATCH"
        ? `an update gives ${path} ${show(operation?.["value"])}, expected ${show(value)}`
        : `no update was sent that could carry ${path} ${show(value)}`,
    seen: operation?.["value"],
    expected: value,
    attribute: path,
  });
}

/** Judges what the console shows of a user, where the driver lets it be seen. */
export async function expectOnPage(
  t: Trial,
  userName: string,
  shown: (user: ConsoleUser) => unknown,
  value: unknown,
): Promise<void> {
  const get = adminIfAny(t).user?.get;
  if (get === undefined) return;
  const user = await get({ userName });
  const seen = user === undefined ? undefined : shown(user);
  t.expect.that(seen === value, {
    summary: `the console shows ${show(seen)} for what Entra sent as ${show(value)}`,
    seen,
    expected: value,
  });
}

type Table = readonly MappingRow[];

/** A client whose mapping table is another one. */
export function rows(change: (table: Table) => Table): Mutant {
  return decides<EntraDecisions>((conforming) => ({
    mapping: (saved, edited) => change(conforming.mapping(saved, edited)),
  }));
}

/** A client whose table lacks the row of an attribute. */
export function without(attribute: string): Mutant {
  return rows((table) => table.filter(({ target }) => target !== attribute));
}

/** A client that sends an attribute as another one. */
export function moved(from: string, to: string): Mutant {
  return rows((table) => table.map((row) => (row.target === from ? { ...row, target: to } : row)));
}

/** A client that fills an attribute from another source. */
export function fed(attribute: string, source: string): Mutant {
  return rows((table) =>
    table.map((row) => (row.target === attribute ? { ...row, source: { attribute: source } } : row)),
  );
}

/** A client that has rows which nobody added. */
export function unasked(attribute: string, source: string): Mutant {
  return rows((table) =>
    table.some(({ target }) => target === attribute)
      ? table
      : [...table, { target: attribute, source: { attribute: source }, from: "a mutant" }],
  );
}
