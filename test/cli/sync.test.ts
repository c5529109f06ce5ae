import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { describe, expect, it } from "vitest";
import type { Exchange } from "../../scim/index.ts";
import { folder, MAIN, type Outcome, scimproof, simulator, start } from "./scimproof.ts";
import { http, nobody } from "./servers.ts";

interface Document {
  exit: { code: number; reasons: string[] };
  summary: Record<string, unknown> & { traffic: Record<string, number> };
  people: { userName: string; outcome: string; reason?: string }[];
  quirks: { id: string; mark: string }[];
  imports: { userName: string; status: string }[][];
  events: { operation: string; outcome: string }[];
  log: Record<string, unknown>[];
  exchanges: Exchange[];
}

const ajv = new Ajv2020({ strict: true, strictRequired: false, allErrors: true });
addFormats.default(ajv);
const schema = (path: string): object =>
  JSON.parse(readFileSync(new URL(`../../schemas/${path}.json`, import.meta.url), "utf8"));
ajv.addSchema(schema("results/run"));
const holds = ajv.compile(schema("results/sync"));

/** The document on standard output, held to its schema. */
function documentOf({ stdout, stderr }: Outcome): Document {
  expect(stdout, stderr).not.toBe("");
  const document = JSON.parse(stdout) as Document;
  holds(document);
  expect(holds.errors ?? []).toEqual([]);
  return document;
}

const PEOPLE = `userName,First name,Last name,Email,Job title,Department,Work phone,groups
anna@contoso.example,Anna,Ortiz,anna@contoso.example,Buyer,Sourcing,+442079460111,Phones
bo@contoso.example,Bo,Li,bo@contoso.example,Clerk,Sales,,
`;

/** A folder with the people of a file, and a story. */
function withFiles(people = PEOPLE, story?: string): { cwd: string } {
  const cwd = folder();
  writeFileSync(join(cwd, "people.csv"), people);
  if (story !== undefined) writeFileSync(join(cwd, "story.yaml"), story);
  return { cwd };
}

const sync = (product: string, target: string, ...more: string[]): string[] => [
  "sync",
  product,
  target,
  "--directory",
  "people.csv",
  ...more,
];

