import { isDeepStrictEqual } from "node:util";
import type { Customer, User8x8, WriteDecisions } from "../../../profiles/index.ts";
import { ENTERPRISE_USER, type JsonObject, memberOf, ScimError, USER } from "../../../scim/index.ts";
import { takeOver } from "./ownership.ts";
import { isActivation, patched } from "./patching.ts";
import { readAttributes, textAt, workEmailOf } from "./reading.ts";
import { urnsRead } from "./schema.ts";
import { memberOfExtension } from "./values.ts";
import type { World } from "./world.ts";

/** What a SCIM write does. */
export function writeDecisions(world: World): WriteDecisions {
  const { options } = world;
  const conflict = (userName: string): ScimError =>
    new ScimError(Number(options.duplicateStatus), "uniqueness", `the login ID "${userName}" is already in use`);

  return {
    create(customer, body) {
      const { decide } = world;
      checkSchemas(body);
      const lacking = decide.lacking(body);
      if (lacking.length > 0) throw new ScimError(400, "invalidValue", `a user needs ${lacking.join(", ")}`);
      decide.unsupported(customer, body);
      const userName = decide.readText("userName", memberOf(body, "userName")!);
      const taken = decide.loginIdTaken(customer, userName);
      if (taken !== undefined) {
        const known = taken.owner === "idp" || decide.visible(customer, taken, "lookup");
        if (taken.active || !known || options.postOnInactiveLogin === "conflict") throw conflict(userName);
        return { ...decide.replace(customer, taken, body), active: true };
      }
      const user = decide.newUser(customer, userName, "idp");
      Object.assign(user, readAttributes(world, body, user, "clear"));
      user.siteId = decide.siteOnCreate(customer, decide.siteAskedFor(body));
      user.federationId = decide.federationIdOnCreate(customer, user);
      return user;
    },

    replace(customer, user, body) {
      const { decide } = world;
      checkSchemas(body);
      const userName = textAt(world, body, "userName");
      if (userName === undefined) throw new ScimError(400, "invalidValue", "a user needs userName");
      decide.unsupported(customer, body);
      const after = { ...user, ...readAttributes(world, body, user, options.putAbsent), userName };
      if (userName !== user.userName) {
        if (options.usernameMutable === "no") throw new ScimError(400, "mutability", "userName cannot be changed");
        if (decide.loginIdTaken(customer, userName, user.id) !== undefined) throw conflict(userName);
      }
      after.siteId = decide.siteOnUpdate(customer, user, decide.siteAskedFor(body));
      return after;
    },

    patch: (customer, user, operations) => patched(world, customer, user, operations),

    remove: (_customer, user) => ({ ...user, active: false, deleted: true }),

    settle(_customer, after, { by, before }) {
      const settled = { ...after };
      if (settled.active) settled.deleted = false;
      if (by === "replace") settled.drift = [];
      takeOver(options, settled);
      if (before !== undefined && !isDeepStrictEqual(before, settled)) settled.lastModified = world.now();
      return settled;
    },

    newUser(_customer: Customer, userName: string, origin): User8x8 {
      const now = world.now();
      return {
        ...EMPTY_USER,
        id: world.newId(),
        origin,
        userName,
        created: now,
        lastModified: now,
        drift: [],
        extra: {},
      };
    },

    patchable: (_customer, path) => options.patchScope === "full" || isActivation(path),

    lacking(body) {
      const name = memberOf(body, "name");
      const has: Record<string, unknown> = {
        userName: memberOf(body, "userName"),
        "name.givenName": memberOf((name ?? {}) as JsonObject, "givenName"),
        "name.familyName": memberOf((name ?? {}) as JsonObject, "familyName"),
        "a work e-mail address": workEmailOf(world, body),
      };
      return Object.keys(has).filter((attribute) => isBlank(has[attribute]));
    },

    unsupported(_customer, body) {
      if (options.unsupportedAttr === "ignore") return;
      const enterprise = memberOf(body, ENTERPRISE_USER) as JsonObject | undefined;
      const refused = UNSUPPORTED.find((name) => !isBlank(memberOf(body, name)));
      if (refused !== undefined) throw notSupported(refused);
      if (!isBlank(memberOf(enterprise ?? {}, "costCenter"))) throw notSupported("costCenter");
      for (const urn of urnsRead(options))
        for (const name of ["costCenter", "profile"])
          if (!isBlank(memberOfExtension(body, urn, name))) throw notSupported(name);
    },

    loginIdTaken: ({ users }, userName, exceptId) => users.withLoginId(userName).find(({ id }) => id !== exceptId),

    federationIdOnCreate: (_customer, { userName }) => userName,
  };
}

/** Attributes that stand for what only the console can set: user profile, picture and licences (C-48). */
const UNSUPPORTED = ["profileUrl", "userType", "photos", "entitlements", "roles"];

/** A user without anything. */
export const EMPTY_USER: Omit<User8x8, "id" | "origin" | "userName" | "created" | "lastModified" | "drift" | "extra"> =
  {
    owner: "none",
    federationId: undefined,
    externalId: undefined,
    givenName: undefined,
    familyName: undefined,
    email: undefined,
    active: true,
    title: undefined,
    department: undefined,
    locale: undefined,
    timezone: undefined,
    mobile: undefined,
    workPhone: undefined,
    siteId: undefined,
    licence: undefined,
    extension: undefined,
    phoneNumber: undefined,
    directoryVisible: false,
    costCenter: undefined,
    profile: undefined,
    picture: undefined,
    passwordHash: undefined,
    deactivatedAt: undefined,
    deleted: false,
  };

function notSupported(attribute: string): ScimError {
  return new ScimError(400, "invalidValue", `${attribute} cannot be set over SCIM`);
}

function isBlank(value: unknown): boolean {
  return (
    value === undefined ||
    value === null ||
    (typeof value === "string" && value.trim() === "") ||
    (Array.isArray(value) && value.length === 0)
  );
}

// A body may leave `schemas` out; one that names other schemas only (SCIM 1.1) is something else than a User.
function checkSchemas(body: JsonObject): void {
  const schemas = memberOf(body, "schemas");
  if (!Array.isArray(schemas) || schemas.length === 0) return;
  if (!schemas.some((urn) => String(urn).toLowerCase() === USER.toLowerCase()))
    throw new ScimError(400, "invalidSyntax", `schemas of a User has ${USER}`);
}
