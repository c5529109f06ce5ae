import type { AuditEntry, AuditLine, Customer, SignInAttempt } from "../../../profiles/index.ts";
import { isObject, type JsonObject } from "../../../scim/index.ts";
import { adviceOn } from "./saml/advice.ts";
import type { World } from "./world.ts";

const KEPT = 1000;

/** Keeps what happened to a customer, as far as nobody minds its being kept: no query, body, token or password. */
export function note({ audit }: Customer, entry: AuditEntry): void {
  audit.push(entry);
  // In bulk, so that keeping an entry costs no more when there are many.
  if (audit.length >= 2 * KEPT) audit.splice(0, audit.length - KEPT);
}

/** Keeps what an operation of the admin plane did, by the names of its members; about no customer in particular, with `home`. */
export function noteChange(world: World, home: string, operation: string, input: JsonObject, outcome: string): void {
  const { customer: id, fields, ...members } = input;
  const customer = world.customers.get(String(id)) ?? world.customers.get(home);
  if (customer === undefined) return;
  const about = ["id", "site", "session", "userName", "name"].map((name) => members[name]).find(isText);
  const named = Object.keys(members).filter((name) => name !== "id");
  const edited = fields !== undefined && isObject(fields) ? Object.keys(fields) : [];
  note(customer, { at: world.latest(), plane: "console", operation, about, fields: [...named, ...edited], outcome });
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}

/** What happened last to a customer, newest last. */
export function auditLines({ audit }: Customer, plane?: AuditEntry["plane"]): AuditLine[] {
  return audit
    .slice(-KEPT)
    .filter((entry) => plane === undefined || entry.plane === plane)
    .map(lineOf);
}

/** The last attempts to sign in, newest last: all, or the one that a refused person tells of. */
export function signInAttempts({ audit }: Customer, reference?: string): SignInAttempt[] {
  return audit
    .slice(-KEPT)
    .filter((entry) => entry.plane === "sign-in")
    .filter((entry) => reference === undefined || entry.reference === reference)
    .map(({ at, reference: told, app, via, begunAt, userName, outcome }) => ({
      at: new Date(at).toISOString(),
      reference: told ?? null,
      app,
      via,
      begunAt: begunAt ?? null,
      userName: userName ?? null,
      outcome,
      advice: adviceOn(outcome),
    }));
}

function lineOf(entry: AuditEntry): AuditLine {
  const line = { at: new Date(entry.at).toISOString(), plane: entry.plane, about: null, fields: [] };
  switch (entry.plane) {
    case "scim":
      return { ...line, what: `${entry.method} ${entry.path}`, outcome: String(entry.status) };
    case "console":
      return {
        ...line,
        what: entry.operation,
        about: entry.about ?? null,
        fields: entry.fields,
        outcome: entry.outcome,
      };
    case "sign-in":
      return {
        ...line,
        what: `sign-in ${entry.app} by ${entry.via}`,
        about: entry.userName ?? null,
        outcome: entry.outcome,
      };
  }
}
