/** What a directory knows about a person, whichever product keeps it. An attribute without a value is absent. */
export interface PersonAttributes {
  /** What the person signs in with: userPrincipalName, login, username. */
  userName: string;
  givenName: string;
  familyName: string;
  displayName: string;
  email: string;
  title: string;
  department: string;
  /** The number within the company: employeeId, employeeNumber, employeeIdentifier. */
  employeeNumber: string;
  mobilePhone: string;
  workPhone: string;
  /** The office where the person works: physicalDeliveryOfficeName. */
  office: string;
  city: string;
  locale: string;
  timezone: string;
  mailNickname: string;
}

/** Names of attributes of a person. */
export const personAttributes: readonly (keyof PersonAttributes)[] = [
  "userName",
  "givenName",
  "familyName",
  "displayName",
  "email",
  "title",
  "department",
  "employeeNumber",
  "mobilePhone",
  "workPhone",
  "office",
  "city",
  "locale",
  "timezone",
  "mailNickname",
];

/** A person to be entered into a directory. */
export type NewPerson = Partial<PersonAttributes> & { userName: string };

/** A person in a directory. */
export interface Person {
  /** The directory's own, in the form its product gives. */
  readonly id: string;
  attributes: Partial<PersonAttributes>;
  /** Sign-in is blocked (Entra), the person is deactivated (Okta) or suspended (JumpCloud). */
  blocked: boolean;
  /** Moved to the deleted people; can be restored until it is purged. */
  deleted: boolean;
  /** Assigned to the application directly. */
  assigned: boolean;
}
