import { describe, expect, it } from "vitest";
import { UsageError } from "../../../engine/index.ts";
import { type Exported, smallPack } from "../../../test/packs/small.ts";
import { readPack } from "./index.ts";

const read = (change: (pack: Exported) => unknown = () => undefined) => {
  const pack = smallPack();
  change(pack);
  return readPack(JSON.stringify(pack), "small.json");
};
const step = (pack: Exported, number: number): Record<string, unknown> => pack.steps[number - 1]!;
const assertionOf = (pack: Exported, number: number, place: number): Record<string, unknown> =>
  (step(pack, number)["assertions"] as Record<string, unknown>[])[place - 1]!;

describe("a pack", () => {
  it("is read with its steps by their number in the file, and the pauses before them", () => {
    const { name, steps, variables } = read();
    expect(name).toBe("A small pack");
    expect(variables).toMatchObject({ department: "Maps" });
    expect(steps.map(({ number, pause, skipped }) => [number, pause, skipped])).toEqual([
      [1, 0, false],
      [3, 2, false],
      [4, 0, false],
      [5, 0, true],
      [6, 0, false],
    ]);
    expect(steps[0]!.variables.map(({ name: variable }) => variable)).toEqual(["anybody"]);
    expect(steps[1]!.headers).toEqual([
      ["content-type", "application/json"],
      ["authorization", "{{auth}}"],
    ]);
  });

  it("is read out of a list of one", () => {
    expect(readPack(JSON.stringify([smallPack()]), "small.json").steps).toHaveLength(5);
  });

  it.each<[string, string, string]>([
    ["no JSON", "{\n  steps: []", "small.json is not JSON (line 2 column 3)"],
    ["empty", "", "small.json is not JSON"],
    ["a word", '"steps"', "small.json is no exported test: expected an object with"],
    ["several tests", "[{}, {}]", "small.json holds 2 tests: export one test as JSON"],
    ["without steps", "{}", 'small.json is no exported test: it has no list of "steps"'],
    ["without a request", '{"steps":[{"step_type":"pause","duration":1}]}', "it has no step that sends a request"],
  ])("is refused when it is %s", (_, text, words) => {
    expect(() => readPack(text, "small.json")).toThrow(UsageError);
    expect(() => readPack(text, "small.json")).toThrow(words);
  });

  it.each<[string, (pack: Exported) => unknown, RegExp]>([
    ["no step", (pack) => (pack.steps[0] = null as never), /step 1: expected an object with a step_type/],
    [
      "another kind of step",
      (pack) => (step(pack, 3)["step_type"] = "condition"),
      /step 3 \("Make a person"\): its step_type is "condition", and only "request" and "pause" are run/,
    ],
    [
      "an unknown comparison",
      (pack) => (assertionOf(pack, 3, 2)["comparison"] = "equals"),
      /step 3 \("Make a person"\), assertion 2: its comparison is "equals", expected one of empty, not_empty, .*equal_number/,
    ],
    [
      "an unknown source",
      (pack) => (assertionOf(pack, 4, 1)["source"] = "response_xml"),
      /step 4 \("Read the person"\), assertion 1: its source is "response_xml", expected one of response_status, /,
    ],
    [
      "a comparison without a value",
      (pack) => (assertionOf(pack, 4, 3)["value"] = null),
      /assertion 3: "is_less_than" compares with a value, and there is none/,
    ],
    ["a value that is a list", (pack) => (assertionOf(pack, 4, 3)["value"] = [1]), /assertion 3: its value is no text/],
    ["assertions that are no list", (pack) => (step(pack, 1)["assertions"] = { a: 1 }), /assertions: expected a list/],
    ["a variable from nowhere", (pack) => (step(pack, 1)["variables"] = [{ name: "x" }]), /variable 1: its source is/],
    ["no url", (pack) => delete step(pack, 1)["url"], /step 1 \("Somebody is there"\): it has no url/],
    ["an unknown method", (pack) => (step(pack, 1)["method"] = "FETCH"), /its method is "FETCH", expected one of GET/],
    ["a header without text", (pack) => (step(pack, 1)["headers"] = { A: [1] }), /the header A has no text/],
    ["a form", (pack) => (step(pack, 3)["form"] = { a: ["b"] }), /it has "form", which is not supported/],
    [
      "credentials of another kind",
      (pack) => (step(pack, 3)["auth"] = { auth_type: "basic" }),
      /it has "auth", which is not supported; "headers" and "body" are/,
    ],
    ["a pause without an end", (pack) => (step(pack, 2)["duration"] = 1e9), /step 2: its duration is 1000000000/],
    [
      "a script with a loop",
      (pack) => (step(pack, 3)["scripts"] = ["var a = 1;\nfor (;;) a = 2;"]),
      /step 3 \("Make a person"\), script 1: "for" in line 2 is not recognised; scripts are read and not evaluated/,
    ],
    [
      "a script before it with a call of its own",
      (pack) => (step(pack, 3)["before_scripts"] = ["", "request.headers = {};"]),
      /script before it 2: "request" in line 1 is not recognised/,
    ],
  ])("is refused for %s, with the place and what is accepted", (_, change, words) => {
    expect(() => read(change)).toThrow(UsageError);
    expect(() => read(change)).toThrow(words);
  });
});
