import {
  AdminRefusal,
  type App,
  type Customer,
  type SsoCertificate,
  type SsoDecisions,
  type SsoIntegration,
  type SsoPage,
  type SsoProvider,
  type SsoSettings,
  type SsoUrls,
} from "../../../../profiles/index.ts";
import type { World } from "../world.ts";
import { APP_NAMES } from "./apps.ts";
import { certificateDecisions } from "./certificates.ts";
import { metadataUrl, signInPage, signOutPage } from "./places.ts";

const PROVIDERS: SsoProvider[] = ["azure", "okta", "saml"];

/** What administrators do with the Single Sign-On Integration. */
export function ssoDecisions(world: World): SsoDecisions {
  const { options } = world;

  function change({ sso }: Customer, changes: Partial<SsoSettings>): void {
    sso.draft = { ...shownOf(sso), ...changes };
  }

  return {
    leaveSso(customer) {
      const { sso } = customer;
      const saves = sso.draft !== undefined && options.saveModel === "implicit-on-close";
      if (saves && world.decide.ssoLacks(customer).length === 0) world.decide.saveSso(customer);
      sso.draft = undefined;
    },

    enableSso(customer, provider) {
      change(customer, { enabled: true, ...(provider === undefined ? {} : { provider }) });
    },

    disableSso: (customer) => change(customer, { enabled: false }),

    setSsoUrls(customer, urls) {
      const changes: Partial<SsoSettings> = {};
      for (const [name, value] of Object.entries(urls) as [keyof SsoUrls, string | null | undefined][]) {
        if (value === undefined) continue;
        const text = value === "" ? null : value;
        const fault = text === null ? undefined : world.decide.ssoUrlFault(name, text);
        if (fault !== undefined) throw new AdminRefusal("invalid-value", `${name}: ${fault}`);
        changes[name] = text ?? undefined;
      }
      change(customer, changes);
    },

    ssoUrlFault(name, value) {
      if (value !== value.trim()) return "it begins or ends with a blank";
      // An issuer is a name: a URN, a URL, or whatever the identity provider calls itself.
      if (name === "issuer") return undefined;
      return ["http:", "https:"].includes(URL.parse(value)?.protocol ?? "") ? undefined : "expected an https URL";
    },

    setSsoMapping: (customer, mapping) => change(customer, { mapping }),

    ...certificateDecisions(world),

    attachCertificate: (customer, certificate) => change(customer, { certificate }),

    ssoLacks({ sso }) {
      const { enabled, signInUrl, issuer, certificate } = shownOf(sso);
      if (!enabled) return [];
      return [
        ...(signInUrl === undefined ? ["Sign-in page URL"] : []),
        ...(issuer === undefined ? ["IdP issuer URL/URN"] : []),
        ...(certificate === undefined ? ["Certificate in use"] : []),
      ];
    },

    saveSso(customer) {
      const { sso } = customer;
      const { draft } = sso;
      if (draft === undefined) return;
      const lacks = world.decide.ssoLacks(customer);
      if (lacks.length > 0) throw new AdminRefusal("sso-incomplete", `single sign-on needs: ${lacks.join(", ")}`);
      if (sso.certificate !== undefined && draft.certificate !== sso.certificate)
        sso.formerCertificates.push(sso.certificate);
      Object.assign(sso, draft);
      sso.draft = undefined;
    },

    ssoView: (customer) => pageOf(world, customer),
  };
}

/** What the page shows: the unsaved changes, or what was saved. */
function shownOf({
  draft,
  enabled,
  provider,
  signInUrl,
  issuer,
  signOutUrl,
  certificate,
  mapping,
}: SsoIntegration): SsoSettings {
  return draft ?? { enabled, provider, signInUrl, issuer, signOutUrl, certificate, mapping };
}

function pageOf(world: World, customer: Customer): SsoPage {
  const { decide, origin } = world;
  const { enabled, provider, signInUrl, issuer, signOutUrl, certificate, mapping } = shownOf(customer.sso);
  const apps = (Object.keys(APP_NAMES) as App[]).filter((app) => decide.ssoOffers(customer, app));
  return {
    enabled,
    provider: provider ?? null,
    providers: [...PROVIDERS],
    signInUrl: signInUrl ?? null,
    issuer: issuer ?? null,
    signOutUrl: signOutUrl ?? null,
    certificate: certificate === undefined ? null : viewOf(certificate, world.latest()),
    mapping,
    unsaved: customer.sso.draft !== undefined,
    active: decide.ssoServes(customer),
    entityId: decide.entityId(),
    acsUrl: origin + decide.acsPath(),
    metadataUrl: metadataUrl(origin),
    signInPages: Object.fromEntries(apps.map((app) => [app, signInPage(origin, customer.id, app)])),
    signOutPages: Object.fromEntries(apps.map((app) => [app, signOutPage(origin, app)])),
  };
}

function viewOf(certificate: SsoCertificate, now: number): NonNullable<SsoPage["certificate"]> {
  const { form, fingerprint, notBefore, notAfter, attachedAt } = certificate;
  return {
    form,
    usable: isUsable(certificate, now),
    fingerprint: fingerprint ?? null,
    validFrom: isoOf(notBefore),
    validTo: isoOf(notAfter),
    attachedAt: new Date(attachedAt).toISOString(),
  };
}

/** Whether signatures can be verified by a certificate at a time. */
export function isUsable({ pem, notBefore = 0, notAfter = 0 }: SsoCertificate, now: number): boolean {
  return pem !== undefined && notBefore <= now && now <= notAfter;
}

function isoOf(milliseconds: number | undefined): string | null {
  return milliseconds === undefined ? null : new Date(milliseconds).toISOString();
}
