import { behaves, type Capability, type Mutant, type Trial } from "../../../engine/index.ts";
import type { Decisions8x8, IdentityPage, PageField, ProviderLabel } from "../../../profiles/index.ts";
import { admin, granted } from "../admin.ts";
import { OWN_CUSTOMER, type OwnCustomer } from "../own-customer.ts";
import { lookUpPath } from "../token/scene.ts";

/** What switching user provisioning on and looking at the page needs of the driver. */
export const SWITCHING: Capability[] = [OWN_CUSTOMER, "admin.page.identity", "admin.scim.enable", "admin.scim.save"];

/** The captions of URL and token. */
export const CONNECTION: RegExp = /\b(url|token)\b/i;

/** Judges that the page shows URL and token, each with a Copy button; gives what these copy. */
export function expectConnection(t: Trial, { scim }: IdentityPage, when: string): { url: string; token: string } {
  const copied = (what: string, caption: RegExp): string => {
    const found = scim?.fields.find((field) => caption.test(field.caption));
    t.expect.that(found !== undefined && found.value !== null && found.copies !== null, {
      summary: `the page shows no ${found?.value == null ? what : `Copy button for the ${what}`} ${when}`,
      seen: scim?.fields.map((field) => field.caption) ?? "no section",
      expected: `the ${what} and its Copy button`,
    });
    return found!.copies!;
  };
  return { url: copied("URL", /\burl\b/i), token: copied("token", /\btoken\b/i) };
}

/** Switches user provisioning on with a provider and saves; gives what the page copies at its first display. */
export async function switchedOn(
  t: Trial,
  { id: customer }: OwnCustomer,
  provider: ProviderLabel,
): Promise<{ url: string; token: string; page: IdentityPage }> {
  const { scim, page } = admin(t);
  await granted(scim.enable({ customer, provider }));
  const shown = await granted(page.identity({ customer }));
  const connection = expectConnection(t, shown, `with provider ${provider}`);
  await granted(scim.save({ customer }));
  return { ...connection, page: shown };
}

/** Judges that a client connects with a URL and a token. */
export async function expectConnects(t: Trial, url: string, token: string): Promise<void> {
  const answer = await t.client.get(url.replace(/\/$/, "") + lookUpPath(t), { token });
  t.expect(answer).status(200).resources([]);
}

/** A service provider that shows another identity page. */
export function onIdentityPage(
  change: (shown: IdentityPage, conforming: Decisions8x8, customerId: string) => IdentityPage,
): Mutant {
  return behaves<Decisions8x8>((conforming) => ({
    identityPage: (customer) => change(conforming.identityPage(customer), conforming, customer.id),
  }));
}

/** The page with other fields in the section of user provisioning. */
export function withFields(shown: IdentityPage, change: (field: PageField) => PageField): IdentityPage {
  return shown.scim === null ? shown : { ...shown, scim: { ...shown.scim, fields: shown.scim.fields.map(change) } };
}

/** The page without some fields of the section of user provisioning. */
export function withoutField(shown: IdentityPage, caption: RegExp): IdentityPage {
  if (shown.scim === null) return shown;
  const fields = shown.scim.fields.filter((field) => !caption.test(field.caption));
  return { ...shown, scim: { ...shown.scim, fields } };
}

/** A field that is only displayed. */
export function fieldOf(caption: string, value: string): PageField {
  return { caption, value, locked: false, copies: null };
}
