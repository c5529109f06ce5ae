import { describe, expect, it } from "vitest";
import { judge, type Run, run, select, type Target } from "../engine/index.ts";
import { profileOptions, profiles } from "../profiles/index.ts";
import { quirksOf } from "../simulators/clients/index.ts";
import { serviceProvider } from "../simulators/index.ts";
import { suites } from "../suites/index.ts";
import { simulated } from "./simulated.ts";

type Id = "entra" | "okta" | "jumpcloud";

/** Judges a target by what products need. */
function judged(target: Target, ids: readonly Id[], options: Record<string, string> = {}): Promise<Run> {
  const chosen = ids.map((id) => profiles[id]!);
  const told = Object.assign({}, ...chosen.map((profile) => profileOptions(profile)), options);
  const rules = select(suites, { profiles: chosen });
  return run({ legs: [{ target, profiles: chosen, rules, options: told }], seed: 7 });
}

const eightByEight = (preset: string): Target => serviceProvider({ profile: "8x8", preset });
const all: readonly Id[] = ["entra", "okta", "jumpcloud"];

/** What did not pass, but for groups, which 8x8 does not have. */
function others({ results }: Run): string[] {
  return results
    .filter(({ verdict, because }) => verdict !== "pass" && !because?.startsWith("needs groups"))
    .map(({ rule, verdict, finding, because }) => `${verdict} ${rule}: ${finding?.summary ?? because}`);
}

describe("the personas", () => {
  it.each(all)("find nothing at a service provider that conforms: %s", async (id) => {
    expect(others(await judged(serviceProvider(), [id]))).toEqual([]);
  });

  it.each<[Id, Record<string, string>]>([
    ["entra", { dialect: "aadOptscim062020" }],
    ["okta", { family: "oin-patch" }],
    ["okta", { family: "aiw" }],
    ["jumpcloud", { connector: "custom" }],
  ])("find nothing there with other options: %s %o", async (id, options) => {
    expect(others(await judged(serviceProvider(), [id], options))).toEqual([]);
  });

  it.each<[Id, string]>([
    ["entra", "azure"],
    ["okta", "okta"],
    ["jumpcloud", "other"],
  ])("find nothing at 8x8 as it is set up for them: %s, preset %s", async (id, preset) => {
    expect(others(await judged(eightByEight(preset), [id]))).toEqual([]);
  });

  it("tell of the clash between Entra ID, which sends PATCH only, and PATCH for active only, and of nothing else", async () => {
    const found = await judged(eightByEight("other"), ["entra"]);
    const failed = found.results.filter(({ verdict }) => verdict !== "pass" && verdict !== "skip");
    expect(failed.map(({ rule, verdict }) => `${verdict} ${rule}`)).toEqual([
      "fail entra/existing-user-is-taken-over",
      "fail entra/mover-arrives",
      "fail entra/first-values-arrive",
      "fail entra/flagged-changes-arrive",
      "fail entra/renamed-is-the-same-user",
    ]);
    for (const { finding } of failed)
      expect(finding?.summary).toContain(
        "Entra ID changes users by PATCH only and has no PUT to fall back on, while a guide of 8x8 documents PATCH for active only (contradiction C-12)",
      );
    expect(found.exit.code).toBe(1);
  });

  it("need no more users than a run may leave where nobody is removed", async () => {
    const { driver: _, ...target } = eightByEight("azure");
    const found = await judged(target, all);
    expect(others(found)).toEqual([]);
    expect(found.leftovers.length).toBeLessThanOrEqual(25);
  });

  it("explain a finding: what was sent, what came back, what the product does then, by which habit, and who mends it", async () => {
    const rule = suites.flatMap(({ rules }) => rules).find(({ id }) => id === "entra/leaver-is-switched-off")!;
    const target = serviceProvider({ mutants: [rule.mutants["refuses a boolean that is written as text"]!] });
    const found = await judged(target, ["entra"]);
    const { finding } = found.results.find((result) => result.rule === rule.id)!;
    expect(finding?.summary.replace(/\/Users\/\S+/, "/Users/1")).toBe(
      'Entra ID sent PATCH /Users/1 [{"op":"Replace","path":"active","value":"False"}] and was answered 400 "not like this", so it puts the user aside, tries again after 6 hours and gives up after four weeks. Its habit: a PATCH writes active as "False" or "True" (entra/active-as-text, documented by the vendor). Its habit: a disable is a PATCH of active and nothing else, without reading the user (entra/disable-alone, documented by the vendor). To be mended by the service provider\'s developers.',
    );
    expect(finding?.seen).toMatch(
      /^the administrator reads: SystemForCrossDomainIdentityManagementServiceIncompatible: /,
    );
    expect(found.exchanges.find(({ id }) => id === finding?.exchange)?.response.status).toBe(400);
  });
});

describe("the habits that findings name", () => {
  const known = new Set(all.flatMap((id) => quirksOf(id)).map(({ id }) => id));

  it.each(all)("are quirks of the product: %s", async (id) => {
    const unknown = new Set<string>();
    for (const rule of suites.find((suite) => suite.id === id)!.rules)
      for (const mutant of Object.values(rule.mutants)) {
        const { finding } = await judge(rule, ...simulated(rule, [mutant]));
        for (const name of finding?.summary.match(/\b(?:entra|okta|jumpcloud)\/[a-z-]+/g) ?? [])
          if (!known.has(name)) unknown.add(name);
      }
    expect([...unknown]).toEqual([]);
  });
});
