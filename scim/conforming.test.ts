import { describe, expect, it } from "vitest";
import { type Resource, rfcBehaviour, USER } from "./index.ts";

const resources = ["a", "b", "c", "d"].map((id): Resource => ({ schemas: [USER], id, meta: {} }));

describe("a conforming service provider", () => {
  function refusal(authorization?: string): ReturnType<typeof rfcBehaviour.authenticate> {
    const headers = authorization === undefined ? {} : { authorization };
    return rfcBehaviour.authenticate(new Request("https://scim.example/Users", { headers }), "s3cret-Token");
  }

  it("lets the right token in", () => {
    expect(refusal("Bearer s3cret-Token")).toBeUndefined();
    expect(refusal("bearer s3cret-Token")).toBeUndefined();
  });

  it.each([undefined, "", "Bearer", "Basic czNjcmV0LVRva2Vu", "s3cret-Token"])(
    "tells the scheme to %j",
    (authorization) => {
      expect(refusal(authorization)).toMatchObject({
        status: 401,
        headers: { "www-authenticate": 'Bearer realm="scim"' },
      });
    },
  );

  it.each([
    "Bearer s3cret-Toke",
    "Bearer s3cret-TokenX",
    "Bearer s3cret-token",
    "Bearer x",
    "Bearer s3cret-Tokens3cret-Token",
  ])("tells the token is invalid to %j", (authorization) => {
    expect(refusal(authorization)).toMatchObject({
      status: 401,
      headers: { "www-authenticate": 'Bearer realm="scim", error="invalid_token"' },
    });
  });

  it.each([
    [undefined, undefined, 1, "abc"],
    [2, 2, 2, "bc"],
    [0, 1, 1, "a"],
    [-5, 100, 1, "abc"],
    [1, 0, 1, ""],
    [1, -1, 1, ""],
    [4, 3, 4, "d"],
    [9, 3, 9, ""],
  ])("cuts a page from %s of %s", (startIndex, count, first, ids) => {
    const page = rfcBehaviour.page(resources, { startIndex, count, maxResults: 3 });
    expect(page).toMatchObject({ totalResults: 4, startIndex: first, itemsPerPage: ids.length });
    expect(page.resources.map(({ id }) => id).join("")).toBe(ids);
  });

  it("sees a change in the attributes, not in meta or the order of members", () => {
    const before: Resource = { schemas: [USER], id: "1", userName: "a", title: "x", meta: { version: "1" } };
    expect(rfcBehaviour.changed(before, { title: "x", userName: "a", id: "1", schemas: [USER], meta: {} })).toBe(false);
    expect(rfcBehaviour.changed(before, { ...before, title: "y" })).toBe(true);
  });
});
