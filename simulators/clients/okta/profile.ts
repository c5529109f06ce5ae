import type { JsonObject } from "../../../scim/index.ts";
import type { Directory } from "../directory.ts";
import { valueIn } from "../mapping.ts";
import type { PersonAttributes } from "../person.ts";

/** Which attribute of a person stands for which of a profile in Okta. */
const ATTRIBUTES: Record<string, keyof PersonAttributes> = {
  login: "userName",
  firstName: "givenName",
  lastName: "familyName",
  email: "email",
  displayName: "displayName",
  title: "title",
  department: "department",
  employeeNumber: "employeeNumber",
  mobilePhone: "mobilePhone",
  primaryPhone: "workPhone",
  city: "city",
  locale: "locale",
  timezone: "timezone",
  nickName: "mailNickname",
};

/** The attributes that an organisation with the 8x8 application added to its profiles. */
const CUSTOM = ["extension8x8"];

/** A profile as the users API has it: an attribute without a value is null or absent. */
export type Profile = Record<string, string | null>;

/** The profiles of the people of a directory, with attributes that other products do not have. */
export interface Profiles {
  /** The profile of a person; throws RangeError when there is none. */
  read(person: string): Profile;
  /** Changes attributes; null takes a value away. Gives the names that no profile has. */
  write(person: string, changes: Profile): string[];
}

/** The profiles of a directory. */
export function profilesOf(directory: Directory): Profiles {
  const custom = new Map<string, Profile>();
  return {
    read(person) {
      const { attributes } = directory.person(person);
      const core = Object.entries(ATTRIBUTES).map(([name, attribute]) => [name, attributes[attribute] ?? null]);
      return { ...Object.fromEntries(core), ...custom.get(person) };
    },
    write(person, changes) {
      const unknown = Object.keys(changes).filter((name) => !Object.hasOwn(ATTRIBUTES, name) && !CUSTOM.includes(name));
      if (unknown.length > 0) return unknown;
      const known = Object.entries(changes);
      const own = known.filter(([name]) => CUSTOM.includes(name));
      if (own.length > 0) custom.set(person, { ...custom.get(person), ...Object.fromEntries(own) });
      const core = known.filter(([name]) => !CUSTOM.includes(name));
      if (core.length > 0)
        directory.change(
          person,
          Object.fromEntries(core.map(([name, value]) => [ATTRIBUTES[name]!, value ?? undefined])),
        );
      return [];
    },
  };
}

const URNS = ["urn:ietf:params:scim:schemas:extension:8x8:1.1:User", "urn:8x8:scim:schemas:extension:8x8user:2.0:User"];

/** The extension and the number that a resource shows under either URN of the 8x8 extension; absent ones are null. */
export function telephonyIn(resource: JsonObject): Profile {
  const read = (name: string): string | null => {
    for (const urn of URNS) {
      const value = valueIn(resource, `${urn}:${name}`);
      if (typeof value === "string") return value;
    }
    return null;
  };
  return { extension8x8: read("extension"), primaryPhone: read("phoneNumber") };
}
