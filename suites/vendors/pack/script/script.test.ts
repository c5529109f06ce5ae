import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseScript, variablesOf } from "./parse.ts";
import { runScript } from "./run.ts";
import { Unrecognised } from "./token.ts";

const ANSWER = JSON.stringify({ userName: "Ada", totalResults: 0, Resources: [], active: true });

function run(script: string, body = ANSWER, given: Record<string, string> = {}) {
  const variables = new Map(Object.entries(given));
  const failure = runScript(parseScript(script), { response: { body, status: 200 }, variables });
  return { failure, variables: Object.fromEntries(variables) };
}

describe("a script of a pack", () => {
  it("asserts something of the answer", () => {
    const script = `// what was found
      var data = JSON.parse(response.body), nothing = 0
      let list = data.Resources;`;
    expect(() => parseScript(script)).toThrow(Unrecognised);
    expect(
      run(`// what was found
        var data = JSON.parse(response.body);
        const list = data["Resources"]
        var found = false;
        if (data.totalResults === 0) assert("none", "nobody is there");
        else if (data.totalResults >= 1 && Array.isArray(list)) { found = true; assert.ok(found, "a list"); log(found); }`)
        .failure,
    ).toBeUndefined();
  });

  it.each<[string, string, unknown, unknown]>([
    ['assert.ok(JSON.parse(response.body).id, "there is an id");', "there is an id", undefined, "what counts as true"],
    ["assert.equal(response.status, 201);", "assert.equal", 200, 201],
    ['assert.notEqual(JSON.parse(response.body).userName.toLowerCase(), "ada")', "assert.notEqual", "ada", 'not "ada"'],
    ["assert.isTrue(!JSON.parse(response.body).active)", "assert.isTrue", false, true],
    ["assert.isFalse(JSON.parse(response.body).active)", "assert.isFalse", true, false],
    ['assert.strictEqual(response.status, "200")', "assert.strictEqual", 200, "200"],
  ])("fails by what it asserts: %s", (script, what, seen, expected) => {
    expect(run(script).failure).toEqual({ what, seen, expected });
  });

  it("fails, and does not break, where the answer is not what it works with", () => {
    expect(run("var a = JSON.parse(response.body);", "<html>").failure).toMatchObject({ what: "JSON.parse" });
    expect(run("log(JSON.parse(response.body).name.familyName)").failure).toMatchObject({
      what: 'reading "familyName"',
    });
    expect(run("JSON.parse(response.body).totalResults.toUpperCase()").failure).toMatchObject({
      what: 'calling "toUpperCase"',
      seen: 0,
    });
  });

  it("compares as the language does", () => {
    expect(
      run('assert(1 == "1" && 1 !== "1" && 2 > 1 && "a" + 1 == "a1" && 3 - 1 === 2 && null == undefined)').failure,
    ).toBeUndefined();
    expect(run('assert.equal(true, "true")').failure).toBeDefined();
    expect(run('assert(false || !true || "".length === 0)').failure).toBeUndefined();
  });

  it("reads and sets variables of the pack", () => {
    const script =
      'variables.set("name", JSON.parse(response.body).userName); variables.set("more", variables.get("a") + 1);';
    expect(run(script, ANSWER, { a: "b" }).variables).toEqual({ a: "b", name: "Ada", more: "b1" });
    expect(variablesOf(parseScript(script), "variables.set")).toEqual(["name", "more"]);
    expect(variablesOf(parseScript(script), "variables.get")).toEqual(["a"]);
  });

  it("finds nothing that every object has", () => {
    expect(run('assert.ok(JSON.parse(response.body).constructor, "x")').failure).toMatchObject({ seen: undefined });
    expect(run('assert.ok(response["__proto__"], "x")').failure).toMatchObject({ seen: undefined });
  });

  it.each([
    "for (;;) {}",
    "while (true) {}",
    "function f() {}",
    "var f = () => 1;",
    "eval('1')",
    "new Function('return 1')()",
    "process.exit(1)",
    "JSON.stringify(response)",
    "response.body.constructor('x')",
    "response.body.replace('a', 'b')",
    "fetch('https://example.com')",
    "unknown",
    "response = 1;",
    "undeclared = 1;",
    "var a = `text`;",
    "var a = /x/;",
    "a ? b : c",
    "assert.equal(1)",
    "if (true",
    "var a = 1 var b = 2",
    "this.x",
    `var a = ${"(".repeat(200)}1${")".repeat(200)};`,
    `${"{".repeat(10_000)}`,
  ])("is refused for what is not recognised: %s", (script) => {
    expect(() => parseScript(script)).toThrow(Unrecognised);
  });

  it("is read or refused, whatever it is, and ends", () => {
    const word = fc.constantFrom(
      ..."var x = JSON . parse ( response body ) ; if else { } [ ] === == ! && || + - 1 'a' assert ok log , \n null".split(
        " ",
      ),
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 30 }), (words) => {
        try {
          runScript(parseScript(words.join(" ")), { response: { body: ANSWER, status: 200 }, variables: new Map() });
        } catch (cause) {
          expect(cause).toBeInstanceOf(Unrecognised);
        }
      }),
      { numRuns: 300 },
    );
  });
});
