import type { Customer, User8x8 } from "../../../profiles/index.ts";
import { ENTERPRISE_USER, type JsonObject, USER } from "../../../scim/index.ts";
import { urnsShown } from "./schema.ts";
import type { World } from "./world.ts";

/** A user as SCIM shows it: what the guides map, unassigned attributes left out. `meta` is added where the URL is known. */
export function representation(world: World, customer: Customer, user: User8x8): JsonObject {
  const { options, decide } = world;
  const extension = assigned({
    site: decide.siteName(customer, user),
    extension: options.extensionAttr === "absent" ? undefined : user.extension,
    phoneNumber: decide.telephonyShown(customer) ? user.phoneNumber : undefined,
  });
  const shown = extension === undefined ? [] : urnsShown(options);
  const enterprise = assigned({ department: user.department });
  const phoneNumbers = [
    ...(user.mobile === undefined ? [] : [{ type: "mobile", value: user.mobile }]),
    ...(user.workPhone === undefined ? [] : [{ type: "work", value: user.workPhone }]),
  ];
  return {
    schemas: [USER, ...(enterprise === undefined ? [] : [ENTERPRISE_USER]), ...shown],
    id: user.id,
    ...assigned({ externalId: user.externalId }),
    userName: user.userName,
    ...assigned({ name: assigned({ givenName: user.givenName, familyName: user.familyName }) }),
    ...assigned({ title: user.title, locale: user.locale, timezone: user.timezone }),
    active: user.active,
    ...(user.email === undefined ? {} : { emails: [{ value: user.email, type: "work", primary: true }] }),
    ...(phoneNumbers.length === 0 ? {} : { phoneNumbers }),
    ...(enterprise === undefined ? {} : { [ENTERPRISE_USER]: enterprise }),
    ...Object.fromEntries(shown.map((urn) => [urn, extension!])),
    ...user.extra,
  };
}

/** The members that have a value; undefined when none has. */
function assigned(members: Record<string, string | JsonObject | undefined>): JsonObject | undefined {
  const result: JsonObject = {};
  for (const [name, value] of Object.entries(members)) if (value !== undefined) result[name] = value;
  return Object.keys(result).length === 0 ? undefined : result;
}
