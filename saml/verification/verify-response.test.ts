import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { issueCertificate, type SigningKey } from "../certificates/issue.ts";
import { encodePost } from "../messages/redirect.ts";
import type { ResponseStyle } from "../messages/response.ts";
import { SamlRefusal } from "../refusal.ts";
import { expectations, NOW, responseXml } from "../sample.ts";
import { type Signing, signResponse } from "../signature/sign.ts";
import type { Assertion, Expectations, SamlChecks } from "./checks.ts";
import { samlChecks } from "./conforming.ts";
import { verifyResponse } from "./verify-response.ts";

const MINUTES = 60_000;
let key: SigningKey;

beforeAll(async () => {
  key = await issueCertificate({ commonName: "idp", notBefore: NOW - MINUTES, notAfter: NOW + 1000 * MINUTES });
});

function signed(xml: string, signs: Signing["signs"] = "assertion", signing: Partial<Signing> = {}): string {
  return signResponse(xml, { ...key, signs, ...signing });
}

function verify(xml: string, changes: Partial<Expectations> = {}, checks?: Partial<SamlChecks>): Promise<Assertion> {
  return verifyResponse(encodePost(xml), expectations(key.certificate, changes), { ...samlChecks, ...checks });
}

async function refusal(attempt: Promise<unknown>): Promise<string> {
  return attempt.then(
    () => "accepted",
    (cause) => (cause instanceof SamlRefusal ? cause.code : Promise.reject(cause)),
  );
}

describe("a response that is as it should be", () => {
  it("gives what was signed", async () => {
    expect(await verify(signed(responseXml()))).toEqual({
      id: "_a1",
      issuer: "https://idp.example/metadata",
      nameId: "bjensen@example.com",
      nameIdFormat: "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress",
      audienceRestrictions: [["https://sp.example/saml2"]],
      bearer: true,
      recipient: "https://sp.example/saml2",
      confirmationNotOnOrAfter: NOW + 5 * MINUTES,
      inResponseTo: "_q1",
      notBefore: NOW - 5 * MINUTES,
      notOnOrAfter: NOW + 5 * MINUTES,
      authnInstant: NOW,
      sessionIndex: "_s1",
      attributes: { department: ["Sales"] },
    });
  });

  it("gives back any name and attribute that XML can carry", async () => {
    const text = fc
      .string({ unit: "binary", minLength: 1 })
      .filter((each) => !/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u.test(each));
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(text, fc.constantFrom("<&>\"'", "a\r\nb", "]]>", " x ", "<!--", "é😀&#65;")),
        fc.dictionary(text, fc.array(text), { noNullPrototype: true }),
        fc.constantFrom("assertion" as const, "response" as const, "both" as const),
        async (nameId, attributes, signs) => {
          const assertion = await verify(signed(responseXml({ nameId, attributes }), signs));
          expect({ nameId: assertion.nameId, attributes: assertion.attributes }).toEqual({ nameId, attributes });
        },
      ),
      { numRuns: 40 },
    );
  });

  const styles: [string, ResponseStyle, Partial<Signing>][] = [
    ["Entra ID signs the assertion", { protocolPrefix: "samlp", assertionPrefix: "" }, { signs: "assertion" }],
    [
      "Okta signs both, with prefixes of its own",
      {
        protocolPrefix: "saml2p",
        assertionPrefix: "saml2",
        issuerFormat: "urn:oasis:names:tc:SAML:2.0:nameid-format:entity",
      },
      { signs: "both", inclusivePrefixes: ["xs"] },
    ],
    [
      "JumpCloud signs the assertion, and states a consent",
      { consent: "urn:oasis:names:tc:SAML:2.0:consent:unspecified" },
      {},
    ],
    ["the response alone is signed", {}, { signs: "response" }],
    ["the elements are indented", { pretty: true }, { signs: "both" }],
    ["SHA-512 is used", {}, { algorithm: "sha512" }],
    ["no certificate comes along", {}, { certificate: undefined }],
  ];
  it.each(styles)("is accepted where %s", async (_name, style, signing) => {
    const xml = signed(responseXml({}, {}, style), "assertion", signing);
    expect(await verify(xml)).toMatchObject({ nameId: "bjensen@example.com" });
  });

  it("may have an XML declaration, comments between elements and Base64 in lines", async () => {
    const xml = `<?xml version="1.0" encoding="UTF-8"?>\n<!-- sent -->${signed(responseXml())}\n`;
    const lines = encodePost(xml).replace(/.{76}/g, "$&\r\n");
    expect(await verifyResponse(lines, expectations(key.certificate))).toMatchObject({ id: "_a1" });
  });

  it("may start at the identity provider, answering nothing", async () => {
    const xml = responseXml({ inResponseTo: undefined }, { inResponseTo: undefined });
    expect(await verify(signed(xml), { awaits: () => false })).toMatchObject({ inResponseTo: undefined });
  });

  it("may be signed with any of the trusted certificates", async () => {
    const other = await issueCertificate({ commonName: "old", notBefore: 0, notAfter: NOW });
    const certificates = [other.certificate, key.certificate];
    expect(await verify(signed(responseXml(), "both"), { certificates })).toMatchObject({ id: "_a1" });
  });

  it("is verified whatever the dates of the certificate, which are somebody else's matter", async () => {
    const past = await issueCertificate({ commonName: "past", notBefore: 0, notAfter: NOW - MINUTES });
    const xml = signResponse(responseXml(), { ...past, signs: "assertion" });
    expect(await verify(xml, { certificates: [past.certificate] })).toMatchObject({ id: "_a1" });
  });

  it("may type its attributes with a prefix that only the response declares", async () => {
    const xml = responseXml()
      .replace("<samlp:Response ", '$&xmlns:xs="http://www.w3.org/2001/XMLSchema" ')
      .replace("<saml:AttributeValue>", '<saml:AttributeValue xmlns:xsi="urn:xsi" xsi:type="xs:string">');
    const text = signed(xml, "both", { inclusivePrefixes: ["xs"] });
    expect(await verify(text)).toMatchObject({ attributes: { department: ["Sales"] } });
  });
});

