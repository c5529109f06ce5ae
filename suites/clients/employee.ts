import type { Trial } from "../../engine/index.ts";
import type { NewPerson } from "../../simulators/clients/index.ts";

/** A person to be entered into a directory, with everything that the guides map; the login is in the namespace. */
export function employee(t: Trial, overrides: Partial<NewPerson> = {}): NewPerson {
  const userName = overrides.userName ?? t.given.userName();
  const { faker } = t.given;
  return {
    userName,
    givenName: faker.person.firstName(),
    familyName: faker.person.lastName(),
    email: userName,
    title: "Buyer",
    department: "Sourcing",
    employeeNumber: faker.string.numeric({ length: 6, allowLeadingZeros: false }),
    workPhone: `+141555501${faker.string.numeric(2)}`,
    locale: "en-GB",
    timezone: "Europe/Berlin",
    office: "Berlin",
    ...overrides,
  };
}
