import { describe, expect, it } from "vitest";
import { valueAt } from "./value-at.ts";

const ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
const user = {
  userName: "bjensen",
  name: { familyName: "Jensen" },
  emails: [
    { type: "work", value: "w@example.com" },
    { type: "home", value: "h@example.com" },
  ],
  [ENTERPRISE]: { department: "Sales", manager: { value: "26" } },
};

describe("valueAt", () => {
  it.each([
    ["userName", "bjensen"],
    ["name.familyName", "Jensen"],
    ["emails[home].value", "h@example.com"],
    ["emails[0].value", "w@example.com"],
    ["emails[work]", user.emails[0]],
    [ENTERPRISE, user[ENTERPRISE]],
    [`${ENTERPRISE}:manager.value`, "26"],
    ["urn:ietf:params:scim:schemas:core:2.0:User:name.familyName", "Jensen"],
  ])("reads %s", (path, value) => {
    expect(valueAt(user, path)).toEqual(value);
  });

  it.each([
    "username",
    "name.givenName",
    "emails[other].value",
    "emails[7]",
    "userName[work]",
    "urn:other:attribute",
    "a..b",
    "",
  ])("finds nothing at %j", (path) => {
    expect(valueAt(user, path)).toBeUndefined();
  });

  it.each([undefined, null, "text", 5, []])("finds nothing in %j", (resource) => {
    expect(valueAt(resource, "userName")).toBeUndefined();
  });
});
