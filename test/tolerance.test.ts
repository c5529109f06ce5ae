import { describe, expect, it } from "vitest";
import { type Run, run, select, type Target } from "../engine/index.ts";
import { profiles } from "../profiles/index.ts";
import { serviceProvider } from "../simulators/index.ts";
import { suites } from "../suites/index.ts";
import { crowd, crowded, usersOf } from "./tolerance/crowded.ts";
import { lenient } from "./tolerance/lenient.ts";
import { fewAttributes, small } from "./tolerance/small.ts";
import { strict } from "./tolerance/strict.ts";

/** Judges a target by the rules of the RFCs. */
function judged(target: Target): Promise<Run> {
  const legs = [{ target, profiles: [profiles["rfc"]!], rules: select(suites, { profiles: [profiles["rfc"]!] }) }];
  return run({ legs, seed: 1 });
}

/** What a run says against a target. A failed MAY is a note and says nothing against anybody. */
function said({ results, leftovers }: Run): object {
  const failed = results.filter(({ verdict }) => verdict === "fail");
  return {
    violations: failed
      .filter(({ level }) => level === "MUST")
      .map(({ rule, finding }) => `${rule}: ${finding?.summary}`),
    warnings: failed
      .filter(({ level }) => level === "SHOULD")
      .map(({ rule }) => rule)
      .sort(),
    inconclusive: results
      .filter(({ verdict }) => verdict === "inconclusive")
      .map(({ rule, because }) => `${rule}: ${because}`),
    leftovers,
  };
}

const nothingBut = (warnings: string[]): object => ({
  violations: [],
  warnings: warnings.toSorted(),
  inconclusive: [],
  leftovers: [],
});

describe("a service provider within the RFCs", () => {
  it("may refuse all that it may refuse", async () => {
    let last = 1000;
    const target = serviceProvider({ mutants: strict, ids: () => String(++last) });
    expect(said(await judged(target))).toEqual(
      nothingBut([
        "discovery/config-is-open",
        "discovery/other-methods-are-405-or-501",
        "discovery/writes-are-not-supported",
        "content-type/post-takes-json",
        "content-type/put-takes-json",
        "content-type/patch-takes-json",
        "errors/unsupported-is-501",
        "create/read-only-attributes-are-not-refused",
        "paging/beyond-the-end-still-counts",
        "paging/count-above-maximum-is-cut",
        "filter/every-operator-is-offered",
        "replace/other-id-is-ignored",
        "patch/excluded-attributes-are-answered",
        "patch/null-clears",
      ]),
    );
  });

  it("may make the best of everything", async () => {
    expect(said(await judged(serviceProvider({ mutants: lenient })))).toEqual(
      nothingBut([
        "discovery/filters-are-forbidden",
        "content-type/answers-scim-json",
        "content-type/scim-json-is-the-default",
        "errors/are-of-the-scim-type",
        "errors/paging-by-words-is-invalid-value",
        "errors/broken-json-is-invalid-syntax",
        "create/missing-user-name-is-invalid-value",
        "read/head-is-supported",
        "paging/items-per-page-is-counted",
        "patch/unknown-path-is-refused",
        "patch/refusal-gives-a-reason",
        "replace/omitted-is-cleared",
        "delete/gone-is-not-found",
      ]),
    );
  });

  it("may know few attributes", async () => {
    expect(said(await judged(serviceProvider({ mutants: fewAttributes })))).toEqual(
      nothingBut(["discovery/resource-types-are-described"]),
    );
  });

  it("may offer neither PATCH nor filters", async () => {
    expect(said(await judged(serviceProvider({ mutants: small })))).toEqual(
      nothingBut(["discovery/resource-types-are-described", "patch/is-offered"]),
    );
  });

  it("may be full of users that a run knows nothing of", async () => {
    const target = serviceProvider({ mutants: crowded });
    await crowd(target, 1000);
    const before = await usersOf(target);
    expect(before).toHaveLength(1000);
    expect(said(await judged(target))).toEqual(nothingBut([]));
    expect(await usersOf(target)).toEqual(before);
  });
});