describe.concurrent("scimproof sync", () => {
  it.each(["entra", "okta", "jumpcloud"])("provisions a directory into the simulator as %s does", async (product) => {
    const document = documentOf(await scimproof(sync(product, "sim", "--json"), withFiles()));
    expect(document.exit).toEqual({ code: 0, reasons: [] });
    expect(document.summary).toMatchObject({ people: 2, created: 2, failed: 0, traffic: { "POST 201": 2 } });
    expect(document.people.map(({ userName, outcome }) => [userName, outcome])).toEqual([
      ["anna@contoso.example", "created"],
      ["bo@contoso.example", "created"],
    ]);
    expect(document.log.length).toBeGreaterThan(1);
  });

  it("provisions 1,000 people with progress, and sends no change the second time", async () => {
    const { url, token } = await simulator("--preset", "okta");
    const people = Array.from({ length: 1000 }, (_, n) => `p${n}@contoso.example,P${n},Person,p${n}@contoso.example`);
    const files = withFiles(["login;firstName;lastName;email", ...people].join("\n").replaceAll(",", ";"));
    const first = await scimproof(sync("okta", url), files);
    expect(first).toMatchObject({ code: 0, stdout: expect.stringContaining("+ 1000 created") });
    expect(first.stderr).toBe(
      "  250 of 1000 people\n  500 of 1000 people\n  750 of 1000 people\n  1000 of 1000 people\n",
    );
    const listed = await fetch(`${url}/Users?count=1`, { headers: { authorization: `Bearer ${token}` } });
    expect(await listed.json()).toMatchObject({ totalResults: 1000 });

    const second = documentOf(await scimproof(sync("okta", url, "--json"), files));
    expect(second.summary).toMatchObject({ unchanged: 1000, requests: 1, traffic: { "GET 200": 1 } });
  });

  it.each(["entra", "jumpcloud"])("sends no change the second time as %s either", async (product) => {
    const { url } = await simulator("--preset", "azure");
    const files = withFiles();
    expect((await scimproof(sync(product, url), files)).code).toBe(0);
    const { summary } = documentOf(await scimproof(sync(product, url, "--json"), files));
    expect(summary).toMatchObject({ unchanged: 2 });
    expect(Object.keys(summary.traffic).filter((line) => !line.startsWith("GET"))).toEqual([]);
  });

  it("sends what is another in the file, and switches off who is no more in it", async () => {
    const { url, token } = await simulator("--preset", "other");
    const files = withFiles();
    await scimproof(sync("jumpcloud", url), files);
    writeFileSync(join(files.cwd, "people.csv"), PEOPLE.replace("Buyer", "Senior buyer").replace(/^bo.*\n/m, ""));
    const { code, stdout } = await scimproof(sync("jumpcloud", url), files);
    expect(code).toBe(0);
    expect(stdout).toContain("~ anna@contoso.example  updated");
    expect(stdout).toContain("○ bo@contoso.example  deactivated");
    const state = join(files.cwd, ".scimproof", `sync-jumpcloud-${new URL(url).host.replace(":", "-")}.json`);
    expect(statSync(state).mode & 0o777).toBe(0o600);
    expect(readFileSync(state, "utf8")).not.toContain(token);
  });

  it("tells a person what was done, and plays a story", async () => {
    const story = `
- change: { person: anna@contoso.example, last name: Ortiz-Vale }
- block: bo@contoso.example
- add: { userName: cy@contoso.example, first name: Cy, last name: Young, email: cy@contoso.example }
- import
`;
    const files = withFiles(PEOPLE, story);
    const { code, stdout, stderr } = await scimproof(sync("okta", "sim", "--steps", "story.yaml"), files);
    expect({ code, stderr }).toMatchObject({ code: 0 });
    expect(stdout).toBe(`Okta and simulator (8x8): 3 people
  + 1 created   ~ 1 updated   ○ 1 deactivated

What the administrator sees
  ~ anna@contoso.example  updated
  ○ bo@contoso.example  deactivated
  + cy@contoso.example  created

What went over the wire
  ${stdout.split("What went over the wire\n  ")[1]?.split("\n")[0]}

An import listed 2 users.
`);
    expect(stdout).toMatch(/PATCH 200 × 1 {3}POST 201 × 3 {3}PUT 200 × 1/);
  });

  it("provisions the members of a group alone", async () => {
    const document = documentOf(await scimproof(sync("okta", "sim", "--group", "Phones", "--json"), withFiles()));
    expect(document.people.map(({ outcome }) => outcome)).toEqual(["created", "not provisioned"]);
  });

  it("prints the requests of a dry run and sends none", async () => {
    const files = withFiles();
    const target = `http://${await nobody()}/scim/v2`;
    const { code, stdout } = await scimproof(sync("jumpcloud", target, "--dry-run"), files);
    expect(code).toBe(0);
    expect(stdout).toContain("GET /Users?filter=userName+eq+%22anna%40contoso.example%22\n");
    expect(stdout).toContain('POST /Users\n{"schemas":');
    expect(stdout).toContain("5 requests that JumpCloud would send to an empty service provider; none was sent.");
    expect(existsSync(join(files.cwd, ".scimproof"))).toBe(false);
  });

  it("says who failed and why, and which habit of the product it depends on", async () => {
    const story = "- change: { person: anna@contoso.example, title: Senior buyer }\n";
    const args = sync("jumpcloud", "sim", "--steps", "story.yaml", "--setting", "updateVerb=PATCH");
    const { code, stdout, stderr } = await scimproof(args, withFiles(PEOPLE, story));
    expect(code).toBe(1);
    expect(stdout).toContain("✗ anna@contoso.example  failed: 400 Bad Request: PATCH changes active only, not title");
    expect(stdout).toContain("jumpcloud/patch-profile (claimed): ");
    expect(stdout).toContain("[--setting updateVerb=PATCH]");
    expect(stderr).toContain("anna@contoso.example failed: 400");
  });

  it("writes the log and the exchanges where it is told", async () => {
    const files = withFiles();
    expect((await scimproof(sync("jumpcloud", "sim", "--out", "result"), files)).code).toBe(0);
    const read = (name: string): unknown[] => JSON.parse(readFileSync(join(files.cwd, "result", name), "utf8"));
    expect(read("log.json")).toHaveLength(3);
    expect(read("exchanges.json")).toHaveLength(5);
  });
});

