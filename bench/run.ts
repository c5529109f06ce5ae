import { type ChildProcess, execFileSync, spawn, spawnSync } from "node:child_process";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { Pool } from "undici";
import type { Served } from "./server.ts";

// `npm run bench`: the simulator over HTTP beside a bare node:http server of the same body size and beside
// scimmy-routers. Server and client run on different cores; what counts is the processor time a server needs for one
// request, since the client may be the slower half. Then the wall time of `run` and `prove`.
const CONNECTIONS = 32;
const WARM_UP = 2000;
const SECONDS = Number(process.env["BENCH_SECONDS"] ?? 2);
const ROOT = join(import.meta.dirname, "..");
const pinned = availableParallelism() > 1 && spawnSync("taskset", ["--version"]).status === 0;

interface Running extends Served {
  cpu(): Promise<number>;
  stop(): void;
}

async function start(kind: string, users: number, bytes = 0): Promise<Running> {
  const node = [process.execPath, join(ROOT, "bench/server.ts"), kind, String(users), String(bytes)];
  const [command, ...words] = pinned ? ["taskset", "-c", "1", ...node] : node;
  const child: ChildProcess = spawn(command!, words, { stdio: ["ignore", "inherit", "inherit", "ipc"] });
  const answer = <Value>(): Promise<Value> =>
    new Promise((resolve, reject) => {
      child.once("message", (value) => resolve(value as Value));
      child.once("exit", (code) => reject(new Error(`server ${kind} ended with ${code}`)));
    });
  const served = await answer<Served>();
  return {
    ...served,
    cpu: async () => {
      child.send("cpu");
      const { user, system } = await answer<NodeJS.CpuUsage>();
      return user + system;
    },
    stop: () => child.kill(),
  };
}

interface Scenario {
  name: string;
  method: "GET" | "POST" | "PATCH";
  path: (server: Running, count: number) => string;
  body?: (count: number) => object;
}

const USER = "urn:ietf:params:scim:schemas:core:2.0:User";
const PATCH_OP = "urn:ietf:params:scim:api:messages:2.0:PatchOp";
let posted = 0;
const get: Scenario = { name: "GET by id", method: "GET", path: ({ id }) => `/Users/${id}` };
const filter = (users: number): Scenario => ({
  name: `filter userName eq, ${users} users`,
  method: "GET",
  path: (_, count) => `/Users?filter=${encodeURIComponent(`userName eq "user${count % users}@bench.example.com"`)}`,
});
const post: Scenario = {
  name: "POST",
  method: "POST",
  path: () => "/Users",
  body: () => {
    const userName = `posted${++posted}@bench.example.com`;
    return {
      schemas: [USER],
      userName,
      name: { givenName: "A", familyName: "B" },
      emails: [{ value: userName, type: "work" }],
      active: true,
    };
  },
};
const patch: Scenario = {
  name: "PATCH active",
  method: "PATCH",
  path: ({ id }) => `/Users/${id}`,
  body: (count) => ({ schemas: [PATCH_OP], Operations: [{ op: "replace", path: "active", value: count % 2 === 0 }] }),
};

interface Measured {
  perSecond: number;
  microseconds: number;
  bytes: number;
}

async function measure(server: Running, { method, path, body }: Scenario): Promise<Measured> {
  const url = new URL(server.baseUrl);
  const pool = new Pool(url.origin, { connections: CONNECTIONS });
  const headers = {
    authorization: `Bearer ${server.token}`,
    "content-type": "application/scim+json",
    accept: "application/scim+json",
  };
  let count = 0;
  let bytes = 0;
  const one = async (): Promise<void> => {
    const number = ++count;
    const answer = await pool.request({
      method,
      path: url.pathname.replace(/\/$/, "") + path(server, number),
      headers,
      body: body === undefined ? null : JSON.stringify(body(number)),
    });
    const text = await answer.body.text();
    if (answer.statusCode > 299) throw new Error(`${method} answered ${answer.statusCode}: ${text.slice(0, 200)}`);
    bytes = text.length;
  };
  const loop = async (goesOn: () => boolean): Promise<void> => {
    while (goesOn()) await one();
  };
  const started = performance.now();
  // A peer may be too slow for the whole warm-up.
  await Promise.all(
    Array.from({ length: CONNECTIONS }, () => loop(() => count < WARM_UP && performance.now() - started < 3000)),
  );
  const before = await server.cpu();
  const first = count;
  const clock = performance.now();
  await Promise.all(Array.from({ length: CONNECTIONS }, () => loop(() => performance.now() - clock < SECONDS * 1000)));
  const elapsed = performance.now() - clock;
  const used = (await server.cpu()) - before;
  await pool.close();
  return { perSecond: ((count - first) / elapsed) * 1000, microseconds: used / (count - first), bytes };
}

async function once(kind: string, users: number, scenario: Scenario, bytes = 0): Promise<Measured> {
  const server = await start(kind, users, bytes);
  try {
    return await measure(server, scenario);
  } finally {
    server.stop();
  }
}

function row(name: string, measured: Measured, base: Measured): void {
  const ratio = base.microseconds / measured.microseconds;
  console.log(
    `  ${name.padEnd(16)} ${measured.microseconds.toFixed(1).padStart(9)} µs/request ${measured.perSecond.toFixed(0).padStart(8)} requests/s   ${ratio.toFixed(2)} of bare`,
  );
}

console.log(
  `Servers on core 1, client on core 0: ${pinned ? "yes" : "no (taskset is missing)"}. Processor time of the server for one request; higher ratio is better.`,
);
if (pinned) execFileSync("taskset", ["-cp", "0", String(process.pid)]);
for (const [scenario, users, peer] of [
  [get, 1000, true],
  [filter(100), 100, true],
  [filter(10_000), 10_000, true],
  [filter(100_000), 100_000, false],
  [post, 100, true],
  [patch, 1000, true],
] as const) {
  console.log(`\n${scenario.name}`);
  const simulator = await once("simulator", users, scenario);
  const bare = await once("bare", 0, scenario, simulator.bytes);
  row("bare node:http", bare, bare);
  row("simulator", simulator, bare);
  if (peer) row("scimmy-routers", await once("scimmy", users, scenario), bare);
  else console.log("  scimmy-routers   not measured: it takes too long to fill");
}

if (pinned) execFileSync("taskset", ["-cp", "0,1", String(process.pid)]);
console.log("\nWall time of the command line");
for (const words of [["--help"], ["rules"], ["run", "--profile", "rfc,8x8", "--report", "none"], ["prove"]]) {
  const clock = performance.now();
  const { status } = spawnSync(process.execPath, [join(ROOT, "cli/main.ts"), ...words], { stdio: "ignore" });
  console.log(
    `  scimproof ${words.join(" ").padEnd(40)} ${((performance.now() - clock) / 1000).toFixed(2)} s, exit ${status}`,
  );
}
