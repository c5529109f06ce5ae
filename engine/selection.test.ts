import { describe, expect, it } from "vitest";
import { UsageError } from "./failure.ts";
import type { Profile } from "./profile.ts";
import { type Rule, rule, type Suite } from "./rule.ts";
import { didYouMean, type Selection, select } from "./selection.ts";

const made = (id: string, more: { covers?: string[]; tags?: string[] } = {}): Rule =>
  rule({ id, title: id, covers: [], level: "MUST", probe: async () => {}, mutants: {}, ...more });
const suites: Suite[] = [
  {
    id: "patch",
    title: "",
    rules: [made("patch/add-one"), made("patch/add-two"), made("patch/remove-one", { covers: ["7644-3.5.2-01"] })],
  },
  { id: "delete", title: "", rules: [made("delete/is-gone", { tags: ["slow"] })] },
  { id: "8x8/patch", title: "", rules: [made("8x8/patch/active")] },
];
const profile = (id: string, of: string[], without: Record<string, string> = {}): Profile => ({
  ...{ id, title: id, suites: of, needs: [], options: {}, presets: {} },
  without,
});
const rfc = profile("rfc", ["patch", "delete"]);
const ids = (selection: Partial<Selection>) => select(suites, { profiles: [rfc], ...selection }).map(({ id }) => id);

describe("select", () => {
  it("gives the rules that count for a profile, in the order of the catalogue", () => {
    expect(ids({})).toEqual(["patch/add-one", "patch/add-two", "patch/remove-one", "delete/is-gone"]);
    expect(ids({ profiles: [profile("both", ["8x8/patch", "delete"])] })).toEqual([
      "delete/is-gone",
      "8x8/patch/active",
    ]);
  });

  it("leaves out what every profile leaves out", () => {
    const leaving = profile("leaving", ["patch", "delete"], { "patch/add": "it does not add" });
    expect(ids({ profiles: [leaving] })).toEqual(["patch/remove-one", "delete/is-gone"]);
    expect(ids({ profiles: [leaving, rfc] })).toHaveLength(4);
  });

  it("leaves it out beside a profile that does not have its suite, too", () => {
    const leaving = profile("leaving", ["patch"], { "patch/add": "it does not add" });
    expect(ids({ profiles: [leaving, profile("other", ["delete"])] })).toEqual(["patch/remove-one", "delete/is-gone"]);
  });

  it.each([
    ["a prefix", ["patch/add-"], ["patch/add-one", "patch/add-two"]],
    ["a prefix in other letters", ["DELETE"], ["delete/is-gone"]],
    ["a row", ["7644-3.5.2-01"], ["patch/remove-one"]],
    ["several, in the order of the catalogue", ["delete", "patch/add-two"], ["patch/add-two", "delete/is-gone"]],
  ])("takes %s", (_, rules, expected) => {
    expect(ids({ rules })).toEqual(expected);
  });

  it("takes a prefix without what stands before its topic", () => {
    expect(ids({ profiles: [profile("8x8", ["8x8/patch"])], rules: ["patch/act"] })).toEqual(["8x8/patch/active"]);
  });

  it("takes tags", () => {
    expect(ids({ tags: ["slow"] })).toEqual(["delete/is-gone"]);
  });

  it("gives each shard its part, and all of them everything once", () => {
    const shards = [1, 2, 3].map((index) => ids({ shard: { index, count: 3 } }));
    expect(shards.map(({ length }) => length)).toEqual([2, 1, 1]);
    expect(shards.flat().sort()).toEqual(ids({}).sort());
  });

  it.each([
    [{ rules: ["patch/ad-one"] }, /no rule starts with "patch\/ad-one"; did you mean "patch\/add-one"\?/],
    [{ rules: ["8x8"] }, /no rule of profile rfc starts with "8x8"; other profiles have some/],
    [{ tags: ["slwo"] }, /no rule has the tag "slwo"; did you mean "slow"\?/],
  ])("refuses %o with a hint", (selection, message) => {
    expect(() => ids(selection)).toThrow(UsageError);
    expect(() => ids(selection)).toThrow(message);
  });
});

describe("didYouMean", () => {
  it("says nothing when nothing is near", () => {
    expect(didYouMean("entirely-different", ["patch", "delete"])).toBe("");
    expect(didYouMean("patch", [])).toBe("");
  });
});
