import { beforeAll, describe, expect, it } from "vitest";
import { issueCertificate, type SigningKey } from "../certificates/issue.ts";
import { encodePost } from "../messages/redirect.ts";
import { SamlRefusal } from "../refusal.ts";
import { expectations, NOW, responseXml } from "../sample.ts";
import { signResponse } from "../signature/sign.ts";
import { verifyResponse } from "./verify-response.ts";

let key: SigningKey;
beforeAll(async () => {
  key = await issueCertificate({ commonName: "idp", notBefore: NOW, notAfter: NOW + 1000 });
});

async function timed(xml: string): Promise<{ outcome: string; milliseconds: number }> {
  const encoded = encodePost(xml);
  const start = performance.now();
  const outcome = await verifyResponse(encoded, expectations(key.certificate)).then(
    () => "accepted",
    (cause) => (cause instanceof SamlRefusal ? cause.code : Promise.reject(cause)),
  );
  return { outcome, milliseconds: performance.now() - start };
}

const fill = (piece: string, size: number): string => piece.repeat(Math.floor(size / piece.length));
// The bounds are wide, since a machine may be busy: what is not linear would take minutes.
// The largest text that is looked into at all.
const MOST = 196_000;

describe("a hostile response costs little", () => {
  it("by its size", async () => {
    const { outcome, milliseconds } = await timed(fill("<a>", 5_000_000));
    expect(outcome).toBe("too-large");
    expect(milliseconds).toBeLessThan(1000);
  });

  it.each([
    ["too-deep", "elements in elements", () => fill("<a>", MOST)],
    ["malformed", "comments never closed", () => fill("<!--", MOST)],
    ["malformed", "character data never closed", () => fill("<![CDATA[", MOST)],
    ["malformed", "tags never closed", () => fill("<a ", MOST)],
    ["malformed", "quotes never closed", () => fill("<a b='\"", MOST)],
    ["malformed", "end tags of nothing", () => fill("</a>", MOST)],
    ["malformed", "one long name", () => `<${fill("a", MOST)}`],
    ["malformed", "one name of many parts", () => `<${fill("a:", MOST)}>`],
    ["malformed", "a tag of spaces", () => `<a${fill(" ", MOST)}b>`],
    ["malformed", "ampersands", () => `<a>${fill("&", MOST)}</a>`],
    ["wrong-message", "many elements", () => `<a>${fill("<a/>", MOST)}</a>`],
    [
      "wrong-message",
      "many attributes",
      () => `<a ${Array.from({ length: 15_000 }, (_, n) => `b${n}=''`).join(" ")}/>`,
    ],
    [
      "wrong-message",
      "many prefixes, and elements that add one",
      () =>
        `<a ${Array.from({ length: 4000 }, (_, n) => `xmlns:p${n}='u'`).join(" ")}>${fill("<a xmlns:b='c'/>", MOST / 3)}</a>`,
    ],
  ])("as %s: %s", async (code, _what, xml) => {
    const { outcome, milliseconds } = await timed(xml());
    expect(["entity", code]).toContain(outcome);
    expect(milliseconds).toBeLessThan(5000);
  });

  it.each([
    ["elements", fill("<x/>", 150_000)],
    ["attributes", `<x ${Array.from({ length: 8000 }, (_, n) => `b${n}='1'`).join(" ")}/>`],
    [
      "prefixes that are used, and elements under them",
      `<x ${Array.from({ length: 1500 }, (_, n) => `xmlns:p${n}='u${n}' p${n}:b=''`).join(" ")}>${fill("<x/>", 70_000)}</x>`,
    ],
  ])("where the signature has to be looked at: %s", async (_what, filling) => {
    const xml = signResponse(responseXml(), { ...key, signs: "assertion" });
    const { outcome, milliseconds } = await timed(xml.replace("Sales", filling));
    expect(outcome).toBe("bad-signature");
    expect(milliseconds).toBeLessThan(15_000);
  });
});
