import { networkInterfaces } from "node:os";
import { describe, expect, it, onTestFinished } from "vitest";
import type { Run } from "../../engine/index.ts";
import { listen, type ServiceProvider, serviceProvider } from "../../simulators/index.ts";
import { scimproof } from "./scimproof.ts";

// An address of this very machine that does not look like it: nothing leaves the machine, and no name has to be resolved.
const address = Object.values(networkInterfaces())
  .flatMap((each) => each ?? [])
  .find(({ family, internal }) => family === "IPv4" && !internal)?.address;

/** The rfc simulator at that address, with the methods that were called. */
async function elsewhere(): Promise<{ provider: ServiceProvider; methods: Set<string> }> {
  const methods = new Set<string>();
  let provider!: ServiceProvider;
  const server = await listen(
    (origin) => {
      provider = serviceProvider({ origin });
      return (request) => {
        methods.add(request.method);
        return provider.handler(request);
      };
    },
    { host: address! },
  );
  onTestFinished(server.close);
  return { provider, methods };
}

describe.skipIf(address === undefined)("a target that is not on this machine", () => {
  it("is only read without --allow-writes, and the run says so", async () => {
    const { provider, methods } = await elsewhere();
    const { code, stdout, stderr } = await scimproof(["run", provider.baseUrl, "--json", "--token-env", "T"], {
      env: { T: provider.token },
    });
    const { results, leftovers } = JSON.parse(stdout) as Run;
    expect(code).toBe(0);
    expect(stderr).toContain(`${address} is not on this machine: only rules that read are judged. --allow-writes`);
    expect([...methods].filter((method) => method !== "GET" && method !== "HEAD")).toEqual([]);
    expect(leftovers).toEqual([]);
    const judged = results.filter(({ verdict }) => verdict === "pass");
    const skipped = results.filter(({ because }) => because?.includes("not allowed without --allow-writes"));
    expect(judged.length).toBeGreaterThan(20);
    expect(skipped.length).toBeGreaterThan(judged.length);
  });

  it("is written to with --allow-writes", async () => {
    const { provider, methods } = await elsewhere();
    const args = ["run", provider.baseUrl, "--allow-writes", "--rule", "delete", "--json", "--token-env", "T"];
    const { code, stdout } = await scimproof(args, { env: { T: provider.token } });
    expect(code).toBe(0);
    expect((JSON.parse(stdout) as Run).results.filter(({ verdict }) => verdict === "skip")).toEqual([]);
    expect(methods).toContain("DELETE");
  });

  it("is not asked whether it is a simulator of ours, and its token does not come from there", async () => {
    const { provider } = await elsewhere();
    const { code, stderr } = await scimproof(["run", provider.baseUrl]);
    expect(code).toBe(3);
    expect(stderr).toContain("asks for a token");
  });

  it("is judged by reading alone with --read-only, wherever it is", async () => {
    const { provider, methods } = await elsewhere();
    const args = ["run", provider.baseUrl, "--read-only", "--allow-writes", "--token-env", "T"];
    const { code, stdout } = await scimproof(args, { env: { T: provider.token } });
    expect(code).toBe(0);
    expect(stdout).toContain("--read-only: this rule writes");
    expect([...methods].filter((method) => method !== "GET" && method !== "HEAD")).toEqual([]);
  });
});
