import { describe, expect, it } from "vitest";
import type { Exchange } from "../scim/index.ts";
import { type ExchangeExpectation, expect as judge, show } from "./expect.ts";
import { Violation } from "./failure.ts";

function answer(status: number, body?: unknown, headers: Record<string, string> = {}): Exchange {
  return {
    id: 42,
    step: "probe",
    request: { method: "GET", url: "", path: "/Users/1", headers: {} },
    response: { status, headers, body, text: body === undefined ? "" : JSON.stringify(body), validUtf8: true },
    startedAt: 0,
    durationMs: 0,
  };
}

const ERROR = "urn:ietf:params:scim:api:messages:2.0:Error";
const list = (...ids: string[]) => answer(200, { totalResults: ids.length, Resources: ids.map((id) => ({ id })) });

type Case = [string, Exchange, Exchange, (expectation: ExchangeExpectation) => unknown];

// What holds, what does not, and the expectation that tells them apart.
const cases: Case[] = [
  ["status", answer(204), answer(200), (it) => it.status(204, 404)],
  ["success", answer(201), answer(302), (it) => it.success()],
  ["refused", answer(501), answer(500), (it) => it.refused()],
  ["refused, and not accepted", answer(404), answer(200), (it) => it.refused()],
  ["scimError", answer(400, { schemas: [ERROR] }), answer(400, { detail: "x" }), (it) => it.scimError([400, 409])],
  [
    "scimError with a keyword",
    answer(409, { schemas: [ERROR], scimType: "uniqueness" }),
    answer(409, { schemas: [ERROR], scimType: "mutability" }),
    (it) => it.scimError(409, "uniqueness"),
  ],
  ["header", answer(200, undefined, { etag: 'W/"1"' }), answer(200), (it) => it.header("ETag")],
  [
    "header that matches",
    answer(200, undefined, { etag: 'W/"1"' }),
    answer(200, undefined, { etag: "1" }),
    (it) => it.header("ETag", /^W/),
  ],
  [
    "attribute",
    answer(200, { name: { givenName: "A" } }),
    answer(200, { name: { givenName: "B" } }),
    (it) => it.attribute("name.givenName", "A"),
  ],
  ["hasAttribute", answer(200, { active: false }), answer(200, { active: null }), (it) => it.hasAttribute("active")],
  ["lacksAttribute", answer(200, { emails: [] }), answer(200, { emails: [{}] }), (it) => it.lacksAttribute("emails")],
  ["resources", list("b", "a"), list("a", "b", "c"), (it) => it.resources(["a", "b"])],
  [
    "resources of an empty list that leaves them out",
    answer(200, { totalResults: 0 }),
    answer(200, { id: "1" }),
    (it) => it.resources([]),
  ],
  ["includes", list("a", "b"), list("b"), (it) => it.includes("a")],
  ["excludes", list("b"), list("a", "b"), (it) => it.excludes("a")],
  ["noBody", answer(204), answer(204, {}), (it) => it.noBody()],
  ["that", answer(200), answer(201), (it) => it.that(true, { summary: "", seen: 0, expected: 0 }).status(200)],
];

describe("expect", () => {
  it.each(cases)("%s lets what holds pass, and can be chained", (_, holds, __, expectation) => {
    expect(expectation(judge(holds))).toHaveProperty("status");
  });

  it.each(cases)("%s finds what does not hold, and names the exchange", (_, __, holdsNot, expectation) => {
    const violation = violationOf(() => expectation(judge(holdsNot)));
    expect(violation.deviation).toMatchObject({ exchange: 42, summary: expect.stringMatching(/^GET \/Users\/1 /) });
  });

  it("says what was seen and what was expected", () => {
    expect(violationOf(() => judge(answer(200, { title: "B" })).attribute("title", "A")).deviation).toEqual({
      summary: 'GET /Users/1 shows title as "B", expected "A"',
      seen: "B",
      expected: "A",
      attribute: "title",
      exchange: 42,
    });
  });

  it.each([null, "text", [], { Resources: 5 }, undefined])("takes %j for no list", (body) => {
    expect(violationOf(() => judge(answer(200, body)).includes("1")).message).toContain("answered no ListResponse");
  });

  it("judges anything else by that", () => {
    expect(() => judge.that(true, { summary: "wrong", seen: 1, expected: 2 })).not.toThrow();
    expect(violationOf(() => judge.that(false, { summary: "wrong", seen: 1, expected: 2 })).message).toBe("wrong");
  });
});

describe("show", () => {
  it("shows a value in one line that is not too long", () => {
    expect([show(undefined), show("a"), show({ a: 1 }), show("abcdef", 4)]).toEqual([
      "nothing",
      '"a"',
      '{"a":1}',
      '"ab…',
    ]);
  });
});

function violationOf(act: () => unknown): Violation {
  try {
    act();
  } catch (cause) {
    if (cause instanceof Violation) return cause;
    throw cause;
  }
  throw new Error("it was let pass");
}
