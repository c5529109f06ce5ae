import { show, type Trial, valueAt } from "../../../engine/index.ts";
import type { ConsoleUser, InCustomer } from "../../../profiles/index.ts";
import type { Exchange } from "../../../scim/index.ts";
import { admin } from "../admin.ts";
import { siteOf } from "../sites.ts";
import { ENTERPRISE } from "../user.ts";

const exactly = (seen: string, written: string): boolean => seen === written;
const anyCase = (seen: string, written: string): boolean => seen.toLowerCase() === written.toLowerCase();

/** Whether a number is another way of writing one: `(415) 555-0123` for `+14155550123`. */
export function sameNumber(seen: string, written: string): boolean {
  const [digits, all] = [seen, written].map((number) => number.replace(/\D/g, "")) as [string, string];
  return digits.length >= 7 && all.endsWith(digits);
}

/** Whether a language of the console, as a tag or in words, can be that of a locale. */
export function sameLanguage(seen: string, locale: string): boolean {
  const [language] = locale.toLowerCase().split(/[-_]/);
  return /^[a-z]{2,3}([-_]\w+)*$/i.test(seen) ? seen.toLowerCase().split(/[-_]/)[0] === language : seen !== "";
}

/** Whether a time zone of the console, by name or in words, can be the zone of a name. */
export function sameZone(seen: string, zone: string): boolean {
  return /^\w+\/[\w/+-]+$/.test(seen) ? anyCase(seen, zone) : seen !== "";
}

interface Field {
  field: keyof ConsoleUser;
  attribute: string;
  same: (seen: string, written: string) => boolean;
  /** The page has it as a plain text under some caption. */
  plain?: true;
}

/** The fields of the user page that the mapping tables name, with the attribute each shows. */
const FIELDS: Field[] = [
  { field: "userName", attribute: "userName", same: anyCase, plain: true },
  { field: "givenName", attribute: "name.givenName", same: exactly, plain: true },
  { field: "familyName", attribute: "name.familyName", same: exactly, plain: true },
  { field: "email", attribute: "emails[work].value", same: anyCase, plain: true },
  { field: "title", attribute: "title", same: exactly, plain: true },
  { field: "department", attribute: `${ENTERPRISE}:department`, same: exactly, plain: true },
  { field: "personalContactNumber", attribute: "phoneNumbers[mobile].value", same: sameNumber },
  { field: "language", attribute: "locale", same: sameLanguage },
  { field: "timeZone", attribute: "timezone", same: sameZone },
];

/** Judges that the page of a user shows what was written, as far as SCIM shows it itself. */
export async function expectOnPage(
  t: Trial,
  id: string,
  written: unknown,
  read: Exchange,
  within: InCustomer = {},
): Promise<void> {
  const page = await admin(t).user.get({ ...within, id });
  const shown = (holds: boolean, attribute: string, seen: unknown, expected: unknown): void => {
    t.expect(read).that(holds, {
      summary: `${attribute} was written as ${show(expected)}, and the user page shows ${show(seen)}`,
      seen,
      expected,
      attribute,
    });
  };
  for (const { field, attribute, same, plain } of FIELDS) {
    const value = valueAt(written, attribute);
    if (typeof value !== "string" || valueAt(read.response.body, attribute) === undefined) continue;
    const seen = page?.[field];
    shown(typeof seen === "string" && same(seen, value), attribute, seen, value);
    const captions = Object.values(page?.captions ?? {});
    if (plain && captions.length > 0)
      shown(
        captions.some((each) => same(each, value)),
        attribute,
        "no caption with it",
        value,
      );
  }
  shown(page?.active === valueAt(written, "active"), "active", page?.active, valueAt(written, "active"));
  const site = siteOf(written);
  if (site !== undefined && siteOf(read.response.body) !== undefined)
    shown(page?.site === site, "site", page?.site, site);
}
