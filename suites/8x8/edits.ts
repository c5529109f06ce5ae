import { show, type Trial } from "../../engine/index.ts";
import type {
  ConsoleEdit,
  ConsoleField,
  ConsoleUser,
  EditResult,
  EditRoute,
  InCustomer,
} from "../../profiles/index.ts";
import { admin } from "./admin.ts";
import { attempted } from "./attempted.ts";
import { sameLanguage, sameNumber, sameZone } from "./attributes/on-page.ts";

/** The fields that every reading of the guides locks for a user whom the identity provider owns (C-05). */
export const CORE: ConsoleField[] = ["userName", "givenName", "familyName", "email", "active"];
/** The other mapped fields: locked, or editable with drift (C-05). */
export const MAPPED: ConsoleField[] = ["title", "department", "personalContactNumber", "language", "timeZone"];

/** How fields are called on the page. */
export const CAPTIONS: Record<ConsoleField, string> = {
  userName: "username",
  givenName: "first name",
  familyName: "last name",
  email: "email address",
  active: "activation state",
  title: "job title",
  department: "department",
  personalContactNumber: "personal contact number",
  language: "language",
  timeZone: "time zone",
};

/** A user of the run's customer, or of another one. */
type Named = InCustomer & { id: string };

/** Whether the page shows a value, as it was written or in another way of writing it. */
export function shows(page: ConsoleUser | undefined, field: ConsoleField, value: string | boolean | null): boolean {
  const seen = page?.[field];
  if (typeof seen !== "string" || typeof value !== "string") return (seen ?? null) === value;
  if (field === "personalContactNumber") return sameNumber(seen, value);
  if (field === "language") return sameLanguage(seen, value);
  if (field === "timeZone") return sameZone(seen, value);
  return seen === value;
}

/** Edits a user in the console; gives what became of each field, "refused" where the edit was refused as a whole. */
export async function edited(
  t: Trial,
  user: Named,
  fields: ConsoleEdit,
  route?: EditRoute,
): Promise<Partial<Record<ConsoleField, EditResult[ConsoleField] | "refused">>> {
  const { id, customer } = user;
  const within = customer === undefined ? {} : { customer };
  const result = await attempted(admin(t).user.edit({ ...within, id, fields, ...(route ? { route } : {}) }));
  if (result !== "refused") return result;
  return Object.fromEntries(Object.keys(fields).map((field) => [field, "refused"]));
}

/** Judges that the console refuses new values of an owned user, and goes on showing those of the page before. */
export async function expectLocked(
  t: Trial,
  before: ConsoleUser & InCustomer,
  fields: ConsoleEdit,
  route?: EditRoute,
): Promise<void> {
  const answers = await edited(t, before, fields, route);
  const after = await admin(t).user.get(keyOf(before));
  for (const field of Object.keys(fields) as ConsoleField[]) {
    const how = route === undefined ? "" : ` by ${route}`;
    const whose = `the ${CAPTIONS[field]} of a user whom the identity provider owns`;
    t.expect.that(answers[field] !== "stored", {
      summary: `the console stores${how} another value for ${whose}`,
      seen: answers[field],
      expected: "locked, or refused",
      attribute: field,
    });
    t.expect.that(shows(after, field, before[field]), {
      summary: `the console refuses${how} to change ${whose}, and shows ${show(after?.[field])} instead of ${show(before[field])} then`,
      seen: after?.[field],
      expected: before[field],
      attribute: field,
    });
  }
}

/** Judges that the console takes new values of a user and shows them from then on. */
export async function expectEditable(t: Trial, user: Named, fields: ConsoleEdit, whose: string): Promise<void> {
  const answers = await edited(t, user, fields);
  const after = await admin(t).user.get(keyOf(user));
  for (const [field, value] of Object.entries(fields) as [ConsoleField, string | boolean | null][]) {
    t.expect.that(answers[field] === "stored", {
      summary: `the console does not let an administrator change the ${CAPTIONS[field]} of ${whose}`,
      seen: answers[field],
      expected: "stored",
      attribute: field,
    });
    t.expect.that(shows(after, field, value), {
      summary: `the console stored the ${CAPTIONS[field]} ${show(value)} of ${whose}, and shows ${show(after?.[field])}`,
      seen: after?.[field],
      expected: value,
      attribute: field,
    });
  }
}

function keyOf({ id, customer }: Named): Named {
  return customer === undefined ? { id } : { id, customer };
}
