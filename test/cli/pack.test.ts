import { readFileSync, writeFileSync } from "node:fs";
import { networkInterfaces } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Run } from "../../engine/index.ts";
import { listen, type ServiceProvider, serviceProvider } from "../../simulators/index.ts";
import { type Exported, smallPack } from "../packs/small.ts";
import { departures, malformedXml } from "./documents.ts";
import { atTheEnd, folder, type Outcome, scimproof, simulator } from "./scimproof.ts";

function written(pack: unknown = smallPack()): { cwd: string } {
  const cwd = folder();
  writeFileSync(join(cwd, "pack.json"), typeof pack === "string" ? pack : JSON.stringify(pack));
  return { cwd };
}

const changed = (change: (pack: Exported) => unknown): Exported => {
  const pack = smallPack();
  change(pack);
  return pack;
};

describe.concurrent("scimproof run --pack", () => {
  it("runs a vendor's test against the simulator, and every output says what it is not", async () => {
    const { cwd } = written();
    const { code, stdout } = await scimproof(["run", "--pack", "pack.json", "--report", "html,junit,json"], { cwd });
    expect(code).toBe(0);
    expect(stdout).toMatch(/pack +4 pass {2}1 skipped/);
    expect(stdout).toContain('NOTICE  This is a rehearsal with a copy of "A small pack"');
    const [page, xml, json] = ["report.html", "junit.xml", "run.json"].map((file) =>
      readFileSync(join(cwd, "scimproof-results", file), "utf8"),
    );
    expect(page).toContain("This is a rehearsal with a copy of &quot;A small pack&quot;");
    expect(xml).toContain('<property name="notice" value="This is a rehearsal with a copy of &quot;A small pack&quot;');
    expect(malformedXml(xml!)).toBeUndefined();
    expect((JSON.parse(json!) as Run).run.notices).toHaveLength(1);
  });

  it("gives an ordinary document of the run", async () => {
    const { code, stdout } = await scimproof(["run", "--pack", "pack.json", "--json", "--seed", "7"], written());
    const run = JSON.parse(stdout) as Run;
    expect([code, departures("run", run)]).toEqual([0, []]);
    expect(run.run).toMatchObject({ pack: "pack.json", profiles: ["pack"], target: "simulator (rfc)" });
  });

  it("runs it against a service provider over HTTP, and leaves nothing behind", async () => {
    const { url } = await simulator("--profile", "rfc");
    const { code, stdout } = await scimproof(["run", url, "--pack", "pack.json", "--json"], written());
    const run = JSON.parse(stdout) as Run;
    expect({ code, leftovers: run.leftovers, fail: run.summary.fail }).toEqual({ code: 0, leftovers: [], fail: 0 });
    const again = await scimproof(
      ["run", url, "--pack", "pack.json", "--json", "--seed", String(run.run.seed)],
      written(),
    );
    expect(again.code).toBe(0);
  });

  it("fails by an assertion that does not hold, and says which", async () => {
    const pack = changed(({ steps }) => {
      (steps[0]!["assertions"] as { value: unknown }[])[0]!.value = 204;
    });
    const { code, stdout } = await scimproof(["run", "--pack", "pack.json"], written(pack));
    expect(code).toBe(1);
    expect(stdout).toContain("assertion 1 of 3: response_status is 200, expected equal number");
    expect(stdout).toMatch(/scimproof run sim --pack pack\.json --seed \d+/);
  });

  it("lists what it would send, and sends nothing, with --dry-run", async () => {
    const { code, stdout } = await scimproof(["run", "--pack", "pack.json", "--dry-run"], written());
    expect(code).toBe(0);
    expect(stdout.split("\n").filter((line) => line.startsWith("judge  pack/"))).toHaveLength(5);
  });

  it("takes values for the variables of the pack", async () => {
    const pack = changed(({ steps }) => {
      steps[0]!["url"] = "{{SCIMBaseURL}}{{place}}?count=1";
    });
    const args = ["run", "--pack", "pack.json", "--json"];
    expect((await scimproof(args, written(pack))).code).toBe(2);
    expect((await scimproof([...args, "--variable", "place=/Users"], written(pack))).code).toBe(0);
  });
});

