import { execFile, spawnSync } from "node:child_process";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { text as readText } from "node:stream/consumers";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import type { Exchange } from "../scim/index.ts";
import { curl } from "./curl.ts";

const BASE = "https://scim.example.com/v2";
type Request = Exchange["request"];

function exchange(request: Partial<Request>): Exchange {
  return {
    id: 1,
    step: "probe",
    request: { method: "GET", url: `${BASE}/Users`, path: "/Users", headers: { accept: "a/b" }, ...request },
    response: { status: 200, headers: {}, text: "", body: undefined, validUtf8: true },
    startedAt: 0,
    durationMs: 1,
  };
}

/** The words that a POSIX shell hands to curl. */
function words(line: string): string[] {
  const script = `curl() { for word in "$@"; do printf '%s\\0' "$word"; done; }\n${line}`;
  const { stdout, status } = spawnSync("sh", ["-c", script], { env: { SCIMPROOF_TOKEN: "s3cret" }, encoding: "utf8" });
  expect(status).toBe(0);
  return stdout.split("\0").slice(0, -1);
}

const NASTY = 'it\'s "quoted"\n$HOME `id` \\ \t#! *?;&|<>\r\nend';

describe("the curl line", () => {
  it("is one command, whatever the target and the rule put into the request", () => {
    const headers = { accept: "a/b", "x-nasty": NASTY, "content-type": "application/scim+json" };
    const line = curl(exchange({ method: "POST", url: `${BASE}/Users?filter=${NASTY}`, headers, text: NASTY }));
    expect(words(line)).toEqual([
      ...["-i", "-X", "POST", `${BASE}/Users?filter=${NASTY}`],
      ...["-H", "accept: a/b", "-H", `x-nasty: ${NASTY}`, "-H", "content-type: application/scim+json"],
      ...["--data-raw", NASTY],
    ]);
  });

  it("takes the token from the environment and holds none", () => {
    const line = curl(exchange({ headers: { accept: "a/b", authorization: "Bearer ***" } }));
    expect(line).not.toContain("***");
    expect(words(line)).toContain("Authorization: Bearer s3cret");
  });

  it("keeps the spelling of the scheme, which a rule may be about", () => {
    const line = curl(exchange({ headers: { accept: "a/b", authorization: "bEARER ***" } }));
    expect(words(line)).toContain("Authorization: bEARER s3cret");
  });

  it("sends a body that begins with @ and reads no file", () => {
    expect(words(curl(exchange({ method: "POST", text: "@/etc/passwd" })))).toContain("--data-raw");
  });

  it("leaves out the headers that were left out, which curl would add", () => {
    const line = curl(exchange({ method: "PUT", headers: {}, text: "{}" }));
    expect(words(line)).toEqual(expect.arrayContaining(["Accept:", "Content-Type:"]));
  });

  it("switches off what curl reads into a URL", () => {
    expect(words(curl(exchange({ url: `${BASE}/Users?filter=emails[type%20eq]` })))).toContain("-g");
    expect(words(curl(exchange({ url: `${BASE}/Users/../Groups` })))).toContain("--path-as-is");
  });

  const hasCurl = spawnSync("curl", ["--version"]).status === 0;
  it.skipIf(!hasCurl)("makes curl send the same request once more", async () => {
    const received: { request: IncomingMessage; body: string }[] = [];
    const server = createServer((request, response) => {
      void readText(request).then((body) => {
        received.push({ request, body });
        response.end();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    const path = "/Users?filter=emails[type]&x='";
    const text = '{"displayName":"it\'s\\n@home"}\n';
    const headers = { "content-type": "application/scim+json", authorization: "Bearer ***" };
    const line = curl(exchange({ method: "PATCH", url: `http://127.0.0.1:${port}${path}`, headers, text }));
    await promisify(execFile)("sh", ["-c", line], { env: { PATH: process.env["PATH"], SCIMPROOF_TOKEN: "s3cret" } });
    server.close();
    const [{ request, body }] = received as [(typeof received)[number]];
    expect({ method: request.method, url: request.url, body }).toEqual({ method: "PATCH", url: path, body: text });
    expect(request.headers).toMatchObject({
      authorization: "Bearer s3cret",
      "content-type": "application/scim+json",
    });
    expect(request.headers).not.toHaveProperty("accept");
  });
});
