import { describe, expect, it } from "vitest";
import { behaves } from "../../../../engine/index.ts";
import type { Decisions8x8 } from "../../../../profiles/index.ts";
import { parseAuthnRequest, readRedirect } from "../../../../saml/index.ts";
import { patchOp } from "../test-scene.ts";
import { ENTITY_ID, newKey, type SsoScene, ssoScene } from "./test-scene.ts";

const key = await newKey();
const stranger = await newKey("stranger");

const ANN = "ann@example.com";

/** Begins at the service provider, and gives the id of the request. */
async function begun({ get, page }: SsoScene, app: "work-desktop" | "admin-console" = "work-desktop"): Promise<string> {
  const { status, location } = await get(page.signInPages[app]!);
  expect(status).toBe(303);
  return parseAuthnRequest(readRedirect(location!).xml).id;
}

describe("a sign-in with SAML", () => {
  it.each(["entra", "okta", "jumpcloud"] as const)("begins at the identity provider: %s", async (product) => {
    const world = await ssoScene(key, { product });
    await world.user();
    const { status, location, cookie } = await world.arrive(ANN, { relayState: "contact-center" });
    expect([status, location]).toEqual([303, "http://simulator.example/apps/contact-center"]);
    expect((await world.get(location!, cookie)).text).toContain("You are signed in as ann@example.com");
    expect(await world.admin.session.list()).toMatchObject([{ app: "contact-center", via: "saml", open: true }]);
    expect(await world.lastAttempt()).toMatchObject({
      outcome: "session",
      begunAt: "identity-provider",
      userName: ANN,
      reference: null,
      advice: null,
    });
  });

  it("begins at the service provider, with a request that says who asks and where to answer", async () => {
    const world = await ssoScene(key);
    await world.user();
    const { location } = await world.get(world.page.signInPages["admin-console"]!);
    const { xml, relayState } = readRedirect(location!);
    expect(location!.startsWith(`${world.idp.urls.signIn}?`)).toBe(true);
    const request = parseAuthnRequest(xml);
    expect(request).toMatchObject({ issuer: ENTITY_ID, acsUrl: ENTITY_ID, destination: world.idp.urls.signIn });
    const landed = await world.arrive(ANN, { inResponseTo: request.id, relayState: relayState! });
    expect(landed.location).toBe("http://simulator.example/apps/admin-console");
    expect(await world.lastAttempt()).toMatchObject({ outcome: "session", begunAt: "service-provider" });
  });

  it("is nobody's without a session: the application points to the sign-in", async () => {
    const world = await ssoScene(key);
    const { status, text } = await world.get("http://simulator.example/apps/work-desktop");
    expect(status).toBe(401);
    expect(text).toContain("/apps/work-desktop/sign-in?customer=simulator");
  });

  it("never follows an address out of a RelayState", async () => {
    const world = await ssoScene(key);
    await world.user();
    const { location } = await world.arrive(ANN, { relayState: "https://evil.example/" });
    expect(location).toBe("http://simulator.example/apps/work-desktop");
  });

  it("takes attributes that it does not know", async () => {
    const world = await ssoScene(key);
    await world.user();
    const { SAMLResponse, ...rest } = await world.idp.respond({ userName: ANN, attributes: { costCentre: "4711" } });
    expect(await world.post({ SAMLResponse, ...rest })).toMatchObject({ status: 303 });
  });

  it("reaches users of the console and of the identity provider alike", async () => {
    const world = await ssoScene(key);
    await world.admin.user.create({ userName: "console", federationId: "carl@idp.example" });
    expect(await world.outcome("carl@idp.example")).toBe("session");
  });

  it("works for customers of the older platform", async () => {
    const world = await ssoScene(key);
    await world.user();
    await world.admin.customer.setPlatform({ platform: "account-manager" });
    expect(await world.outcome(ANN)).toBe("session");
  });
});

