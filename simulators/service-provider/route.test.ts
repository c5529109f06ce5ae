import { describe, expect, it } from "vitest";
import { methodsOf, routeOf, splitUrl } from "./route.ts";

const users = {};
const endpoints = new Map([["/Users", users]]);

describe("routeOf", () => {
  it.each([
    ["/Users", { kind: "collection", endpoint: users }],
    ["/Users/", { kind: "collection", endpoint: users }],
    ["/Users/a%20b", { kind: "resource", endpoint: users, id: "a b" }],
    ["/Users/a/b", { kind: "unknown" }],
    ["/users", { kind: "unknown" }],
    ["/__proto__", { kind: "unknown" }],
    ["/ServiceProviderConfig", { kind: "discovery", document: "ServiceProviderConfig", id: undefined }],
    ["/ServiceProviderConfig/1", { kind: "unknown" }],
    ["/ServiceProviderConfigs", { kind: "unknown" }],
    ["/Schemas", { kind: "discovery", document: "Schemas", id: undefined }],
    ["/Schemas/urn%3Aa", { kind: "discovery", document: "Schemas", id: "urn:a" }],
    ["/ResourceTypes/User", { kind: "discovery", document: "ResourceTypes", id: "User" }],
  ])("finds what %s names", (path, route) => {
    expect(routeOf(path, endpoints)).toEqual(route);
  });

  it.each(["", "/", "/.search", "/Users/.search", "/Bulk", "/Me", "/Me/x", "/Me/x/y"])(
    "knows that %j is an endpoint of the protocol, though not offered",
    (path) => {
      expect(routeOf(path, endpoints).kind).toBe("unsupported");
    },
  );

  it("refuses an identifier with a broken escape", () => {
    expect(() => routeOf("/Users/%E0%A4%A", endpoints)).toThrow(expect.objectContaining({ status: 400 }));
  });
});

describe("methodsOf", () => {
  it("names the methods of a collection, a resource and a document", () => {
    expect(methodsOf({ kind: "collection", endpoint: users })).toEqual(["GET", "HEAD", "POST"]);
    expect(methodsOf({ kind: "resource", endpoint: users, id: "1" })).toEqual([
      "GET",
      "HEAD",
      "PUT",
      "PATCH",
      "DELETE",
    ]);
    expect(methodsOf({ kind: "discovery", document: "Schemas", id: undefined })).toEqual(["GET", "HEAD"]);
  });
});

describe("splitUrl", () => {
  it.each([
    ["http://h/a/b?c=d#e", "/a/b", "c=d"],
    ["http://h/a#b?c", "/a", ""],
    ["http://h", "/", ""],
    ["https://h:1/?", "/", ""],
  ])("parts %s", (url, path, search) => {
    expect(splitUrl(url)).toEqual({ path, search });
  });
});