describe.concurrent("scimproof sync refuses", () => {
  const refused = async (args: string[], files = withFiles()): Promise<string> => {
    const { code, stdout, stderr } = await scimproof(args, files);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    return stderr;
  };

  it("a file with faults, each with its line, before anything is sent", async () => {
    const { url, token } = await simulator();
    const wrong = `${PEOPLE}ANNA@contoso.example,Anna,,,,,,\n,Nobody,,,,,,\n`;
    const stderr = await refused(sync("okta", url), withFiles(wrong));
    expect(stderr).toBe(
      [
        "scimproof: people.csv is not taken; nothing was sent",
        "  line 4: the login ANNA@contoso.example is that of line 2 already",
        "  line 5: the login (userName) is missing",
        "  See scimproof help sync.",
        "",
      ].join("\n"),
    );
    const listed = await fetch(`${url}/Users`, { headers: { authorization: `Bearer ${token}` } });
    expect(await listed.json()).toMatchObject({ totalResults: 0 });
  });

  it("more faults than anybody reads, but says how many there are", async () => {
    const stderr = await refused(sync("okta", "sim"), withFiles(`userName\n${"a@c.example\n".repeat(31)}`));
    expect(stderr.match(/line \d+: the login/g)).toHaveLength(20);
    expect(stderr).toContain("… and 10 more");
  });

  it.each<[string, string[], RegExp, string?]>([
    ["another product", sync("otka", "sim"), /there is no identity provider "otka".*okta/],
    ["no target", ["sync", "okta", "--directory", "people.csv"], /name a target/],
    ["no directory", ["sync", "okta", "sim"], /--directory names the file of people/],
    ["a file that is not there", ["sync", "okta", "sim", "--directory", "x.csv"], /x\.csv cannot be read \(ENOENT\)/],
    [
      "a story with a fault",
      sync("okta", "sim", "--steps", "story.yaml"),
      /line 1: nobody has the login/,
      "- block: x",
    ],
    ["a token that is not there", sync("okta", "sim", "--steps", "story.yaml"), /variable NONE/, "- token: env NONE"],
    ["another setting", sync("okta", "sim", "--setting", "famly=aiw"), /okta has no setting "famly".*family/],
    ["another value", sync("okta", "sim", "--setting", "family=oin"), /takes oin-put, oin-patch, aiw, not "oin"/],
    ["another group", sync("okta", "sim", "--group", "Phone"), /nobody in the directory file is in "Phone".*Phones/],
    ["nobody", ["sync", "okta", "sim", "--directory", "story.yaml"], /has nobody in it/, "userName\n"],
    ["a token for the simulator", sync("okta", "sim", "--token", "x"), /needs no token/],
  ])("%s", async (_what, args, reason, story) => {
    expect(await refused(args, withFiles(PEOPLE, story))).toMatch(reason);
  });

  it("the state of another target", async () => {
    const { url } = await simulator();
    const files = withFiles();
    writeFileSync(
      join(files.cwd, "state.json"),
      JSON.stringify({ schemaVersion: 1, product: "okta", target: "https://other.example", people: [], memory: {} }),
    );
    expect(await refused(sync("okta", url, "--state", "state.json"), files)).toContain("is of another target");
  });
});

