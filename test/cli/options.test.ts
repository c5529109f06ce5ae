import { describe, expect, it } from "vitest";
import type { Run } from "../../engine/index.ts";
import { scimproof, simulator } from "./scimproof.ts";

const RULES = ["--rule", "8x8/login/no-second-create", "--rule", "8x8/group"];

/** Judges a simulator that answers 400 to a login ID in use, and 404 to groups. */
async function judged(...flags: string[]): Promise<{ code: number | null; run: Run }> {
  const { url } = await simulator("--profile", "8x8", "--option", "duplicateStatus=400");
  const { code, stdout } = await scimproof(["run", url, "--json", "--report", "none", ...RULES, ...flags]);
  return { code, run: JSON.parse(stdout) as Run };
}

describe("an option of scimproof run", () => {
  it("makes a target not conformant that was seen to behave otherwise", async () => {
    const { code, run } = await judged("--option", "duplicateStatus=409,groupsAnswer=404");
    expect(run.contradictions).toEqual([
      { option: "duplicateStatus", asked: "409", observed: "400", rules: ["8x8/login/no-second-create"] },
    ]);
    expect(run.exit.reasons).toEqual([
      "option duplicateStatus=409 was asked for, and 400 was observed (8x8/login/no-second-create)",
    ]);
    expect(code).toBe(1);
  });

  it("contradicts nothing where it was not asked for", async () => {
    const { code, run } = await judged();
    expect(run.run.options).toMatchObject({ duplicateStatus: "409" });
    expect(run.observed).toMatchObject({ duplicateStatus: "400" });
    expect(run.contradictions).toEqual([]);
    expect(code).toBe(0);
  });

  it("of a preset is asked for as well", async () => {
    const { url } = await simulator("--profile", "8x8");
    const args = ["run", url, "--json", "--report", "none", "--preset", "azure", "--rule", "8x8/scim/extension-urn"];
    const { code, stdout } = await scimproof(args);
    const { contradictions } = JSON.parse(stdout) as Run;
    expect(contradictions).toMatchObject([{ option: "extensionUrn", asked: "both", observed: "1.1" }]);
    expect(code).toBe(1);
  });
});
