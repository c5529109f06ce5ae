import { describe, expect, it } from "vitest";
import type { Handler } from "../scim/index.ts";
import { discover, type Offer } from "./capabilities.ts";
import { connect } from "./connection.ts";
import type { Capability, Driver, TrustedIdentityProvider } from "./rule.ts";

/** What a target offers that answers these documents, and 404 for what is not among them. */
function offer(
  documents: Record<string, unknown>,
  {
    driver,
    token = "t",
    identityProvider,
  }: { driver?: Driver; token?: string | undefined; identityProvider?: TrustedIdentityProvider } = {},
): Promise<Offer> {
  const handler: Handler = async (request) => {
    const document = documents[new URL(request.url).pathname.slice(1)];
    return document === undefined ? new Response(null, { status: 404 }) : new Response(JSON.stringify(document));
  };
  const client = connect({ name: "t", baseUrl: "https://scim.example.com", handler }, { seed: 1 }).client({
    step: () => "preflight",
  });
  return discover(client, { driver, identityProvider }, token !== "");
}

const types = {
  Resources: [
    {
      endpoint: "/Users",
      schema: "core",
      schemaExtensions: [{ schema: "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User" }],
    },
    { endpoint: "/Groups", schema: "group" },
  ],
};

describe("what a target offers", () => {
  it("is what its ServiceProviderConfig says, with the words as evidence", async () => {
    const offered = await offer({
      ServiceProviderConfig: { patch: { supported: true }, filter: { supported: false }, sort: "yes" },
    });
    expect(offered.has("patch")).toBe(true);
    expect(offered.has("filter")).toBe(false);
    expect(offered.has("sort")).toBe(false);
    expect(offered.evidence("filter")).toBe("ServiceProviderConfig says filter.supported = false");
    expect(offered.evidence("bulk")).toBe("ServiceProviderConfig says bulk.supported = nothing");
  });

  it("is what clients rely on where it says nothing", async () => {
    const offered = await offer({});
    const names: Capability[] = ["patch", "filter", "index", "sort", "bulk", "groups"];
    expect(names.filter((name) => offered.has(name))).toEqual(["patch", "filter", "index"]);
    expect(offered.evidence("patch")).toBe("there is no ServiceProviderConfig");
  });

  it.each([
    [undefined, true, false],
    [{ cursor: true, index: false }, false, true],
    [{ cursor: true, index: true }, true, true],
  ])("pages as its config says: %o", async (pagination, index, cursor) => {
    const offered = await offer({ ServiceProviderConfig: { pagination } });
    expect([offered.has("index"), offered.has("cursor")]).toEqual([index, cursor]);
  });

  it("has groups and the enterprise extension where its resource types say so", async () => {
    expect((await offer({ ResourceTypes: types })).list()).toEqual(expect.arrayContaining(["groups", "enterprise"]));
    expect((await offer({ ResourceTypes: { Resources: [{ endpoint: "/Users" }] } })).has("groups")).toBe(false);
  });

  it("has the kinds of attribute that the schemas of its users declare, also within others", async () => {
    const schemas = {
      Resources: [
        {
          id: "core",
          attributes: [
            { name: "a", subAttributes: [{ name: "b", type: "dateTime" }] },
            { name: "c", type: "integer", mutability: "readOnly" },
          ],
        },
        { id: "group", attributes: [{ name: "d", type: "decimal" }] },
      ],
    };
    const offered = await offer({ ResourceTypes: types, Schemas: schemas });
    const kinds: Capability[] = ["attr-dateTime", "attr-integer", "attr-decimal"];
    expect(kinds.filter((kind) => offered.has(kind))).toEqual(["attr-dateTime"]);
  });

  it.each([
    ["oauthbearertoken", "t", true],
    ["httpbasic", "t", false],
    ["oauthbearertoken", "", false],
    [undefined, "t", true],
  ])("takes bearer tokens as its schemes say: %s, token %j", async (type, token, expected) => {
    const config = type === undefined ? {} : { authenticationSchemes: [{ type }] };
    expect((await offer({ ServiceProviderConfig: config }, { token })).has("bearer")).toBe(expected);
  });

  it("has the operations that the driver of its admin plane knows", async () => {
    const offered = await offer({}, { driver: { site: { create: async () => {} } } });
    expect(offered.has("admin.site.create")).toBe(true);
    expect(offered.has("admin.site.delete")).toBe(false);
    expect(offered.evidence("admin.site.delete")).toBe("the driver cannot do site.delete");
    expect((await offer({})).evidence("admin.site.create")).toBe("the target has no driver for its admin plane");
  });

  it("takes a sign-in with SAML where it was told whom the target trusts, or where its driver can have it trust a key", async () => {
    const verb = async (): Promise<void> => {};
    const driver = {
      customer: { create: verb },
      sso: { enable: verb, setUrls: verb, attachCertificate: verb, save: verb },
      session: { list: verb },
    };
    const identityProvider = {
      ...{ issuer: "urn:idp", privateKey: "", certificate: "", audience: "urn:sp" },
      acsUrl: "https://sp.example.com/saml2",
    };
    expect((await offer({}, { identityProvider })).has("saml")).toBe(true);
    expect((await offer({}, { driver })).has("saml")).toBe(true);
    expect((await offer({}, { driver: { ...driver, customer: {} } })).has("saml")).toBe(false);
    expect((await offer({})).evidence("saml")).toContain("--saml-acs");
  });

  it.each([null, [], "text", 5, { Resources: null }, { Resources: [null, 1, "x"] }])(
    "is not confused by %j",
    async (document) => {
      const offered = await offer({ ServiceProviderConfig: document, ResourceTypes: document, Schemas: document });
      expect(offered.has("groups")).toBe(false);
    },
  );
});
