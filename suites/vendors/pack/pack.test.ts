import { describe, expect, it } from "vitest";
import { answer, type Mutant, on, type Run, rewriteBody, run } from "../../../engine/index.ts";
import { serviceProvider } from "../../../simulators/index.ts";
import { type Exported, smallPack } from "../../../test/packs/small.ts";
import { type PackSettings, packRun, readPack } from "./index.ts";

interface Outcome {
  judged: Run;
  pauses: number[];
  /** The method of each request of a step. */
  methods: string[];
}

async function judged(
  pack: Exported = smallPack(),
  mutants: Mutant[] = [],
  settings: Partial<PackSettings> = {},
): Promise<Outcome> {
  const target = serviceProvider({ mutants });
  const pauses: number[] = [];
  const { profile, rules } = packRun(readPack(JSON.stringify(pack), "small.json"), {
    baseUrl: target.baseUrl,
    token: target.token,
    variables: {},
    readOnly: false,
    pause: async (ms) => void pauses.push(ms),
    now: () => 0,
    ...settings,
  });
  const readOnly = settings.readOnly ? "only what reads" : undefined;
  const legs = [{ target, profiles: [profile], rules, chained: true }];
  const result = await run({ legs, seed: 1, readOnly, pack: "small.json" });
  const methods = result.exchanges.filter(({ step }) => step !== "preflight").map(({ request }) => request.method);
  return { judged: result, pauses, methods };
}

const verdicts = ({ results }: Run): string[] => results.map(({ verdict }) => verdict);

