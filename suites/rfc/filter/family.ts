import type { GivenUser, Trial } from "../../../engine/index.ts";
import type { Json, JsonObject } from "../../../scim/index.ts";
import { needsShownAsSent } from "../shown-as-sent.ts";

/** Users who share a family name that nobody else has, so that a filter can be kept to them. */
export interface Family {
  familyName: string;
  /** The filter that selects them and nobody else. */
  only: string;
  members: GivenUser[];
}

/** Creates a family, one user for each of the overrides. A `name` in them goes beside the family name. */
export async function givenFamily(t: Trial, ...overrides: Record<string, Json>[]): Promise<Family> {
  const familyName = t.given.name();
  const members = await t.given.users(overrides.length, (index) => {
    const { name, ...more } = overrides[index] ?? {};
    return { ...more, name: { givenName: t.given.faker.person.firstName(), ...(name as JsonObject), familyName } };
  });
  await needsShownAsSent(t, members[0]!, "name.familyName", "name.givenName");
  return { familyName, only: `name.familyName eq "${familyName}"`, members };
}

/** Creates a family with these given names. */
export async function givenNames(t: Trial, ...names: string[]): Promise<Family> {
  return givenFamily(t, ...names.map((givenName) => ({ name: { givenName } })));
}

/** Four users for a truth table: two comparisons, and who fulfils both, the first, the second and neither. */
export interface TruthTable {
  first: string;
  second: string;
  both: GivenUser;
  onlyFirst: GivenUser;
  onlySecond: GivenUser;
  neither: GivenUser;
}

/** Creates the users of a truth table: two family names and two given names that nobody else has, in all pairs. */
export async function givenTruthTable(t: Trial): Promise<TruthTable> {
  const [family, otherFamily, given, otherGiven] = [t.given.name(), t.given.name(), t.given.name(), t.given.name()];
  const names: [string, string][] = [
    [family, given],
    [family, otherGiven],
    [otherFamily, given],
    [otherFamily, otherGiven],
  ];
  const users = await t.given.users(names.length, (index) => {
    const [familyName, givenName] = names[index]!;
    return { name: { familyName, givenName } };
  });
  await needsShownAsSent(t, users[0]!, "name.familyName", "name.givenName");
  const [both, onlyFirst, onlySecond, neither] = users as [GivenUser, GivenUser, GivenUser, GivenUser];
  const [first, second] = [`name.familyName eq "${family}"`, `name.givenName eq "${given}"`];
  return { first, second, both, onlyFirst, onlySecond, neither };
}

/** Creates users whose names begin with one text that nobody else has, each followed by its own ending. */
export async function givenLogins(t: Trial, ...endings: string[]): Promise<{ start: string; users: GivenUser[] }> {
  const [start = "", domain = ""] = t.given.userName().split("@");
  const users = await t.given.users(endings.length, (index) => ({ userName: `${start}${endings[index]}@${domain}` }));
  await needsShownAsSent(t, users[0]!, "userName");
  return { start, users };
}
