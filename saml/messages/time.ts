import { SamlRefusal } from "../refusal.ts";

const INSTANT = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,3})\d*)?Z$/;

/** Writes an instant as SAML does: in UTC, with a Z (SAML Core §1.3.3). */
export function printInstant(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}

/** Reads an instant; throws SamlRefusal when it is none in UTC (SAML Core §1.3.3). */
export function parseInstant(text: string): number {
  const [, seconds, fraction = ""] = INSTANT.exec(text) ?? [];
  const instant = Date.parse(`${seconds}.${fraction.padEnd(3, "0")}Z`);
  // What a calendar does not have rolls over, or is no number.
  if (seconds === undefined || Number.isNaN(instant) || !printInstant(instant).startsWith(seconds))
    throw new SamlRefusal("malformed");
  return instant;
}
