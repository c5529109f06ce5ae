import { describe, expect, it } from "vitest";
import { judge } from "./judge.ts";
import { rule } from "./rule.ts";

const TOKEN = "a-token-of-the-tenant";
const target = {
  name: "one that echoes",
  baseUrl: "http://127.0.0.1/scim/v2",
  token: TOKEN,
  handler: async (request: Request) => Response.json({ detail: request.headers.get("authorization") }),
};

describe("judge", () => {
  it("tells no token that a simulated product was handed by a target", async () => {
    const echoed = rule({
      id: "echo/is-told",
      title: "What a product reads is told",
      covers: [],
      level: "MUST",
      async probe({ provider, expect: judged }) {
        const answer = await provider(new Request(`${target.baseUrl}/Users`));
        judged.that(false, { summary: "the administrator reads it", seen: await answer.text(), expected: "nothing" });
      },
      mutants: {},
    });
    const result = await judge(echoed, target);
    expect(result).toMatchObject({ verdict: "fail", finding: { seen: '{"detail":"Bearer ***"}' } });
    expect(JSON.stringify(result)).not.toContain(TOKEN);
  });
});
