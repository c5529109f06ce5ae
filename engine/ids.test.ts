import { describe, expect, it } from "vitest";
import { seededIds } from "./ids.ts";

describe("seededIds", () => {
  it("gives distinct identifiers of the form of a UUID", () => {
    const ids = seededIds();
    const made = Array.from({ length: 2000 }, () => ids());
    expect(new Set(made).size).toBe(2000);
    for (const id of made) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  it("gives the same ones for the same seed and others for another", () => {
    expect(seededIds(7)()).toBe(seededIds(7)());
    expect(seededIds(7)()).not.toBe(seededIds(8)());
  });
});
