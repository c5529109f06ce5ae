import { spawnSync } from "node:child_process";
import { stripVTControlCharacters } from "node:util";
import { describe, expect, it } from "vitest";
import { listen, serviceProvider } from "../../simulators/index.ts";
import { atTheEnd, MAIN, type Outcome, scimproof, start } from "./scimproof.ts";

const COMMANDS = ["run", "prove", "simulate", "rules", "demo"];
const ESCAPE = "\u001b";
const COLOUR = new RegExp(`${ESCAPE}\\[[\\d;]*m`);
const FAULTY = ["run", "--mutant", "sp-patch-modifies-title", "--rule", "patch", "--report", "none", "--seed", "1"];

/** The lines that do not fit into a terminal of 80 columns. */
function tooLong(text: string): string[] {
  return stripVTControlCharacters(text)
    .split("\n")
    .filter((line) => Array.from(line).length > 80);
}

describe.concurrent("a terminal of 80 columns", () => {
  it("shows the whole help of every command", async () => {
    const helps = [
      [],
      ["--help"],
      ["help"],
      ...COMMANDS.flatMap((name) => [
        [name, "--help"],
        ["help", name],
      ]),
    ];
    const shown = await Promise.all(helps.map((args) => scimproof(args)));
    for (const { code, stdout, stderr } of shown) {
      expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
      expect(stdout).toContain("Examples\n");
      expect(tooLong(stdout)).toEqual([]);
      expect(stdout).not.toContain(ESCAPE);
    }
    // Help starts with examples: they come before the options.
    for (const { stdout } of shown) expect(stdout.indexOf("Examples")).toBeLessThan(stdout.indexOf("Options"));
    expect(shown[0]!.stdout).toBe(shown[1]!.stdout);
    for (const name of COMMANDS) expect(shown[0]!.stdout).toMatch(new RegExp(`^  ${name} `, "m"));
  });

  it("shows the version", async () => {
    for (const flag of ["--version", "-V"]) {
      const { code, stdout } = await scimproof([flag]);
      expect([code, stdout]).toEqual([0, expect.stringMatching(/^\d+\.\d+\.\d+\S*\n$/)]);
    }
  });

  it.each([
    ["the catalogue", ["rules"], 0],
    ["a report with findings", FAULTY, 1],
    ["a report by the RFCs", ["run", "--profile", "rfc", "--report", "none", "--shard", "1/4"], 0],
    ["a proof", ["prove", "--profile", "rfc", "--rule", "delete/no-content"], 0],
    ["a list of what would be judged", ["run", "--dry-run"], 0],
  ])("shows %s in whole lines and, through a pipe, without escape codes", async (_, args, expected) => {
    const { code, stdout, stderr } = await scimproof(args, { env: { TERM: "xterm-256color" } });
    expect(code).toBe(expected);
    expect(tooLong(stdout)).toEqual([]);
    expect(stdout).not.toContain(ESCAPE);
    expect(stderr).not.toContain(ESCAPE);
  });

  it("is not painted on by a target that sends escape codes", async () => {
    const server = await listen((origin) => {
      const { handler } = serviceProvider({ origin, token: "t0ken" });
      return async (request) => {
        const response = await handler(request);
        const text = (await response.text()).replaceAll(
          /"(title|displayName|detail|givenName)":"/g,
          "$&\\u001b[2J\\u009b7m",
        );
        return new Response(text === "" ? null : text, { status: response.status, headers: { "content-type": "a/b" } });
      };
    });
    atTheEnd(server.close);
    const args = ["run", `${server.origin}/scim/v2`, "--token", "t0ken", "--report", "none"];
    const { code, stdout, stderr } = await scimproof([...args, "--rule", "content-type", "--rule", "errors"]);
    expect(code).toBe(1);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
    expect(stdout + stderr).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
  });

  it("gives up quietly when the reader of its output has left", async () => {
    const line = `"${process.execPath}" "${MAIN}" rules | head -1; exit "\${PIPESTATUS[0]}"`;
    const { code, stdout, stderr } = await start("bash", ["-c", line]).ended;
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout.split("\n")).toHaveLength(2);
  });
});

const hasScript = spawnSync("script", ["--version"]).stdout?.toString().includes("util-linux") ?? false;

/** Runs a command with a terminal of 80 columns round it, which shows both its streams. */
function inTerminal(args: string[], env: Record<string, string> = {}): Promise<Outcome> {
  const words = [process.execPath, MAIN, ...args].map((word) => `'${word}'`).join(" ");
  return start("script", ["-qec", `stty cols 80 rows 24; ${words}`, "/dev/null"], { env: { TERM: "xterm", ...env } })
    .ended;
}

describe.skipIf(!hasScript)("a terminal that can do more", () => {
  it("shows a progress bar that fits, and clears it away", async () => {
    const { code, stdout } = await inTerminal(FAULTY);
    expect(code).toBe(1);
    const bars = stdout.split("\r").filter((part) => /[█░]/.test(part));
    expect(bars.length).toBeGreaterThan(1);
    expect(tooLong(bars.join("\n"))).toEqual([]);
    expect(bars.at(-1)).toMatch(/\b(\d+)\/\1 rules/);
    expect(stdout.split(/[█░]/).at(-1)).toContain("\r\x1b[2K");
    expect(tooLong(stdout.replaceAll("\r\n", "\n").replaceAll("\r", "\n"))).toEqual([]);
  });

  it("shows colours, unless NO_COLOR is set", async () => {
    const [coloured, plain] = await Promise.all([inTerminal(FAULTY), inTerminal(FAULTY, { NO_COLOR: "1" })]);
    expect(coloured.stdout).toMatch(COLOUR);
    expect(plain.stdout).toContain("NOT CONFORMANT");
    expect(plain.stdout).not.toMatch(COLOUR);
  });

  it("shows no bar where the terminal is dumb", async () => {
    const { stdout } = await inTerminal(FAULTY, { TERM: "dumb" });
    expect(stdout).toMatch(/\d+ of \d+ rules/);
    expect(stdout).not.toMatch(/[█░]/);
  });

  it("does not show the token that is typed", async () => {
    const words = `'${process.execPath}' '${MAIN}' run http://127.0.0.1:9/scim --token-stdin`;
    const running = start("script", ["-qec", words, "/dev/null"], { env: { TERM: "xterm" }, input: null });
    await expect.poll(() => running.printed.stdout, { timeout: 10_000 }).toContain("Bearer token:");
    running.process.stdin!.write("typed-canary\n");
    const { code, stdout } = await running.ended;
    expect(code).toBe(3);
    expect(stdout).toContain("ECONNREFUSED");
    expect(stdout).not.toContain("canary");
  });
});
