import { describe, expect, it } from "vitest";
import { adminRefusals } from "../../../../profiles/index.ts";
import { buildMetadata, certificateAs, issueCertificate } from "../../../../saml/index.ts";
import { scene } from "../test-scene.ts";

/** What a case may name of the world. */
interface Named {
  owned: string;
  homeless: string;
  berlin: string;
  small: string;
}

type Input = Record<string, unknown>;

const YEAR = { notBefore: Date.parse("2025-12-01"), notAfter: Date.parse("2026-12-01") };
const { certificate: pem, privateKey } = await issueCertificate({ commonName: "idp", ...YEAR });
const { certificate: other } = await issueCertificate({ commonName: "other", ...YEAR });
const { certificate: expired } = await issueCertificate({
  commonName: "old",
  notBefore: Date.parse("2024-01-01"),
  notAfter: Date.parse("2025-01-01"),
});
const { certificate: weak } = await issueCertificate({ commonName: "weak", ...YEAR, keySize: 1024 });
const metadata = buildMetadata({
  role: "identity-provider",
  entityId: "urn:idp",
  certificates: [pem],
  signInUrl: "https://idp.example/sso",
});

/** A file for each way in which one cannot be the certificate in use. */
const files = {
  "certificate-empty": Buffer.from(""),
  "certificate-unknown": Buffer.from("not a certificate"),
  "certificate-der": certificateAs(pem, "der"),
  "certificate-metadata": Buffer.from(metadata),
  "certificate-pkcs7": certificateAs(pem, "pkcs7"),
  "certificate-pkcs12": Buffer.from("30050201033000", "hex"),
  "certificate-private-key": Buffer.from(pem + privateKey),
  "certificate-several": Buffer.from(pem + other),
  "certificate-expired": Buffer.from(expired),
  "certificate-weak": Buffer.from(weak),
};

const REFUSALS: [what: string, operation: string, input: (named: Named) => Input, code: keyof typeof adminRefusals][] =
  [
    ["an unknown operation", "site/paint", () => ({}), "unknown-operation"],
    ["an unknown customer", "site/list", () => ({ customer: "none" }), "unknown-customer"],
    ["a customer that is there", "customer/create", () => ({ name: "small" }), "customer-taken"],
    ["the removal of the first customer", "customer/delete", () => ({ customer: "simulator" }), "first-customer"],
    ["an unknown site", "site/rename", () => ({ site: "none", name: "x" }), "unknown-site"],
    [
      "a site of a customer beside",
      "user/assignSite",
      ({ homeless, small }) => ({ id: homeless, site: small }),
      "unknown-site",
    ],
    ["a duplicate site name", "site/create", () => ({ name: "Berlin" }), "site-name-taken"],
    [
      "a new name that another site has",
      "site/rename",
      ({ berlin }) => ({ site: berlin, name: "San Jose HQ" }),
      "site-name-taken",
    ],
    ["the removal of a site with users", "site/delete", ({ berlin }) => ({ site: berlin }), "site-not-empty"],
    ["a login ID in use", "user/create", () => ({ userName: "ANN@example.com" }), "login-id-taken"],
    ["an unknown user", "user/setProfile", () => ({ id: "none", profile: null }), "unknown-user"],
    ["a locked field", "user/edit", ({ owned }) => ({ id: owned, fields: { userName: "x" } }), "field-locked"],
    [
      "locked and invalid fields",
      "user/edit",
      ({ owned }) => ({ id: owned, fields: { language: "?", active: false } }),
      "field-locked",
    ],
    ["an invalid field", "user/edit", ({ owned }) => ({ id: owned, fields: { timeZone: "Mars" } }), "invalid-value"],
    ["a locked activation", "user/setActive", ({ owned }) => ({ id: owned, active: false }), "field-locked"],
    ["a second site", "user/assignSite", ({ owned, berlin }) => ({ id: owned, site: berlin }), "field-locked"],
    [
      "a licence without a site",
      "user/assignLicence",
      ({ homeless }) => ({ id: homeless, licence: "X2" }),
      "licence-without-site",
    ],
    [
      "a new user licensed without a site",
      "user/create",
      () => ({ userName: "eva", licence: "X2" }),
      "licence-without-site",
    ],
    [
      "a licence of no subscription",
      "user/assignLicence",
      ({ owned }) => ({ id: owned, licence: "X9" }),
      "no-subscription",
    ],
    ["a licence without a seat", "user/assignLicence", ({ owned }) => ({ id: owned, licence: "X1" }), "no-seat-left"],
    [
      "an extension without a licence",
      "user/setTelephony",
      ({ owned }) => ({ id: owned, extension: "1" }),
      "number-without-licence",
    ],
    ["an empty password", "user/setPassword", ({ owned }) => ({ id: owned, password: "" }), "invalid-value"],
    ["an unknown session", "session/check", () => ({ session: "none" }), "unknown-session"],
    ["a token where none is", "scim/regenerate", () => ({ customer: "off" }), "scim-off"],
    ["user provisioning on the older platform", "scim/enable", () => ({ customer: "older" }), "scim-not-offered"],
    ["single sign-on without what it needs", "sso/save", () => ({ customer: "half" }), "sso-incomplete"],
    ["an address that is none", "sso/setUrls", () => ({ signInUrl: "idp.example" }), "invalid-value"],
    ["an address with a blank at its end", "sso/setUrls", () => ({ issuer: "urn:idp " }), "invalid-value"],
    ["bytes that are not in Base64", "sso/attachCertificate", () => ({ content: "-----" }), "invalid-value"],
    ...(Object.entries(files) as [keyof typeof adminRefusals, Uint8Array][]).map(
      ([code, bytes]): (typeof REFUSALS)[number] => [
        `a file that is ${code}`,
        "sso/attachCertificate",
        () => ({ content: Buffer.from(bytes).toString("base64"), name: "8x8.cer" }),
        code,
      ],
    ),
    ["a damaged state", "state/import", () => ({ state: { format: "scimproof-8x8-state" } }), "invalid-state"],
  ];

