import { describe, expect, it } from "vitest";
import type { Run } from "../../engine/index.ts";
import { scimproof } from "./scimproof.ts";

const ISSUED = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

/** Every request of a run, in its order, with the ids that the service provider gave out replaced by their order. */
async function requests(...flags: string[]): Promise<string[]> {
  const { stdout } = await scimproof(["run", "--json", "--report", "none", ...flags]);
  const ids = new Map<string, string>();
  const named = (text: string): string =>
    text.replaceAll(ISSUED, (id) => {
      if (!ids.has(id)) ids.set(id, `<id ${ids.size + 1}>`);
      return ids.get(id)!;
    });
  return (JSON.parse(stdout) as Run).exchanges.map(({ request: { method, path, headers, text = "" } }) =>
    named(`${method} ${path} ${headers["authorization"] ?? "without a token"} ${text}`),
  );
}

describe("the seed", () => {
  it.each([
    ["8x8", ["--rule", "patch"]],
    ["rfc", ["--profile", "rfc", "--rule", "patch"]],
  ])("decides every request and its place: %s", async (_, flags) => {
    const [first, second, other] = await Promise.all([
      requests(...flags, "--seed", "7"),
      requests(...flags, "--seed", "7"),
      requests(...flags, "--seed", "8"),
    ]);
    expect(first.length).toBeGreaterThan(50);
    expect(second).toEqual(first);
    expect(other).not.toEqual(first);
  });

  it("decides the same for a rule, whatever else is judged", async () => {
    const [alone, among] = await Promise.all([
      requests("--profile", "rfc", "--rule", "patch/one-primary", "--seed", "7"),
      requests("--profile", "rfc", "--rule", "patch/one", "--rule", "delete", "--seed", "7"),
    ]);
    const posts = alone.filter((request) => request.startsWith("POST"));
    expect(posts.length).toBeGreaterThan(0);
    for (const post of posts) expect(among).toContain(post);
  });

  it("is drawn when none is given, and told", async () => {
    const [one, other] = await Promise.all(
      [1, 2].map(async () => {
        const { stdout } = await scimproof(["run", "--rule", "8x8/group", "--report", "none"]);
        return /seed (\d+), exit 0/.exec(stdout)?.[1];
      }),
    );
    expect(one).toMatch(/^\d+$/);
    expect(other).not.toBe(one);
  });
});
