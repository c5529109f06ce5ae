import { beforeAll, describe, expect, it } from "vitest";
import { issueCertificate, type SigningKey } from "../certificates/issue.ts";
import { encodePost } from "../messages/redirect.ts";
import { type RefusalCode, SamlRefusal } from "../refusal.ts";
import { expectations, NOW, responseXml } from "../sample.ts";
import { signResponse } from "../signature/sign.ts";
import { certificatesInside, verifySignatures } from "../signature/verify.ts";
import { signedForWrapping, WRAPPINGS, wrapSignature } from "../wrapping.ts";
import type { SamlChecks } from "./checks.ts";
import { samlChecks } from "./conforming.ts";
import { firstAssertion, outermostAssertion } from "./read.ts";
import { verifyResponse } from "./verify-response.ts";

const DAY = 86_400_000;
let key: SigningKey;
let stranger: SigningKey;
let short: SigningKey;

beforeAll(async () => {
  const dates = { notBefore: NOW - DAY, notAfter: NOW + DAY };
  [key, stranger, short] = await Promise.all([
    issueCertificate({ commonName: "idp", ...dates }),
    issueCertificate({ commonName: "stranger", ...dates }),
    issueCertificate({ commonName: "short", ...dates, keySize: 1024 }),
  ]);
});

const none = (): undefined => undefined;

/** The name that is signed in, or the reason of the refusal. */
async function outcome(xml: string, checks: Partial<SamlChecks> = {}, certificate = key.certificate): Promise<string> {
  return verifyResponse(encodePost(xml), expectations(certificate), { ...samlChecks, ...checks }).then(
    ({ nameId }) => nameId,
    (cause) => (cause instanceof SamlRefusal ? cause.code : Promise.reject(cause)),
  );
}

describe("a wrapped signature", () => {
  const forgery = (id: string): string => responseXml({ id, nameId: "admin@example.com" }, { id: `${id}r` });
  const careless = { singleAssertion: none, uniqueIds: none, placement: none, references: none };

  it.each(WRAPPINGS)(
    "is refused in the way of %s, and fools a service provider that reads elsewhere",
    async (wrapping) => {
      const signed = signResponse(responseXml(), { ...key, signs: signedForWrapping(wrapping) });
      const wrapped = wrapSignature(wrapping, signed, forgery("_evil"));
      expect(await outcome(wrapped)).toBe("several-assertions");
      expect(await outcome(wrapped, { singleAssertion: none })).not.toBe("admin@example.com");
      const fooled = await Promise.all(
        [firstAssertion, outermostAssertion].map((reads) => outcome(wrapped, { ...careless, reads })),
      );
      expect(fooled).toContain("admin@example.com");
    },
  );

  it.each(WRAPPINGS)(
    "that is wrapped as %s gives what was signed, even where nobody looks at its place",
    async (wrapping) => {
      const signed = signResponse(responseXml(), { ...key, signs: signedForWrapping(wrapping) });
      expect(await outcome(wrapSignature(wrapping, signed, forgery("_evil")), careless)).toBe("bjensen@example.com");
    },
  );

  it.each(WRAPPINGS)("is refused in the way of %s with the ID of the original", async (wrapping) => {
    const signed = signResponse(responseXml(), { ...key, signs: signedForWrapping(wrapping) });
    const forged = responseXml({ nameId: "admin@example.com" });
    const wrapped = wrapSignature(wrapping, signed, forged);
    expect(await outcome(wrapped, { singleAssertion: none, placement: none })).toBe("duplicate-id");
    // The library does not choose between two elements of an ID either.
    expect(await outcome(wrapped, { ...careless, reads: firstAssertion })).toBe("bad-signature");
  });
});

