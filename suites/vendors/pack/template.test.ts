import { en, Faker } from "@faker-js/faker";
import { describe, expect, it } from "vitest";
import { callsFunction, fill, slotsOf } from "./template.ts";

const maker = () => {
  const faker = new Faker({ locale: en });
  faker.seed(7);
  return { faker, now: () => 1_900_000_000_500 };
};
const filled = (text: string, variables: Record<string, string> = {}): string =>
  fill(text, new Map(Object.entries(variables)), maker(), (name) => `<no ${name}>`);

describe("a template", () => {
  it("takes variables, whatever blanks surround their names", () => {
    expect(filled("{{base}}/Users/{{ id }}", { base: "https://x", id: "7" })).toBe("https://x/Users/7");
    expect(slotsOf('{"a":"{{ b }}","c":{"d":"{{e}}"}}')).toEqual(["b", "e"]);
  });

  it("does not fill what a variable brings in", () => {
    expect(filled("{{a}}", { a: "{{b}}", b: "secret" })).toBe("{{b}}");
  });

  it("says which variable has no value, also one that every object has", () => {
    expect(filled("{{a}} {{constructor}}")).toBe("<no a> <no constructor>");
  });

  it("draws made-up values, the same for the same seed", () => {
    const text = "{{uuid}} {{$guid}} {{random_int(3,5)}} {{random_string(8)}} {{random_lowercase_string(4)}}";
    expect(filled(text)).toBe(filled(text));
    expect(filled(text)).toMatch(/^[0-9a-f-]{36} [0-9a-f-]{36} [345] \w{8} [a-z]{4}$/);
    expect(filled("{{timestamp}} {{timestamp_offset(-60)}} {{utc_datetime}}")).toBe(
      "1900000000 1899999940 2030-03-17T17:46:40.500Z",
    );
  });

  it("knows its functions from others, and bounds what they draw", () => {
    expect(["uuid", "$randomInt", "random_int(1, 2)"].filter(callsFunction)).toHaveLength(3);
    expect(["hmac_sha1(a,b)", "random_int(x)", "toString", "process.exit()"].filter(callsFunction)).toEqual([]);
    expect(filled("{{random_string(999999999)}}")).toHaveLength(1000);
  });
});