describe("what the admin plane refuses", () => {
  it.each(REFUSALS)("changes nothing and is told by a code that stays: %s", async (_what, operation, input, code) => {
    const { handler, admin, user } = scene();
    const owned = await user({ "urn:ietf:params:scim:schemas:extension:8x8:1.1:User": { site: "San Jose HQ" } });
    const [berlin] = await admin.site.list();
    const homeless = await admin.user.create({ userName: "hal" });
    await admin.user.create({ userName: "bea", site: berlin!.id });
    await admin.customer.create({ name: "small" });
    const [small] = await admin.site.list({ customer: "small" });
    await admin.customer.create({ name: "off", enabled: false });
    await admin.customer.create({ name: "older", platform: "account-manager" });
    await admin.customer.create({ name: "half" });
    await admin.sso.enable({ customer: "half" });
    const state = await admin.state.export();
    const [first] = state["customers"] as { xSeriesSubscriptions: Record<string, number> }[];
    first!.xSeriesSubscriptions["X1"] = 0;
    await admin.state.import({ state });

    const before = await contentOf(admin);
    const response = await handler(
      new Request(`http://simulator.example/admin/api/${operation}`, {
        method: "POST",
        headers: { authorization: "Bearer 8x8-admin-token" },
        body: JSON.stringify(input({ owned, homeless: homeless.id, berlin: berlin!.id, small: small!.id })),
      }),
    );
    expect(response.status).toBe(adminRefusals[code].status);
    expect(response.headers.get("content-type")).toBe("application/problem+json");
    const problem = (await response.json()) as Record<string, unknown>;
    expect(problem).toMatchObject({
      type: `urn:scimproof:problem:${code}`,
      code,
      detail: expect.any(String),
      ...adminRefusals[code],
    });
    expect(await contentOf(admin)).toEqual(before);
  });

  it("has a code for each, and no code that nothing has", () => {
    const met = new Set<string>(REFUSALS.map(([, , , code]) => code));
    // Answered before an operation is reached: api.test.ts has them.
    for (const code of ["unauthorised", "wrong-method"]) met.add(code);
    expect([...met].sort()).toEqual(Object.keys(adminRefusals).sort());
  });
});

/** Everything there is but the log, in which a refusal leaves its trace, the time, and ids that were given in vain. */
async function contentOf(admin: ReturnType<typeof scene>["admin"]): Promise<unknown> {
  const { now: _, ids: __, customers, ...rest } = await admin.state.export();
  return { ...rest, customers: (customers as object[]).map((customer) => ({ ...customer, audit: undefined })) };
}
