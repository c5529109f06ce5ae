import type { ConsoleField, ConsoleUser, Customer, User8x8 } from "../../../profiles/index.ts";
import type { World } from "./world.ts";

const FIELDS: readonly ConsoleField[] = [
  "userName",
  "givenName",
  "familyName",
  "email",
  "active",
  "title",
  "department",
  "personalContactNumber",
  "language",
  "timeZone",
];

/** The page of a user in the console, with the captions of the mapping tables; externalId has none (8X8-UI-07). */
export function consolePage({ decide, options }: World, customer: Customer, user: User8x8): ConsoleUser {
  const number = decide.personalContactNumber(user);
  const site = decide.siteName(customer, user);
  const captions: Record<string, string | undefined> = {
    Username: user.userName,
    "First name": user.givenName,
    "Last name": user.familyName,
    "Email address": user.email,
    "Job title": user.title,
    Department: user.department,
    "Personal contact number": number,
    Site: site,
    Language: user.locale,
    "Time zone": user.timezone,
    Status: user.active ? "Active" : "Inactive",
    "Managed by": user.owner === "idp" ? "Identity provider" : "8x8 Admin Console",
    Licence: user.licence?.level,
    Extension: user.extension,
    "Phone number": user.phoneNumber,
    ...(options.fedIdVisible === "yes" ? { "Federation ID": user.federationId } : {}),
  };
  return {
    id: user.id,
    captions: Object.fromEntries(Object.entries(captions).map(([caption, value]) => [caption, value ?? ""])),
    locked: FIELDS.filter((field) => decide.locked(customer, user, field, "page")),
    grey: !user.active,
    origin: user.origin,
    owner: user.owner,
    userName: user.userName,
    givenName: user.givenName ?? null,
    familyName: user.familyName ?? null,
    email: user.email ?? null,
    active: user.active,
    title: user.title ?? null,
    department: user.department ?? null,
    language: user.locale ?? null,
    timeZone: user.timezone ?? null,
    personalContactNumber: number ?? null,
    site: site ?? null,
    siteId: user.siteId ?? null,
    licence: user.licence?.level ?? null,
    extension: user.extension ?? null,
    phoneNumber: user.phoneNumber ?? null,
    directoryVisible: user.directoryVisible,
    inDirectory: decide.inDirectory(customer, user),
    costCenter: user.costCenter ?? null,
    profile: user.profile ?? null,
    picture: user.picture ?? null,
    drift: user.drift,
    federationId: user.federationId ?? null,
  };
}