describe.concurrent("scimproof sync and a target in trouble", () => {
  it("does not write to another host unless it is allowed to", async () => {
    const { code, stderr } = await scimproof(sync("okta", "https://scim.example.com/v2"), withFiles());
    expect(code).toBe(3);
    expect(stderr).toContain("--allow-writes");
  });

  it.each(["entra", "okta", "jumpcloud"])("ends with 3 as %s when nobody answers", async (product) => {
    const outcome = await scimproof(sync(product, `http://${await nobody()}/scim/v2`, "--json"), withFiles());
    expect(outcome.code).toBe(3);
    expect(documentOf(outcome)).toMatchObject({ exit: { code: 3 }, summary: { people: 0 } });
    expect(outcome.stderr).toContain("would not provision");
  });

  it.each(["entra", "okta", "jumpcloud"])(
    "ends with 3 as %s when the token is refused, and does not tell it",
    async (product) => {
      const { url } = await simulator();
      const env = { SECRET: "a-wrong-token-of-mine" };
      const args = sync(product, url, "--json", "--token-env", "SECRET");
      const outcome = await scimproof(args, { ...withFiles(), env });
      expect(outcome.code).toBe(3);
      expect(outcome.stdout + outcome.stderr).not.toContain(env.SECRET);
    },
  );

  it.each<[string, string, (count: number) => [number, string]]>([
    ["entra", "refuses the token in the middle", (count) => (count > 4 ? [401, '{"detail":"expired"}'] : [200, ""])],
    ["okta", "is always too busy", (count) => (count > 1 ? [429, ""] : [200, ""])],
    ["jumpcloud", "answers with a page", (count) => (count > 1 ? [200, "<html>"] : [200, ""])],
    ["okta", "fails", (count) => (count > 1 ? [500, "oops"] : [200, ""])],
    ["entra", "answers with nothing", (count) => (count > 3 ? [200, " "] : [200, ""])],
  ])("ends by itself as %s when it %s", async (product, _what, answers) => {
    let count = 0;
    const url = await http((_request, response) => {
      const [status, text] = answers(++count);
      response.writeHead(status, { "content-type": "application/scim+json" });
      response.end(text === "" && status === 200 ? '{"schemas":[],"totalResults":0,"Resources":[]}' : text);
    });
    const outcome = await scimproof(sync(product, `${url}/scim/v2`, "--json"), withFiles());
    expect([1, 3]).toContain(outcome.code);
    const { events } = documentOf(outcome);
    expect(events.some((event) => event.outcome === "failure")).toBe(true);
  });

  it.each(["entra", "okta", "jumpcloud"])("ends with 3 as %s when the token of a story is refused", async (product) => {
    const files = { ...withFiles(PEOPLE, "- token: env OTHER\n"), env: { OTHER: "a-wrong-token-of-mine" } };
    const outcome = await scimproof(sync(product, "sim", "--json", "--steps", "story.yaml"), files);
    expect(outcome.code).toBe(3);
    expect(documentOf(outcome).exit.reasons).toEqual([
      expect.stringMatching(/^The last test of the connection failed: /),
    ]);
    expect(outcome.stdout + outcome.stderr).not.toContain(files.env.OTHER);
  });

  it("ends with 1 when a group is refused, and says so", async () => {
    const args = sync("jumpcloud", "sim", "--setting", "groups=true", "--group", "Phones");
    const { code, stdout } = await scimproof(args, withFiles());
    expect(code).toBe(1);
    expect(stdout).toContain("A group failed: 404 Not Found: groups are not supported");
  });

  it("blames no habit of the product for a login that is taken, nor for an outage", async () => {
    const url = await http(({ method }, response) => {
      response.writeHead(method === "POST" ? 409 : 200, { "content-type": "application/scim+json" });
      response.end('{"schemas":[],"totalResults":0,"Resources":[]}');
    });
    const outcome = await scimproof(sync("okta", `${url}/scim/v2`, "--json"), withFiles());
    expect(documentOf(outcome)).toMatchObject({ exit: { code: 1 }, quirks: [] });
  });

  it("does not take the pause that a target asks for for its silence", async () => {
    let count = 0;
    const url = await http(({ method }, response) => {
      const busy = method === "POST" && ++count === 1;
      response.writeHead(busy ? 429 : 200, busy ? { "retry-after": "4" } : {});
      response.end('{"schemas":[],"totalResults":0,"Resources":[]}');
    });
    const outcome = await scimproof(sync("okta", `${url}/scim/v2`, "--timeout", "1", "--json"), withFiles());
    expect(documentOf(outcome).people.map(({ reason }) => reason)).toEqual([
      "Too Many Requests",
      "Create new user returned empty user.",
    ]);
  });

  it("gives up a target that hangs at each create, though it answers each look-up", async () => {
    let creates = 0;
    const url = await http(({ method }, response) => {
      if (method === "POST") creates += 1;
      else response.end('{"schemas":[],"totalResults":0,"Resources":[]}');
    });
    const people = `userName\n${Array.from({ length: 20 }, (_, n) => `p${n}@c.example`).join("\n")}`;
    const outcome = await scimproof(sync("jumpcloud", `${url}/scim/v2`, "--timeout", "1", "--json"), withFiles(people));
    expect({ code: outcome.code, creates }).toEqual({ code: 3, creates: 3 });
  });

  it("tells the first of many failures at once, and all of them at the end", async () => {
    const people = `userName\n${Array.from({ length: 50 }, (_, n) => `p${n}@c.example`).join("\n")}`;
    const { stderr, stdout } = await scimproof(sync("okta", "sim"), withFiles(people));
    expect(stderr.match(/failed: /g)).toHaveLength(20);
    expect(stdout).toContain("… (50 people)  failed: Missing required attributes");
  });

  it("gives up a target that hangs", async () => {
    let count = 0;
    const url = await http((_request, response) => {
      // It answers until provisioning is on.
      if (++count <= 2) response.end('{"schemas":[],"totalResults":0,"Resources":[]}');
    });
    const people = `userName\n${Array.from({ length: 50 }, (_, n) => `p${n}@c.example`).join("\n")}`;
    const outcome = await scimproof(sync("jumpcloud", `${url}/scim/v2`, "--timeout", "1", "--json"), withFiles(people));
    expect(outcome.code).toBe(3);
    expect(count).toBe(5);
    expect(documentOf(outcome).summary).toMatchObject({ failed: 50 });
  });

  it("writes what was done when it is interrupted, and goes on from there", async () => {
    const { url } = await simulator("--preset", "okta");
    const people = `userName,email,first name,last name\n${Array.from({ length: 300 }, (_, n) => `p${n}@c.example,p${n}@c.example,P,N`).join("\n")}`;
    const files = withFiles(people);
    const running = start(process.execPath, [MAIN, ...sync("okta", url, "--json", "--rate", "100/s")], files);
    await new Promise<void>((reached) =>
      running.process.stderr!.on("data", () => {
        if (running.printed.stderr.includes("75 of 300")) reached();
      }),
    );
    running.process.kill("SIGINT");
    const outcome = await running.ended;
    expect(outcome.code).toBe(130);
    const { summary, exit } = documentOf(outcome);
    expect(exit).toEqual({ code: 130, reasons: ["interrupted"] });
    expect(summary["created"]).toBeGreaterThan(70);
    expect(summary["created"]).toBeLessThan(300);
    expect(summary["failed"]).toBe(0);
    const rest = documentOf(await scimproof(sync("okta", url, "--json"), files));
    expect(rest.exit.code).toBe(0);
    expect(rest.summary["unchanged"]).toBe(summary["created"]);
  });
});
