import { describe, expect, it } from "vitest";
import type { Exchange } from "../../../scim/index.ts";
import { bearerOf, challengesOf, parameterOf } from "./challenge.ts";

function answering(header: string | undefined): Exchange {
  const headers: Record<string, string> = header === undefined ? {} : { "www-authenticate": header };
  return {
    id: 1,
    step: "probe",
    request: { method: "GET", url: "https://scim.example.com/Users", path: "/Users", headers: {} },
    response: { status: 401, headers, text: "", body: undefined, validUtf8: true },
    startedAt: 0,
    durationMs: 0,
  };
}

describe("challengesOf", () => {
  it("reads several challenges of one header", () => {
    expect(challengesOf(answering('Basic realm="a, b", Bearer realm="scim", error=invalid_token'))).toEqual([
      { scheme: "Basic", parameters: [["realm", "a, b"]] },
      {
        scheme: "Bearer",
        parameters: [
          ["realm", "scim"],
          ["error", "invalid_token"],
        ],
      },
    ]);
  });

  it("reads a scheme without parameters", () => {
    expect(challengesOf(answering("Bearer"))).toEqual([{ scheme: "Bearer", parameters: [] }]);
    expect(challengesOf(answering('Negotiate, bearer scope="scim"'))).toHaveLength(2);
  });

  it("unescapes quoted text", () => {
    expect(parameterOf(bearerOf(answering('Bearer error="a \\"b\\""')), "error")).toBe('a "b"');
  });

  it("keeps a parameter that is given twice", () => {
    expect(bearerOf(answering('Bearer realm="a", REALM="b"'))?.parameters).toEqual([
      ["realm", "a"],
      ["realm", "b"],
    ]);
  });

  it("finds nothing where there is no header", () => {
    expect(challengesOf(answering(undefined))).toEqual([]);
    expect(bearerOf(answering('Basic realm="x"'))).toBeUndefined();
  });
});
