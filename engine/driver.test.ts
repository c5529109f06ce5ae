import { describe, expect, it } from "vitest";
import type { Handler } from "../scim/index.ts";
import { judge } from "./judge.ts";
import type { Driver, Operator, Rule } from "./rule.ts";
import { rule } from "./rule.ts";

/** A service provider that has one user, whom nobody can delete. */
const handler: Handler = async (request) => {
  if (request.method === "DELETE") return new Response(null, { status: 204 });
  const status = request.method === "POST" ? 201 : 200;
  return new Response(JSON.stringify({ id: "1", userName: "ada@example.com" }), { status });
};

function target(driver: unknown, operator?: Operator) {
  return { name: "t", baseUrl: "https://scim.example.com", handler, driver: driver as Driver, operator };
}

function asking(probe: NonNullable<Rule["probe"]>): Rule {
  return rule({
    id: "t/asks",
    title: "It asks the driver",
    covers: [],
    level: "MUST",
    needs: ["admin.site.create"],
    probe,
    mutants: {},
  });
}

const creates = asking(async (t) => {
  await t.admin["site"]!["create"]!({ name: "Berlin" } as never);
});

class AdminRefusal extends Error {
  override name = "AdminRefusal";
}

const refuses = async () => {
  throw new AdminRefusal("the name is taken");
};

const never = () => new Promise(() => undefined);

describe("a rule that asks the driver of its target", () => {
  it.each<[string, unknown]>([
    ["gives a promise", { create: async () => ({}) }],
    ["gives a plain value", { create: () => ({}) }],
    ["gives nothing", { create: () => undefined }],
    ["has members that are no functions", { create: async () => ({}), version: 1, list: undefined }],
  ])("is judged where the operation %s", async (_what, site) => {
    expect(await judge(creates, target({ site, note: "mine" }))).toMatchObject({ verdict: "pass" });
  });

  it.each<[string, () => unknown, string]>([
    ["rejects", async () => Promise.reject(new Error("no such button")), "no such button"],
    [
      "throws at once",
      () => {
        throw new TypeError("page is undefined");
      },
      "page is undefined",
    ],
    ["rejects with a text", async () => Promise.reject("gone"), "gone"],
  ])("is inconclusive in the driver's words where the operation %s", async (_what, create, words) => {
    const result = await judge(creates, target({ site: { create } }));
    expect(result).toMatchObject({
      verdict: "inconclusive",
      because: `the driver's site.create failed: ${words}`,
    });
    expect(result).not.toHaveProperty("defect");
  });

  it("is inconclusive where the operation does not answer", async () => {
    expect(await judge(creates, target({ site: { create: never } }), { driverWaitMs: 20 })).toMatchObject({
      verdict: "inconclusive",
      because: "the driver's site.create did not answer within 0.02 s",
    });
  });

  it("stops waiting for the driver when the run is interrupted", async () => {
    const stop = new AbortController();
    const judging = judge(creates, target({ site: { create: never } }), { signal: stop.signal });
    setImmediate(() => stop.abort());
    expect(await judging).toMatchObject({ verdict: "inconclusive", because: "interrupted" });
  });

  it("understands a refusal of the console", async () => {
    const understands = asking(async (t) => {
      const cause: Error = await t.admin["site"]!["create"]!({} as never).then(
        () => new Error("created"),
        (refused: Error) => refused,
      );
      t.expect.that(cause.name === "AdminRefusal", { summary: "it was not refused", seen: cause, expected: "refused" });
    });
    expect(await judge(understands, target({ site: { create: refuses } }))).toMatchObject({ verdict: "pass" });
  });

  it("is inconclusive even where it makes a violation of what the driver failed at", async () => {
    const misled = asking(async (t) => {
      const site = await t.admin["site"]!["create"]!({} as never).catch(() => undefined);
      t.expect.that(site !== undefined, { summary: "there is no site", seen: site, expected: "a site" });
    });
    const broken = target({ site: { create: () => Promise.reject(new Error("timeout of the browser")) } });
    expect(await judge(misled, broken)).toMatchObject({
      verdict: "inconclusive",
      because: "the driver's site.create failed: timeout of the browser",
    });
  });

  it("masks the token in what the driver says", async () => {
    const create = async () => Promise.reject(new Error("Bearer s3cret-token was refused"));
    const result = await judge(creates, { ...target({ site: { create } }), token: "s3cret-token" });
    expect(result.because).not.toContain("s3cret-token");
  });

  it("goes on where a driver cannot tidy up, and tells of what is left", async () => {
    const tidied = asking(async (t) => {
      const user = (await t.admin["user"]!["create"]!({ userName: "ada@example.com" } as never)) as { id: string };
      await t.admin["user"]!["delete"]!({ id: user.id } as never).catch(() => undefined);
    });
    const site = { create: async () => ({}) };
    const user = {
      create: async () => ({ id: "7", userName: "ada@example.com" }),
      delete: () => Promise.reject(new Error("the page changed")),
    };
    const { connect } = await import("./connection.ts");
    const { judgeOn } = await import("./judge.ts");
    const connection = connect(target({ site, user }), { seed: 1 });
    const { result, leftovers } = await judgeOn(tidied, connection);
    await connection.close();
    expect(result.verdict).toBe("pass");
    expect(leftovers).toEqual([
      {
        path: "/Users/7",
        name: "ada@example.com",
        because: "made in the console and not removed: the driver's user.delete failed: the page changed",
      },
    ]);
  });

  it("leaves a user of the run where the driver hangs in removing it", async () => {
    const made = asking(async (t) => {
      await t.given.user();
    });
    const { connect } = await import("./connection.ts");
    const { judgeOn } = await import("./judge.ts");
    const driver = { site: { create: async () => ({}) }, user: { delete: never } };
    const connection = connect(target(driver), { seed: 1, driverWaitMs: 20 });
    const { result, leftovers } = await judgeOn(made, connection);
    await connection.close();
    expect(result.verdict).toBe("pass");
    expect(leftovers).toMatchObject([{ because: "the driver's user.delete did not answer within 0.02 s" }]);
  });
});

