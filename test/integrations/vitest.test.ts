import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { listen, serviceProvider } from "../../simulators/index.ts";
import { suites } from "../../suites/index.ts";
import { RULES, SECRETS } from "./fixture/expected.ts";

const ROOT = resolve(import.meta.dirname, "../..");
const SUITES = ["--root", ROOT, "--project", "suites"];
const FIXTURE = join(import.meta.dirname, "fixture/vitest.config.ts");

interface Ran {
  code: number | null;
  output: string;
  folder: string;
}

/** Runs vitest on the fixture, or on the suites of the project, as a person would. */
async function vitest(args: string[], env: Record<string, string> = {}): Promise<Ran> {
  const folder = mkdtempSync(join(tmpdir(), "scimproof-vitest-"));
  folders.push(folder);
  const child = spawn(process.execPath, [join(ROOT, "node_modules/vitest/vitest.mjs"), "run", ...args], {
    // Journals are written below the working directory.
    cwd: folder,
    env: { PATH: process.env["PATH"], NO_COLOR: "1", FIXTURE_OUT: folder, ...env },
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
  const code = await new Promise<number | null>((done) => child.on("close", done));
  return { code, output, folder };
}

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

interface Told {
  state: string;
  note?: string;
  errors?: { message: string; expected?: string; actual?: string }[];
  meta: { rule: string; level: string; rows: string[] };
  tags: string[];
  annotations: { message: string; type: string }[];
}

interface AllureResult {
  name: string;
  status: string;
  statusDetails: { message?: string };
  historyId: string;
  testCaseId: string;
  labels: { name: string; value: string }[];
  links: { url: string; type: string }[];
  attachments: unknown[];
  steps: { name: string; attachments: { source: string; type: string }[] }[];
}

describe("the suites in vitest", () => {
  let ran: Ran;
  let told: Map<string, Told>;
  let allure: Map<string, AllureResult>;
  const by = (outcome: keyof typeof RULES): Told => told.get(RULES[outcome])!;
  const shown = (outcome: keyof typeof RULES): AllureResult => allure.get(RULES[outcome])!;

  beforeAll(async () => {
    ran = await vitest(["--config", FIXTURE]);
    const read = <Value>(path: string): Value => JSON.parse(readFileSync(join(ran.folder, path), "utf8"));
    told = new Map(read<Told[]>("witness.json").map((each) => [each.meta.rule, each]));
    const files = readdirSync(join(ran.folder, "allure")).filter((name) => name.endsWith("-result.json"));
    allure = new Map(
      files.map((name) => read<AllureResult>(join("allure", name))).map((each) => [labelsOf(each)["rule"]![0]!, each]),
    );
  }, 60_000);

  it("are one test for each selected rule, and fail the run for a violation", () => {
    expect([...told.keys()].sort()).toEqual(Object.values(RULES).sort());
    expect(ran.code).toBe(1);
  });

  it("pass where the behaviour was seen", () => {
    expect(by("pass")).toMatchObject({ state: "passed", annotations: [] });
  });

  it("fail a violation with what was expected, what came, the row and how to repeat it", () => {
    const { state, errors } = by("violation");
    expect(state).toBe("failed");
    expect(errors).toHaveLength(1);
    expect(errors![0]).toMatchObject({ expected: "204", actual: "200" });
    expect(errors![0]!.message).toMatch(/answered 200, expected 204/);
    expect(errors![0]!.message).toMatch(/7644-3\.6-\d+ {2}RFC 7644 §3\.6: \S/);
    expect(errors![0]!.message).toMatch(/curl -i -X DELETE http/);
  });

  it("pass a warning and annotate it", () => {
    const { state, annotations } = by("warning");
    expect(state).toBe("passed");
    expect(annotations).toContainEqual({ type: "warning", message: expect.stringContaining("410") });
  });

  it("skip what does not apply, with the reason", () => {
    expect(by("skip")).toMatchObject({ state: "skipped", note: expect.stringContaining("needs filter:") });
  });

  it("fail what could not be judged, with the reason and no comparison", () => {
    const { state, errors } = by("inconclusive");
    expect(state).toBe("failed");
    expect(errors![0]!.message).toMatch(/^could not be judged: .*POST \/Groups answered 500/);
    expect(errors![0]).not.toHaveProperty("expected");
  });

  it("carry level and topic as tags, and the rows for reporters", () => {
    expect(by("violation")).toMatchObject({ tags: ["MUST", "delete"], meta: { level: "MUST", rows: ["7644-3.6-01"] } });
  });

  it("write the same outcomes into vitest's own JSON", () => {
    const report = JSON.parse(readFileSync(join(ran.folder, "report.json"), "utf8"));
    expect(report).toMatchObject({ success: false, numFailedTests: 2, numPassedTests: 2, numPendingTests: 1 });
  });

  it("give Allure its status, and why a rule was skipped or only warned of", () => {
    expect(Object.keys(RULES).map((each) => [each, shown(each as keyof typeof RULES).status])).toEqual([
      ["pass", "passed"],
      ["violation", "failed"],
      ["warning", "passed"],
      ["skip", "skipped"],
      ["inconclusive", "broken"],
    ]);
    expect(shown("skip").statusDetails.message).toBe(by("skip").note);
    expect(shown("warning").statusDetails.message).toContain("410");
    expect(shown("pass").statusDetails.message).toBeUndefined();
  });

  it("label each result with epic, feature, story, severity, level, rule and rows, and link the section", () => {
    const result = shown("violation");
    expect(labelsOf(result)).toMatchObject({
      epic: ["SCIM 2.0"],
      feature: ["DELETE removes a resource"],
      story: [result.name],
      severity: ["critical"],
      level: ["MUST"],
      rule: [RULES.violation],
      row: ["7644-3.6-01"],
    });
    expect(labelsOf(shown("warning"))["severity"]).toEqual(["normal"]);
    expect(result.links).toContainEqual(
      expect.objectContaining({ url: "https://www.rfc-editor.org/rfc/rfc7644#section-3.6", type: "spec" }),
    );
    expect(
      [...allure.values()].flatMap(({ labels }) => labels).filter(({ name }) => name.startsWith("scimproof")),
    ).toEqual([]);
  });

  it("give a rule the same identity whoever runs it", () => {
    expect(shown("violation")).toMatchObject({
      testCaseId: RULES.violation,
      historyId: `${RULES.violation} @ simulator (rfc)`,
    });
    const ids = [...allure.values()].map(({ historyId }) => historyId);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it("attach the exchanges of what did not pass", () => {
    const attached = attachmentsOf(shown("violation"));
    expect(attached.length).toBeGreaterThan(0);
    const last = JSON.parse(readFileSync(join(ran.folder, "allure", attached.at(-1)!.source), "utf8"));
    expect(last).toMatchObject({ request: { method: "DELETE" }, response: { status: 200 } });
    expect(attachmentsOf(shown("pass"))).toEqual([]);
  });

  it("leave no secret in anything that was written", () => {
    const written = readdirSync(ran.folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(join(entry.parentPath, entry.name), "utf8"));
    expect(written.some((text) => text.includes("Bearer ***"))).toBe(true);
    for (const secret of Object.values(SECRETS))
      expect([ran.output, ...written].filter((text) => text.includes(secret))).toEqual([]);
  });
});

describe.concurrent('the project "suites"', () => {
  it("runs the rules that a tag filter wants, on the bundled simulators", async ({ expect }) => {
    const { code, output } = await vitest([...SUITES, "--tags-filter", "MUST && (delete || 8x8/delete)"]);
    expect({ code, output }).toMatchObject({ code: 0, output: expect.stringMatching(/Tests {2}\d+ passed/) });
  });

  it("fails exactly the tests that a fault of a served simulator breaks, found by its URL alone", async ({
    expect,
  }) => {
    const mutant = suites.flatMap(({ rules }) => rules).find(({ id }) => id === "8x8/patch/other-attributes-stay")!
      .mutants["sp-patch-modifies-title"]!;
    let url = "";
    const server = await listen((origin) => {
      const { baseUrl, handler } = serviceProvider({ profile: "8x8", mutants: [mutant], origin });
      url = baseUrl;
      return handler;
    });
    const { output } = await vitest([...SUITES, "--tags-filter", "8x8/patch"], {
      SCIMPROOF_TARGET: url,
    });
    await server.close();
    const failed = [...output.matchAll(/^ FAIL .* > (.+)$/gm)].map(([, title]) => title);
    expect(failed).toEqual([
      "PATCH of another attribute than active leaves it as it was",
      "PATCH of active together with another attribute never stores the other one",
    ]);
  });

  it("refuses a tag that does not exist", async ({ expect }) => {
    const { code, output } = await vitest([...SUITES, "--tags-filter", "no-such-tag"]);
    expect(code).not.toBe(0);
    expect(output).toContain("no-such-tag");
  });

  it("says what is wrong with a target before the first rule", async ({ expect }) => {
    const { code, output } = await vitest([...SUITES, "--tags-filter", "delete"], {
      SCIMPROOF_TARGET: "http://127.0.0.1:9/scim/v2",
    });
    expect(code).toBe(1);
    expect(output).toMatch(/does not answer[\s\S]*Check the port/);
    expect(output).not.toMatch(/\d+ passed/);
  });

  it("does not write to another host without being told to", async ({ expect }) => {
    const { code, output } = await vitest([...SUITES], { SCIMPROOF_TARGET: "https://scim.example.com/v2" });
    expect(code).toBe(1);
    expect(output).toContain("SCIMPROOF_ALLOW_WRITES=1");
  });
});

function labelsOf({ labels }: AllureResult): Record<string, string[]> {
  const grouped = Object.groupBy(labels, ({ name }) => name);
  return Object.fromEntries(Object.entries(grouped).map(([name, found]) => [name, found!.map(({ value }) => value)]));
}

function attachmentsOf({ steps }: AllureResult): { source: string; type: string }[] {
  return steps.flatMap(({ attachments }) => attachments);
}
