import { X509Certificate } from "node:crypto";
import { describe, expect, it } from "vitest";
import {
  buildAuthnRequest,
  decodePost,
  issueCertificate,
  parseMetadata,
  readCertificateFile,
  redirectUrl,
  verifyResponse,
} from "../../saml/index.ts";
import type { TestIdentityProviderOptions } from "./identity-provider.ts";
import { type Product, products, type TestIdentityProvider, testIdentityProvider } from "./index.ts";

const NOW = Date.parse("2026-03-01T12:00:00Z");
const key = await issueCertificate({ commonName: "idp", notBefore: NOW - 1000, notAfter: NOW + 365 * 86_400_000 });
const APPLICATION = { entityId: "https://sp.example/saml2", acsUrl: "https://sp.example/saml2" };
const TENANT = "5b1f9d60-0c8e-4c7b-9d5f-2a1c8e7f4b30";
const PRODUCTS = Object.keys(products) as Product[];

function idpOf(options: Partial<TestIdentityProviderOptions> = {}): TestIdentityProvider {
  return testIdentityProvider({ application: APPLICATION, tenant: TENANT, keys: [key], now: () => NOW, ...options });
}

const PEOPLE = [
  { userName: "ann", nameId: "ann@example.com" },
  { userName: "una", assigned: false },
  { userName: "bea", blocked: true },
];

interface Page {
  status: number;
  text: string;
  cookie: string;
}

async function read(response: Response): Promise<Page> {
  const cookie = (response.headers.get("set-cookie") ?? "").split(";")[0]!;
  return { status: response.status, text: await response.text(), cookie };
}

async function get({ handler }: TestIdentityProvider, url: string, cookie = ""): Promise<Page> {
  return read(await handler(new Request(url, { headers: { cookie } })));
}

async function typed(idp: TestIdentityProvider, userName: string, page?: Page): Promise<Page> {
  const fields = { ...(page === undefined ? {} : hiddenIn(page)), userName };
  return read(await idp.handler(new Request(idp.urls.signIn, { method: "POST", body: new URLSearchParams(fields) })));
}

function hiddenIn({ text }: Page): Record<string, string> {
  const hidden = text.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)">/g);
  return Object.fromEntries(Array.from(hidden, ([, name, value]) => [name!, value!]));
}

function asking(idp: TestIdentityProvider, changes: object = {}, relayState?: string): string {
  const { entityId: issuer, acsUrl } = APPLICATION;
  const destination = idp.urls.signIn;
  const xml = buildAuthnRequest({ id: "_asked", issuer, acsUrl, destination, issuedAt: NOW, ...changes });
  return redirectUrl(destination, "SAMLRequest", xml, relayState);
}

const verified = (idp: TestIdentityProvider, encoded: string, certificate = key.certificate) =>
  verifyResponse(encoded, {
    certificates: [certificate],
    issuer: idp.issuer,
    audience: APPLICATION.entityId,
    acsUrl: APPLICATION.acsUrl,
    now: NOW,
    clockSkewMs: 0,
  });

