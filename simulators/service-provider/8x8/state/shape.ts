import { profile8x8 } from "../../../../profiles/index.ts";
import { APPS, FIELDS, OWNERS, PLATFORMS, PROVIDERS, RETRIEVALS } from "../admin/choices.ts";
import { count, flag, list, map, oneOf, record, type Shape, text } from "../admin/shape.ts";
import { moment } from "./moment.ts";
import { ssoShape } from "./sso.ts";

/** More identifiers than a simulator can have given in memory. */
const MOST_IDS = 50_000_000;

const token = record({ hash: text, hint: text, "clear?": text, issuedAt: moment });

const draft = record({
  enabled: flag,
  "provider?": oneOf(...PROVIDERS),
  retrieval: oneOf(...RETRIEVALS),
  "token?": token,
  cleared: flag,
});

const scim = record({
  enabled: flag,
  "provider?": oneOf(...PROVIDERS),
  retrieval: oneOf(...RETRIEVALS),
  "token?": token,
  formerTokens: list(text),
  "draft?": draft,
});

const site = record({ id: text, name: text, previousNames: list(text), createdAt: moment });

const user = record({
  id: text,
  origin: oneOf("console", "idp"),
  owner: oneOf(...OWNERS),
  created: moment,
  lastModified: moment,
  userName: text,
  "federationId?": text,
  "externalId?": text,
  "givenName?": text,
  "familyName?": text,
  "email?": text,
  active: flag,
  "deactivatedAt?": moment,
  "title?": text,
  "department?": text,
  "locale?": text,
  "timezone?": text,
  "mobile?": text,
  "workPhone?": text,
  "siteId?": text,
  "licence?": record({ level: text, assignedAt: moment }),
  "extension?": text,
  "phoneNumber?": text,
  directoryVisible: flag,
  "costCenter?": text,
  "profile?": text,
  "picture?": text,
  "passwordHash?": text,
  deleted: flag,
  drift: list(oneOf(...FIELDS)),
  extra: { type: "object" },
});

const session = record({
  id: text,
  userId: text,
  app: oneOf(...APPS),
  via: oneOf("password", "saml"),
  createdAt: moment,
  expiresAt: moment,
  "end?": record({ at: moment, reason: oneOf("signed-out", "deactivated", "deleted") }),
});

const refusal = record({
  at: text,
  method: text,
  path: text,
  "userKey?": text,
  status: count,
  "scimType?": text,
  detail: text,
});

const auditEntry: Shape = {
  anyOf: [
    record({ at: moment, plane: { const: "scim" }, method: text, path: text, status: count }),
    record({
      at: moment,
      plane: { const: "console" },
      operation: text,
      "about?": text,
      fields: list(text),
      outcome: text,
    }),
    record({
      at: moment,
      plane: { const: "sign-in" },
      "userName?": text,
      app: oneOf(...APPS),
      via: oneOf("password", "saml"),
      outcome: text,
      "reference?": text,
      "begunAt?": oneOf("service-provider", "identity-provider"),
    }),
  ],
};

const customer = record({
  id: text,
  platform: oneOf(...PLATFORMS),
  xSeriesSubscriptions: map(count),
  sites: list(site),
  users: list(user),
  sessions: list(session),
  scim,
  // Documents of a time without single sign-on have none.
  "sso?": ssoShape,
  // The token of another party and the secret are not kept in files: the way back is filled in anew.
  "syncBack?": record({ "url?": text }),
  refusals: list(refusal),
  audit: list(auditEntry),
});

/** The document that `state.export` gives and `state.import` takes. */
export const stateShape: Shape = record({
  format: { const: "scimproof-8x8-state" },
  version: { const: 1 },
  now: moment,
  ids: { type: "integer", minimum: 0, maximum: MOST_IDS },
  options: record(
    Object.fromEntries(Object.entries(profile8x8.options).map(([name, { values }]) => [`${name}?`, oneOf(...values)])),
  ),
  customers: list(customer),
});
