import { deflateRawSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { NOW } from "../sample.ts";
import { type AuthnRequest, buildAuthnRequest, parseAuthnRequest } from "./authn-request.ts";
import {
  buildLogoutRequest,
  buildLogoutResponse,
  type LogoutRequest,
  type LogoutResponse,
  parseLogoutRequest,
  parseLogoutResponse,
} from "./logout.ts";
import { decodePost, encodePost, readRedirect, redirectUrl } from "./redirect.ts";
import { parseInstant, printInstant } from "./time.ts";

const head = {
  id: "_1",
  issuer: "https://sp.example/<saml2>",
  destination: "https://idp.example/?a=b&c",
  issuedAt: NOW,
};
const authnRequest: AuthnRequest = { ...head, acsUrl: "https://sp.example/saml2" };

describe("a message is read as it was written", () => {
  it("an AuthnRequest", () => {
    expect(parseAuthnRequest(buildAuthnRequest(authnRequest))).toEqual(authnRequest);
  });

  it("a LogoutRequest, with a session and without", () => {
    const request: LogoutRequest = { ...head, nameId: "b&j", nameIdFormat: "" };
    expect(parseLogoutRequest(buildLogoutRequest(request))).toEqual(request);
    const ofSession = { ...request, nameIdFormat: "urn:x", sessionIndex: "_s" };
    expect(parseLogoutRequest(buildLogoutRequest(ofSession))).toEqual(ofSession);
  });

  it("a LogoutResponse", () => {
    const response: LogoutResponse = { ...head, inResponseTo: "_0", status: "urn:failed" };
    expect(parseLogoutResponse(buildLogoutResponse(response))).toEqual(response);
  });
});

describe("a message that is another one is refused", () => {
  it.each([
    ["wrong-message", buildLogoutRequest({ ...head, nameId: "b", nameIdFormat: "" })],
    ["wrong-version", buildAuthnRequest(authnRequest).replace('"2.0"', '"1.1"')],
    ["malformed", buildAuthnRequest(authnRequest).replace(/ID="[^"]*"/, "")],
    ["malformed", buildAuthnRequest(authnRequest).replace(/IssueInstant="[^"]*"/, 'IssueInstant="today"')],
    ["doctype", `<!DOCTYPE a>${buildAuthnRequest(authnRequest)}`],
  ])("as %s", (code, xml) => {
    expect(() => parseAuthnRequest(xml)).toThrow(expect.objectContaining({ code }));
  });
});

describe("HTTP-Redirect", () => {
  it("carries any message and relay state, and keeps the query of the destination", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "grapheme" }),
        fc.option(fc.string({ unit: "grapheme" }), { nil: undefined }),
        (xml, relayState) => {
          const url = redirectUrl("https://idp.example/sso?tenant=1", "SAMLRequest", xml, relayState);
          expect(new URL(url).searchParams.get("tenant")).toBe("1");
          expect(readRedirect(url)).toEqual({ parameter: "SAMLRequest", xml, relayState });
        },
      ),
    );
  });

  it("may carry no message", () => {
    const nothing = { parameter: undefined, xml: "", relayState: undefined };
    expect(readRedirect("https://idp.example/logout")).toEqual(nothing);
  });

  it("is refused when its message is a bomb or no message", () => {
    const url = (bytes: Buffer): string =>
      `https://idp.example/?SAMLRequest=${encodeURIComponent(bytes.toString("base64"))}`;
    expect(() => readRedirect(url(deflateRawSync(Buffer.alloc(50_000_000))))).toThrow(
      expect.objectContaining({ code: "too-large" }),
    );
    expect(() => readRedirect(url(Buffer.from("no deflate")))).toThrow(expect.objectContaining({ code: "malformed" }));
    expect(() => readRedirect("https://idp.example/?SAMLRequest=%%%")).toThrow(
      expect.objectContaining({ code: "not-base64" }),
    );
  });
});

describe("HTTP-POST", () => {
  it("carries any message", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", minLength: 1 }), (xml) => {
        expect(decodePost(encodePost(xml))).toBe(xml);
      }),
    );
  });
});

describe("an instant", () => {
  it("is read as it was written", () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date(0), max: new Date("9999-12-31T23:59:59.999Z"), noInvalidDate: true }),
        (date) => {
          expect(parseInstant(printInstant(date.getTime()))).toBe(date.getTime());
        },
      ),
    );
  });

  it.each([
    ["2026-03-14T09:26:53Z", NOW],
    ["2026-03-14T09:26:53.5Z", NOW + 500],
    // .NET writes seven digits.
    ["2026-03-14T09:26:53.1239999Z", NOW + 123],
  ])("may be written %s", (text, instant) => {
    expect(parseInstant(text)).toBe(instant);
  });

  it.each([
    "",
    "2026-03-14",
    "2026-02-30T00:00:00Z",
    "2026-03-14T09:26:53",
    "2026-03-14T09:26:53+01:00",
    "2026-03-14T24:00:01Z",
  ])("is not %j", (text) => {
    expect(() => parseInstant(text)).toThrow(expect.objectContaining({ code: "malformed" }));
  });
});
