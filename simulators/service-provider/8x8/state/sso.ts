import type { SignInRequest, SsoCertificate, SsoIntegration, SsoSettings } from "../../../../profiles/index.ts";
import { APPS, CERTIFICATE_FORMS, SSO_MAPPINGS, SSO_PROVIDERS } from "../admin/choices.ts";
import { flag, list, oneOf, record, type Shape, text } from "../admin/shape.ts";
import { moment } from "./moment.ts";

const certificate = record({
  form: oneOf(...CERTIFICATE_FORMS),
  "pem?": text,
  "fingerprint?": text,
  "notBefore?": { type: "integer" },
  "notAfter?": { type: "integer" },
  attachedAt: moment,
});

const settings: Record<string, Shape> = {
  enabled: flag,
  "provider?": oneOf(...SSO_PROVIDERS),
  "signInUrl?": text,
  "issuer?": text,
  "signOutUrl?": text,
  "certificate?": certificate,
  mapping: oneOf(...SSO_MAPPINGS),
};

/** The Single Sign-On Integration in a state document. */
export const ssoShape: Shape = record({
  ...settings,
  "draft?": record(settings),
  formerCertificates: list(certificate),
  requests: list(record({ id: text, app: oneOf(...APPS), issuedAt: moment, answered: flag })),
  takenAssertions: list(record({ id: text, until: moment })),
});

/** The Single Sign-On Integration as JSON holds it: maps as lists, and what is undefined left out. */
export interface WrittenSso extends Omit<SsoIntegration, "requests" | "takenAssertions"> {
  requests: SignInRequest[];
  takenAssertions: { id: string; until: number }[];
}

/** Gives the integration in the form of a state document. */
export function writtenSso({ requests, takenAssertions, ...rest }: SsoIntegration): WrittenSso {
  return {
    ...rest,
    requests: [...requests.values()],
    takenAssertions: Array.from(takenAssertions, ([id, until]) => ({ id, until })),
  };
}

/** The integration of a state document. */
export function restoredSso({
  draft,
  formerCertificates,
  requests,
  takenAssertions,
  ...saved
}: WrittenSso): SsoIntegration {
  return {
    ...settingsOf(saved),
    draft: draft && settingsOf(draft),
    formerCertificates: formerCertificates.map(certificateOf),
    requests: new Map(requests.map((request) => [request.id, request])),
    takenAssertions: new Map(takenAssertions.map(({ id, until }) => [id, until])),
  };
}

// JSON has no undefined: members that it leaves out come back.
function settingsOf(written: SsoSettings): SsoSettings {
  const { enabled, provider, signInUrl, issuer, signOutUrl, certificate: attached, mapping } = written;
  return {
    enabled,
    provider,
    signInUrl,
    issuer,
    signOutUrl,
    certificate: attached && certificateOf(attached),
    mapping,
  };
}

function certificateOf({ form, pem, fingerprint, notBefore, notAfter, attachedAt }: SsoCertificate): SsoCertificate {
  return { form, pem, fingerprint, notBefore, notAfter, attachedAt };
}
