import { describe, expect, it } from "vitest";
import { createRedactor } from "./redaction.ts";

const redactor = createRedactor(["s3cret+token=", undefined]);

const masked = (body: unknown): unknown => redactor.message("", body).body;

describe("createRedactor", () => {
  it("masks a known secret wherever it turns up, also percent-encoded", () => {
    expect(redactor.text('it said "s3cret+token=" and ?t=s3cret%2Btoken%3D')).toBe('it said "***" and ?t=***');
    expect(redactor.text("s3cret%2btoken=, s3cret\\u002Btoken=, s3cret\\+token=")).toBe("***, ***, ***");
    expect(masked({ detail: ["no user s3cret+token="] })).toEqual({ detail: ["no user ***"] });
  });

  it("masks a known secret in a sentence of ours, and nothing that only sounds like one", () => {
    const told = { seen: "token: s3cret+token=", password: "as sent", rows: ["7644-3.3-05", 1, null] };
    expect(redactor.known(told)).toEqual({ ...told, seen: "token: ***" });
  });

  it("masks credentials in headers and leaves their scheme", () => {
    expect(redactor.headers({ authorization: "Bearer abc", cookie: "id=1", accept: "*/*" })).toEqual({
      authorization: "Bearer ***",
      cookie: "***",
      accept: "*/*",
    });
    expect(redactor.headers({ authorization: "BEARER abc" })).toEqual({ authorization: "BEARER ***" });
  });

  it("masks secrets that it does not know by the name of their member or parameter", () => {
    expect(masked({ password: "t1meMa$heen", name: { token: "abc" }, active: true })).toEqual({
      password: "***",
      name: { token: "***" },
      active: true,
    });
    expect(masked({ password: ["abc", 123, null], secret: { value: "abc", type: "work" }, token: false })).toEqual({
      password: ["***", "***", null],
      secret: { value: "***", type: "work" },
      token: false,
    });
    expect(masked({ meta: { location: "/Users?access_token=abc" } })).toEqual({
      meta: { location: "/Users?access_token=***" },
    });
    expect(redactor.text("GET /Users?access_token=abc&count=1")).toBe("GET /Users?access_token=***&count=1");
    expect(redactor.text('{"password": "a \\" b", "title": "Engineer"}')).toBe(
      '{"password": "***", "title": "Engineer"}',
    );
  });

  it("masks a SAML response wherever it is posted, sent or echoed", () => {
    expect(redactor.text("SAMLResponse=PHg%2B&RelayState=work")).toBe("SAMLResponse=***&RelayState=work");
    expect(redactor.text("RelayState=work&SAMLResponse=PHg%2B")).toBe("RelayState=work&SAMLResponse=***");
    expect(redactor.text("https://sp.example/acs?samlresponse=PHg%2B")).toBe("https://sp.example/acs?samlresponse=***");
    expect(redactor.text('<input type="hidden" name="SAMLResponse" value="PHg+">')).toBe(
      '<input type="hidden" name="SAMLResponse" value="***">',
    );
    expect(redactor.text("bad: <saml:Assertion ID='a'><saml:NameID>ann</saml:NameID></saml:Assertion>!")).toBe(
      "bad: ***!",
    );
    expect(redactor.text("<pre>&lt;Assertion ID='a'&gt;ann&lt;/Assertion&gt;</pre>")).toBe("<pre>***</pre>");
    expect(redactor.text("<saml:Assertion ID='a'>cut")).toBe("***");
  });

  it("masks a private key", () => {
    expect(redactor.text("-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----\nend")).toBe("***\nend");
    expect(redactor.text("-----BEGIN RSA PRIVATE KEY-----\nMIIE")).toBe("***");
    const certificate = "-----BEGIN CERTIFICATE-----\nMIIC\n-----END CERTIFICATE-----";
    expect(redactor.text(certificate)).toBe(certificate);
  });

  it("leaves an attribute definition called password as it is", () => {
    const definition = { name: "password", mutability: "writeOnly", password: { type: "string" } };
    expect(masked(definition)).toEqual(definition);
  });

  it("masks what a page or a log line says, and leaves prose alone", () => {
    expect(redactor.text("login failed: password=abc, Token: d.e-f\n")).toBe(
      "login failed: password=***, Token: ***\n",
    );
    const prose = "The password is never returned; a token is.";
    expect(redactor.text(prose)).toBe(prose);
  });

  it("masks a body as text and as JSON alike, however the text spells it", () => {
    for (const text of [
      '{"pass\\u0077ord":"abc"}',
      '{"password":["abc"]}',
      '{"title":"s3cret\\u002btoken="}',
      '{"password":"abc","password":"abc"}',
    ]) {
      const message = redactor.message(text, JSON.parse(text));
      expect(message.text).not.toMatch(/abc|s3cret/);
      expect(JSON.parse(message.text)).toEqual(message.body);
    }
  });

  it("leaves a body without a secret exactly as it was written", () => {
    const text = '{ "title" : "Engin\\u0065er", "__proto__": { "x": 1.0 } }';
    expect(redactor.message(text, JSON.parse(text))).toEqual({ text, body: JSON.parse(text) });
  });

  it("takes no longer than a moment for a page of fields without values", () => {
    const page = 'name="SAMLResponse" '.repeat(50_000);
    const begun = performance.now();
    expect(redactor.text(page)).toBe(page);
    expect(performance.now() - begun).toBeLessThan(5000);
  });

  it("does not take a secret of a few characters for one, which would mask half of everything", () => {
    expect(createRedactor(["abc"]).text("abcdef")).toBe("abcdef");
  });
});