describe("what a response says", () => {
  const other = "https://other.example";
  it.each<[code: string, what: string, xml: () => string, changes?: Partial<Expectations>]>([
    ["wrong-issuer", "another issuer of the assertion", () => responseXml({ issuer: other })],
    ["wrong-issuer", "another issuer of the response", () => responseXml({}, { issuer: other })],
    ["wrong-audience", "another audience", () => responseXml({ audiences: [other] })],
    ["wrong-audience", "no audience", () => responseXml({ audiences: [] })],
    ["wrong-recipient", "another recipient", () => responseXml({ recipient: other })],
    [
      "wrong-recipient",
      "a recipient that differs in case",
      () => responseXml({ recipient: "https://sp.example/SAML2" }),
    ],
    ["wrong-destination", "another destination", () => responseXml({}, { destination: other })],
    ["wrong-request", "a request that was not made", () => responseXml(), { awaits: (id) => id === "_q2" }],
    ["wrong-request", "frame and assertion that answer two", () => responseXml({}, { inResponseTo: "_q2" })],
    [
      "wrong-request",
      "a frame that answers what the assertion does not",
      () => responseXml({ inResponseTo: undefined }),
    ],
    ["not-yet-valid", "conditions from tomorrow", () => responseXml({ notBefore: NOW + 61_000 })],
    ["expired", "conditions until now", () => responseXml({ notOnOrAfter: NOW - MINUTES })],
    ["expired", "a confirmation until now", () => responseXml({ confirmationNotOnOrAfter: NOW - MINUTES })],
    ["no-name", "an empty name", () => responseXml({ nameId: "" })],
    [
      "status-not-success",
      "a failure",
      () => responseXml({}, { status: "urn:oasis:names:tc:SAML:2.0:status:Responder" }),
    ],
    [
      "not-confirmed",
      "a confirmation that is not by bearer",
      () => responseXml().replace("cm:bearer", "cm:sender-vouches"),
    ],
    [
      "expired",
      "a confirmation without end",
      () => responseXml().replace(/(<saml:SubjectConfirmationData.*?) NotOnOrAfter="[^"]*"/, "$1"),
    ],
    [
      "malformed",
      "a time that is none",
      () => responseXml().replace(/AuthnInstant="[^"]*"/, 'AuthnInstant="2026-02-30T00:00:00Z"'),
    ],
    [
      "wrong-version",
      "another version",
      () => responseXml().replace('ID="_a1" Version="2.0"', 'ID="_a1" Version="1.1"'),
    ],
  ])("is refused as %s: %s", async (code, _what, xml, changes = {}) => {
    expect(await refusal(verify(signed(xml()), changes))).toBe(code);
    expect(await refusal(verify(signed(xml(), "both"), changes))).toBe(code);
  });

  it("meets every restriction of the audience, not only one", async () => {
    const second =
      "<saml:AudienceRestriction><saml:Audience>https://other.example</saml:Audience></saml:AudienceRestriction>";
    const xml = responseXml().replace("</saml:AudienceRestriction>", (end) => end + second);
    expect(await refusal(verify(signed(xml)))).toBe("wrong-audience");
  });

  it("holds within the clock skew and no longer", async () => {
    const xml = signed(responseXml());
    expect(await refusal(verify(xml, { now: NOW + 6 * MINUTES - 1 }))).toBe("accepted");
    expect(await refusal(verify(xml, { now: NOW + 6 * MINUTES }))).toBe("expired");
    expect(await refusal(verify(xml, { now: NOW - 6 * MINUTES }))).toBe("accepted");
    expect(await refusal(verify(xml, { now: NOW - 6 * MINUTES - 1 }))).toBe("not-yet-valid");
  });

  it("says of a failure that it is one, although it has no assertion", async () => {
    const xml = responseXml({}, { assertion: undefined, status: "urn:oasis:names:tc:SAML:2.0:status:Requester" });
    expect(await refusal(verify(xml))).toBe("status-not-success");
  });
});