describe("a person as driver", () => {
  const operator: Operator = {
    cannot: () => undefined,
    begins: () => undefined,
    seen: () => undefined,
    unknown: (path) => (path.includes("unknown") ? "the console does not show the id" : undefined),
    doubt: () => undefined,
  };
  const site = { create: async () => ({}) };

  it("is not asked to tidy up", async () => {
    const asked: string[] = [];
    const user = { delete: async () => void asked.push("delete") };
    const made = asking(async (t) => {
      await t.given.user();
      await t.admin["user"]!["delete"]!({ id: "1" } as never).catch(() => undefined);
    });
    expect(await judge(made, target({ site, user }, operator))).toMatchObject({ verdict: "pass" });
    expect(asked).toEqual([]);
  });

  it("takes more time than a program", async () => {
    const slow = { create: () => new Promise((done) => setTimeout(done, 30)) };
    expect(await judge(creates, target({ site: slow }, operator), { driverWaitMs: 5 })).toMatchObject({
      verdict: "pass",
    });
  });

  it("makes a rule inconclusive that sends an id which only the driver knows", async () => {
    const sends = asking(async (t) => {
      await t.client.get("/Users/unknown-1");
    });
    expect(await judge(sends, target({ site }, operator))).toMatchObject({
      verdict: "inconclusive",
      because: "the console does not show the id",
    });
  });

  it.each(["pass", "fail"])("can doubt a verdict: %s", async (verdict) => {
    const doubting = { ...operator, doubt: () => "the id of a user was not known" };
    const judged = asking(async (t) => {
      t.expect.that(verdict === "pass", { summary: "wrong", seen: 1, expected: 2 });
    });
    expect(await judge(judged, target({ site }, doubting))).toMatchObject({
      verdict: "inconclusive",
      because: "the id of a user was not known",
    });
  });
});
