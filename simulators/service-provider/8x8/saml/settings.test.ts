import { describe, expect, it } from "vitest";
import { certificateAs } from "../../../../saml/index.ts";
import { testIdentityProvider } from "../../../test-idp/index.ts";
import { scene } from "../test-scene.ts";
import { ENTITY_ID, fileOf, newKey, ssoScene } from "./test-scene.ts";

const key = await newKey();
const next = await newKey("next");
const ANN = "ann@example.com";

describe("the Single Sign-On Integration", () => {
  it("is off at first, and shows what the identity provider is to be told", async () => {
    const { admin } = scene();
    expect(await admin.sso.view()).toMatchObject({
      enabled: false,
      active: false,
      provider: null,
      providers: ["azure", "okta", "saml"],
      certificate: null,
      mapping: "federation-id",
      unsaved: false,
      entityId: ENTITY_ID,
      acsUrl: ENTITY_ID,
      metadataUrl: `${ENTITY_ID}/metadata`,
    });
  });

  it("takes the mapping of the option where nobody has chosen one", async () => {
    expect(await scene({ ssoMapping: "username" }).admin.sso.view()).toMatchObject({ mapping: "username" });
  });

  it("holds with Save, and is as before where the page is left without", async () => {
    const { admin } = scene();
    await admin.sso.enable({ provider: "azure" });
    await admin.sso.setUrls({ signInUrl: "https://idp.example/sso?a=b", issuer: "urn:idp/" });
    const shown = await admin.sso.attachCertificate(fileOf(key.certificate));
    expect(shown).toMatchObject({
      enabled: true,
      active: false,
      unsaved: true,
      provider: "azure",
      signInUrl: "https://idp.example/sso?a=b",
      issuer: "urn:idp/",
      signOutUrl: null,
      certificate: { form: "pem", usable: true, fingerprint: expect.stringMatching(/^[0-9A-F]{2}(:[0-9A-F]{2}){31}$/) },
    });
    expect(await admin.page.identity()).toMatchObject({ unsaved: true, sso: { enabled: true, provider: "azure" } });
    expect(await admin.sso.open()).toMatchObject({
      enabled: false,
      unsaved: false,
      signInUrl: null,
      certificate: null,
    });
  });

  it("saves what was changed when it is left, where the page does so", async () => {
    const { admin } = scene({ saveModel: "implicit-on-close" });
    await admin.sso.enable({});
    expect(await admin.sso.open()).toMatchObject({ enabled: false });
    await admin.sso.setUrls({ signInUrl: "https://idp.example/sso", issuer: "urn:idp" });
    expect(await admin.sso.open()).toMatchObject({ signInUrl: "https://idp.example/sso", unsaved: false });
  });

  it("is complete without a sign-out URL, and says what is missing else", async () => {
    const { admin } = scene();
    await admin.sso.enable({});
    await expect(admin.sso.save()).rejects.toMatchObject({
      code: "sso-incomplete",
      message: "single sign-on needs: Sign-in page URL, IdP issuer URL/URN, Certificate in use",
    });
    await admin.sso.setUrls({ signInUrl: "https://idp.example/sso", issuer: "urn:idp" });
    await expect(admin.sso.save()).rejects.toMatchObject({ message: "single sign-on needs: Certificate in use" });
    await admin.sso.attachCertificate(fileOf(key.certificate));
    expect(await admin.sso.save()).toMatchObject({ active: true, unsaved: false });
  });

  it("keeps what was filled in while it is off", async () => {
    const { admin, idp } = await ssoScene(key);
    await admin.sso.disable();
    expect(await admin.sso.save()).toMatchObject({ active: false, issuer: idp.issuer, certificate: { usable: true } });
    await admin.sso.enable({});
    expect(await admin.sso.save()).toMatchObject({ active: true });
  });

  it("is independent of user provisioning, either way", async () => {
    const world = await ssoScene(key);
    await world.user();
    const token = world.token;
    await world.admin.sso.disable();
    await world.admin.sso.save();
    expect((await world.scim("GET", "/Users", undefined, token)).status).toBe(200);
    await world.admin.sso.enable({});
    await world.admin.sso.save();
    await world.admin.scim.disable();
    await world.admin.scim.save();
    expect((await world.scim("GET", "/Users")).status).toBe(401);
    expect(await world.outcome(ANN)).toBe("session");
  });

  it("shows on the identity page what is in use", async () => {
    const { admin } = await ssoScene(key);
    const { sso } = await admin.page.identity();
    const values = Object.fromEntries(sso.fields.map(({ caption, value }) => [caption, value]));
    expect(values).toMatchObject({
      "Sign-in page URL": expect.stringContaining("https://idp.example/"),
      "Certificate in use": expect.stringContaining("until 2030-01-01"),
      "User mapping": "Federation ID",
    });
  });
});

