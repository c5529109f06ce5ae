import { describe, expect, it } from "vitest";
import { TAMPERINGS, tampered } from "./tampering.ts";

const XML =
  '<p:Response ID="r"><Assertion xmlns="urn:a" ID="a"><Issuer>idp</Issuer><ds:Signature><ds:SignatureValue>abcd==' +
  "</ds:SignatureValue><ds:KeyInfo><ds:X>cert</ds:X></ds:KeyInfo></ds:Signature><Subject><NameID>ann</NameID>" +
  '<Data Recipient="here"/></Subject></Assertion></p:Response>';

const all = (change: (typeof TAMPERINGS)[number]): { xml: string; what: string }[] =>
  Array.from({ length: 60 }, (_, at) => tampered(XML, { change, at }));

describe("tampered", () => {
  it.each(TAMPERINGS)("always changes the document, within the assertion and outside of KeyInfo: %s", (change) => {
    for (const { xml } of all(change)) {
      expect(xml).not.toBe(XML);
      expect(xml.startsWith('<p:Response ID="r">') && xml.endsWith("</p:Response>")).toBe(true);
      if (change === "letter") expect(xml).toContain("<ds:X>cert</ds:X>");
    }
  });

  it("says what was changed, and no value", () => {
    const said = new Set(TAMPERINGS.flatMap((change) => all(change).map(({ what }) => what)));
    for (const what of [
      "a letter of NameID changed",
      "the attribute Recipient of Data left out",
      "Signature left out",
      "Subject twice",
      "NameID and Data swapped",
    ])
      expect(said).toContain(what);
    expect([...said].join()).not.toMatch(/ann|here|idp/);
  });

  it("leaves the end of Base64 alone, where bits may mean nothing", () => {
    expect(all("letter").some(({ xml }) => /abz|abcz|abzd/.test(xml))).toBe(false);
  });
});
