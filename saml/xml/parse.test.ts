import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SamlRefusal } from "../refusal.ts";
import { attribute, childElement, nodes, textOf } from "./element.ts";
import { parseMessage, parseXml } from "./parse.ts";
import { element, writeXml } from "./write.ts";

function code(attempt: () => unknown): string {
  try {
    attempt();
    return "accepted";
  } catch (cause) {
    if (cause instanceof SamlRefusal) return cause.code;
    throw cause;
  }
}

describe("parsing XML", () => {
  it("resolves prefixes and default namespaces", () => {
    const root = parseXml(`<a:x xmlns:a="urn:a" xmlns="urn:d" n="1" a:n='2'><y/><z xmlns=""/></a:x>`);
    expect([root.namespace, root.name, attribute(root, "n")]).toEqual(["urn:a", "x", "1"]);
    expect(childElement(root, "urn:d", "y")?.parent).toBe(root);
    expect(childElement(root, "", "z")).toBeDefined();
  });

  it("reads references, CDATA sections and line ends as characters", () => {
    const root = parseXml('<a b="1&#10;2\n3">x\r\ny&lt;&#x1F600;<![CDATA[<&]]><!-- z --></a>');
    expect(attribute(root, "b")).toBe("1\n2 3");
    expect(textOf(root)).toBe("x\ny<😀<&");
  });

  it("keeps the order of a document", () => {
    const names = [...nodes(parseXml("<a><b><c/></b>t<!--k--><d/></a>"))].map((node) =>
      node.kind === "element" ? node.name : node.value,
    );
    expect(names).toEqual(["a", "b", "c", "t", "k", "d"]);
  });

  it.each([
    ["nothing", ""],
    ["text alone", "a"],
    ["text behind the root", "<a/>b"],
    ["a second root", "<a/><b/>"],
    ["an element left open", "<a><b></a>"],
    ["an end without a start", "<a></a></a>"],
    ["an end tag in another case", "<a></A>"],
    ["an end tag with more than a name", "<a></a b>"],
    ["an attribute twice", `<a b="1" b="2"/>`],
    ["an attribute twice under two prefixes", `<a xmlns:p="u" xmlns:q="u" p:b="1" q:b="2"/>`],
    ["an attribute without quotes", "<a b=1/>"],
    ["an attribute without a value", "<a b/>"],
    ["attributes that touch", `<a b="1"c="2"/>`],
    ["a tag within an attribute", `<a b="<"/>`],
    ["a prefix that is not declared", "<p:a/>"],
    ["a prefix of an attribute that is not declared", `<a p:b="1"/>`],
    ["a prefix taken back", `<a xmlns:p="u"><b xmlns:p=""/></a>`],
    ["the prefix xmlns declared", `<a xmlns:xmlns="u"/>`],
    ["two colons in a name", "<a:b:c/>"],
    ["a name that begins with a digit", "<1/>"],
    ["a bare ampersand", "<a>b & c</a>"],
    ["an unknown entity", "<a>&nbsp;</a>"],
    ["a reference to no character", "<a>&#xD800;</a>"],
    ["a reference beyond all characters", "<a>&#9999999;</a>"],
    ["a control character", "<a>\u0001</a>"],
    ["the end of a CDATA section in text", "<a>]]></a>"],
    ["two hyphens in a comment", "<a><!-- -- --></a>"],
    ["a comment that ends in three hyphens", "<a><!----->a</a>"],
    ["a CDATA section outside of the root", "<![CDATA[ ]]><a/>"],
  ])("refuses %s", (_what, xml) => {
    expect(code(() => parseXml(xml))).toBe("malformed");
  });

  it("reads back every text it writes", () => {
    const text = fc
      .string({ unit: "binary" })
      .filter((each) => !/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u.test(each));
    fc.assert(
      fc.property(text, text, (value, content) => {
        const root = parseXml(writeXml(element("a", { b: value }, content)));
        expect([attribute(root, "b"), textOf(root)]).toEqual([value, content]);
      }),
    );
  });

  it("writes no character that XML cannot carry", () => {
    expect(() => writeXml(element("a", {}, "\0"))).toThrow(RangeError);
  });
});

describe("a message from outside", () => {
  it.each([
    ["doctype", '<!DOCTYPE a [<!ELEMENT a ANY><!ENTITY b ">">]><a/>'],
    ["doctype", "<a/><!doctype html>"],
    ["entity", "<a>&b;</a>"],
    ["entity", "<a b='&c;'/>"],
    ["processing-instruction", "<?b c?><a/>"],
    ["too-deep", "<a>".repeat(41) + "</a>".repeat(41)],
    ["accepted", "<a>".repeat(40) + "</a>".repeat(40)],
    ["accepted", `<a>${"<b/>".repeat(100)}<![CDATA[<!DOCTYPE><?x?>&b;]]></a>`],
    ["accepted", '<?xml version="1.0" encoding="utf-8" standalone="yes"?><a/>'],
    ["not-utf-8", '<?xml version="1.0" encoding="ISO-8859-1"?><a/>'],
  ])("is %s", (expected, xml) => {
    expect(code(() => parseMessage(xml))).toBe(expected);
  });
});
