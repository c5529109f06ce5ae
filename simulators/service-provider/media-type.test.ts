import { describe, expect, it } from "vitest";
import { mediaTypeFor } from "./media-type.ts";

describe("mediaTypeFor", () => {
  it.each([
    [null, "application/scim+json"],
    ["", "application/scim+json"],
    ["*/*", "application/scim+json"],
    ["application/*", "application/scim+json"],
    ["application/json", "application/json"],
    ["Application/SCIM+JSON; charset=utf-8", "application/scim+json"],
    ["application/json, application/scim+json", "application/scim+json"],
    ["application/scim+json;q=0.5, application/json", "application/json"],
    ["application/scim+json;q=0, */*", "application/json"],
    ["text/html, */*;q=0.1", "application/scim+json"],
    ["text/html", undefined],
    ["application/json;q=0", undefined],
  ])("answers Accept: %s with %s", (accept, type) => {
    expect(mediaTypeFor(accept)).toBe(type);
  });
});
