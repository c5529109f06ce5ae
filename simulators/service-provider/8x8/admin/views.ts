import {
  APPS,
  CERTIFICATE_FORMS,
  FIELDS,
  OWNERS,
  PLANES,
  PLATFORMS,
  PROVIDERS,
  RETRIEVALS,
  SSO_MAPPINGS,
  SSO_PROVIDERS,
} from "./choices.ts";
import { count, flag, instant, list, map, oneOf, oneOfOrNull, record, type Shape, text, textOrNull } from "./shape.ts";

// What operations answer. The OpenAPI document names each by its export.

export const fieldResult: Shape = oneOf("stored", "locked", "invalid");

export const editResult: Shape = {
  type: "object",
  properties: Object.fromEntries(FIELDS.map((field) => [field, fieldResult])),
  additionalProperties: false,
};

export const bulkResult: Shape = record({ user: text, result: oneOf("stored", "locked", "invalid", "unknown") });

export const customerAccess: Shape = record({
  id: text,
  platform: oneOf(...PLATFORMS),
  baseUrl: text,
  "token?": text,
});

export const customerView: Shape = record({
  id: text,
  platform: oneOf(...PLATFORMS),
  users: count,
  subscriptions: map(count),
});

export const siteView: Shape = record({ id: text, name: text, users: count });

export const consoleUser: Shape = record({
  id: text,
  captions: map(text),
  locked: list(oneOf(...FIELDS)),
  grey: flag,
  origin: oneOf("console", "idp"),
  owner: oneOf(...OWNERS),
  userName: text,
  givenName: textOrNull,
  familyName: textOrNull,
  email: textOrNull,
  active: flag,
  title: textOrNull,
  department: textOrNull,
  language: textOrNull,
  timeZone: textOrNull,
  personalContactNumber: textOrNull,
  site: textOrNull,
  siteId: textOrNull,
  licence: textOrNull,
  extension: textOrNull,
  phoneNumber: textOrNull,
  directoryVisible: flag,
  inDirectory: flag,
  costCenter: textOrNull,
  profile: textOrNull,
  picture: textOrNull,
  drift: list(oneOf(...FIELDS)),
  "federationId?": textOrNull,
});

export const integrationPage: Shape = record({
  offered: flag,
  enabled: flag,
  provider: oneOfOrNull(...PROVIDERS),
  providers: list(oneOf(...PROVIDERS)),
  url: textOrNull,
  token: textOrNull,
  tokenHint: textOrNull,
  retrieval: oneOf(...RETRIEVALS),
  unsaved: flag,
});

const instantOrNull: Shape = { anyOf: [instant, { type: "null" }] };

export const ssoCertificate: Shape = record({
  form: oneOf(...CERTIFICATE_FORMS),
  usable: flag,
  fingerprint: textOrNull,
  validFrom: instantOrNull,
  validTo: instantOrNull,
  attachedAt: instant,
});

export const ssoPage: Shape = record({
  enabled: flag,
  provider: oneOfOrNull(...SSO_PROVIDERS),
  providers: list(oneOf(...SSO_PROVIDERS)),
  signInUrl: textOrNull,
  issuer: textOrNull,
  signOutUrl: textOrNull,
  certificate: { anyOf: [ssoCertificate, { type: "null" }] },
  mapping: oneOf(...SSO_MAPPINGS),
  unsaved: flag,
  active: flag,
  entityId: text,
  acsUrl: text,
  metadataUrl: text,
  signInPages: map(text),
  signOutPages: map(text),
});

export const syncBackPage: Shape = record({
  url: textOrNull,
  token: textOrNull,
  secret: textOrNull,
  unsaved: flag,
  active: flag,
  failure: textOrNull,
});

export const signInAttempt: Shape = record({
  at: instant,
  reference: textOrNull,
  app: oneOf(...APPS),
  via: oneOf("password", "saml"),
  begunAt: oneOfOrNull("service-provider", "identity-provider"),
  userName: textOrNull,
  outcome: text,
  advice: textOrNull,
});

export const refusal: Shape = record({
  at: instant,
  method: text,
  path: text,
  "userKey?": text,
  status: count,
  "scimType?": text,
  detail: text,
});

export const sessionView: Shape = record({
  id: text,
  user: text,
  userName: textOrNull,
  app: oneOf(...APPS),
  via: oneOf("password", "saml"),
  open: flag,
  createdAt: instant,
  expiresAt: instant,
  endedAt: instantOrNull,
  endReason: oneOfOrNull("signed-out", "deactivated", "deleted", "expired"),
});

export const signIn: Shape = record({
  session: { anyOf: [sessionView, { type: "null" }] },
  refused: oneOfOrNull("sso-required", "unknown-user", "no-password", "wrong-password", "inactive-user"),
});

export const callAnswer: Shape = record({
  permitted: flag,
  refused: oneOfOrNull("no-licence", "no-number", "inactive-user"),
});

export const directoryEntry: Shape = record({
  id: text,
  name: text,
  extension: textOrNull,
  phoneNumber: textOrNull,
  contactNumbers: list(record({ type: oneOf("mobile", "work"), value: text })),
});

export const pageField: Shape = record({ caption: text, value: textOrNull, locked: flag, copies: textOrNull });

export const homePage: Shape = record({
  tiles: list(record({ caption: text, opens: oneOf("identity", "sites", "users") })),
});

function section(...providers: string[]): Shape {
  return record({
    caption: text,
    enabled: flag,
    provider: oneOfOrNull(...providers),
    providers: list(oneOf(...providers)),
    fields: list(pageField),
  });
}

export const identityPage: Shape = record({
  caption: text,
  sso: section(...SSO_PROVIDERS),
  scim: { anyOf: [section(...PROVIDERS), { type: "null" }] },
  syncBack: { anyOf: [record({ caption: text, fields: list(pageField) }), { type: "null" }] },
  buttons: list(text),
  unsaved: flag,
});

export const userPage: Shape = record({
  id: text,
  caption: text,
  fields: list(
    record({ caption: text, value: textOrNull, locked: flag, copies: textOrNull, field: oneOfOrNull(...FIELDS) }),
  ),
  notices: list(text),
});

export const usersPage: Shape = record({
  rows: list(
    record({
      id: text,
      userName: text,
      name: text,
      grey: flag,
      owner: oneOf(...OWNERS),
      site: textOrNull,
      licence: textOrNull,
      inDirectory: flag,
    }),
  ),
});

export const sitesPage: Shape = record({
  rows: list(record({ id: text, name: pageField, users: count, renameWarning: text })),
});

export const auditLine: Shape = record({
  at: instant,
  plane: oneOf(...PLANES),
  what: text,
  about: textOrNull,
  fields: list(text),
  outcome: text,
});
