import { describe, expect, it } from "vitest";
import rows from "../../requirements/8x8.json" with { type: "json" };
import contradictions from "../../requirements/contradictions.json" with { type: "json" };
import { options } from "./options.ts";

const known = new Set([...contradictions, ...rows].map(({ id }) => id));

describe("the options of the profile 8x8", () => {
  it.each(Object.entries(options))("name the source of %s, with values that differ", (_name, { source, values }) => {
    for (const item of source.split(", ")) expect(known).toContain(item);
    expect(new Set(values).size).toBe(values.length);
    expect(values.length).toBeGreaterThan(1);
  });

  it("are those that the contradictions name", () => {
    for (const { id, options: named } of contradictions) {
      const own = Object.entries(options).filter(([, { source }]) => source.split(", ").includes(id));
      expect(named, id).toEqual(own.map(([name]) => name));
    }
  });
});

describe("the contradictions", () => {
  it.each(contradictions.map(({ id, rows: about }) => [id, about]))("name rows that there are: %s", (_id, about) => {
    expect(about.length).toBeGreaterThan(0);
    for (const row of about) expect(known).toContain(row);
  });

  it("are listed with every row that quotes them", () => {
    for (const { id, ambiguity } of rows)
      for (const [quoted] of (ambiguity ?? "").matchAll(/\bC-\d\d\b/g))
        expect(contradictions.find((each) => each.id === quoted)?.rows, `${id} quotes ${quoted}`).toContain(id);
  });
});