describe.each(PRODUCTS)("an identity provider that plays %s", (product) => {
  const idp = idpOf({ product, people: PEOPLE, issuer: product === "jumpcloud" ? "https://example.com" : undefined });

  it("asserts what its style says, signed as the product signs", async () => {
    const { style } = idp;
    const { SAMLResponse } = await idp.respond({ userName: "ann", attributes: { team: "A" } }, { inResponseTo: "_1" });
    expect(await verified(idp, SAMLResponse)).toMatchObject({
      nameId: "ann",
      nameIdFormat: style.nameIdFormat,
      inResponseTo: "_1",
      notOnOrAfter: NOW + style.validity.after * 60_000,
      attributes: { team: ["A"] },
    });
    const signatures = [...decodePost(SAMLResponse).matchAll(/<(?:\w+:)?SignatureValue/g)].length;
    expect(signatures).toBe(style.signs === "both" ? 2 : 1);
  });

  it("never sends the ID of a message twice, whoever plays it", async () => {
    const twins = [idp, idpOf({ product, people: PEOPLE })];
    const ids = await Promise.all(twins.map(async (each) => (await each.respond("ann")).SAMLResponse));
    const found = ids.flatMap((encoded) => [...decodePost(encoded).matchAll(/ ID="([^"]+)"/g)].map(([, id]) => id));
    expect(new Set(found).size).toBe(found.length);
  });

  it("shows a sign-in page to whoever is sent there, and answers the request", async () => {
    const page = await get(idp, asking(idp, {}, "work-desktop"));
    expect(page.status).toBe(200);
    expect(await typed(idp, "nobody", page)).toMatchObject({ status: 401, text: expect.stringContaining("no such") });
    const posted = await typed(idp, "ann", page);
    const { SAMLResponse, RelayState } = hiddenIn(posted);
    expect(posted.text).toContain(`action="${APPLICATION.acsUrl}"`);
    expect(RelayState).toBe("work-desktop");
    expect(await verified(idp, SAMLResponse!)).toMatchObject({ nameId: "ann@example.com", inResponseTo: "_asked" });
  });

  it("begins with its tile, and knows who has signed in before", async () => {
    const { cookie } = await typed(idp, "ann", await get(idp, idp.urls.portal));
    expect((await get(idp, idp.urls.portal, cookie)).text).toContain(`href="${idp.urls.start}"`);
    const { SAMLResponse } = hiddenIn(await get(idp, idp.urls.start, cookie));
    expect((await verified(idp, SAMLResponse!)).inResponseTo).toBeUndefined();
    const out = await get(idp, idp.urls.commonSignOut, cookie);
    expect([out.status, out.cookie]).toEqual([200, "test-idp-session="]);
  });

  it.each([
    ["not-assigned", "una"],
    ["blocked", "bea"],
  ] as const)("hands nothing on for somebody who is %s", async (reason, userName) => {
    const { status, text } = await typed(idp, userName, await get(idp, asking(idp)));
    expect(status).toBe(403);
    expect(text).toContain(idp.style.refusals[reason]);
    expect(text).not.toContain("SAMLResponse");
  });

  it("has no tile for somebody without the application", async () => {
    expect((await get(idp, idp.urls.portal, "test-idp-session=una")).text).not.toContain("<a ");
  });

  it.each([
    ["unknown-application", { issuer: "https://other.example" }],
    ["wrong-reply-url", { acsUrl: "https://other.example" }],
  ] as const)("refuses a request with %s", async (reason, changes) => {
    const { status, text } = await get(idp, asking(idp, changes));
    expect(status).toBe(400);
    expect(text).toContain(idp.style.refusals[reason]);
  });

  it("refuses what is no request", async () => {
    const { status, text } = await get(idp, `${idp.urls.signIn}?SAMLRequest=eA%3D%3D`);
    expect(status).toBe(400);
    expect(text).toContain(idp.style.refusals.unreadable);
  });

  it("offers its certificate in every form of the product", async () => {
    for (const { id, fileName, form } of idp.style.downloads) {
      const { paths } = idp.style;
      const url = new URL(idp.urls.signIn).origin + paths.downloads.replace("{tenant}", TENANT) + id;
      const response = await idp.handler(new Request(url));
      expect(response.headers.get("content-disposition")).toBe(`attachment; filename="${fileName}"`);
      const bytes = new Uint8Array(await response.arrayBuffer());
      expect(readCertificateFile(bytes)).toMatchObject({ form, pem: key.certificate });
      expect(bytes).toEqual(new Uint8Array((await idp.download(id)).bytes));
    }
    const { text } = await get(idp, idp.urls.metadata);
    expect(parseMetadata(text)).toMatchObject({ entityId: idp.issuer, signInUrl: idp.urls.signIn });
  });
});

describe("signing out at Entra ID", () => {
  const idp = idpOf({ people: PEOPLE });

  it("fails at the URL of the tenant without a SAML message", async () => {
    const { status, text, cookie } = await get(idp, idp.urls.signOut, "test-idp-session=ann");
    expect(status).toBe(400);
    expect(text).toContain("AADSTS750054");
    expect(cookie).toBe("");
  });

  it("succeeds at the common URL, which wants its query", async () => {
    expect(idp.urls.commonSignOut).toBe("https://idp.example/common/wsfederation?wa=wsignout1.0");
    expect(await get(idp, idp.urls.commonSignOut)).toMatchObject({ status: 200, cookie: "test-idp-session=" });
    expect((await get(idp, idp.urls.commonSignOut.replace(/\?.*/, ""))).status).toBe(400);
  });

  it("succeeds at the URL of the tenant with a message", async () => {
    const { buildLogoutRequest } = await import("../../saml/index.ts");
    const xml = buildLogoutRequest({
      id: "_out",
      issuer: APPLICATION.entityId,
      destination: idp.urls.signOut,
      issuedAt: NOW,
      nameId: "ann@example.com",
      nameIdFormat: "",
    });
    const { status, cookie } = await get(idp, redirectUrl(idp.urls.signOut, "SAMLRequest", xml));
    expect([status, cookie]).toEqual([200, "test-idp-session="]);
  });
});

describe("the certificates of an identity provider", () => {
  it("are rolled over: the new one signs nothing before it is made active", async () => {
    const idp = idpOf();
    const rolled = await idp.rollCertificate();
    expect(rolled.active).toBe(false);
    expect(await idp.certificates()).toMatchObject([{ active: true }, { active: false }]);
    const before = await idp.respond("ann");
    expect(await verified(idp, before.SAMLResponse)).toMatchObject({ nameId: "ann" });
    expect(readCertificateFile((await idp.download("base64", rolled.fingerprint)).bytes).pem).toBe(rolled.certificate);

    await idp.activateCertificate(rolled.fingerprint);
    const after = await idp.respond("ann");
    expect(await verified(idp, after.SAMLResponse, rolled.certificate)).toMatchObject({ nameId: "ann" });
    await expect(verified(idp, after.SAMLResponse)).rejects.toMatchObject({ code: "bad-signature" });
    await expect(idp.activateCertificate("00")).rejects.toThrow(RangeError);
  });

  it("are made when they are needed, for the years of the product", async () => {
    const [made] = await idpOf({ keys: [] }).certificates();
    const { certificate, notAfter } = made!;
    expect(new X509Certificate(certificate).subject).toBe("CN=Microsoft Azure Federated SSO Certificate");
    expect(new Date(notAfter).getUTCFullYear()).toBe(2029);
  });

  it.each([
    ["entra", true],
    ["okta", false],
  ] as const)("are replaced by themselves when the active one expires: %s %s", async (product, replaces) => {
    let time = NOW;
    const idp = idpOf({ product, now: () => time });
    const { fingerprint } = await idp.rollCertificate();
    time += 366 * 86_400_000;
    const active = (await idp.certificates()).find((each) => each.active)!;
    expect(active.fingerprint === fingerprint).toBe(replaces);
  });
});

describe("the issuer at JumpCloud", () => {
  it("holds the placeholder until somebody replaces it", () => {
    expect(idpOf({ product: "jumpcloud" }).issuer).toBe("https://YOURDOMAIN.com");
  });
});

describe("the settings of an identity provider", () => {
  const OTHER = { entityId: "https://other.example", acsUrl: "https://other.example/acs" };

  it("show one identifier and one reply URL, and the others where there are any", () => {
    const idp = idpOf();
    expect(idp.configuration()).toEqual({
      issuer: `https://sts.windows.net/${TENANT}/`,
      identifiers: [{ value: APPLICATION.entityId, isDefault: true }],
      replyUrls: [{ url: APPLICATION.acsUrl, index: undefined, isDefault: true }],
      placeholders: [],
    });
    idp.application.otherIdentifiers = [OTHER.entityId];
    idp.application.otherReplyUrls = [OTHER.acsUrl];
    const { identifiers, replyUrls } = idp.configuration();
    expect(identifiers[1]).toEqual({ value: OTHER.entityId, isDefault: false });
    expect(replyUrls[1]).toEqual({ url: OTHER.acsUrl, index: undefined, isDefault: false });
  });

  it("hold by default, and what a request names holds where the application has it", async () => {
    const { entityId, acsUrl } = APPLICATION;
    const other = { otherIdentifiers: [entityId], otherReplyUrls: [acsUrl] };
    const idp = idpOf({ people: PEOPLE, application: { ...OTHER, ...other } });
    expect((await typed(idp, "ann")).text).toContain(`action="${OTHER.acsUrl}"`);
    const answered = await typed(idp, "ann", await get(idp, asking(idp)));
    expect(answered.text).toContain(`action="${acsUrl}"`);
    expect(await verified(idp, hiddenIn(answered)["SAMLResponse"]!)).toMatchObject({ nameId: "ann@example.com" });
  });

  it("are not to be got round by a form that was tampered with", async () => {
    const idp = idpOf({ people: PEOPLE });
    const page = await get(idp, asking(idp));
    const fields = { ...hiddenIn(page), acsUrl: OTHER.acsUrl, userName: "ann" };
    const body = new URLSearchParams(fields);
    const { status, text } = await read(await idp.handler(new Request(idp.urls.signIn, { method: "POST", body })));
    expect(status).toBe(400);
    expect(text).toContain("AADSTS50011");
  });

  it("name the fields in which a placeholder was left", () => {
    const acsUrl = "https://YOURDOMAIN.com/saml2";
    const idp = idpOf({ product: "jumpcloud", application: { ...APPLICATION, acsUrl } });
    expect(idp.configuration().placeholders).toEqual(["IdP Entity ID", "ACS URL"]);
  });

  it("are told in setup instructions", async () => {
    expect(await idpOf({ product: "okta", tenant: "exk1" }).setup()).toEqual({
      signInUrl: "https://idp.example/app/8x8/exk1/sso/saml",
      issuer: "http://www.okta.com/exk1",
      certificate: key.certificate,
    });
  });

  it("are replaced by changes, the last of which wins", async () => {
    const idp = idpOf({ changes: [() => ({ issuer: () => "one" }), () => ({ issuer: () => "two" })] });
    expect(decodePost((await idp.respond("ann")).SAMLResponse)).toContain("<Issuer>two</Issuer>");
  });
});

describe("the connector of an identity provider", () => {
  it("signs nobody in from Save of its deactivation on, and somebody after that of its activation", async () => {
    const idp = idpOf({ product: "jumpcloud", people: PEOPLE });
    const statuses = async () => [(await get(idp, asking(idp))).status, (await typed(idp, "ann")).status];
    idp.connector.deactivate();
    expect(await statuses()).toEqual([200, 200]);
    expect(idp.connector.save()).toContain("deactivated");
    expect(await statuses()).toEqual([403, 403]);
    const portal = await get(idp, idp.urls.portal, "test-idp-session=ann");
    expect(portal.text).not.toContain(`href="${idp.urls.start}"`);
    idp.connector.activate();
    expect(await statuses()).toEqual([403, 403]);
    idp.connector.save();
    expect(await statuses()).toEqual([200, 200]);
  });
});

describe("a page of the identity provider", () => {
  it("shows what it was given as text, never as markup", async () => {
    const hostile = '"><script>alert(1)</script>';
    const idp = idpOf({ people: [{ userName: hostile }] });
    const { text } = await get(idp, asking(idp, {}, hostile));
    expect(text).not.toContain("<script>alert");
    expect(text).toContain("&lt;script&gt;");
  });
});