describe("the name in an assertion", () => {
  it("is the Federation ID, which a rename leaves alone", async () => {
    const world = await ssoScene(key);
    const id = await world.user();
    const renamed = { userName: "ann.ray@example.com", emails: [{ value: "ann.ray@example.com", type: "work" }] };
    await world.scim("PUT", `/Users/${id}`, { ...(await world.scim("GET", `/Users/${id}`)).body, ...renamed });
    expect(await world.outcome("ann.ray@example.com")).toBe("unknown-subject");
    expect(await world.outcome(ANN)).toBe("session");
  });

  it("is the login ID where that is chosen", async () => {
    const world = await ssoScene(key);
    const { id } = await world.admin.user.create({ userName: "ann", federationId: ANN });
    await world.admin.sso.setMapping({ mapping: "username" });
    expect(await world.outcome("ann")).toBe("unknown-subject");
    await world.admin.sso.save();
    expect(await world.outcome("ann")).toBe("session");
    expect(await world.outcome(ANN)).toBe("unknown-subject");
    await world.admin.user.edit({ id, fields: { userName: "ann.lee" } });
    expect(await world.outcome("ann")).toBe("unknown-subject");
  });

  it("identifies nobody where several have it, or where nobody has one", async () => {
    const world = await ssoScene(key);
    await world.admin.user.create({ userName: "none" });
    await world.admin.user.create({ userName: "one", federationId: "same" });
    expect(await world.outcome("same")).toBe("session");
    await world.admin.user.create({ userName: "two", federationId: "same" });
    expect(await world.outcome("same")).toBe("unknown-subject");
    expect(await world.outcome("none")).toBe("unknown-subject");
  });

  it("makes no user", async () => {
    const world = await ssoScene(key);
    expect(await world.outcome("stranger@example.com")).toBe("unknown-subject");
    expect(await world.admin.user.list()).toEqual([]);
  });
});

describe("a refused sign-in", () => {
  it.each([
    ["another issuer", "wrong-issuer", { draft: (draft) => ({ ...draft, issuer: "urn:other" }) }],
    [
      "another audience",
      "wrong-audience",
      { draft: (draft) => ({ ...draft, assertion: { ...draft.assertion!, audiences: ["https://other.example"] } }) },
    ],
    [
      "another recipient",
      "wrong-recipient",
      { draft: (draft) => ({ ...draft, assertion: { ...draft.assertion!, recipient: "https://other.example" } }) },
    ],
    [
      "another destination",
      "wrong-destination",
      { draft: (draft) => ({ ...draft, destination: "https://other.example" }) },
    ],
    ["a request that was not made", "wrong-request", { inResponseTo: "_never" }],
    ["the key of a stranger", "bad-signature", { signing: stranger }],
    ["no signature", "unsigned", { signing: false }],
    ["SHA-1", "weak-algorithm", { signing: { algorithm: "sha1" } }],
  ] as [string, string, Parameters<SsoScene["arrive"]>[1]][])(
    "tells a stable code in the log and nothing to the person: %s",
    async (_what, code, changes) => {
      const world = await ssoScene(key);
      await world.user();
      const { status, text } = await world.arrive(ANN, changes);
      expect(status).toBe(403);
      expect(text).not.toMatch(/ann|saml|signature|issuer|audience/i);
      const reference = /Reference: ([0-9A-F]{8})/.exec(text)![1]!;
      const [attempt, ...more] = await world.admin.signIn.attempts({ reference });
      expect(more).toEqual([]);
      expect(attempt).toMatchObject({ outcome: code, userName: null, advice: expect.stringMatching(/\w{4}.*\.$/) });
      expect(await world.admin.session.list()).toEqual([]);
    },
  );

  it("leaves neither names nor XML nor certificates in anything that is kept", async () => {
    const world = await ssoScene(key);
    await world.arrive("secret-name@example.com", { relayState: "secret-state" });
    await world.arrive("secret-name@example.com", { signing: stranger });
    await world.arrive("secret-name@example.com", {
      draft: (draft) => ({ ...draft, assertion: { ...draft.assertion!, attributes: { secret: "secret-value" } } }),
    });
    const { customers } = await world.admin.state.export();
    const [{ audit, refusals }] = customers as [{ audit: unknown; refusals: unknown }];
    const kept = JSON.stringify([audit, refusals, await world.admin.signIn.attempts(), await world.admin.audit.list()]);
    expect(kept).not.toMatch(/secret|<|BEGIN|MII/);
  });

  it("is told of an assertion that comes a second time, however it began", async () => {
    const world = await ssoScene(key);
    await world.user();
    const unasked = await world.idp.respond(ANN);
    expect((await world.post(unasked)).status).toBe(303);
    expect((await world.post(unasked)).status).toBe(403);
    expect((await world.lastAttempt())?.outcome).toBe("replayed");

    const inResponseTo = await begun(world);
    expect(await world.outcome(ANN, { inResponseTo })).toBe("session");
    expect(await world.outcome(ANN, { inResponseTo })).toBe("wrong-request");
  });

  it("is told of a request that waited for too long", async () => {
    const world = await ssoScene(key);
    await world.user();
    const inResponseTo = await begun(world);
    await world.admin.clock.advance({ minutes: 61 });
    expect(await world.outcome(ANN, { inResponseTo })).toBe("wrong-request");
  });

  it("is told of assertions of another time", async () => {
    const world = await ssoScene(key);
    await world.user();
    const late = await world.idp.respond(ANN);
    await world.admin.clock.advance({ minutes: 120 });
    await world.post(late);
    expect((await world.lastAttempt())?.outcome).toBe("expired");
  });

  it("is told where single sign-on is off, or was never saved", async () => {
    const world = await ssoScene(key);
    await world.user();
    await world.admin.sso.disable();
    expect(await world.outcome(ANN)).toBe("session");
    await world.admin.sso.save();
    expect(await world.outcome(ANN)).toBe("sso-off");
    expect((await world.get(world.page.signInPages["work-desktop"]!)).status).toBe(403);
  });

  it("is told where the certificate in use has expired, while provisioning goes on", async () => {
    const world = await ssoScene(key);
    await world.user();
    await world.admin.clock.advance({ minutes: 5 * 365 * 24 * 60 });
    expect(await world.outcome(ANN)).toBe("certificate-unusable");
    expect((await world.admin.sso.view()).certificate).toMatchObject({ usable: false });
    expect((await world.scim("GET", "/Users")).status).toBe(200);
  });
});

