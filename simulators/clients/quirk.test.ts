import { describe, expect, it } from "vitest";
import { products, quirksOf } from "./products.ts";
import { shows } from "./quirk.ts";

const quirk = (id: string) => products.flatMap(quirksOf).find((each) => each.id === id)!;

describe("a quirk", () => {
  it("has an id of its product that no other quirk has", () => {
    for (const product of products)
      for (const { id } of quirksOf(product)) expect(id).toMatch(new RegExp(`^${product}/[a-z0-9-]+$`));
    const ids = products.flatMap(quirksOf).map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it("is described by patterns that can be read", () => {
    for (const { seenIn, id } of products.flatMap(quirksOf))
      for (const pattern of Object.values(seenIn ?? {})) expect(() => new RegExp(pattern), id).not.toThrow();
  });

  it.each([
    ["entra/active-as-text", "PATCH", "/Users/1", '{"op":"Replace","path":"active","value":"False"}', true],
    ["entra/active-as-text", "PATCH", "/Users/1", '{"op":"replace","path":"active","value":false}', false],
    ["entra/reads-before-it-writes", "PATCH", "/Users/1", '{"op":"Replace","path":"title","value":"x"}', true],
    ["entra/reads-before-it-writes", "PATCH", "/Users/1", '{"op":"Replace","path":"active","value":"False"}', false],
    ["entra/meta-and-roles", "POST", "/Users", '{"roles":[]}', true],
    [
      "entra/custom-urn-not-in-schemas",
      "POST",
      "/Users",
      '{"urn:ietf:params:scim:schemas:extension:8x8:1.1:User":{}}',
      true,
    ],
    ["okta/empty-groups", "POST", "/Users", '{"groups":[]}', true],
    ["okta/patch-without-path", "PATCH", "/Users/1", '{"op":"replace","value":{"active":false}}', true],
    ["okta/patch-of-profile", "PATCH", "/Users/1", '{"op":"replace","value":{"active":false}}', false],
    ["jumpcloud/phone-twice", "POST", "/Users", '[{"type":"mobile","value":"1"},{"type":"work","value":"1"}]', true],
    ["jumpcloud/phone-twice", "POST", "/Users", '[{"type":"mobile","value":"1"},{"type":"work","value":"2"}]', false],
    ["jumpcloud/plus-in-filter", "GET", "/Users?filter=userName+eq+%22a%22", undefined, true],
    ["jumpcloud/no-site", "GET", "/Users", undefined, false],
  ])("%s is seen in %s %s %s: %s", (id, method, path, text, seen) => {
    expect(shows(quirk(id), { method, path, ...(text === undefined ? {} : { text }) })).toBe(seen);
  });
});
