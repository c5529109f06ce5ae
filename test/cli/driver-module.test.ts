import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import type { Run } from "../../engine/index.ts";
import { folder, type Outcome, scimproof, simulator } from "./scimproof.ts";

const ROOT = resolve(import.meta.dirname, "../..");

/** A folder with modules of a user's, who has this package installed. */
function project(files: Record<string, string>): string {
  const cwd = folder();
  mkdirSync(join(cwd, "node_modules"));
  symlinkSync(ROOT, join(cwd, "node_modules/scimproof"));
  writeFileSync(join(cwd, "package.json"), JSON.stringify({ type: "module" }));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(cwd, name), text);
  return cwd;
}

/** Judges a simulator by some rules, its console operated by a module. */
async function drivenBy(name: string, text: string, ...rules: string[]): Promise<Outcome & { run: () => Run }> {
  const { url, admin, adminToken } = await simulator("--profile", "8x8");
  const outcome = await scimproof(
    ["run", url, "--json", "--report", "none", "--driver", `./${name}`, ...rules.flatMap((rule) => ["--rule", rule])],
    { cwd: project({ [name]: text }), env: { CONSOLE_URL: admin!, CONSOLE_TOKEN: adminToken! } },
  );
  return { ...outcome, run: () => JSON.parse(outcome.stdout) as Run };
}

const RENAME = "8x8/site/former-name-is-unknown";

describe("the example of the guide for drivers", () => {
  const guide = readFileSync(join(ROOT, "docs/guides/drivers.md"), "utf8");
  const [, example = ""] = /```ts\n\/\/ my-driver\.ts\n([\s\S]*?)```/.exec(guide) ?? [];

  it("operates the console for the rules that need sites, and the others say what they lack", async () => {
    const { code, run } = await drivenBy("my-driver.ts", example, RENAME, "8x8/site/console-moves-nobody");
    expect(run().results).toMatchObject([
      { rule: RENAME, verdict: "pass" },
      {
        rule: "8x8/site/console-moves-nobody",
        verdict: "skip",
        because: "needs admin.user.assignSite: the driver cannot do user.assignSite",
      },
    ]);
    expect(code).toBe(0);
  });
});

describe("scimproof run --driver", () => {
  it.each<[string, string, string]>([
    ["an object as default export", "a.mjs", "export default { site: { list: () => [] } };"],
    ["an object as export named driver", "a.js", "export const driver = { site: { list: async () => [] } };"],
    ["a function", "a.ts", "export default ({ target }: { target: string }) => ({ site: { list: () => [target] } });"],
    ["an asynchronous function", "a.mts", "export async function driver() { return { site: { list: () => [] } }; }"],
    [
      "an instance of a class, with a note of its own",
      "a.ts",
      "class Sites { names: string[] = []; list() { return this.names; } }\nexport default { version: 1, site: new Sites() };",
    ],
  ])("takes %s", async (_what, name, text) => {
    const { run } = await drivenBy(name, text, RENAME);
    expect(run().run.capabilities.filter((each) => each.startsWith("admin."))).toEqual(["admin.site.list"]);
    expect(run().results[0]).toMatchObject({ because: "needs admin.site.create: the driver cannot do site.create" });
  });

  it.each<[string, string, string, string]>([
    ["is not there", "b.ts", "", "./a.ts does not exist; expected a module whose default export"],
    [
      "has a misspelt noun",
      "a.ts",
      "export default { sites: { list() {} } };",
      'has "sites", which is no noun; did you mean "site"?',
    ],
    [
      "has a misspelt verb",
      "a.ts",
      "export default { site: { creat() {} } };",
      'has "site.creat", which is no operation; did you mean "create"?',
    ],
    [
      "has a text for a verb",
      "a.ts",
      'export default { site: { create: "x" } };',
      'has a string as "site.create"; expected a function',
    ],
    [
      "has a function for a noun",
      "a.ts",
      "export default { site() {} };",
      'has a function as "site"; expected an object of verbs',
    ],
    ["exports nothing", "a.ts", "export {};", "gives nothing; expected a module whose default export"],
    ["exports a number", "a.ts", "export default 3;", "gives a number; expected a module"],
    ["has no operation", "a.ts", "export default {};", "has no operation"],
    ["throws", "a.ts", 'throw new Error("no browser");', "cannot be loaded: Error: no browser"],
    ["does not parse", "a.ts", "export default {", "cannot be loaded: SyntaxError"],
    [
      "fails to make a driver",
      "a.ts",
      'export default () => { throw new Error("no browser"); };',
      "its function failed: Error: no browser",
    ],
  ])("ends with 2 before anything is sent where the module %s", async (_what, name, text, said) => {
    const { url } = await simulator("--profile", "8x8");
    const { code, stderr } = await scimproof(["run", url, "--driver", "./a.ts"], { cwd: project({ [name]: text }) });
    expect(code).toBe(2);
    expect(stderr).toContain(said);
    expect(stderr).toContain("--driver: ./a.ts ");
  });

  it("judges on where an operation fails, and says so in the driver's words", async () => {
    const failing =
      'export default { site: { create: async () => { throw new Error("the page is not there"); }, rename() {}, list: () => [] } };';
    const { code, run } = await drivenBy("a.ts", failing, RENAME, "8x8/site/create-without-site");
    expect(run().results).toMatchObject([
      { rule: "8x8/site/create-without-site", verdict: "pass" },
      {
        rule: RENAME,
        verdict: "inconclusive",
        because: expect.stringContaining("the driver's site.create failed: the page is not there"),
      },
    ]);
    expect(code).toBe(3);
  });

  it("leaves the driver of a simulator out where it is told none", async () => {
    const { url } = await simulator("--profile", "8x8");
    const { stdout } = await scimproof([
      "run",
      url,
      "--json",
      "--report",
      "none",
      "--driver",
      "none",
      "--rule",
      RENAME,
    ]);
    expect((JSON.parse(stdout) as Run).results).toMatchObject([
      { verdict: "skip", because: "needs admin.site.create: the target has no driver for its admin plane" },
    ]);
  });

  it("takes no other driver for the simulator in its own process", async () => {
    const { code, stderr } = await scimproof(["run", "--driver", "ask"], { input: "\n" });
    expect(code).toBe(2);
    expect(stderr).toContain("the bundled simulator has a driver of its own");
  });

  it("asks what was meant by a name that is none", async () => {
    const { url } = await simulator("--profile", "8x8");
    const { code, stderr } = await scimproof(["run", url, "--driver", "aks"]);
    expect(code).toBe(2);
    expect(stderr).toContain('did you mean "ask"?');
  });
});
