import { describe, expect, it } from "vitest";
import { createRedactor } from "./redaction.ts";

const redactor = createRedactor(["s3cret+token=", undefined]);

describe("createRedactor", () => {
  it("masks a known secret wherever it turns up, also percent-encoded", () => {
    expect(redactor.text('it said "s3cret+token=" and ?t=s3cret%2Btoken%3D')).toBe('it said "***" and ?t=***');
    expect(redactor.body({ detail: ["no user s3cret+token="] })).toEqual({ detail: ["no user ***"] });
  });

  it("masks credentials in headers and leaves their scheme", () => {
    expect(redactor.headers({ authorization: "Bearer abc", cookie: "id=1", accept: "*/*" })).toEqual({
      authorization: "Bearer ***",
      cookie: "***",
      accept: "*/*",
    });
    expect(redactor.headers({ authorization: "BEARER abc" })).toEqual({ authorization: "BEARER ***" });
  });

  it("masks secrets that it does not know by the name of their member or parameter", () => {
    expect(redactor.body({ password: "t1meMa$heen", name: { token: "abc" }, active: true })).toEqual({
      password: "***",
      name: { token: "***" },
      active: true,
    });
    expect(redactor.text("GET /Users?access_token=abc&count=1")).toBe("GET /Users?access_token=***&count=1");
    expect(redactor.text('{"password": "a \\" b", "title": "Engineer"}')).toBe(
      '{"password": "***", "title": "Engineer"}',
    );
  });

  it("leaves an attribute definition called password as it is", () => {
    const definition = { name: "password", mutability: "writeOnly", password: { type: "string" } };
    expect(redactor.body(definition)).toEqual(definition);
  });

  it("does not take a secret of a few characters for one, which would mask half of everything", () => {
    expect(createRedactor(["abc"]).text("abcdef")).toBe("abcdef");
  });
});
