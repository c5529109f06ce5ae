import { describe, expect, it } from "vitest";
import { issueCertificate } from "../certificates/issue.ts";
import { NOW } from "../sample.ts";
import { buildMetadata, type Metadata, parseMetadata } from "./metadata.ts";

const { certificate } = await issueCertificate({ commonName: "idp", notBefore: NOW, notAfter: NOW + 1000 });
const identityProvider: Metadata = {
  role: "identity-provider",
  entityId: "https://idp.example/?a&b",
  certificates: [certificate, certificate],
  signInUrl: "https://idp.example/sso",
  signOutUrl: "https://idp.example/slo",
};
const serviceProvider: Metadata = {
  role: "service-provider",
  entityId: "https://sp.example/saml2",
  acsUrl: "https://sp.example/saml2",
};

describe("metadata", () => {
  it.each([identityProvider, serviceProvider])("of a $role is read as it was written", (metadata) => {
    expect(parseMetadata(buildMetadata(metadata))).toEqual(metadata);
  });

  it("counts a key for any use as one for signing, and one for encryption as none", () => {
    const [anyUse, encryption] = [' use="encryption"', ""].map((use) =>
      parseMetadata(buildMetadata(identityProvider).replace(' use="signing"', use)),
    );
    expect(anyUse).toMatchObject({ certificates: [certificate] });
    expect(encryption).toMatchObject({ certificates: [certificate, certificate] });
  });

  it.each([
    ["wrong-message", "<html/>"],
    ["wrong-message", buildMetadata(serviceProvider).replaceAll("SPSSODescriptor", "PDPDescriptor")],
    ["malformed", buildMetadata(serviceProvider).replaceAll("AssertionConsumerService", "ManageNameIDService")],
    ["doctype", `<!DOCTYPE a>${buildMetadata(serviceProvider)}`],
  ])("that cannot be used is refused as %s", (code, xml) => {
    expect(() => parseMetadata(xml)).toThrow(expect.objectContaining({ code }));
  });
});