describe("a refusal", () => {
  it("says nothing of what was in the message", async () => {
    const cause = await verify(signed(responseXml({ audiences: ["https://secret.example"] }))).catch((error) => error);
    expect(String(cause)).toBe("SamlRefusal: The SAML message is refused: wrong-audience");
    expect(cause.cause).toBeUndefined();
  });

  // Each check alone decides about a response that has nothing else wrong.
  it.each<[check: keyof SamlChecks, xml: () => string]>([
    ["issuer", () => responseXml({ issuer: "https://other.example" })],
    ["destination", () => responseXml({}, { destination: "https://other.example" })],
    ["audience", () => responseXml({ audiences: ["https://other.example"] })],
    ["recipient", () => responseXml({ recipient: "https://other.example" })],
    ["inResponseTo", () => responseXml({}, { inResponseTo: "_q2" })],
    ["notBefore", () => responseXml({ notBefore: NOW + 2 * MINUTES })],
    ["notOnOrAfter", () => responseXml({ notOnOrAfter: NOW - 2 * MINUTES })],
    ["confirmationNotOnOrAfter", () => responseXml({ confirmationNotOnOrAfter: NOW - 2 * MINUTES })],
    ["status", () => responseXml({}, { status: "urn:oasis:names:tc:SAML:2.0:status:Responder" })],
    ["confirmation", () => responseXml().replace("cm:bearer", "cm:sender-vouches")],
    ["version", () => responseXml().replaceAll('Version="2.0"', 'Version="1.1"')],
    ["size", () => responseXml({ attributes: { note: "x".repeat(250_000) } })],
    ["name", () => responseXml({ nameId: "" })],
    ["comments", () => responseXml({ nameId: "b@example.com" }).replace("b@", "b<!---->@")],
    ["doctype", () => `<!DOCTYPE Response>${responseXml()}`],
    ["processingInstructions", () => `<?a b?>${responseXml()}`],
    ["depth", () => responseXml().replace("Sales", "<x>".repeat(100) + "</x>".repeat(100))],
  ])("is the matter of one check: %s", async (check, xml) => {
    const text = signed(xml());
    expect(await refusal(verify(text))).not.toBe("accepted");
    expect(await refusal(verify(text, {}, { [check]: () => undefined }))).toBe("accepted");
  });
});
