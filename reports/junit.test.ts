import { describe, expect, it } from "vitest";
import { hostileRun } from "../test/runs/hostile.ts";
import { smallRun } from "../test/runs/small.ts";
import { junitReport } from "./junit.ts";

interface Element {
  name: string;
  attributes: Record<string, string>;
  children: Element[];
  text: string;
}

const ENTITIES: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', "#10": "\n" };
const decoded = (text: string): string => text.replaceAll(/&([#\w]+);/g, (_, name: string) => ENTITIES[name]!);

/** Reads the XML that is well-formed and in the small part of XML that a JUnit report needs; throws at anything else. */
function parseXml(xml: string): Element {
  const root: Element = { name: "", attributes: {}, children: [], text: "" };
  const open = [root];
  const token = /<\?xml [^?]*\?>|<(\/?)([\w-]+)((?:\s+[\w-]+="[^"<]*")*)\s*(\/?)>|([^<]+)/gy;
  while (token.lastIndex < xml.length) {
    const at = token.lastIndex;
    const found = token.exec(xml);
    if (found === null) throw new Error(`not well-formed at ${JSON.stringify(xml.slice(at, at + 60))}`);
    const [, closing, name, attributes = "", empty, text] = found;
    const current = open.at(-1)!;
    if (/&(?!(?:amp|lt|gt|quot|#10);)/.test(text ?? attributes)) throw new Error(`a bare & in ${text ?? attributes}`);
    if (text !== undefined) current.text += decoded(text);
    else if (closing === "/") {
      if (current.name !== name) throw new Error(`</${name}> closes <${current.name}>`);
      open.pop();
    } else if (name !== undefined) {
      const pairs = [...attributes.matchAll(/([\w-]+)="([^"]*)"/g)].map(([, key, value]) => [key!, decoded(value!)]);
      const element: Element = { name, attributes: Object.fromEntries(pairs), children: [], text: "" };
      current.children.push(element);
      if (empty !== "/") open.push(element);
    }
  }
  if (open.length !== 1 || root.children.length !== 1) throw new Error("not one root that is closed");
  return root.children[0]!;
}

const cases = (report: Element): Element[] => report.children.flatMap(({ children }) => children);
const childOf = (element: Element, name: string): Element | undefined =>
  element.children.find((each) => each.name === name);

describe("the JUnit report", () => {
  it("has a suite for each topic and a case for each rule, and counts them", () => {
    const report = parseXml(junitReport(smallRun()));
    expect(report.attributes).toMatchObject({ tests: "5", failures: "2", errors: "1", skipped: "1" });
    expect(report.children.map(({ attributes }) => [attributes["name"], attributes["tests"]])).toEqual([
      ["delete", "3"],
      ["create", "2"],
    ]);
    for (const suite of report.children) expect(suite.children).toHaveLength(Number(suite.attributes["tests"]));
  });

  it("tells a violation from a warning, and an error from a skip with its reason", () => {
    const [warning, violation, skipped, passed, unjudged] = cases(parseXml(junitReport(smallRun())));
    expect(childOf(violation!, "failure")!.attributes).toEqual({
      type: "MUST",
      message: "GET /Users/2819c223-7f76-453a-919d-413861904646 answered 200, expected 404",
    });
    expect(childOf(violation!, "failure")!.text).toMatch(
      /expected: 404\nreceived: 200\nrule: 7644-3\.6-02 \(RFC 7644 §3\.6\)/,
    );
    expect(childOf(violation!, "system-out")!.text).toMatch(/^curl -i/);
    expect(childOf(warning!, "failure")!.attributes["type"]).toBe("SHOULD");
    expect(childOf(skipped!, "skipped")!.attributes["message"]).toBe("needs groups: ResourceTypes says so");
    expect(childOf(unjudged!, "error")!.attributes["message"]).toBe("POST /Users got no answer: timeout");
    expect(passed!.children.map(({ name }) => name)).toEqual(["properties"]);
  });

  it("gives a rule the same identity at every target", () => {
    const here = smallRun();
    const there = { ...smallRun(), run: { ...smallRun().run, target: "https://other.example.com", seed: 9, id: "9" } };
    const identities = (run: typeof here) =>
      cases(parseXml(junitReport(run))).map(({ attributes }) => [attributes["classname"], attributes["name"]]);
    expect(identities(there)).toEqual(identities(here));
    expect(identities(here)[1]).toEqual([
      "scimproof.delete",
      "delete/resource-is-gone: A deleted resource can no longer be read",
    ]);
  });

  it("stays well-formed whatever a target says, and keeps the text", () => {
    const xml = junitReport(hostileRun());
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what XML 1.0 forbids.
    expect(xml).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/);
    const [first] = cases(parseXml(xml));
    expect(childOf(first!, "failure")!.attributes["message"]).toContain("<script>window.hacked = 1</script>");
    expect(childOf(first!, "failure")!.attributes["message"]).toContain("مرحبا");
  });
});
