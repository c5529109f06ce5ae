import {
  AdminRefusal,
  type AdminRefusalCode,
  type ConsoleDecisions,
  type ConsoleField,
  type ConsoleUser,
  type Customer,
  type FieldResult,
  type NewConsoleUser,
  type User8x8,
} from "../../../profiles/index.ts";
import { consolePage } from "./console-page.ts";
import { licenceDecisions } from "./licences.ts";
import { passwordHashOf } from "./signing-in.ts";
import type { World } from "./world.ts";

/** Fields that the console always locks for an owned user (C-05). */
const CORE: readonly ConsoleField[] = ["userName", "givenName", "familyName", "email", "active"];
/** Fields that an identity provider maps only where an administrator adds the row (C-18). */
const OPTIONAL: readonly ConsoleField[] = ["language", "timeZone"];

/** What administrators do with users. */
export function consoleDecisions(world: World): ConsoleDecisions {
  const { options } = world;

  function rename(customer: Customer, user: User8x8, value: unknown): FieldResult {
    if (typeof value !== "string" || value.trim() === "") return "invalid";
    if (world.decide.loginIdTaken(customer, value, user.id) !== undefined) return "invalid";
    user.userName = value;
    return "stored";
  }

  return {
    consoleCreate(customer, fields) {
      const { decide } = world;
      if (fields.userName.trim() === "") throw new AdminRefusal("invalid-value", "a user has a login ID");
      if (decide.loginIdTaken(customer, fields.userName) !== undefined)
        throw new AdminRefusal("login-id-taken", `the login ID "${fields.userName}" is already in use`);
      const user = decide.newUser(customer, fields.userName, "console");
      fill(user, fields);
      if (fields.site !== undefined) {
        const site = customer.sites.get(fields.site);
        if (site === undefined) throw new AdminRefusal("unknown-site", `there is no site ${fields.site}`);
        user.siteId = site.id;
      }
      if (fields.licence !== undefined) {
        const code = decide.licenceRefusal(customer, user, fields.licence) ?? "invalid-value";
        refuse("licence", decide.consoleLicence(customer, user, fields.licence), code);
      }
      if (fields.password !== undefined)
        refuse("password", decide.consolePassword(customer, user, fields.password), "invalid-value");
      for (const setting of ["extension", "phoneNumber"] as const)
        if (fields[setting] !== undefined)
          refuse(setting, decide.consoleSet(customer, user, setting, fields[setting]), "number-without-licence");
      return user;
    },

    consoleDelete: () => true,

    locked(_customer, user, field) {
      if (user.owner === "none") return false;
      if (options.consoleLock === "all" || CORE.includes(field)) return true;
      return options.consoleLock === "mapped" && !OPTIONAL.includes(field);
    },

    consoleWrite(customer, user, field, value) {
      if (field === "userName") return rename(customer, user, value);
      if (field === "active") {
        if (typeof value !== "boolean") return "invalid";
        user.active = value;
        return "stored";
      }
      const text = value === null || value === "" ? undefined : value;
      if (typeof text === "boolean") return "invalid";
      return writeText(world, user, field, text);
    },

    consoleSet(_customer, user, setting, value) {
      if (setting === "directoryVisible") {
        if (typeof value !== "boolean") return "invalid";
        user.directoryVisible = value;
        return "stored";
      }
      if (typeof value === "boolean") return "invalid";
      // Extension and number belong to the service that a licence brings.
      const telephony = setting === "extension" || setting === "phoneNumber";
      if (telephony && user.licence === undefined && value !== null) return "invalid";
      user[setting] = value ?? undefined;
      return "stored";
    },

    consoleFederationId(_customer, user, federationId) {
      user.federationId = federationId ?? undefined;
      return "stored";
    },

    consoleSite(_customer, user, site) {
      if (user.siteId === site.id) return "stored";
      const first = user.siteId === undefined;
      const allowed = first
        ? user.owner === "none" || options.siteConsoleFirstAssign === "yes"
        : options.siteConsoleEditable === "yes";
      if (!allowed) return "locked";
      user.siteId = site.id;
      return "stored";
    },

    ...licenceDecisions(world),

    consolePassword(_customer, user, password) {
      if (password === "") return "invalid";
      user.passwordHash = password === null ? undefined : passwordHashOf(user, password);
      return "stored";
    },

    consoleView: (customer, user): ConsoleUser => consolePage(world, customer, user),

    inDirectory(_customer, user) {
      if (!user.active && options.inactiveInDirectory === "hidden") return false;
      return user.directoryVisible || (user.licence === undefined && options.directoryDefault === "contact-visible");
    },

    consoleList: ({ users }) => users.all(),
  };
}

function fill(user: User8x8, fields: NewConsoleUser): void {
  user.federationId = fields.federationId;
  user.givenName = fields.givenName;
  user.familyName = fields.familyName;
  user.email = fields.email;
  user.title = fields.title;
  user.department = fields.department;
  user.active = fields.active ?? true;
  user.directoryVisible = fields.directoryVisible ?? true;
}

function refuse(field: string, result: FieldResult, code: AdminRefusalCode): void {
  if (result !== "stored") throw new AdminRefusal(code, `${field} cannot be set: it is ${result}`);
}

type TextField = Exclude<ConsoleField, "userName" | "active">;

/** Where the text fields of the page are kept. */
const KEPT_AS = {
  givenName: "givenName",
  familyName: "familyName",
  email: "email",
  title: "title",
  department: "department",
  personalContactNumber: "mobile",
  language: "locale",
  timeZone: "timezone",
} as const satisfies Record<TextField, keyof User8x8>;

function writeText({ decide }: World, user: User8x8, field: TextField, text: string | undefined): FieldResult {
  let value = text;
  try {
    if (value !== undefined && field === "language") value = decide.readLocale(value);
    if (value !== undefined && field === "timeZone") value = decide.readTimezone(value);
  } catch {
    return "invalid";
  }
  user[KEPT_AS[field]] = value;
  if (user.owner === "idp" && !user.drift.includes(field)) user.drift = [...user.drift, field];
  return "stored";
}