describe("the assertion consumer service", () => {
  const post = (world: SsoScene, body: string, type = "application/x-www-form-urlencoded"): Promise<Response> =>
    world.handler(new Request(ENTITY_ID, { method: "POST", headers: { "content-type": type }, body }));

  it("takes nothing but POST", async () => {
    const world = await ssoScene(key);
    const { SAMLResponse } = await world.idp.respond(ANN);
    const { status, headers } = await world.get(`${ENTITY_ID}?SAMLResponse=${encodeURIComponent(SAMLResponse)}`);
    expect([status, headers.get("allow")]).toEqual([405, "POST"]);
  });

  it.each([
    ["no form", JSON.stringify({ SAMLResponse: "x" }), "application/json"],
    ["a form without a response", "RelayState=x", undefined],
    ["two responses", "SAMLResponse=a&SAMLResponse=b", undefined],
  ])("refuses %s", async (_what, body, type) => {
    const world = await ssoScene(key);
    const response = await post(world, body, type);
    expect(response.status).toBe(400);
    expect((await world.lastAttempt())?.outcome).toBe("no-response");
  });

  it("refuses five megabytes, and more than it reads at all, in a moment", async () => {
    const world = await ssoScene(key);
    const started = performance.now();
    for (const size of [5, 20]) {
      const response = await post(world, `SAMLResponse=${"A".repeat(size * 1024 * 1024)}`);
      expect(response.status).toBe(413);
      expect((await world.lastAttempt())?.outcome).toBe("too-large");
    }
    expect(performance.now() - started).toBeLessThan(3000);
  });

  it("holds a response to the settings of the customer whose request it answers, or whose issuer it names", async () => {
    const world = await ssoScene(key);
    await world.user();
    const { id: customer } = await world.admin.customer.create({ name: "second" });
    const in_ = { customer };
    await world.admin.user.create({ ...in_, userName: "bob", federationId: "bob@second.example" });
    await world.admin.sso.enable(in_);
    await world.admin.sso.setUrls({ ...in_, signInUrl: "https://second.example/sso", issuer: "urn:second" });
    const content = Buffer.from(stranger.certificate).toString("base64");
    await world.admin.sso.attachCertificate({ ...in_, content });
    const page = await world.admin.sso.save(in_);

    const asSecond: NonNullable<Parameters<SsoScene["arrive"]>[1]> = {
      signing: stranger,
      draft: (draft) => ({ ...draft, issuer: "urn:second", assertion: { ...draft.assertion!, issuer: "urn:second" } }),
    };
    await world.arrive("bob@second.example", asSecond);
    expect(await world.admin.session.list(in_)).toMatchObject([{ userName: "bob" }]);
    // Neither reaches the users of the other.
    await world.arrive(ANN, asSecond);
    expect((await world.admin.signIn.attempts(in_)).at(-1)).toMatchObject({ outcome: "unknown-subject" });
    expect(await world.outcome("bob@second.example")).toBe("unknown-subject");

    const { location } = await world.get(page.signInPages["work-desktop"]!);
    const { id } = parseAuthnRequest(readRedirect(location!).xml);
    await world.arrive(ANN, { inResponseTo: id });
    expect((await world.admin.signIn.attempts(in_)).at(-1)).toMatchObject({ outcome: "bad-signature" });
  });

  it("is described by metadata, and its URL is the entity ID", async () => {
    const world = await ssoScene(key);
    const { status, text, headers } = await world.get(world.page.metadataUrl);
    expect([status, headers.get("content-type")]).toEqual([200, "application/samlmetadata+xml"]);
    expect(text).toContain(`entityID="${ENTITY_ID}"`);
    expect(text).toContain(`Location="${ENTITY_ID}"`);
    expect(world.page).toMatchObject({ entityId: ENTITY_ID, acsUrl: ENTITY_ID });
  });

  it("has no pages besides", async () => {
    const world = await ssoScene(key);
    for (const path of ["/apps/none", "/apps/toString", "/apps/work-desktop/more", "/apps/work-desktop/sign-in/more"])
      expect((await world.get(`http://simulator.example${path}`)).status).toBe(404);
  });
});

