import { describe, expect, it } from "vitest";
import { judge, type Result, rule, type Target } from "../../../engine/index.ts";
import type { JsonObject } from "../../../scim/index.ts";
import { expectProjected, type Shows } from "./projected.ts";

const USER: JsonObject = {
  id: "1",
  userName: "ada@corp.example",
  name: { givenName: "Ada", familyName: "Ahlgren" },
  emails: [{ value: "ada@corp.example", type: "work" }],
};

/** Judges an answer against what a plain GET shows, at a target that declares these attributes. */
function judged(answer: JsonObject, expected: Shows, attributes: JsonObject[] = []): Promise<Result> {
  const handler = async (request: Request): Promise<Response> =>
    Response.json(request.url.includes("/Schemas/") ? { attributes } : answer);
  const target: Target = { name: "one user", baseUrl: "http://user.example/scim/v2", handler };
  const trial = rule({
    id: "projection/trial",
    title: "A trial",
    covers: [],
    level: "MUST",
    probe: async (t) => expectProjected(t, await t.client.get("/Users/1"), USER, expected),
    mutants: {},
  });
  return judge(trial, target);
}

describe("expectProjected", () => {
  const { userName, name } = USER as { userName: string; name: JsonObject };

  it("accepts what was picked, with the id", async () => {
    const result = await judged({ id: "1", userName }, { shows: ["userName"], lacks: ["name", "emails"] });
    expect(result.verdict).toBe("pass");
  });

  it("misses the id", async () => {
    const result = await judged({ userName }, { shows: ["userName"], lacks: [] });
    expect(result).toMatchObject({ verdict: "fail", finding: { attribute: "id" } });
  });

  it("finds a value that is not the stored one", async () => {
    const result = await judged({ id: "1", userName: "bo@corp.example" }, { shows: ["userName"], lacks: [] });
    expect(result).toMatchObject({ verdict: "fail", finding: { attribute: "userName" } });
  });

  it("finds a part that was to be left out", async () => {
    const result = await judged({ id: "1", name }, { shows: ["name.givenName"], lacks: ["name.familyName"] });
    expect(result).toMatchObject({ verdict: "fail", finding: { attribute: "name.familyName" } });
  });

  it("lets stay what is declared with returned always, as a whole or in part", async () => {
    const shown = { ...USER };
    const expected = { shows: [], lacks: ["name.familyName", "emails[0].type"] };
    const emails = { name: "emails", subAttributes: [{ name: "type", returned: "always" }] };
    const declared = [{ name: "name", returned: "always" }, emails];
    expect((await judged(shown, expected, declared)).verdict).toBe("pass");
    expect((await judged(shown, expected, [emails])).verdict).toBe("fail");
  });
});
