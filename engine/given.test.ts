import { describe, expect, it } from "vitest";
import type { Handler } from "../scim/index.ts";
import { connect } from "./connection.ts";
import { judgeOn } from "./judge.ts";
import { type Rule, rule } from "./rule.ts";

const handler: Handler = async ({ method, url }) =>
  url.endsWith("/missing")
    ? new Response('{"detail":"nobody is there"}', { status: 404 })
    : new Response(method === "DELETE" ? null : '{"id":"1"}', { status: method === "DELETE" ? 204 : 200 });

function declared(probe: NonNullable<Rule["probe"]>): Rule {
  return rule({ id: "own/rule", title: "A rule", covers: [], level: "MUST", probe, mutants: {} });
}

describe("given.done", () => {
  it("marks the step it takes as setting the scene, also among other calls", async () => {
    const connection = connect({ name: "own", baseUrl: "http://scim.example", handler }, { seed: 1 });
    const judged = await judgeOn(
      declared(async ({ given, client }) => {
        await Promise.all([given.done(() => client.get("/Users/set")), client.get("/Users/judged")]);
      }),
      connection,
    );
    expect(judged.result.verdict).toBe("pass");
    const steps = connection.exchanges.map(({ request, step }) => `${step} ${request.path}`);
    expect(steps.sort()).toEqual(["given /Users/set", "probe /Users/judged"]);
  });

  it("leaves a rule whose scene cannot be set without a verdict", async () => {
    const connection = connect({ name: "own", baseUrl: "http://scim.example", handler }, { seed: 1 });
    const { result } = await judgeOn(
      declared(async ({ given, client }) => {
        await given.done(() => client.get("/missing"));
      }),
      connection,
    );
    expect(result).toMatchObject({ verdict: "inconclusive" });
    expect(result.because).toContain('GET /missing answered 404 "nobody is there"');
  });
});