describe("a session by SAML", () => {
  it("ends within thirty minutes of a deactivation, after which nobody signs in until the user is activated", async () => {
    const world = await ssoScene(key);
    const id = await world.user();
    const { cookie, location } = await world.arrive(ANN);
    await world.scim("PATCH", `/Users/${id}`, patchOp({ op: "replace", path: "active", value: false }));
    expect(await world.outcome(ANN)).toBe("inactive-user");
    expect((await world.lastAttempt())?.userName).toBe(ANN);
    await world.admin.clock.advance({ minutes: 30 });
    expect(await world.admin.session.list()).toMatchObject([{ open: false, endReason: "deactivated" }]);
    expect((await world.get(location!, cookie)).status).toBe(401);
    await world.scim("PATCH", `/Users/${id}`, patchOp({ op: "replace", path: "active", value: true }));
    expect(await world.outcome(ANN)).toBe("session");
  });

  it("is ended by signing out, and the session at the identity provider is left alone without a URL", async () => {
    const world = await ssoScene(key);
    await world.user();
    const { cookie, location } = await world.arrive(ANN);
    const out = await world.get(world.page.signOutPages["work-desktop"]!, cookie);
    expect([out.status, out.location]).toEqual([200, null]);
    expect(out.text).toContain("You are signed out");
    expect((await world.get(location!, cookie)).status).toBe(401);
    expect(await world.admin.session.list()).toMatchObject([{ endReason: "signed-out" }]);
  });

  it("leads to the sign-out URL as it was entered, with its query and nothing else", async () => {
    const world = await ssoScene(key);
    await world.user();
    await world.admin.sso.setUrls({ signOutUrl: world.idp.urls.commonSignOut });
    await world.admin.sso.save();
    const { cookie } = await world.arrive(ANN);
    const out = await world.get(world.page.signOutPages["work-desktop"]!, cookie);
    expect([out.status, out.location]).toEqual([303, "https://idp.example/common/wsfederation?wa=wsignout1.0"]);
    expect(out.cookie).toBe("8x8-session-work-desktop=");
  });

  it("is the only one there is: passwords are not taken while single sign-on is on", async () => {
    const world = await ssoScene(key);
    const id = await world.user();
    await world.admin.user.setPassword({ id, password: "correct horse" });
    const typed = { userName: ANN, password: "correct horse" };
    expect(await world.admin.session.open(typed)).toMatchObject({ refused: "sso-required" });
    await world.admin.sso.disable();
    await world.admin.sso.save();
    expect(await world.admin.session.open(typed)).toMatchObject({ refused: null });
  });
});

describe("a mutant", () => {
  it("leaves out a single check of a response", async () => {
    const careless = behaves<Decisions8x8>({ samlChecks: (checks) => ({ ...checks, audience: () => undefined }) });
    const world = await ssoScene(key, { mutants: [careless] });
    await world.user();
    const changes: Parameters<SsoScene["arrive"]>[1] = {
      draft: (draft) => ({ ...draft, assertion: { ...draft.assertion!, audiences: ["https://other.example"] } }),
    };
    expect(await world.outcome(ANN, changes)).toBe("session");
    expect(await world.outcome(ANN, { ...changes, signing: stranger })).toBe("bad-signature");
  });

  it("forgets what it took", async () => {
    const world = await ssoScene(key, { mutants: [behaves<Decisions8x8>({ takeAssertion: () => true })] });
    await world.user();
    const response = await world.idp.respond(ANN);
    for (const _ of [1, 2]) expect((await world.post(response)).status).toBe(303);
  });

  it("fails of its own, and tells nothing of it but a code", async () => {
    const broken = behaves<Decisions8x8>({
      findBySubject() {
        throw new Error("ann@example.com");
      },
    });
    const world = await ssoScene(key, { mutants: [broken] });
    const { status, text } = await world.arrive(ANN);
    expect(status).toBe(500);
    expect(text).not.toContain("ann");
    expect((await world.lastAttempt())?.outcome).toBe("failed");
  });
});
