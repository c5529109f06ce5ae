import type { Customer, SamlDecisions, SignInRequest, User8x8 } from "../../../../profiles/index.ts";
import type { World } from "../world.ts";
import { appOf } from "./apps.ts";
import { appPage, ENTITY_PATH } from "./places.ts";
import { isUsable } from "./settings.ts";

/** How long a session holds at most. */
const LIFE = 12 * 60 * 60_000;
/** How long a sign-in that began here may take. */
const PATIENCE = 60 * 60_000;
/** How far clocks may differ. */
const CLOCK_SKEW = 3 * 60_000;
/** How many requests are remembered at most. */
const KEPT = 10_000;
/** How long an assertion is remembered that names no end, which only a service provider takes that checks none. */
const A_YEAR = 365 * 24 * 60 * 60_000;

/** How users sign in with SAML, and out. */
export function samlDecisions(world: World): SamlDecisions {
  const { origin } = world;

  return {
    entityId: () => origin + ENTITY_PATH,
    acsPath: () => ENTITY_PATH,

    samlMetadata: () => ({
      role: "service-provider",
      entityId: world.decide.entityId(),
      acsUrl: origin + world.decide.acsPath(),
    }),

    ssoServes: ({ sso }) => sso.enabled,

    // Every application takes the corporate login (8X8-SSO-08).
    ssoOffers: () => true,

    signInTarget: ({ sso }) => sso.signInUrl,

    authnRequest: (customer, { id, issuedAt }) => ({
      id,
      issuer: world.decide.entityId(),
      acsUrl: origin + world.decide.acsPath(),
      destination: world.decide.signInTarget(customer) ?? "",
      issuedAt,
    }),

    relayState: (_customer, { app }) => app,

    customerOfResponse(customers, { issuer, inResponseTo }) {
      const all = [...customers];
      const asked = inResponseTo !== undefined && all.find(({ sso }) => sso.requests.has(inResponseTo));
      if (asked) return asked;
      // Two customers of one identity provider cannot be told apart by what it sends unasked; the one it serves counts.
      const named = all.filter(({ sso }) => issuer !== undefined && sso.issuer === issuer);
      const serves = (customer: Customer): boolean => world.decide.ssoServes(customer);
      // Where a single customer has single sign-on, a response that names nobody can only be meant for it.
      return named.find(serves) ?? named[0] ?? onlyOne(all.filter(serves));
    },

    trustedCertificates({ sso }, now) {
      const { certificate } = sso;
      return certificate?.pem !== undefined && isUsable(certificate, now) ? [certificate.pem] : [];
    },

    samlExpectations: (customer, now) => ({
      certificates: world.decide.trustedCertificates(customer, now),
      issuer: customer.sso.issuer ?? "",
      audience: world.decide.entityId(),
      acsUrl: origin + world.decide.acsPath(),
      now,
      clockSkewMs: CLOCK_SKEW,
      awaits: (requestId) => world.decide.awaits(customer, requestId, now),
    }),

    samlChecks: (conforming) => conforming,

    awaits({ sso }, requestId, now) {
      const request = sso.requests.get(requestId);
      return request !== undefined && !request.answered && now <= request.issuedAt + PATIENCE;
    },

    takeAssertion({ sso }, { id, inResponseTo, notOnOrAfter, confirmationNotOnOrAfter }, now) {
      const { takenAssertions, requests } = sso;
      for (const [taken, until] of takenAssertions) if (until < now) takenAssertions.delete(taken);
      if (takenAssertions.has(id)) return false;
      const ends = [notOnOrAfter, confirmationNotOnOrAfter].filter((end) => end !== undefined);
      takenAssertions.set(id, ends.length === 0 ? now + A_YEAR : Math.min(...ends) + 2 * CLOCK_SKEW);
      const request = inResponseTo === undefined ? undefined : requests.get(inResponseTo);
      if (request !== undefined) request.answered = true;
      return true;
    },

    findBySubject: (customer, { nameId }) =>
      customer.sso.mapping === "username"
        ? world.decide.findForSignIn(customer, nameId)
        : onlyOne(withFederationId(customer, nameId)),

    appSignedInTo: (request, relayState) => request?.app ?? appOf(relayState) ?? "work-desktop",

    newSession: (_customer, user, app, via, now) => ({
      id: world.newId(),
      userId: user.id,
      app,
      via,
      createdAt: now,
      expiresAt: now + LIFE,
      end: undefined,
    }),

    // Never an address out of a RelayState, which anybody can write.
    landing: (_customer, { app }) => appPage(origin, app),

    signedOut(customer, session, now) {
      if (world.decide.sessionOpen(customer, session, now)) session.end = { at: now, reason: "signed-out" };
    },

    signOutTarget: ({ sso }) => (sso.enabled ? sso.signOutUrl : undefined),

    signInNotice: () => "You could not be signed in. Try again, and tell your administrator if it happens once more.",

    nameInLog: (user) => user?.userName,
  };
}

/** Keeps a request that was made, and forgets those that nobody will answer any more. */
export function keepRequest({ sso: { requests } }: Customer, request: SignInRequest): void {
  for (const [id, { issuedAt }] of requests) {
    if (issuedAt + PATIENCE >= request.issuedAt) break;
    requests.delete(id);
  }
  requests.set(request.id, request);
  const [oldest] = requests.keys();
  if (requests.size > KEPT && oldest !== undefined) requests.delete(oldest);
}

// Users are not indexed by it: one more index would cost memory for every user, and people sign in less often than they sync.
function withFederationId({ users }: Customer, federationId: string): User8x8[] {
  return Iterator.from(users.all())
    .filter((user) => user.federationId === federationId)
    .take(2)
    .toArray();
}

/** The one there is: several identify nobody. */
function onlyOne<Item>(items: Item[]): Item | undefined {
  return items.length === 1 ? items[0] : undefined;
}
