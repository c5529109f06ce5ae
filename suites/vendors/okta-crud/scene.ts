import type { Trial } from "../../../engine/index.ts";
import { type NewPerson, type Okta, oktaMinimumMapping } from "../../../simulators/clients/index.ts";
import { oktaPersona } from "../../personas/okta/persona.ts";
import { newcomer } from "../../personas/people.ts";
import { type Outcome, type Persona, started, step } from "../../personas/persona.ts";

/** Okta with the application that Okta's CRUD test is run with; provisioning is off. */
export function testedApplication(t: Trial): Promise<Persona<Okta>> {
  return oktaPersona(t, { mapping: oktaMinimumMapping, import: { enabled: false } });
}

/** The same with provisioning switched on. */
export async function testedOkta(t: Trial): Promise<Persona<Okta>> {
  return started(t, await testedApplication(t));
}

/** The user that the test adds: with capital letters in the login name, which is the mail address as well. */
export function testUser(t: Trial): NewPerson {
  const userName = t.given.userName().replace("@", "Tester@");
  return { ...newcomer(t), userName, email: userName };
}

/** Changes something in Okta and pauses as the test does, in the time of the simulated Okta. */
export function changed(persona: Persona, seconds: 20 | 40, change: () => void): Promise<Outcome> {
  return step(persona, async () => {
    change();
    await persona.client.advance(seconds * 1000);
  });
}
