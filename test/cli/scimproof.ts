import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll } from "vitest";

/** The command line as the checkout has it. */
export const MAIN: string = resolve(import.meta.dirname, "../../cli/main.ts");

/** What a command left behind. */
export interface Outcome {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** How a command is started. */
export interface Circumstances {
  /** The working folder; one of its own when left out. */
  cwd?: string;
  /** Environment variables beside those that every process has. */
  env?: Record<string, string>;
  /** Standard input; closed at once when left out, and left open when null. */
  input?: string | null;
}

/** A command under way. */
export interface Running {
  process: ChildProcess;
  /** What it has printed so far. */
  printed: Outcome;
  /** Resolves when it has ended. */
  ended: Promise<Outcome>;
}

const endings: (() => unknown)[] = [];
afterAll(async () => {
  for (const end of endings.reverse()) await end();
});

/** To be done when the tests of the file are over: tests that run side by side cannot each have an end of their own. */
export function atTheEnd(end: () => unknown): void {
  endings.push(end);
}

/** A folder of the test's own, removed in the end. */
export function folder(): string {
  const path = mkdtempSync(join(tmpdir(), "scimproof-test-"));
  atTheEnd(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

/** Starts a command in a process of its own, with nothing of this one's environment but what finds programs and files. */
export function start(command: string, args: string[], { cwd, env, input }: Circumstances = {}): Running {
  const { PATH = "", HOME = "", TMPDIR = tmpdir() } = process.env;
  const child = spawn(command, args, { cwd: cwd ?? folder(), env: { PATH, HOME, TMPDIR, ...env } });
  const printed: Outcome = { code: null, stdout: "", stderr: "" };
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    printed.stdout += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    printed.stderr += text;
  });
  // A command that ends early does not read its input; that is no failure of the test.
  child.stdin.on("error", () => undefined);
  if (input !== null) child.stdin.end(input ?? "");
  const ended = new Promise<Outcome>((done, failed) => {
    child.once("error", failed);
    child.once("close", (code) => done(Object.assign(printed, { code })));
  });
  return { process: child, printed, ended };
}

/** Runs `scimproof …` to its end. */
export function scimproof(args: string[], circumstances?: Circumstances): Promise<Outcome> {
  return start(process.execPath, [MAIN, ...args], circumstances).ended;
}

/** Starts a command that stays, and waits for its first line on standard output. It is stopped in the end. */
export async function serve(args: string[]): Promise<{ line: string; running: Running }> {
  const running = start(process.execPath, [MAIN, ...args]);
  atTheEnd(async () => {
    running.process.kill("SIGKILL");
    await running.ended;
  });
  const line = await new Promise<string>((told, failed) => {
    running.process.stdout!.on("data", () => {
      const [first, ...rest] = running.printed.stdout.split("\n");
      if (rest.length > 0) told(first!);
    });
    void running.ended.then(({ code, stderr }) => failed(new Error(`ended with ${code}: ${stderr}`)));
  });
  return { line, running };
}

/** Starts `scimproof simulate` on a free port: the card it prints. */
export async function simulator(
  ...args: string[]
): Promise<{ url: string; token: string; admin: string | null; adminToken: string | null }> {
  const { line } = await serve(["simulate", "--port", "0", "--json", ...args]);
  return JSON.parse(line);
}
