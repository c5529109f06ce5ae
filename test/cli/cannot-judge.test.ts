import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Run } from "../../engine/index.ts";
import { selfSigned } from "./certificate.ts";
import { departures } from "./documents.ts";
import { folder, scimproof } from "./scimproof.ts";
import { http, https, nobody, tcp } from "./servers.ts";

const page = "<!doctype html><html><body>Sign in</body></html>";
const scimType = { "content-type": "application/scim+json" };
const error = (status: number): string =>
  JSON.stringify({ schemas: ["urn:ietf:params:scim:api:messages:2.0:Error"], status: String(status) });

/** A target that cannot be judged, and what is said of it. */
type Obstacle = [target: () => Promise<string>, told: RegExp, advice: RegExp, flags?: string[]];

const obstacles: Record<string, Obstacle> = {
  "nobody listens": [
    async () => `http://${await nobody()}/scim/v2`,
    /does not answer: .*ECONNREFUSED/,
    /Check the port, and that the service provider is running\./,
  ],
  "its certificate is trusted by nobody": [
    () => https(selfSigned(), (_, response) => response.end("{}")),
    /does not answer: .*certificate/,
    /NODE_EXTRA_CA_CERTS/,
  ],
  "it speaks HTTP where HTTPS was asked for": [
    async () => (await http((_, response) => response.end("{}"))).replace("http:", "https:"),
    /does not answer/,
    /The TLS connection failed/,
  ],
  "it does not speak HTTP": [
    async () => `http://${await tcp((socket) => socket.end("220 mail.example.com ESMTP\r\n"))}/scim/v2`,
    /does not answer/,
    /Check the URL/,
  ],
  "it hangs up": [
    async () => `http://${await tcp((socket) => socket.end())}/scim/v2`,
    /does not answer/,
    /Check the URL/,
  ],
  "it accepts and never answers": [
    async () => `http://${await tcp(() => undefined)}/scim/v2`,
    /does not answer: .*timeout/,
    /Check that the host can be reached/,
    ["--timeout", "1"],
  ],
  "it begins an answer and never ends it": [
    () =>
      http((_, response) => {
        response.writeHead(200, scimType).write("{");
      }),
    /does not answer: .*timeout/,
    /Check that the host can be reached/,
    ["--timeout", "1"],
  ],
  "it shows a web page": [
    () => http((_, response) => response.writeHead(200, { "content-type": "text/html" }).end(page)),
    /answers with a web page instead of SCIM/,
    /Check that the URL is the SCIM base URL/,
  ],
  "it shows a web page and calls it JSON": [
    () => http((_, response) => response.writeHead(200, scimType).end(page)),
    /answers with a web page instead of SCIM/,
    /sign-in page/,
  ],
  "it asks for a token": [
    () => http((_, response) => response.writeHead(401, { ...scimType, "www-authenticate": "Bearer" }).end(error(401))),
    /asks for a token: GET \/Users.* answered 401/,
    /--token-env NAME, --token-file FILE or standard input \(--token-stdin\)/,
  ],
  "it forbids everything": [
    () => http((_, response) => response.writeHead(403, scimType).end(error(403))),
    /answered 403/,
    /--token-env/,
  ],
  "it redirects": [
    () => http((_, response) => response.writeHead(302, { location: "/login" }).end()),
    /redirects: .* answered 302 to \/login/,
    /Give the URL it redirects to/,
  ],
  "nothing is there": [
    () => http((_, response) => response.writeHead(404, scimType).end(error(404))),
    /is no SCIM base URL/,
    /Give the URL that ends where \/Users begins/,
  ],
};

describe("a target that cannot be judged ends the run with 3 and no finding", () => {
  it.concurrent.each(Object.entries(obstacles))("because %s", async (_, [target, told, advice, flags = []]) => {
    const url = await target();
    const cwd = folder();
    const { code, stdout, stderr } = await scimproof(["run", url, "--json", ...flags], { cwd });
    expect(code).toBe(3);
    expect(stderr).toMatch(told);
    expect(stderr).toMatch(advice);
    expect(stderr).not.toMatch(/\n {4}at /);
    expect(readdirSync(join(cwd, "scimproof-results"))).toEqual([]);

    const run = JSON.parse(stdout) as Run;
    expect(departures("run", run)).toEqual([]);
    expect(run).toMatchObject({ exit: { code: 3 }, results: [], leftovers: [] });
    expect(run.exit.reasons.join(" ")).toMatch(told);
    expect(run.exit.reasons.join(" ")).toMatch(advice);
  });

  it("and nothing on standard output for a person", async () => {
    const { code, stdout, stderr } = await scimproof(["run", `http://${await nobody()}/scim/v2`]);
    expect({ code, stdout }).toEqual({ code: 3, stdout: "" });
    expect(stderr).toMatch(/^scimproof: .*\n {2}Check the port, .*\n$/);
  });

  it("with the exchanges that show the reason", async () => {
    const url = await http((_, response) => response.writeHead(302, { location: "/login" }).end());
    const { stdout } = await scimproof(["run", url, "--json"]);
    const { exchanges } = JSON.parse(stdout) as Run;
    expect(exchanges.map(({ step, response }) => [step, response.status])).toEqual([
      ["preflight", 302],
      ["preflight", 302],
    ]);
  });

  it("when the rules selected do not apply", async () => {
    const { code, stdout } = await scimproof(["run", "--rule", "8x8/patch", "--read-only", "--json"]);
    const { exit, results } = JSON.parse(stdout) as Run;
    expect(code).toBe(3);
    expect(exit.reasons).toEqual(["no rule could be judged: all were skipped"]);
    for (const { verdict, because } of results)
      expect([verdict, because]).toEqual(["skip", expect.stringMatching(/\S/)]);
  });
});
