import { describe, expect, it } from "vitest";
import type { Handler, JsonObject } from "../scim/index.ts";
import { connect } from "./connection.ts";
import { judgeOn } from "./judge.ts";
import { createRoster } from "./roster.ts";
import { type Rule, rule } from "./rule.ts";

const SITE = "urn:example:site";

/** A service provider that keeps users whatever DELETE says, and the site that a user has once. */
function keeping() {
  const users: JsonObject[] = [];
  const handler: Handler = async (request) => {
    const id = decodeURIComponent(new URL(request.url).pathname.split("/")[2] ?? "");
    const sent = ["POST", "PUT"].includes(request.method) ? ((await request.json()) as JsonObject) : {};
    const taken = users.some((each) => each["userName"] === sent["userName"] && each["id"] !== id);
    if (taken) return new Response(null, { status: 409 });
    if (request.method === "POST") users.push({ ...sent, id: String(users.length + 1), meta: {} });
    const place = request.method === "POST" ? users.length - 1 : users.findIndex((each) => each["id"] === id);
    if (place < 0) return new Response(null, { status: 404 });
    const user = users[place]!;
    if (request.method === "DELETE") user["active"] = false;
    if (request.method === "PUT")
      users[place] = { ...sent, id, meta: {}, ...(user[SITE] === undefined ? {} : { [SITE]: user[SITE] }) };
    const body = request.method === "DELETE" ? null : JSON.stringify(users[place]);
    return new Response(body, { status: request.method === "POST" ? 201 : body === null ? 204 : 200 });
  };
  return { users, handler };
}

function scene(id: string, probe: NonNullable<Rule["probe"]>, needs: Rule["needs"] = []): Rule {
  return rule({ id: `t/${id}`, title: id, covers: [], level: "MUST", needs, probe, mutants: {} });
}

/** Judges rules one after the other against a target that keeps users. */
async function judged(rules: Rule[], most: number, known = true) {
  const { users, handler } = keeping();
  const roster = createRoster(most, known);
  const driver = { page: { home: async () => ({}) } };
  const target = { name: "t", baseUrl: "https://scim.example.com", handler, driver };
  const connection = connect(target, { seed: 1, roster });
  const outcomes = [];
  for (const each of rules) outcomes.push(await judgeOn(each, connection));
  const leftovers = await roster.dismiss(connection.client({ step: () => "cleanup" }));
  await connection.close();
  return {
    users,
    results: outcomes.map(({ result }) => result),
    leftovers: [...outcomes.flatMap((outcome) => outcome.leftovers), ...leftovers],
  };
}

const one = (id: string): Rule => scene(id, async (t) => void (await t.given.user()));
const posts = (id: string): Rule =>
  scene(id, async (t) => void (await t.client.post("/Users", t.given.representation())));

describe("the users of a run against a target that keeps them", () => {
  it("are given from rule to rule, in the state that each wants", async () => {
    const wants = scene("wants", async (t) => {
      const user = await t.given.user({ title: "Mason" });
      t.expect(await t.client.get(user.path))
        .attribute("title", "Mason")
        .attribute("active", true)
        .attribute("userName", user.userName);
    });
    const { users, results } = await judged([one("first"), one("second"), wants], 25);
    expect(results.map(({ verdict }) => verdict)).toEqual(["pass", "pass", "pass"]);
    expect(users).toHaveLength(1);
  });

  it("are as many as a rule works with at a time", async () => {
    const two = scene("two", async (t) => {
      const [first, second] = await t.given.users(2);
      t.expect.that(first!.id !== second!.id, { summary: "one user twice", seen: first, expected: second });
    });
    const { users, results } = await judged([one("first"), two, two], 25);
    expect(results.every(({ verdict }) => verdict === "pass")).toBe(true);
    expect(users).toHaveLength(2);
  });

  it("are fresh where an earlier life shows, and their login IDs are free for whoever is made instead", async () => {
    const placed = scene("placed", async (t) => void (await t.given.user({ [SITE]: { site: "Berlin" } })));
    const { users, results } = await judged([placed, one("unplaced")], 25);
    expect(results.map(({ verdict }) => verdict)).toEqual(["pass", "pass"]);
    expect(users.map((user) => user[SITE])).toEqual([{ site: "Berlin" }, undefined]);
  });

  it("are fresh for rules that look into the console", async () => {
    const console = scene("console", async (t) => void (await t.given.user()), ["admin.page.home"]);
    const { users } = await judged([one("first"), console], 25);
    expect(users).toHaveLength(2);
  });

  it.each([
    ["made inactive", { active: false }],
    ["made as it comes", { active: undefined }],
  ])("are fresh where one is wanted who was %s", async (_what, overrides) => {
    const wants = scene("wants", async (t) => void (await t.given.user(overrides)));
    expect((await judged([one("first"), wants], 25)).users).toHaveLength(2);
  });

  it("are never more than the bound: rules that need a fresh one are skipped with that reason", async () => {
    const { users, results } = await judged([posts("a"), posts("b"), posts("c"), one("d")], 2);
    expect(users).toHaveLength(2);
    expect(results.map(({ verdict }) => verdict)).toEqual(["pass", "pass", "skip", "pass"]);
    expect(results[2]?.because).toBe(
      "needs a fresh user, and the run has made 2 that the target keeps (--max-users 2)",
    );
  });

  it("are left deactivated, and each is told of once", async () => {
    const { users, leftovers } = await judged([posts("a"), one("b"), posts("c")], 25);
    expect(users.map(({ active }) => active)).toEqual([false, false]);
    expect(leftovers.map(({ path }) => path)).toEqual(["/Users/1", "/Users/2"]);
    expect(leftovers[0]?.because).toContain("deactivated: the target keeps users that SCIM deletes");
  });

  it("are shared as soon as the target is found to keep them", async () => {
    const { users, leftovers } = await judged([one("a"), one("b"), one("c")], 25, false);
    expect(users).toHaveLength(1);
    expect(leftovers).toHaveLength(1);
  });
});