describe("the certificate in use", () => {
  const windows = key.certificate.replaceAll("\n", "\r\n");
  it.each([
    ["PEM", key.certificate],
    ["PEM with the line ends of Windows", windows],
    ["PEM with text round it", `Bag Attributes\n${key.certificate}\n\n`],
    ["PEM without a line end", key.certificate.trim()],
    ["bare Base64", certificateAs(key.certificate, "base64")],
  ])("is taken as %s, whatever its name", async (_form, bytes) => {
    const world = await ssoScene(next);
    await world.user();
    await world.admin.sso.attachCertificate({ ...fileOf(bytes), name: "certificate.txt" });
    await world.admin.sso.save();
    expect(await world.outcome(ANN, { signing: key })).toBe("session");
  });

  it.each(["entra", "okta", "jumpcloud"] as const)("is taken in the Base64 form that %s offers", async (product) => {
    const world = await ssoScene(key, { product });
    await world.user();
    for (const { id, form } of world.idp.style.downloads) {
      const { bytes, fileName } = await world.idp.download(id);
      const attempt = world.admin.sso.attachCertificate({ ...fileOf(bytes), name: fileName });
      if (form === "pem") expect(await attempt).toMatchObject({ certificate: { form: "pem" } });
      else await expect(attempt).rejects.toMatchObject({ code: `certificate-${form}` });
    }
  });

  it("is told what it is and what to do where it is refused, and the former one stays", async () => {
    const world = await ssoScene(key);
    await world.user();
    await expect(
      world.admin.sso.attachCertificate(fileOf(certificateAs(next.certificate, "der"))),
    ).rejects.toMatchObject({
      code: "certificate-der",
      message: expect.stringMatching(/binary.*Download the Base64 form/),
    });
    expect(await world.admin.sso.save()).toMatchObject({ certificate: { form: "pem" } });
    expect(await world.outcome(ANN)).toBe("session");
  });

  it("of another type makes every sign-in fail, where it is taken", async () => {
    const world = await ssoScene(key, { options: { certOtherType: "fail-login" } });
    await world.user();
    const der = certificateAs(key.certificate, "der");
    expect(await world.admin.sso.attachCertificate(fileOf(der))).toMatchObject({
      certificate: { form: "der", usable: false },
    });
    await world.admin.sso.save();
    expect(await world.outcome(ANN)).toBe("certificate-unusable");
    // Nobody can mean a private key, whatever becomes of other types.
    const both = fileOf(key.certificate + key.privateKey);
    await expect(world.admin.sso.attachCertificate(both)).rejects.toMatchObject({ code: "certificate-private-key" });
  });

  it("is replaced with Save: what the former key signs is refused then", async () => {
    const world = await ssoScene(key);
    await world.user();
    const rolled = testIdentityProvider({ application: world.idp.application, keys: [next] });
    await world.admin.sso.attachCertificate(fileOf((await rolled.download("base64")).bytes));
    expect(await world.outcome(ANN)).toBe("session");
    await world.admin.sso.save();
    expect(await world.outcome(ANN)).toBe("bad-signature");
    expect(await world.outcome(ANN, { signing: next })).toBe("session");
  });

  it("is attached ahead of its time, and of use from then on", async () => {
    const world = await ssoScene(key);
    const { issueCertificate } = await import("../../../../saml/index.ts");
    const future = await issueCertificate({
      commonName: "future",
      notBefore: Date.parse("2026-02-01"),
      notAfter: Date.parse("2027-02-01"),
    });
    await world.user();
    await world.admin.sso.attachCertificate(fileOf(future.certificate));
    await world.admin.sso.save();
    expect(await world.outcome(ANN, { signing: future })).toBe("certificate-unusable");
    await world.admin.clock.advance({ minutes: 40 * 24 * 60 });
    expect(await world.outcome(ANN, { signing: future })).toBe("session");
  });
});

describe("the state of single sign-on", () => {
  it("goes through a document: settings, drafts, requests and what was taken", async () => {
    const world = await ssoScene(key);
    await world.user();
    const taken = await world.idp.respond(ANN);
    await world.post(taken);
    const { location } = await world.get(world.page.signInPages["work-desktop"]!);
    await world.admin.sso.setUrls({ signOutUrl: "https://idp.example/out" });
    await world.admin.sso.attachCertificate(fileOf(next.certificate));
    const state = JSON.parse(JSON.stringify(await world.admin.state.export()));

    const elsewhere = await ssoScene(key);
    await elsewhere.admin.state.import({ state });
    expect(await elsewhere.admin.sso.view()).toEqual(await world.admin.sso.view());
    await elsewhere.post(taken);
    expect((await elsewhere.lastAttempt())?.outcome).toBe("replayed");
    const { parseAuthnRequest, readRedirect } = await import("../../../../saml/index.ts");
    const { id } = parseAuthnRequest(readRedirect(location!).xml);
    expect(await elsewhere.outcome(ANN, { inResponseTo: id })).toBe("session");
    expect(await elsewhere.admin.sso.open()).toMatchObject({ signOutUrl: null, active: true });
  });

  it("is switched off in a document that was made before there was any", async () => {
    const { admin } = await ssoScene(key);
    const state = await admin.state.export();
    for (const customer of state["customers"] as { sso?: unknown }[]) delete customer.sso;
    await admin.state.import({ state });
    expect(await admin.sso.view()).toMatchObject({ enabled: false, active: false, certificate: null });
  });
});
