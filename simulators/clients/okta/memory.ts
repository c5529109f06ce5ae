import { isObject, type JsonObject } from "../../../scim/index.ts";
import { type AppUser, newAppUser } from "./app-user.ts";

/** What is known of the users that were provisioned, by ids of people: no secret is among it. */
export function rememberedBy(users: ReadonlyMap<string, AppUser>): JsonObject {
  return Object.fromEntries(
    [...users.values()]
      .filter(({ waiting }) => !waiting)
      .map(({ id, person, login, name, resource, active, sent, assignment }) => [
        person,
        {
          id,
          login,
          name,
          ...(resource === undefined ? {} : { resource }),
          active,
          sent: Object.fromEntries(sent),
          assignment: { direct: assignment.direct, groups: [...assignment.groups] },
        },
      ]),
  );
}

/** The users that a former client remembered. Throws RangeError when it was none of Okta. */
export function remembered(memory: JsonObject): Map<string, AppUser> {
  return new Map(Object.entries(memory).map(([person, known]) => [person, restored(person, known)]));
}

function restored(person: string, known: unknown): AppUser {
  if (!isObject(known)) throw new RangeError(`what is remembered of ${person} is no object`);
  const { id, login, name, resource, active, sent, assignment } = known;
  const { direct, groups } = (assignment ?? {}) as JsonObject;
  if (typeof id !== "string" || typeof login !== "string" || !isObject(sent) || !Array.isArray(groups))
    throw new RangeError(`what is remembered of ${person} was not written by an Okta client`);
  return {
    ...newAppUser(id, person, login),
    name: String(name),
    resource: typeof resource === "string" ? resource : undefined,
    active: active === true,
    sent: new Map(Object.entries(sent as Record<string, string>)),
    assignment: { direct: direct === true, groups: groups.map(String) },
  };
}
