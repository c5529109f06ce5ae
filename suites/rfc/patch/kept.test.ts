import { describe, expect, it } from "vitest";
import { judge, type Result, rule } from "../../../engine/index.ts";
import type { Handler, JsonObject } from "../../../scim/index.ts";
import { userKeeping, userKeepingSome } from "./kept.ts";

/** A service provider of one user that stores what `store` makes of a create, and refuses it where that is undefined. */
function provider(store: (sent: JsonObject) => JsonObject | undefined): Handler {
  let user: JsonObject = {};
  return async (request) => {
    if (request.method === "DELETE") return new Response(null, { status: 204 });
    if (request.method === "GET") return Response.json(user);
    const stored = store((await request.json()) as JsonObject);
    if (stored === undefined) return new Response(null, { status: 400 });
    user = { ...stored, id: "1" };
    return Response.json(user, { status: 201 });
  };
}

function judged(probe: Parameters<typeof rule>[0]["probe"], handler: Handler): Promise<Result> {
  const trial = rule({ id: "patch/kept", title: "-", covers: [], level: "MUST", mutants: {}, probe: probe! });
  return judge(trial, { name: "a handler", baseUrl: "http://provider.example/scim", handler });
}

describe("userKeeping", () => {
  const probe: Parameters<typeof judged>[0] = async (t) => {
    await userKeeping(t, { nickName: "Countess", emails: [{ value: "ada@example.com", type: "work" }] });
  };

  it("gives the user where all is shown as it was sent, whatever is added to it", async () => {
    const handler = provider((sent) => ({
      ...sent,
      emails: [{ value: "ada@example.com", type: "work", primary: false }],
      title: null,
    }));
    expect(await judged(probe, handler)).toMatchObject({ verdict: "pass" });
  });

  it("ends the rule as not applying where an attribute is lost", async () => {
    const handler = provider(({ nickName: _nickName, ...rest }) => rest);
    const result = await judged(probe, handler);
    expect(result).toMatchObject({ verdict: "skip", because: expect.stringContaining("does not keep nickName") });
  });

  it("ends the rule as not applying where an attribute is refused and a plain user is not", async () => {
    const handler = provider((sent) => ("nickName" in sent ? undefined : sent));
    expect(await judged(probe, handler)).toMatchObject({ verdict: "skip" });
  });

  it("leaves the rule unjudged where no user can be made", async () => {
    expect(
      await judged(
        probe,
        provider(() => undefined),
      ),
    ).toMatchObject({ verdict: "inconclusive" });
  });
});

describe("userKeepingSome", () => {
  const kept: string[] = [];
  const probe: Parameters<typeof judged>[0] = async (t) => {
    kept.splice(0, kept.length, ...(await userKeepingSome(t, { nickName: "Countess", title: "Analyst" })).kept);
  };

  it("asks again without the rarest attribute where that is refused", async () => {
    const handler = provider((sent) => ("nickName" in sent ? undefined : sent));
    expect(await judged(probe, handler)).toMatchObject({ verdict: "pass" });
    expect(kept).toEqual(["title"]);
  });

  it("names those that are kept", async () => {
    const handler = provider(({ title: _title, ...rest }) => rest);
    expect(await judged(probe, handler)).toMatchObject({ verdict: "pass" });
    expect(kept).toEqual(["nickName"]);
  });
});
