import { describe, expect, it } from "vitest";
import { type Run, run, select, type Target } from "../engine/index.ts";
import { profileOptions, profiles } from "../profiles/index.ts";
import { serviceProvider } from "../simulators/index.ts";
import { suites } from "../suites/index.ts";

const profile = profiles["8x8"]!;

function judged(target: Target, seed: number): Promise<Run> {
  const rules = select(suites, { profiles: [profile], rules: ["8x8/scim", "8x8/login"] });
  return run({ legs: [{ target, profiles: [profile], rules, options: profileOptions(profile) }], seed });
}

describe("a second run against a service provider that keeps its users", () => {
  it("blames nobody for the names that the first one left there", async () => {
    const target = { ...serviceProvider({ profile: "8x8" }), driver: undefined };
    expect((await judged(target, 5)).leftovers.length).toBeGreaterThan(10);

    const again = await judged(target, 5);
    expect(again.results.filter(({ verdict }) => verdict === "fail").map(({ rule }) => rule)).toEqual([]);
    expect(again.exit.code).toBe(3);
    const unsettled = again.results.filter(({ verdict }) => verdict === "inconclusive");
    expect(unsettled.length).toBeGreaterThan(3);
    for (const { because } of unsettled) expect(because).toContain("choose another seed");
  });

  it("judges with another seed as if it was the first one", async () => {
    const target = { ...serviceProvider({ profile: "8x8" }), driver: undefined };
    await judged(target, 5);
    expect((await judged(target, 6)).exit.code).toBe(0);
  });

  it("still blames one that calls a free name taken", async () => {
    const mutant = { fault: () => taken };
    const target = serviceProvider({ profile: "8x8", mutants: [mutant] });
    const rules = select(suites, { profiles: [profile], rules: ["8x8/scim/created-user-is-active"] });
    const { exit } = await run({ legs: [{ target, profiles: [profile], rules }], seed: 5 });
    expect(exit.code).toBe(1);
  });
});

async function taken(request: Request, next: (request: Request) => Promise<Response>): Promise<Response> {
  if (request.method !== "POST") return next(request);
  const body = { schemas: ["urn:ietf:params:scim:api:messages:2.0:Error"], status: "409", scimType: "uniqueness" };
  return new Response(JSON.stringify(body), { status: 409, headers: { "content-type": "application/scim+json" } });
}
