import { show, type Trial, valueAt } from "../../engine/index.ts";
import type { Exchange, JsonObject } from "../../scim/index.ts";
import { shownBy } from "./changes.ts";
import { ENTERPRISE } from "./user.ts";

const lower = (value: unknown): string => String(value).toLowerCase();
const digits = (value: unknown): string => String(value).replace(/\D/g, "");

/** The attributes a write sets and a read returns, each with how a service provider may normalise it. */
const MAPPED: Record<string, (value: unknown) => unknown> = {
  userName: lower,
  externalId: String,
  "name.givenName": String,
  "name.familyName": String,
  "emails[work].value": lower,
  title: String,
  "phoneNumbers[mobile].value": digits,
  [`${ENTERPRISE}:department`]: String,
  locale: (value) => lower(value).replace("_", "-"),
  timezone: lower,
  active: (value) => value,
};

/** Judges that a read, or the one user a list shows, is as written, as far as the attributes of the guides go. */
export function expectHeld(t: Trial, read: Exchange, written: JsonObject): void {
  t.expect(read).status(200);
  for (const [attribute, normal] of Object.entries(MAPPED)) {
    const expected = valueAt(written, attribute);
    if (expected === undefined) continue;
    const seen = mappedValue(shownBy(read), attribute);
    const held = seen !== undefined && seen !== null && normal(seen) === normal(expected);
    t.expect(read).that(held, {
      summary: `${attribute} was written as ${show(expected)} and is read as ${show(seen)}`,
      seen,
      expected,
      attribute,
    });
  }
}

// A single e-mail address without a type counts as the work address (the guide for Okta names none).
function mappedValue(resource: unknown, attribute: string): unknown {
  const value = valueAt(resource, attribute);
  if (value !== undefined || attribute !== "emails[work].value") return value;
  const emails = valueAt(resource, "emails") as { type?: unknown }[] | undefined;
  return emails?.length === 1 && emails[0]?.type === undefined ? valueAt(resource, "emails[0].value") : undefined;
}
