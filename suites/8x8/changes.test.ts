import { describe, expect, it } from "vitest";
import { expect as judges, type Trial, Violation } from "../../engine/index.ts";
import type { Exchange, JsonObject } from "../../scim/index.ts";
import { changes, expectUnchanged, shownBy } from "./changes.ts";
import { ENTERPRISE } from "./user.ts";

const ada: JsonObject = {
  id: "1",
  userName: "ada@example.com",
  name: { givenName: "Ada", familyName: "Lovelace" },
  phoneNumbers: [
    { type: "mobile", value: "+14155550100" },
    { type: "work", value: "+14155550101" },
  ],
  [ENTERPRISE]: { department: "Engines" },
  meta: { version: "1" },
};

const trial = { expect: judges } as Trial;

function read(body: unknown, status = 200): Exchange {
  const response = { status, headers: {}, text: JSON.stringify(body), body, validUtf8: true };
  const request = { method: "GET", url: "http://test.example/Users/1", path: "/Users/1", headers: {} };
  return { id: 1, step: "probe", startedAt: 0, durationMs: 0, request, response };
}

describe("what differs between two reads", () => {
  it("is nothing when only the order of values, meta, or how unassigned is written differs", () => {
    const phoneNumbers = [...(ada["phoneNumbers"] as JsonObject[])].reverse();
    expect(changes(ada, { ...ada, phoneNumbers, meta: { version: "2" }, title: null, roles: [] })).toEqual([]);
  });

  it("names sub-attributes and attributes of extensions by their path", () => {
    const after = { ...ada, name: { givenName: "Ada", familyName: "King" }, [ENTERPRISE]: {} };
    expect(changes(ada, after)).toEqual(["name.familyName", `${ENTERPRISE}:department`]);
  });

  it("counts an attribute that is new", () => {
    expect(changes(ada, { ...ada, title: "Countess" })).toEqual(["title"]);
  });
});

describe("a user that may not have changed", () => {
  it("passes when a list of one shows it as before", () => {
    expect(() => expectUnchanged(trial, read({ totalResults: 1, Resources: [ada] }), ada, "PATCH")).not.toThrow();
  });

  it("fails with the name and both values of what changed", () => {
    const judge = (): void => expectUnchanged(trial, read({ ...ada, title: "Countess" }), ada, "PATCH");
    expect(judge).toThrow(Violation);
    expect(deviationOf(judge)).toMatchObject({ attribute: "title", seen: "Countess", expected: "unassigned" });
  });

  it("fails when the read shows no user", () => {
    expect(() => expectUnchanged(trial, read(null), ada, "PATCH")).toThrow("shows no user");
  });

  it("may differ in what is excepted", () => {
    expect(() => expectUnchanged(trial, read({ ...ada, active: false }), ada, "PATCH", ["active"])).not.toThrow();
  });
});

it("takes a body that is no object for an empty user", () => {
  expect(shownBy(read("hello"))).toEqual({});
});

function deviationOf(judge: () => void): unknown {
  try {
    judge();
  } catch (cause) {
    return (cause as Violation).deviation;
  }
  return undefined;
}
