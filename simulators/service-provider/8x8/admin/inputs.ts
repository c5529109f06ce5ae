import { type AdminDriver, AdminRefusal } from "../../../../profiles/index.ts";

/** What a member of an input has to be; a question mark lets it be absent. */
type Kind =
  | "text"
  | "text?"
  | "text or null"
  | "text or null?"
  | "flag"
  | "flag?"
  | "minutes"
  | "fields"
  | readonly [optional: "optional" | "needed", ...values: string[]];

/** The members of an input, beside `customer`. */
export type Input = Record<string, Kind>;

const USER: Input = { id: "text" };
const PLATFORM = ["admin-console", "account-manager"] as const;
const RETRIEVAL = ["all", "idp-only"] as const;

/** Every operation of the admin plane with its input: what the API takes and the driver offers. */
export const inputs: { [Noun in keyof AdminDriver]: { [Verb in keyof AdminDriver[Noun]]: Input } } = {
  customer: {
    create: {
      name: "text?",
      platform: ["optional", ...PLATFORM],
      enabled: "flag?",
      retrieval: ["optional", ...RETRIEVAL],
    },
    get: {},
    setPlatform: { platform: ["needed", ...PLATFORM] },
  },
  site: { create: { name: "text" }, rename: { site: "text", name: "text" }, list: {} },
  user: {
    create: {
      userName: "text",
      givenName: "text?",
      familyName: "text?",
      email: "text?",
      title: "text?",
      department: "text?",
      active: "flag?",
      federationId: "text?",
      site: "text?",
      licence: "text?",
      extension: "text?",
      phoneNumber: "text?",
      directoryVisible: "flag?",
    },
    get: { id: "text?", userName: "text?" },
    list: { prefix: "text?" },
    delete: USER,
    edit: { ...USER, fields: "fields", route: ["optional", "page", "bulk", "csv"] },
    setActive: { ...USER, active: "flag" },
    setFederationId: { ...USER, federationId: "text or null" },
    assignSite: { ...USER, site: "text" },
    assignLicence: { ...USER, licence: "text or null" },
    setTelephony: { ...USER, extension: "text or null?", phoneNumber: "text or null?" },
    setDirectoryVisible: { ...USER, directoryVisible: "flag" },
    setProfile: { ...USER, profile: "text or null" },
    setCostCenter: { ...USER, costCenter: "text or null" },
    setPicture: { ...USER, picture: "text or null" },
  },
  scim: {
    open: {},
    enable: { provider: ["optional", "azure", "okta", "other"] },
    setRetrieval: { retrieval: ["needed", ...RETRIEVAL] },
    save: {},
    discard: {},
    clear: {},
    regenerate: {},
    disable: {},
    recentErrors: {},
  },
  clock: { now: {}, advance: { minutes: "minutes" } },
};

/** Refuses an input with a member that is missing, unknown or of the wrong kind. */
export function checkInput(given: Record<string, unknown>, input: Input): void {
  const members: Input = { ...input, customer: "text?" };
  for (const name of Object.keys(given))
    if (!Object.hasOwn(members, name))
      throw invalid(`there is no member ${name}; there are ${Object.keys(members).join(", ")}`);
  for (const [name, kind] of Object.entries(members))
    if (!holds(kind, given[name])) throw invalid(`${name} is ${described(kind)}, not ${JSON.stringify(given[name])}`);
}

/** Fields of the user page with the kind of their values. */
const FIELDS: Record<string, Kind> = {
  userName: "text or null",
  givenName: "text or null",
  familyName: "text or null",
  email: "text or null",
  active: "flag",
  title: "text or null",
  department: "text or null",
  personalContactNumber: "text or null",
  language: "text or null",
  timeZone: "text or null",
};

function holds(kind: Kind, value: unknown): boolean {
  if (typeof kind !== "string") {
    const [presence, ...values] = kind;
    return value === undefined ? presence === "optional" : values.includes(String(value));
  }
  if (kind.endsWith("?") && value === undefined) return true;
  switch (kind) {
    case "minutes":
      return typeof value === "number" && Number.isFinite(value) && value >= 0;
    case "fields":
      return (
        isObject(value) &&
        Object.entries(value).every(([name, each]) => Object.hasOwn(FIELDS, name) && holds(FIELDS[name]!, each))
      );
    case "flag":
    case "flag?":
      return typeof value === "boolean";
    case "text or null":
    case "text or null?":
      return value === null || typeof value === "string";
    default:
      return typeof value === "string";
  }
}

function described(kind: Kind): string {
  if (typeof kind !== "string") return kind.slice(1).join(" or ");
  if (kind === "fields") return `an object of fields (${Object.keys(FIELDS).join(", ")})`;
  return kind === "minutes" ? "a number of minutes" : `a ${kind.replace("?", "")}`;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function invalid(detail: string): AdminRefusal {
  return new AdminRefusal("invalid-value", detail);
}
