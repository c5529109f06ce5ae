import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import type { Handler } from "../../scim/index.ts";
import { listen, serviceProvider } from "../../simulators/index.ts";
import { folder, type Outcome, scimproof } from "./scimproof.ts";

const TOKEN = "canary-t0ken/+Zm9v==";
const PASSWORD = "canary-passw0rd";
const COOKIE = "canary-c00kie";
const CANARY = /canary/;
const RULES = ["auth", "create", "errors", "read"].flatMap((prefix) => ["--rule", prefix]);

/** A service provider that blurts out what it must not, in every answer and each time in another way. */
async function indiscreet(): Promise<string> {
  let baseUrl = "";
  const server = await listen((origin) => {
    const provider = serviceProvider({ origin, token: TOKEN });
    baseUrl = provider.baseUrl;
    return blurting(provider.handler);
  });
  onTestFinished(server.close);
  return baseUrl;
}

function blurting(next: Handler): Handler {
  let answers = 0;
  return async (request) => {
    const response = await next(request);
    const text = await response.text();
    const headers = new Headers(response.headers);
    headers.delete("content-length");
    headers.set("set-cookie", `session=${COOKIE}`);
    headers.set("x-debug", `Bearer ${TOKEN}`);
    const ways: ((body: string) => string)[] = [
      (body) => body.replace("{", `{"password":"${PASSWORD}","echo":"${request.headers.get("authorization")}",`),
      (body) => body.replace("{", `{"pass\\u0077ord":"${PASSWORD}",`),
      (body) => body.replace("{", `{"password":["${PASSWORD}"],"secret":{"value":"${PASSWORD}"},`),
      (body) => body.replace("{", `{"detail":"https://scim.example.com/?access_token=${PASSWORD}&token=${PASSWORD}",`),
      (body) => body.replace("{", `{"title":${JSON.stringify(TOKEN).replaceAll("/", "\\/")},`),
      () => `Debug: password=${PASSWORD} authorization: Bearer ${TOKEN} ${encodeURIComponent(TOKEN)}`,
    ];
    return new Response([204, 304].includes(response.status) ? null : ways[answers++ % ways.length]!(text), {
      status: response.status,
      headers,
    });
  };
}

/** Everything that a command left behind: what it printed, and every file below its folder. */
function traces(cwd: string, { stdout, stderr }: Outcome): Record<string, string> {
  const files = readdirSync(cwd, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  return { stdout, stderr, ...Object.fromEntries(files.map((file) => [file, readFileSync(file, "utf8")])) };
}

function leaks(found: Record<string, string>): string[] {
  return Object.entries(found).flatMap(([place, text]) => {
    const at = text.search(CANARY);
    return at < 0 ? [] : [`${place}: ${text.slice(Math.max(0, at - 120), at + 60)}`];
  });
}

describe("a secret", () => {
  it("that the target gives away reaches no screen and no file", async () => {
    const url = await indiscreet();
    const [cwd, other] = [folder(), folder()];
    const [seen, asData] = await Promise.all([
      scimproof(["run", url, ...RULES, "--token-env", "T", "--report", "html,json,junit"], { cwd, env: { T: TOKEN } }),
      scimproof(["run", url, ...RULES, "--token-stdin", "--json"], { cwd: other, input: TOKEN }),
    ]);
    expect([seen.code, asData.code]).toEqual([1, 1]);
    const found = traces(cwd, seen);
    // Reports, journal, and both streams: all of them were looked at.
    expect(Object.keys(found).filter((place) => /report\.html|run\.json|junit\.xml|\.jsonl/.test(place))).toHaveLength(
      4,
    );
    expect(found["stdout"]).toContain("VIOLATION");
    expect(leaks(found)).toEqual([]);
    expect(leaks(traces(other, asData))).toEqual([]);
  });

  it("in a refusal of the target is not repeated on the screen", async () => {
    const server = await listen(() => async (request) => {
      const location = `https://login.example.com/?token=${PASSWORD}&echo=${request.headers.get("authorization")}`;
      return new Response(null, { status: 302, headers: { location } });
    });
    onTestFinished(server.close);
    const cwd = folder();
    const outcome = await scimproof(["run", server.origin, "--token-env", "T", "--json"], { cwd, env: { T: TOKEN } });
    expect(outcome.code).toBe(3);
    expect(outcome.stderr).toContain("redirects");
    expect(leaks(traces(cwd, outcome))).toEqual([]);
  });
});
