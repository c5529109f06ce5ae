import { describe, expect, it } from "vitest";
import { judge, type Result, rule, type Target, type Trial } from "../../../engine/index.ts";
import { expectSelected } from "./selected.ts";

/** Judges with one probe against a target that answers the lists of `lists`, by their filter, two resources a page. */
function judged(lists: Record<string, string[]>, probe: (t: Trial) => Promise<void>): Promise<Result> {
  const handler = async (request: Request): Promise<Response> => {
    const query = new URL(request.url).searchParams;
    const ids = lists[query.get("filter") ?? ""];
    if (ids === undefined) return Response.json({ status: "400", scimType: "invalidFilter" }, { status: 400 });
    const start = Number(query.get("startIndex") ?? 1);
    const page = ids.slice(start - 1, start + 1).map((id) => ({ id }));
    return Response.json({ totalResults: ids.length, startIndex: start, itemsPerPage: page.length, Resources: page });
  };
  const target: Target = { name: "lists", baseUrl: "http://lists.example/scim/v2", handler };
  return judge(rule({ id: "filter/trial", title: "A trial", covers: [], level: "MUST", probe, mutants: {} }), target);
}

const WANTED = ["a", "b", "c"].map((id) => ({ id }));

describe("expectSelected", () => {
  it("follows the pages of a list", async () => {
    const result = await judged({ "title pr": ["a", "b", "c"] }, (t) => expectSelected(t, "title pr", WANTED));
    expect(result).toMatchObject({ verdict: "pass", exchanges: [1, 2] });
  });

  it("finds out what is missing", async () => {
    const result = await judged({ "title pr": ["a", "b"] }, (t) => expectSelected(t, "title pr", WANTED));
    expect(result).toMatchObject({ verdict: "fail", finding: { seen: ["a", "b"], expected: ["a", "b", "c"] } });
  });

  it("reads one page of an ignored filter and no more", async () => {
    const everybody = Array.from({ length: 1000 }, (_, index) => `${index}`);
    const result = await judged({ "title pr": everybody }, (t) => expectSelected(t, "title pr", WANTED));
    expect(result).toMatchObject({ verdict: "fail", exchanges: [1] });
  });

  it("does not take one resource listed twice for two", async () => {
    const result = await judged({ "title pr": ["a", "a"] }, (t) => expectSelected(t, "title pr", WANTED.slice(0, 2)));
    expect(result.finding?.summary).toBe("the filter title pr lists a resource twice");
  });

  it("skips where the service provider refuses one of the comparisons alone", async () => {
    const filter = 'title pr and nickName eq "x"';
    const comparisons = ["title pr", 'nickName eq "x"'];
    const result = await judged({ "title pr": ["a"] }, (t) => expectSelected(t, filter, [], { comparisons }));
    expect(result).toMatchObject({ verdict: "skip" });
    expect(result.because).toContain('nickName eq "x"');
  });

  it("fails where only the combination is refused", async () => {
    const comparisons = ["title pr", "nickName pr"];
    const lists = { "title pr": ["a"], "nickName pr": ["a"] };
    const result = await judged(lists, (t) => expectSelected(t, "title pr and nickName pr", [], { comparisons }));
    expect(result).toMatchObject({ verdict: "fail", finding: { seen: 400, expected: 200 } });
  });
});