describe.concurrent("a pack that cannot be run", () => {
  const refused = ({ code, stdout, stderr }: Outcome, words: string): void => {
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain(words);
    expect(stderr).toMatch(/^scimproof: .*\n {2}See scimproof help run\.\n$/);
  };

  it.each<[string, unknown, string]>([
    ["is not JSON", "{", "pack.json is not JSON"],
    ["is something else", { users: [] }, 'pack.json is no exported test: it has no list of "steps"'],
    [
      "has an unknown comparison",
      changed(({ steps }) => {
        (steps[2]!["assertions"] as { comparison: string }[])[3]!.comparison = "matches";
      }),
      'step 3 ("Make a person"), assertion 4: its comparison is "matches", expected one of empty,',
    ],
    [
      "has a script that is not recognised",
      changed(({ steps }) => {
        steps[2]!["scripts"] = ["process.exit(0)"];
      }),
      'step 3 ("Make a person"), script 1: "process" in line 1 is not recognised',
    ],
    [
      "calls another host",
      changed(({ steps }) => {
        steps[0]!["url"] = "https://example.com/Users";
      }),
      "it calls example.com, and only what is below the target's base URL is called",
    ],
  ])("is refused with the place: one that %s", async (_, pack, words) => {
    refused(await scimproof(["run", "--pack", "pack.json"], written(pack)), words);
  });

  it.each<[string, string[], string]>([
    ["a file that is not there", ["--pack", "none.json"], "--pack: none.json cannot be read (ENOENT)"],
    ["rules beside it", ["--pack", "pack.json", "--rule", "patch"], "leave --rule out"],
    ["a profile beside it", ["--pack", "pack.json", "--profile", "rfc"], "leave --profile out"],
    ["lanes", ["--pack", "pack.json", "--concurrency", "2"], "leave --concurrency out"],
    ["variables without it", ["--variable", "a=b"], "--variable gives a value to a variable of a --pack"],
    ["half a variable", ["--pack", "pack.json", "--variable", "a"], '--variable takes name=value, not "a"'],
  ])("is refused for %s", async (_, args, words) => {
    refused(await scimproof(["run", ...args], written()), words);
  });
});

// An address of this very machine that does not look like it.
const address = Object.values(networkInterfaces())
  .flatMap((each) => each ?? [])
  .find(({ family, internal }) => family === "IPv4" && !internal)?.address;

it.skipIf(address === undefined)(
  "only reads from a target that is not on this machine, and keeps its pauses",
  async () => {
    const methods: string[] = [];
    let provider!: ServiceProvider;
    const server = await listen(
      (origin) => {
        provider = serviceProvider({ origin });
        return (request) => {
          methods.push(request.method);
          return provider.handler(request);
        };
      },
      { host: address! },
    );
    atTheEnd(server.close);
    const pack = changed(({ steps }) => {
      steps[1]!["duration"] = 0.2;
    });
    const args = ["run", provider.baseUrl, "--pack", "pack.json", "--json", "--token-env", "T"];
    const circumstances = { ...written(pack), env: { T: provider.token } };
    const read = JSON.parse((await scimproof(args, circumstances)).stdout) as Run;
    expect(new Set(methods)).toEqual(new Set(["GET"]));
    expect(read.results.map(({ verdict }) => verdict)).toEqual(["fail", "skip", "skip", "skip", "pass"]);
    const wrote = JSON.parse((await scimproof([...args, "--allow-writes"], circumstances)).stdout) as Run;
    expect(wrote.exit.code).toBe(0);
    expect(wrote.leftovers).toEqual([]);
    expect(wrote.run.durationMs).toBeGreaterThan(200);
  },
);
