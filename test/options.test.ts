import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { run } from "../engine/index.ts";
import { profileOptions, profiles } from "../profiles/index.ts";
import { serviceProvider } from "../simulators/index.ts";
import { suites } from "../suites/index.ts";

const profile = profiles["8x8"]!;
const rules = suites.filter(({ id }) => profile.suites.includes(id)).flatMap((suite) => suite.rules);

type Options = Record<string, string>;

/** Options that show in no behaviour of the service provider over SCIM or in its console. */
const ELSEWHERE: Record<string, string> = {
  syncBackTransport: "shows when telephony data is imported into Okta",
  entraUpdateVerb: "is a habit of the client Entra ID",
  jcTokenChange: "is a habit of the client JumpCloud",
};

/** Options that have no effect, or none that can be told, beside certain values of others. */
const SILENT: Record<string, (options: Options) => boolean> = {
  // PATCH changes everything: nothing is left to be refused or ignored.
  patchOther: ({ patchScope }) => patchScope === "full",
  patchMixed: ({ patchScope }) => patchScope === "full",
  // Without a work number there is none to be shown.
  contactNumberRule: ({ workPhone }) => workPhone !== "contact-only",
  // An update that takes any name of a site need not have looked at it.
  siteUpdate: ({ renameBreaks, siteUpdate }) =>
    renameBreaks === "ignored" || (renameBreaks === "site-only" && siteUpdate === "ignore"),
  // No site after the create and no look at sites come to the same, unless a site that is named is refused.
  renameBreaks: ({ renameBreaks, siteMutability, siteUpdate }) =>
    renameBreaks === "site-only" && siteMutability === "create-only" && siteUpdate === "ignore",
  siteMutability: ({ renameBreaks, siteMutability, siteUpdate }) =>
    renameBreaks === "ignored" ||
    (renameBreaks === "site-only" && siteMutability === "create-only" && siteUpdate === "ignore"),
  // Sessions that end at once are over before anything else can happen to them, or be seen beside them.
  sessionAfterReactivation: ({ sessionEnd }) => sessionEnd === "immediate",
  callBlock: ({ sessionEnd }) => sessionEnd === "immediate",
};

const observable = (options: Options): Options =>
  Object.fromEntries(
    Object.entries(options).filter(([name]) => !(name in ELSEWHERE) && SILENT[name]?.(options) !== true),
  );

const anyOptions: fc.Arbitrary<Options> = fc.record(
  Object.fromEntries(Object.entries(profile.options).map(([name, { values }]) => [name, fc.constantFrom(...values)])),
  { noNullPrototype: true },
);
const combinations: [string, Options][] = [
  ["the defaults", {}],
  ...Object.entries(profile.presets).map(([preset, options]): [string, Options] => [`preset ${preset}`, options]),
  ...fc
    .sample(anyOptions, { seed: 8, numRuns: 20 })
    .map((options, place): [string, Options] => [`mixture ${place + 1}`, options]),
];

describe("the simulator of 8x8, and the rules that judge it", () => {
  it("know of every option where it shows", () => {
    const answers = new Set(rules.flatMap((rule) => rule.answers));
    const unseen = Object.keys(profile.options).filter((name) => !answers.has(name));
    expect(unseen.sort()).toEqual(Object.keys(ELSEWHERE).sort());
  });

  it.each(combinations)("agree on what the options are: %s", async (_which, some) => {
    const options = profileOptions(profile, undefined, some);
    const target = serviceProvider({ profile: "8x8", options });
    // A law that holds for the defaults with all its runs is held here for two values.
    const judged = await run({
      legs: [{ target, profiles: [profile], rules, options, asked: options }],
      seed: 3,
      mostRuns: 2,
    });
    expect(judged.exit).toEqual({ code: 0, reasons: [] });
    const { fail, inconclusive } = judged.summary;
    expect({ fail, inconclusive }).toEqual({ fail: 0, inconclusive: 0 });
    const seen = Object.fromEntries(Object.entries(judged.observed).filter(([name]) => name in observable(options)));
    expect(seen).toEqual(observable(options));
  });

  it("tell when the simulator has another option than was asked for", async () => {
    const target = serviceProvider({ profile: "8x8", options: { duplicateStatus: "400" } });
    const options = profileOptions(profile);
    const some = rules.filter((rule) => rule.answers.includes("duplicateStatus"));
    const asked = { duplicateStatus: "409", deleteVisibility: "hidden" };
    const judged = await run({ legs: [{ target, profiles: [profile], rules: some, options, asked }], seed: 3 });
    expect(judged.contradictions).toEqual([
      { option: "duplicateStatus", asked: "409", observed: "400", rules: some.map(({ id }) => id) },
    ]);
    expect(judged.exit.code).toBe(1);
    expect(judged.exit.reasons[0]).toContain("option duplicateStatus=409 was asked for, and 400 was observed");
  });
});
