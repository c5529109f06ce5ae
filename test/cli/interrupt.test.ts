import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { describe, expect, it, onTestFinished } from "vitest";
import type { Run } from "../../engine/index.ts";
import type { Handler } from "../../scim/index.ts";
import { listen, type ServiceProvider, serviceProvider } from "../../simulators/index.ts";
import { departures } from "./documents.ts";
import { folder, MAIN, type Running, start } from "./scimproof.ts";

/** A simulator over HTTP that takes its time, as a target far away does. */
async function slow(
  profile: "rfc" | "8x8",
  delayed: (next: Handler) => Handler,
): Promise<{ provider: ServiceProvider; asked: () => number }> {
  let provider!: ServiceProvider;
  let requests = 0;
  const server = await listen((origin) => {
    provider = serviceProvider({ profile, origin });
    const next = delayed(provider.handler);
    return (request) => {
      requests++;
      return next(request);
    };
  });
  onTestFinished(server.close);
  return { provider, asked: () => requests };
}

const later =
  (milliseconds: number) =>
  (next: Handler): Handler =>
  async (request) => {
    await wait(milliseconds);
    return next(request);
  };

/** Who is at the target, by SCIM itself and in this process. */
async function usersOf({ baseUrl, token, handler }: ServiceProvider): Promise<string[]> {
  const request = new Request(`${baseUrl}/Users?count=1000`, { headers: { authorization: `Bearer ${token}` } });
  const { Resources = [] } = (await (await handler(request)).json()) as { Resources?: { userName: string }[] };
  return Resources.map(({ userName }) => userName);
}

/** Starts a run that is to be interrupted once it has made users. */
async function underway(
  { provider, asked }: Awaited<ReturnType<typeof slow>>,
  cwd: string,
  flags: string[] = [],
): Promise<Running> {
  const running = start(process.execPath, [MAIN, "run", provider.baseUrl, "--report", "json,html,junit", ...flags], {
    cwd,
  });
  onTestFinished(() => void running.process.kill("SIGKILL"));
  const early = running.ended.then(({ code, stderr }) => {
    throw new Error(`ended too early with ${code}: ${stderr}`);
  });
  const seen = async (): Promise<void> => {
    while (asked() < 30 || (await usersOf(provider)).length === 0) await wait(10);
  };
  await Promise.race([seen(), early]);
  early.catch(() => undefined);
  return running;
}

describe("Ctrl-C", () => {
  it.each(["rfc", "8x8"] as const)("ends a run tidily: %s", async (profile) => {
    const target = await slow(profile, later(15));
    const cwd = folder();
    const before = await usersOf(target.provider);
    const running = await underway(target, cwd);
    running.process.kill("SIGINT");
    const { code, stdout, stderr } = await running.ended;

    expect(code).toBe(130);
    expect(stderr).toContain("Stopping; removing what this run made. Press Ctrl-C again to leave it.");
    expect(stdout).toContain("INTERRUPTED");
    expect(await usersOf(target.provider)).toEqual(before);

    const out = join(cwd, "scimproof-results");
    expect(readdirSync(out).sort()).toEqual(["junit.xml", "report.html", "run.json"]);
    const run = JSON.parse(readFileSync(join(out, "run.json"), "utf8")) as Run;
    expect(departures("run", run)).toEqual([]);
    expect(run.exit.code).toBe(130);
    expect(run.exit.reasons[0]).toMatch(/^interrupted after \d+ of \d+ rules$/);
    expect(run.results.length).toBeGreaterThan(0);
    expect(run.results.filter(({ defect, verdict }) => defect !== undefined || verdict === "fail")).toEqual([]);
    expect(run.leftovers).toEqual([]);
  });

  it("does the same for several rules at a time, and for a polite kill", async () => {
    const target = await slow("rfc", later(15));
    const running = await underway(target, folder(), ["--concurrency", "8"]);
    running.process.kill("SIGTERM");
    expect((await running.ended).code).toBe(130);
    expect(await usersOf(target.provider)).toEqual([]);
  });

  it("waits for a create that has left, for what it makes must be removed", async () => {
    const { promise: left, resolve: leave } = Promise.withResolvers<void>();
    const { promise: made, resolve: make } = Promise.withResolvers<void>();
    const target = await slow("rfc", (next) => async (request) => {
      if (request.method !== "POST") return next(request);
      // It has read the whole request, and will do it whether or not somebody waits for the answer.
      const whole = new Request(request.url, {
        method: "POST",
        headers: request.headers,
        body: await request.text(),
      });
      leave();
      await wait(500);
      return next(whole).finally(make);
    });
    const flags = ["run", target.provider.baseUrl, "--rule", "delete", "--report", "none"];
    const running = start(process.execPath, [MAIN, ...flags]);
    await left;
    running.process.kill("SIGINT");
    expect((await running.ended).code).toBe(130);
    await made;
    expect(await usersOf(target.provider)).toEqual([]);
  });

  it("does not wait for the pace", async () => {
    const target = await slow("rfc", later(0));
    const running = start(process.execPath, [
      MAIN,
      "run",
      target.provider.baseUrl,
      "--rate",
      "0.1/s",
      "--rule",
      "read",
    ]);
    await expect.poll(target.asked, { timeout: 10_000 }).toBeGreaterThan(1);
    const clock = performance.now();
    running.process.kill("SIGINT");
    expect((await running.ended).code).toBe(130);
    expect(performance.now() - clock).toBeLessThan(5000);
  });

  it("prints one JSON document all the same", async () => {
    const target = await slow("rfc", later(15));
    const running = await underway(target, folder(), ["--json"]);
    running.process.kill("SIGINT");
    const { stdout } = await running.ended;
    expect(departures("run", JSON.parse(stdout))).toEqual([]);
  });

  it("ends at once when it is pressed twice, and the journal knows what is left", async () => {
    const cwd = folder();
    const stuck = Promise.withResolvers<void>();
    onTestFinished(() => stuck.resolve());
    // Nothing can be removed any more: the second Ctrl-C must not wait for it.
    const target = await slow("rfc", (next) => async (request) => {
      await (request.method === "DELETE" ? stuck.promise : wait(5));
      return next(request);
    });
    const running = await underway(target, cwd);
    running.process.kill("SIGINT");
    await expect.poll(() => running.printed.stderr).toContain("Press Ctrl-C again");
    const clock = performance.now();
    running.process.kill("SIGINT");
    expect((await running.ended).code).toBe(130);
    expect(performance.now() - clock).toBeLessThan(1000);

    const left = await usersOf(target.provider);
    expect(left.length).toBeGreaterThan(0);
    const folderOfJournals = join(cwd, ".scimproof/journal");
    const [file, ...others] = readdirSync(folderOfJournals);
    expect(others).toEqual([]);
    const lines = readFileSync(join(folderOfJournals, file!), "utf8")
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as { event: string; name?: string });
    expect(lines[0]).toMatchObject({ event: "run", target: target.provider.baseUrl });
    const created = lines.filter(({ event }) => event === "creating").map(({ name }) => name);
    for (const name of left) expect(created).toContain(name);
  });

  it("stops the simulator, which ends with 0", async () => {
    const running = start(process.execPath, [MAIN, "simulate", "--port", "0"]);
    await expect.poll(() => running.printed.stdout, { timeout: 10_000 }).toContain("Stop it with Ctrl-C.");
    running.process.kill("SIGINT");
    expect(await running.ended).toMatchObject({ code: 0, stderr: "" });
  });
});
