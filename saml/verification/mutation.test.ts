import fc from "fast-check";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { issueCertificate, type SigningKey } from "../certificates/issue.ts";
import { encodePost } from "../messages/redirect.ts";
import { SamlRefusal } from "../refusal.ts";
import { expectations, NOW, responseXml } from "../sample.ts";
import { signResponse } from "../signature/sign.ts";
import type { Assertion } from "./checks.ts";
import { verifyResponse } from "./verify-response.ts";

const DAY = 86_400_000;
// Those that mean something to a parser, and two that do not.
const CHARACTERS = ["<", ">", "&", '"', "'", " ", "\n", "/", "=", ":", "#", ";", "-", "!", "?", "x", "0"];
let key: SigningKey;
let xml: string;
let assertion: Assertion;

beforeAll(async () => {
  key = await issueCertificate({ commonName: "idp", notBefore: NOW - DAY, notAfter: NOW + DAY });
  xml = signResponse(responseXml(), { ...key, signs: "assertion" });
  assertion = await verifyResponse(encodePost(xml), expectations(key.certificate));
});

/** What a changed response says; undefined when it is refused, as it should be with a reason and no other way. */
async function said(changed: string): Promise<Assertion | undefined> {
  return verifyResponse(encodePost(changed), expectations(key.certificate)).catch((cause) => {
    if (cause instanceof SamlRefusal) return undefined;
    throw cause;
  });
}

describe("a signed response", () => {
  it("says the same or nothing when one character is another one, wherever it stands", async () => {
    const printed = vi.spyOn(console, "error");
    await fc.assert(
      fc.asyncProperty(fc.nat(xml.length - 1), fc.constantFrom(...CHARACTERS), async (at, character) => {
        const changed = xml.slice(0, at) + character + xml.slice(at + 1);
        expect([undefined, assertion]).toContainEqual(await said(changed));
      }),
      { numRuns: 600 },
    );
    expect(printed).not.toHaveBeenCalled();
  });

  it("says the same or nothing when a piece is left out, repeated or moved", async () => {
    const place = fc.nat(xml.length - 1);
    await fc.assert(
      fc.asyncProperty(place, place, place, fc.boolean(), async (from, to, target, keep) => {
        const piece = xml.slice(Math.min(from, to), Math.max(from, to));
        const rest = keep ? xml : xml.replace(piece, () => "");
        const changed = rest.slice(0, target) + piece + rest.slice(target);
        expect([undefined, assertion]).toContainEqual(await said(changed));
      }),
      { numRuns: 300 },
    );
  });

  it("is refused for any change of a letter that was signed", async () => {
    const start = xml.indexOf("<saml:Subject>");
    const end = xml.indexOf("</saml:Assertion>");
    const letters = [...xml.matchAll(/[A-Za-z0-9]/g)].map(({ index }) => index).filter((at) => at > start && at < end);
    expect(letters.length).toBeGreaterThan(500);
    // Every third one keeps the test short and still meets every name and value.
    for (const at of letters.filter((_, place) => place % 3 === 0)) {
      const changed = `${xml.slice(0, at)}${xml[at] === "z" ? "y" : "z"}${xml.slice(at + 1)}`;
      expect(await said(changed), changed.slice(at - 20, at + 20)).toBeUndefined();
    }
  });
});