describe("a signature", () => {
  it("is there", async () => {
    expect(await outcome(responseXml())).toBe("unsigned");
    expect(await outcome(responseXml(), { signed: none, reads: firstAssertion })).toBe("bjensen@example.com");
  });

  it("is by a trusted key, whatever certificate comes along", async () => {
    const xml = signResponse(responseXml(), { ...stranger, signs: "both" });
    expect(await outcome(xml)).toBe("bad-signature");
    expect(await outcome(xml, { keys: ({ root }) => certificatesInside(root) })).toBe("bjensen@example.com");
  });

  it("holds in both places where there are two", async () => {
    const xml = signResponse(signResponse(responseXml(), { ...stranger, signs: "assertion" }), {
      ...key,
      signs: "response",
    });
    expect(await outcome(xml)).toBe("bad-signature");
  });

  it("is no MAC, which everybody can make who has the certificate", async () => {
    const xml = signResponse(responseXml(), {
      privateKey: key.certificate,
      signs: "assertion",
      algorithm: "hmac-sha1",
    });
    expect(await outcome(xml)).toBe("weak-algorithm");
    expect(await outcome(xml, { algorithms: none })).toBe("bad-signature");
    const lax = (...[document, keys]: Parameters<SamlChecks["signature"]>): readonly string[] | RefusalCode =>
      verifySignatures(document, keys, { macs: true }) ?? "bad-signature";
    expect(await outcome(xml, { algorithms: none, signature: lax })).toBe("bjensen@example.com");
  });

  it.each([
    ["the signature", { algorithm: "sha1", digest: "sha256" }],
    ["the digest", { algorithm: "sha256", digest: "sha1" }],
  ] as const)("does not use SHA-1 for %s", async (_where, algorithms) => {
    const xml = signResponse(responseXml(), { ...key, signs: "assertion", ...algorithms });
    expect(await outcome(xml)).toBe("weak-algorithm");
    expect(await outcome(xml, { algorithms: none })).toBe("bjensen@example.com");
  });

  it("is by a key of 2048 bits or more", async () => {
    const xml = signResponse(responseXml(), { ...short, signs: "assertion" });
    expect(await outcome(xml, {}, short.certificate)).toBe("weak-key");
    expect(await outcome(xml, { keys: (_document, { certificates }) => certificates }, short.certificate)).toBe(
      "bjensen@example.com",
    );
  });

  const shapes: [code: string, what: string, change: (xml: string) => string][] = [
    ["wrong-reference", "of the whole document", (xml) => xml.replace('URI="#_a1"', 'URI=""')],
    ["wrong-reference", "of the element round it", (xml) => xml.replace('URI="#_a1"', 'URI="#_r1"')],
    ["wrong-reference", "of a file", (xml) => xml.replace('URI="#_a1"', 'URI="file:///etc/passwd"')],
    ["wrong-reference", "of nothing", (xml) => xml.replace(/<ds:Reference[ >].*<\/ds:Reference>/, "")],
    ["wrong-reference", "of two", (xml) => xml.replace(/<ds:Reference[ >].*<\/ds:Reference>/, "$&$&")],
    ["wrapped", "of two SignedInfo", (xml) => xml.replace(/<ds:SignedInfo>.*<\/ds:SignedInfo>/, "$&$&")],
    ["wrapped", "with an Object", (xml) => xml.replace("</ds:Signature>", "<ds:Object/>$&")],
    ["wrapped", "twice in one element", (xml) => xml.replace(/<ds:Signature[ >].*<\/ds:Signature>/, "$&$&")],
    [
      "wrapped",
      "outside of both",
      (xml) => xml.replace(/(<ds:Signature[ >].*<\/ds:Signature>)(.*<saml:Subject>)/, "$2$1"),
    ],
    [
      "wrong-transform",
      "after a transform that selects",
      (xml) =>
        xml.replace(/<ds:Transforms>/, '$&<ds:Transform Algorithm="http://www.w3.org/TR/1999/REC-xpath-19991116"/>'),
    ],
    ["wrong-transform", "with its comments", (xml) => xml.replaceAll(/(xml-exc-c14n#)"/g, '$1WithComments"')],
    [
      "wrong-transform",
      "in another canonical form",
      (xml) =>
        xml.replace(
          /<ds:CanonicalizationMethod Algorithm="[^"]*"/,
          '<ds:CanonicalizationMethod Algorithm="http://www.w3.org/TR/2001/REC-xml-c14n-20010315"',
        ),
    ],
    [
      "bad-signature",
      "with a value that is none",
      (xml) => xml.replace(/<ds:SignatureValue>[^<]*/, "<ds:SignatureValue>"),
    ],
  ];
  it.each(shapes)("is refused as %s: %s", async (code, _what, change) => {
    const xml = signResponse(responseXml(), { ...key, signs: "assertion" });
    expect(change(xml)).not.toBe(xml);
    expect(await outcome(change(xml))).toBe(code);
  });
});

describe("a document", () => {
  const signed = (xml = responseXml()): string => signResponse(xml, { ...key, signs: "assertion" });

  it("has no comment within a name, which some readers take for its end", async () => {
    const xml = signed(responseXml({ nameId: "admin@example.com.evil.example" }));
    const cut = xml.replace("admin@example.com", "$&<!---->");
    expect(await outcome(cut)).toBe("comment");
    // The signature says nothing about comments, and a reader that leaves them out reads the whole name.
    expect(await outcome(cut, { comments: none })).toBe("admin@example.com.evil.example");
    const firstOnly: SamlChecks["text"] = ({ children: [first] }) => (first?.kind === "text" ? first.value : "");
    expect(await outcome(cut, { comments: none, reads: firstAssertion, text: firstOnly })).toBe("admin@example.com");
  });

  it.each<[string, (xml: string) => string]>([
    ["the issuer", (xml) => xml.replace("https://idp.example/", "$&<!-- -->")],
    ["the audience", (xml) => xml.replace("<saml:Audience>https", "$&<!-- -->")],
    ["the digest", (xml) => xml.replace("<ds:DigestValue>", "$&<!-- -->")],
    ["the signature", (xml) => xml.replace("<ds:SignedInfo>", "$&<!-- -->")],
  ])("has no comment in %s", async (_where, comment) => {
    expect(await outcome(comment(signed()))).toBe("comment");
  });

  it("has no document type, entity or processing instruction", async () => {
    const xml = signed();
    const type = '<!DOCTYPE r [<!ENTITY e SYSTEM "file:///etc/passwd"> <!ENTITY f "<a b=\'>\'/>">]>';
    expect(await outcome(type + xml)).toBe("doctype");
    expect(await outcome(xml.replace("bjensen", "&e;"))).toBe("entity");
    expect(await outcome(xml.replace("bjensen", "&#0;"))).toBe("entity");
    expect(await outcome(xml.replace("bjensen", "$&<?evil ?>"))).toBe("processing-instruction");
    expect(await outcome(`<?xml version="1.0" encoding="UTF-16"?>${xml}`)).toBe("not-utf-8");
  });

  it("refers to no entity even where a document type is taken", async () => {
    const xml = `<!DOCTYPE r [<!ENTITY e "admin">]>${signed().replace("bjensen", "&e;")}`;
    expect(await outcome(xml, { doctype: none, entities: none })).toBe("malformed");
  });

  it("is a Response with one assertion that can be read", async () => {
    expect(await outcome("<a/>")).toBe("wrong-message");
    expect(await outcome(signed().replaceAll(":protocol", ":other"))).toBe("wrong-message");
    expect(await outcome(responseXml({}, { assertion: undefined }))).toBe("no-assertion");
    expect(await outcome(responseXml().replace(/<saml:Assertion .*<\/saml:Assertion>/, "$&$&"))).toBe(
      "several-assertions",
    );
    expect(await outcome(responseXml().replaceAll("saml:Assertion", "saml:EncryptedAssertion"))).toBe("encrypted");
    expect(await outcome(responseXml().replaceAll("saml:NameID", "saml:EncryptedID"))).toBe("encrypted");
    expect(await outcome(signed(responseXml({}, { id: "_a1" })))).toBe("duplicate-id");
  });

  it.each(["", "%%%", "PGE", "PGEvPg"])("that is no Base64 is refused: %j", async (encoded) => {
    const attempt = verifyResponse(encoded, expectations(key.certificate));
    await expect(attempt).rejects.toMatchObject({ code: "not-base64" });
  });

  it("that is no UTF-8 is refused", async () => {
    const attempt = verifyResponse(Buffer.from([0x3c, 0x61, 0xff]).toString("base64"), expectations(key.certificate));
    await expect(attempt).rejects.toMatchObject({ code: "not-utf-8" });
  });
});
