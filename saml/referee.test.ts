import { SAML } from "@node-saml/node-saml";
import { beforeAll, describe, expect, it } from "vitest";
import { issueCertificate, type SigningKey } from "./certificates/issue.ts";
import { parseAuthnRequest } from "./messages/authn-request.ts";
import { encodePost, readRedirect } from "./messages/redirect.ts";
import type { ResponseStyle } from "./messages/response.ts";
import { NOW, responseXml } from "./sample.ts";
import { type Signing, signResponse } from "./signature/sign.ts";
import { signedForWrapping, WRAPPINGS, wrapSignature } from "./wrapping.ts";

const DAY = 86_400_000;
let key: SigningKey;
beforeAll(async () => {
  key = await issueCertificate({ commonName: "idp", notBefore: NOW - DAY, notAfter: NOW + DAY });
});

function referee(wantAuthnResponseSigned = false): SAML {
  return new SAML({
    idpCert: key.certificate,
    idpIssuer: "https://idp.example/metadata",
    issuer: "https://sp.example/saml2",
    audience: "https://sp.example/saml2",
    callbackUrl: "https://sp.example/saml2",
    entryPoint: "https://idp.example/sso",
    wantAssertionsSigned: true,
    wantAuthnResponseSigned,
    // Its clock is that of the machine.
    acceptedClockSkewMs: -1,
  });
}

describe("a service provider that was not written here", () => {
  it.each<[string, ResponseStyle, Signing["signs"]]>([
    ["with the assertion signed", {}, "assertion"],
    ["with both signed and other prefixes", { protocolPrefix: "saml2p", assertionPrefix: "saml2" }, "both"],
    ["indented, with a default namespace", { assertionPrefix: "", pretty: true }, "assertion"],
  ])("takes the responses that are made here: %s", async (_what, style, signs) => {
    const SAMLResponse = encodePost(signResponse(responseXml({}, {}, style), { ...key, signs }));
    const { profile } = await referee(signs === "both").validatePostResponseAsync({ SAMLResponse });
    expect(profile).toMatchObject({ nameID: "bjensen@example.com", sessionIndex: "_s1", department: "Sales" });
  });

  it.each(WRAPPINGS)("does not take the name that is forged in the way of %s", async (wrapping) => {
    const signed = signResponse(responseXml(), { ...key, signs: signedForWrapping(wrapping) });
    const forged = responseXml({ id: "_evil", nameId: "admin@example.com" }, { id: "_evil_r" });
    const SAMLResponse = encodePost(wrapSignature(wrapping, signed, forged));
    const name = await referee()
      .validatePostResponseAsync({ SAMLResponse })
      .then(
        ({ profile }) => profile?.nameID,
        () => undefined,
      );
    // One of the eight it reads as it was signed, and passes over the forgery.
    expect([undefined, "bjensen@example.com"]).toContain(name);
  });

  it("writes an AuthnRequest that is read here", async () => {
    const url = await referee().getAuthorizeUrlAsync("work", "sp.example", {});
    const { parameter, xml, relayState } = readRedirect(url);
    expect([parameter, relayState]).toEqual(["SAMLRequest", "work"]);
    expect(parseAuthnRequest(xml)).toMatchObject({
      issuer: "https://sp.example/saml2",
      acsUrl: "https://sp.example/saml2",
      destination: "https://idp.example/sso",
    });
  });
});
