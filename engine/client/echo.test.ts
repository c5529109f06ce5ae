import { describe, expect, it } from "vitest";
import { echoless } from "./echo.ts";

const base64 = Buffer.from("<samlp:Response>somebody+else</samlp:Response>").toString("base64");
const form = `RelayState=work&SAMLResponse=${encodeURIComponent(base64)}`;

describe("what a target echoes of a SAML response", () => {
  it("is masked as it was encoded and as Base64, wherever it stands", () => {
    const hide = echoless(form);
    expect(hide(`you sent ${base64}, that is ${encodeURIComponent(base64)}.`)).toBe("you sent ***, that is ***.");
    expect(hide(JSON.stringify({ echo: [base64] }))).toBe('{"echo":["***"]}');
  });

  it("is nothing where none was sent", () => {
    for (const sent of [
      undefined,
      "",
      "{}",
      "SAMLResponse=",
      "SAMLResponse=short",
      "xSAMLResponse=abcdefghijklmnopqrstuvwxyz",
    ])
      expect(echoless(sent)("short abcdefghijklmnopqrstuvwxyz")).toBe("short abcdefghijklmnopqrstuvwxyz");
  });

  it("is masked where the form is not encoded well", () => {
    const broken = `SAMLResponse=${"%ZZ".repeat(20)}`;
    expect(echoless(broken)(`<p>${"%ZZ".repeat(20)}</p>`)).toBe("<p>***</p>");
  });
});