describe("a pack against a service provider", () => {
  it("has a result for each request, and says that it is a rehearsal", async () => {
    const { judged: result, pauses } = await judged();
    expect(result.results.map(({ rule, level, verdict }) => [rule, level, verdict])).toEqual([
      ["pack/01-somebody-is-there", "MUST", "pass"],
      ["pack/03-make-a-person", "MUST", "pass"],
      ["pack/04-read-the-person", "MUST", "pass"],
      ["pack/05-left-out", "MUST", "skip"],
      ["pack/06-optional-nobody-gets-in", "MAY", "pass"],
    ]);
    expect(result.exit.code).toBe(0);
    expect(result.run).toMatchObject({ profiles: ["pack"], pack: "small.json" });
    expect(result.run.notices).toEqual([
      'This is a rehearsal with a copy of "A small pack", not its vendor\'s result.',
    ]);
    expect(pauses).toEqual([2000]);
  });

  it("sends what the file says and nothing else, with the variables of the run", async () => {
    const { judged: result } = await judged();
    const [made] = result.exchanges.filter(({ request, step }) => request.method === "POST" && step === "probe");
    const { userName, displayName } = made!.request.body as Record<string, string>;
    expect(userName).toMatch(/^scimproof-1-\w+-1Tester@scimproof\.example\.com$/);
    expect(displayName).toMatch(/^Maps [0-9a-f-]{36}$/);
    expect(Object.keys(made!.request.headers).sort()).toEqual(["authorization", "content-type", "user-agent"]);
    const read = result.exchanges.find(({ request }) => request.headers["x-greeting"] !== undefined)!;
    expect(read.request.headers["x-greeting"]).toBe("Hello");
    expect(result.exchanges.at(-1)!.request.url).not.toContain("elsewhere.example");
  });

  it("keeps what it made until the last step, and then removes it", async () => {
    const { judged: result } = await judged();
    const deletes = result.exchanges.filter(({ request }) => request.method === "DELETE");
    expect(deletes).toHaveLength(2);
    expect(deletes.every(({ step }) => step === "cleanup")).toBe(true);
    const last = result.exchanges.findLastIndex(({ step }) => step === "probe");
    expect(result.exchanges.indexOf(deletes[0]!)).toBeGreaterThan(last);
    expect(result.leftovers).toEqual([]);
  });

  it("tells which assertion does not hold, what was seen and what was expected", async () => {
    const shouts = on(
      { method: "POST", path: /\/Users$/ },
      rewriteBody((user) => ({ ...user, userName: String(user["userName"]).toUpperCase(), active: "yes" })),
    );
    const { judged: result } = await judged(smallPack(), [shouts]);
    const finding = result.results[1]!.finding!;
    expect(finding.summary).toMatch(
      /^assertion 2 of 4: response_json userName is "SCIMPROOF-.*", expected equal "scimproof-.*"; assertion 3 of 4: response_json active is "yes", expected equal "true"$/,
    );
    expect(finding).toMatchObject({ attribute: "userName", rows: [] });
    expect(result.exchanges.find(({ id }) => id === finding.exchange)?.request.method).toBe("POST");
    expect(result.exit.code).toBe(1);
  });

  it("tells which script does not hold", async () => {
    const nameless = on(
      { method: "POST", path: /\/Users$/ },
      rewriteBody(({ userName: _left, ...user }) => user),
    );
    const { judged: result } = await judged(smallPack(), [nameless]);
    expect(result.results[1]!.finding!.summary).toContain('script 1: calling "toLowerCase", seen nothing');
  });

  it("does not judge a step that needs what an answer did not hold", async () => {
    const refuses = on({ method: "POST", path: /\/Users$/ }, answer(503));
    const { judged: result } = await judged(smallPack(), [refuses]);
    // Nobody is there at first, and nobody can be made to be.
    expect(verdicts(result)).toEqual(["inconclusive", "fail", "inconclusive", "skip", "pass"]);
    const crowded = smallPack();
    (crowded.steps[2]!["variables"] as { property: string }[])[0]!.property = "nowhere";
    const { judged: other } = await judged(crowded);
    expect(other.results[2]).toMatchObject({
      verdict: "inconclusive",
      because: '{{person}} has no value: the answer to step 3 ("Make a person") did not hold it',
    });
  });

  it("reads alone where nothing may be written, and skips what needs more", async () => {
    const { judged: result, methods } = await judged(smallPack(), [], { readOnly: true });
    expect(new Set(methods)).toEqual(new Set(["GET"]));
    expect(verdicts(result)).toEqual(["fail", "skip", "skip", "skip", "pass"]);
    expect(result.results[2]!.because).toBe('needs {{person}} of step 3 ("Make a person"), which was not run');
  });

  it("takes the values it is given over those of the file", async () => {
    const { judged: result } = await judged(smallPack(), [], { variables: { department: "Chairs" } });
    const made = result.exchanges.find(({ request, step }) => request.method === "POST" && step === "probe")!;
    expect((made.request.body as { displayName: string }).displayName).toMatch(/^Chairs /);
  });

  it("draws the same for the same seed", async () => {
    const bodies = async () => (await judged()).judged.exchanges.map(({ request }) => request.text);
    expect(await bodies()).toEqual(await bodies());
  });

  it.each<[string, (pack: Exported) => unknown, string]>([
    [
      "a variable that nothing sets",
      (pack) => (pack.steps[0]!["url"] = "{{SCIMBaseURL}}{{place}}"),
      'step 1 ("Somebody is there"): {{place}} has no value: give it one with --variable place=…',
    ],
    [
      "a variable that only a later step sets",
      (pack) => (pack.steps[0]!["url"] = "{{SCIMBaseURL}}/Users/{{person}}"),
      "{{person}} has no value",
    ],
    [
      "a function that is not known",
      (pack) => (pack.steps[0]!["url"] = "{{SCIMBaseURL}}/{{hmac(a,b)}}"),
      "{{hmac(a,b)}} calls no function that is known: uuid, guid",
    ],
    [
      "another host",
      (pack) => (pack.steps[0]!["url"] = "https://other.example/Users"),
      "it calls other.example, and only what is below the target's base URL is called",
    ],
    [
      "another host of a variable",
      (pack) => {
        pack["initial_variables"] = { department: "x", org: "https://org.example" };
        pack.steps[0]!["url"] = "{{org}}/api/v1/users";
      },
      "it calls org.example",
    ],
  ])("is refused for %s", async (_, change, words) => {
    const pack = smallPack();
    change(pack);
    await expect(judged(pack)).rejects.toThrow(words);
  });
});
