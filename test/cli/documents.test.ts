import { describe, expect, it } from "vitest";
import { departures, malformedXml } from "./documents.ts";

describe("what the tests of reports lean on", () => {
  it("knows well-formed XML from other texts", () => {
    expect(
      malformedXml('<?xml version="1.0" encoding="UTF-8"?>\n<a b="&lt;&#10;">x &amp; y<c/><d>\n</d></a>\n'),
    ).toBeUndefined();
    const broken = ["", "<a>", "<a></b>", "<a/><b/>", "<a>&</a>", "<a b=c/>", '<a b="<"/>', "<a>\u0000</a>", "text"];
    expect(broken.filter((text) => malformedXml(text) === undefined)).toEqual([]);
  });

  it("knows a run from other documents", () => {
    expect(departures("run", {}).length).toBeGreaterThan(5);
    expect(departures("proof", []).length).toBeGreaterThan(0);
  });
});
