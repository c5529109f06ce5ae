import type { Trial } from "../../engine/index.ts";
import type { NewPerson, PersonAttributes } from "../../simulators/clients/index.ts";

/** An attribute of a person with two values of it, and where the resource shows them. */
export interface Trait {
  attribute: keyof PersonAttributes;
  /** As `valueAt` names it. */
  path: string;
  first: string;
  later: string;
}

/** Somebody with the least that a product provisions. */
export function newcomer(t: Trial): NewPerson {
  const userName = t.given.userName();
  return {
    userName,
    email: userName,
    givenName: t.given.faker.person.firstName(),
    familyName: t.given.faker.person.lastName(),
    mailNickname: t.given.name(),
  };
}

/** Somebody with the first value of each of these traits beside. */
export function employee(t: Trial, traits: readonly Trait[]): NewPerson {
  return { ...newcomer(t), ...Object.fromEntries(traits.map(({ attribute, first }) => [attribute, first])) };
}
