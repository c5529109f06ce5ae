import type { Capability, GivenUser, Trial } from "../../engine/index.ts";
import type { ConsoleUser } from "../../profiles/index.ts";
import { admin, adminIfAny, granted, page } from "./admin.ts";
import { userIn } from "./site/scene.ts";
import { knownSites } from "./sites.ts";
import { employee } from "./user.ts";

/** What `licensedUser` needs of the driver. */
export const LICENSING: Capability[] = ["admin.user.get", "admin.user.assignLicence", "admin.user.setTelephony"];

/** What administrators decide about a user, by the fields of the user page. */
export const DECIDED: readonly (
  | "licence"
  | "extension"
  | "phoneNumber"
  | "directoryVisible"
  | "costCenter"
  | "profile"
  | "picture"
)[] = ["licence", "extension", "phoneNumber", "directoryVisible", "costCenter", "profile", "picture"];

/** A user with a site, for whom the console has set all that SCIM leaves alone; and the user page then. */
export async function licensedUser(t: Trial): Promise<{ user: GivenUser; before: ConsoleUser }> {
  const [site] = await knownSites(t, 1);
  // Which URN takes a site is open: where another one does, the user needs another login ID.
  const { userName: _userName, emails: _emails, ...attributes } = employee(t);
  const user = await userIn(t, site!, attributes);
  const { id } = user;
  const { faker } = t.given;
  await granted(admin(t).user.assignLicence({ id, licence: "X6" }));
  const number = {
    extension: faker.string.numeric({ length: 5, allowLeadingZeros: false }),
    phoneNumber: `+1415555${faker.string.numeric(4)}`,
  };
  await granted(admin(t).user.setTelephony({ id, ...number }));
  const verbs = adminIfAny(t).user;
  if (verbs?.setDirectoryVisible) await granted(verbs.setDirectoryVisible({ id, directoryVisible: true }));
  if (verbs?.setCostCenter) await granted(verbs.setCostCenter({ id, costCenter: "Sales EMEA" }));
  if (verbs?.setProfile) await granted(verbs.setProfile({ id, profile: "Reception" }));
  if (verbs?.setPicture) await granted(verbs.setPicture({ id, picture: "portrait.png" }));
  return { user, before: await page(t, id) };
}

/** Judges that the console shows what administrators decided as before. */
export async function expectDecisionsKept(t: Trial, before: ConsoleUser, what: string): Promise<void> {
  const after = await admin(t).user.get({ id: before.id });
  t.expect.that(after !== undefined, {
    summary: `after ${what} the console has the user no more`,
    seen: "no user",
    expected: before.id,
  });
  for (const attribute of DECIDED) {
    // A telephone extension that SCIM can write may be lost by a PUT without it (C-44).
    if (attribute === "extension" && t.options["extensionAttr"] === "writable") continue;
    t.expect.that(after?.[attribute] === before[attribute], {
      summary: `${what} changed ${attribute} in the console`,
      seen: after?.[attribute],
      expected: before[attribute],
      attribute,
    });
  }
}
