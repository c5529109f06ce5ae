import { HttpRequestInterceptor } from "@mswjs/interceptors/http";
import { defineNetwork, InterceptorSource } from "msw/experimental";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Client, connect, type Target } from "../engine/index.ts";
import { listen, serviceProvider } from "./index.ts";
import { mswHandlers } from "./msw.ts";

/** A way to serve the simulator: gives what a client needs to reach it, and an end. */
type Way = () => Promise<{ target: Target; end: () => Promise<void> }>;

const overHttp: Way = async () => {
  let target: Target | undefined;
  const server = await listen((origin) => {
    const { handler, ...reachable } = serviceProvider({ origin });
    target = reachable;
    return handler;
  });
  return { target: target!, end: server.close };
};

const overMsw: Way = async () => {
  const provider = serviceProvider({ origin: "https://scim.example.test" });
  const network = defineNetwork({
    sources: [new InterceptorSource({ interceptors: [new HttpRequestInterceptor()] })],
    handlers: mswHandlers(provider),
    onUnhandledFrame: "error",
    context: { quiet: true },
  });
  network.enable();
  const { handler: _inProcess, ...target } = provider;
  return { target, end: async () => network.disable() };
};

const inProcess: Way = async () => ({ target: serviceProvider(), end: async () => undefined });

describe.each([
  ["over node:http", overHttp],
  ["over msw", overMsw],
  ["in process", inProcess],
])("the simulator %s", (_name, serve) => {
  let client: Client;
  let end: () => Promise<void>;

  beforeAll(async () => {
    const served = await serve();
    const connection = connect(served.target, { seed: 1 });
    client = connection.client({ step: () => "probe" });
    end = async () => {
      await connection.close();
      await served.end();
    };
  });
  afterAll(() => end());

  it("creates, reads, finds, changes, replaces and removes a user", async () => {
    const created = await client.post("/Users", { userName: "änn@example.com", title: "Engineer" });
    const { id, meta } = created.response.body as { id: string; meta: { location: string } };
    expect([created.response.status, created.response.headers["location"]]).toEqual([
      201,
      `${client.baseUrl}/Users/${id}`,
    ]);
    const found = await client.get(meta.location);
    expect([found.response.status, found.response.body]).toEqual([200, created.response.body]);
    const listed = await client.list("/Users", { filter: 'userName eq "ÄNN@example.com"' });
    expect(listed.response.body).toMatchObject({ totalResults: 1, Resources: [created.response.body] });
    const operation = { op: "replace", path: "title", value: "Chief" };
    const patched = await client.patch(`/Users/${id}`, {
      schemas: ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
      Operations: [operation],
    });
    expect(patched.response).toMatchObject({ status: 200, body: { title: "Chief" } });
    const replaced = await client.put(`/Users/${id}`, { userName: "änn@example.com" });
    expect(replaced.response.body).not.toHaveProperty("title");
    const removed = await client.delete(`/Users/${id}`);
    expect([removed.response.status, removed.response.text]).toEqual([204, ""]);
    expect((await client.get(`/Users/${id}`)).response.status).toBe(404);
  });

  it("answers in the media type of SCIM, in UTF-8", async () => {
    const { response } = await client.post("/Users", { userName: "日本" });
    expect([response.headers["content-type"], response.validUtf8]).toEqual(["application/scim+json", true]);
    expect(response.body).toMatchObject({ userName: "日本" });
  });

  it("answers HEAD without a body", async () => {
    const { response } = await client.head("/ServiceProviderConfig");
    expect([response.status, response.text]).toEqual([200, ""]);
    expect(Number(response.headers["content-length"])).toBeGreaterThan(100);
  });

  it("refuses with a SCIM error: no token, no JSON, no such method, no such type", async () => {
    const answers = [
      await client.get("/Users", { token: null }),
      await client.post("/Users", "{"),
      await client.put("/Users", {}),
      await client.post("/Users", {}, { headers: { "content-type": "text/plain" } }),
    ];
    expect(answers.map(({ response }) => response.status)).toEqual([401, 400, 405, 415]);
    for (const { response } of answers) {
      expect(response.headers["content-type"]).toBe("application/scim+json");
      expect(response.body).toMatchObject({
        schemas: ["urn:ietf:params:scim:api:messages:2.0:Error"],
        status: String(response.status),
      });
    }
  });

  it("tells what it is", async () => {
    const { response } = await client.get(new URL("/.well-known/scimproof-simulator", client.baseUrl).href);
    expect(response.body).toMatchObject({ profile: "rfc", url: client.baseUrl });
  });

  it("answers many at once", async () => {
    const posts = Array.from({ length: 50 }, (_, index) => client.post("/Users", { userName: `user-${index % 25}` }));
    const statuses = (await Promise.all(posts)).map(({ response }) => response.status);
    expect(statuses.filter((status) => status === 201)).toHaveLength(25);
    expect(statuses.filter((status) => status === 409)).toHaveLength(25);
  });

  it("bounds what a hostile client costs", async () => {
    const deep = '{"userName":'.repeat(100_000) + "1" + "}".repeat(100_000);
    const clauses = Array.from({ length: 120 }, () => 'title eq "x"').join(" or ");
    const refused = [
      [await client.post("/Users", deep), 400],
      [await client.post("/Users", "[".repeat(1_000_000)), 400],
      [await client.post("/Users", " ".repeat(10 * 1024 * 1024)), 413],
      [await client.get("/Users/%E0%A4%A"), 400],
      [await client.get("/Users", { query: "filter=%FF" }), 400],
      [await client.get("/Users", { query: { filter: `${"(".repeat(2000)}title pr` } }), 400],
      [await client.get("/Users", { query: { filter: `${"not (".repeat(1000)}title pr` } }), 400],
      [await client.get("/Users", { query: { count: "9".repeat(5000) } }), 400],
      [await client.get("/Users", { query: { attributes: ",".repeat(5000) } }), 200],
      [await client.get("/Users", { query: { filter: clauses } }), 200],
    ] as const;
    for (const [{ request, response, durationMs }, status] of refused) {
      expect([request.path.slice(0, 60), response.status]).toEqual([request.path.slice(0, 60), status]);
      expect(durationMs).toBeLessThan(2000);
      if (status !== 200) expect(response.headers["content-type"]).toBe("application/scim+json");
    }
    expect((await client.get("/ServiceProviderConfig")).response.status).toBe(200);
  });
});
