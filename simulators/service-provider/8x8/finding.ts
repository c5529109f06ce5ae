import type { Customer, FindingDecisions, User8x8 } from "../../../profiles/index.ts";
import { type AttributePath, type Filter, type JsonObject, ScimError, USER } from "../../../scim/index.ts";
import { takeOver } from "./ownership.ts";
import { representation } from "./representation.ts";
import type { World } from "./world.ts";

/** Which users a call finds. */
export function findingDecisions(world: World): FindingDecisions {
  const { options } = world;
  const hidden = (user: User8x8): boolean => user.deleted && options.deleteVisibility === "hidden";

  return {
    loginKey: (userName) => (options.usernameCase === "sensitive" ? userName : userName.toLowerCase()),

    find(customer, filter) {
      const equality = equalityOf(filter);
      const found = equality && LOOKUPS[equality.attribute]?.(customer, equality.value);
      if (found !== undefined) return found;
      throw new ScimError(
        400,
        "invalidFilter",
        'a filter is of the form userName eq "…"; externalId and emails can be looked up in the same way',
      );
    },

    visible(customer, user) {
      if (hidden(user)) return false;
      if (customer.scim.retrieval === "all" || user.origin === "idp") return true;
      return user.owner === "idp" && options.linkedUnderIdpOnly === "returned";
    },

    found(_customer, user) {
      if (options.ownershipTrigger === "lookup") takeOver(options, user);
    },

    locate(customer, id, method) {
      const user = customer.users.get(id);
      // The way back from a DELETE that hides: a client that knows the id can still activate the user.
      const revivable = user !== undefined && hidden(user) && (method === "PATCH" || method === "PUT");
      if (user === undefined || !(revivable || world.decide.visible(customer, user, "id")))
        throw new ScimError(404, undefined, `there is no user ${id}`);
      return user;
    },

    represent: (customer, user): JsonObject => representation(world, customer, user),
  };
}

const LOOKUPS: Record<string, (customer: Customer, value: string) => User8x8[]> = {
  username: ({ users }, value) => users.withLoginId(value),
  externalid: ({ users }, value) => users.withExternalId(value),
  emails: ({ users }, value) => users.withEmail(value),
  "emails.value": ({ users }, value) => users.withEmail(value),
};

interface Equality {
  /** In lower case. */
  attribute: string;
  value: string;
}

/** The one equality that a filter consists of; also `emails[type eq "work" and value eq "…"]`. */
function equalityOf(filter: Filter): Equality | undefined {
  if (filter.type === "compare") {
    const { path, operator, value } = filter;
    return operator === "eq" && typeof value === "string" && isCore(path)
      ? { attribute: nameOf(path), value }
      : undefined;
  }
  if (filter.type !== "valuePath" || nameOf(filter.path) !== "emails") return undefined;
  const parts = filter.filter.type === "and" ? filter.filter.filters.map(equalityOf) : [equalityOf(filter.filter)];
  const value = parts.find((part) => part?.attribute === "value")?.value;
  const known = parts.every(
    (part) => part?.attribute === "value" || (part?.attribute === "type" && part.value.toLowerCase() === "work"),
  );
  return known && value !== undefined ? { attribute: "emails", value } : undefined;
}

function isCore({ schema }: AttributePath): boolean {
  return schema === undefined || schema.toLowerCase() === USER.toLowerCase();
}

function nameOf({ attribute, subAttribute }: AttributePath): string {
  return (subAttribute === undefined ? attribute : `${attribute}.${subAttribute}`).toLowerCase();
}
