import type { Trial } from "../../../engine/index.ts";

/** Names under which packs expect the base URL of the target. */
export const BASE_URL_NAMES: readonly string[] = ["SCIMBaseURL", "SCIMUrl"];

/** Names under which they expect the credentials, with the scheme before them. */
export const CREDENTIAL_NAMES: readonly string[] = ["auth", "SCIMAuth"];

/** Names under which they expect data of a user who is made up for the run, which Okta lets a script invent. */
export const INVENTED_NAMES: readonly string[] = [
  "randomGivenName",
  "randomFamilyName",
  "randomEmail",
  "randomUsername",
  "randomUsernameCaps",
  "InvalidUserEmail",
  "UserIdThatDoesNotExist",
];

/** Invents a user in the namespace of the run, so that what a pack creates can be told from what was there. */
export function invent(t: Trial): Record<string, string> {
  // Okta's names hold capital letters: who keeps them in small letters is seen by it.
  const userName = t.given.userName().replace("@", "Tester@");
  return {
    randomGivenName: t.given.faker.person.firstName(),
    randomFamilyName: t.given.faker.person.lastName(),
    randomEmail: userName,
    randomUsername: userName,
    randomUsernameCaps: userName.toUpperCase(),
    InvalidUserEmail: t.given.userName(),
    UserIdThatDoesNotExist: t.given.faker.string.fromCharacters("01", 30),
  };
}
