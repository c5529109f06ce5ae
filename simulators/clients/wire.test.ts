import { describe, expect, it } from "vitest";
import type { Handler } from "../../scim/index.ts";
import { createWire, isAnswer, type Send } from "./wire.ts";

function wire(provider: Handler, token?: string, baseUrl = "https://sp.example/scim/v2"): Send {
  const settings = { provider, baseUrl, headers: { "x-product": "p" }, contentType: "application/scim+json" };
  return createWire({ ...settings, timeoutMs: 20 }, () => token);
}

describe("the wire", () => {
  it("sends what every request carries, the token, and a body with its type", async () => {
    const seen: unknown[] = [];
    const record: Handler = async (request) => {
      seen.push([request.method, request.url, Object.fromEntries(request.headers), await request.text()]);
      return new Response(null, { status: 204 });
    };
    await wire(record, "t")("POST", "/Users?a=b", { userName: "ann" });
    await wire(record)("GET", "/Users");
    expect(seen).toEqual([
      [
        "POST",
        "https://sp.example/scim/v2/Users?a=b",
        { "x-product": "p", authorization: "Bearer t", "content-type": "application/scim+json" },
        '{"userName":"ann"}',
      ],
      ["GET", "https://sp.example/scim/v2/Users", { "x-product": "p" }, ""],
    ]);
  });

  it("asks for the token each time", async () => {
    let token = "one";
    const seen: (string | null)[] = [];
    const send = createWire(
      {
        provider: async ({ headers }) => {
          seen.push(headers.get("authorization"));
          return new Response();
        },
        baseUrl: "https://sp.example",
        headers: {},
        contentType: "application/json",
        timeoutMs: 20,
      },
      () => token,
    );
    await send("GET", "/");
    token = "two";
    await send("GET", "/");
    expect(seen).toEqual(["Bearer one", "Bearer two"]);
  });

  it.each([
    ['{"id":"7"}', { id: "7" }],
    ["", undefined],
    ["[1]", undefined],
    ["null", undefined],
    ["<html>", undefined],
  ])("reads the JSON object of a body, of %o", async (text, body) => {
    const answer = await wire(async () => new Response(text, { status: 203 }))("GET", "/");
    expect(answer).toMatchObject({ status: 203, text });
    expect(isAnswer(answer) && answer.body).toEqual(body);
  });

  it.each<[string, Handler, string, RegExp]>([
    ["nobody answers", () => new Promise(() => {}), "timeout", /no answer within 0.02 s/],
    [
      "a body does not end",
      async () => new Response(new ReadableStream({ pull: () => new Promise(() => {}) })),
      "timeout",
      /no answer/,
    ],
    ["it is refused", () => Promise.reject(new Error("connect ECONNREFUSED")), "unreachable", /ECONNREFUSED/],
    ["the other side gave up", () => Promise.reject(new Error("Headers Timeout Error")), "timeout", /Timeout/],
    ["what is thrown is no error", () => Promise.reject("broken"), "unreachable", /broken/],
  ])("tells why there is no answer: %s", async (_name, provider, trouble, reason) => {
    expect(await wire(provider)("GET", "/")).toEqual({ trouble, reason: expect.stringMatching(reason) });
  });

  it("sends nothing that is no request, and says so", async () => {
    const never: Handler = () => Promise.reject(new Error("was asked"));
    for (const outcome of [
      await wire(never, undefined, "no url")("GET", "/"),
      await wire(never, "two\nlines")("GET", "/"),
    ]) {
      expect(outcome).toMatchObject({ trouble: "unreachable" });
      expect(outcome).not.toMatchObject({ reason: "was asked" });
    }
  });
});
