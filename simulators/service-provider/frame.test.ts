import { describe, expect, it } from "vitest";
import { type JsonObject, ScimError, userType } from "../../scim/index.ts";
import { discoveryOf } from "./discovery.ts";
import { frame } from "./frame.ts";
import type { Endpoint, Provider } from "./provider.ts";

const baseUrl = "http://h/tenant/scim/v2";
const JSON_BODY = { "content-type": "application/scim+json" };

function providerOf(endpoint: Endpoint, change: Partial<Provider> = {}): Provider {
  return {
    baseUrl,
    authenticate: () => undefined,
    endpoints: { "/Users": endpoint },
    discovery: discoveryOf({ baseUrl, types: [userType], config: { patch: { supported: true } } }),
    errorBody: ({ status, scimType, message }) => ({
      status: String(status),
      ...(scimType !== undefined && { scimType }),
      detail: message,
    }),
    ...change,
  };
}

async function ask(
  provider: Provider,
  method: string,
  path: string,
  { body, headers = {} }: { body?: string; headers?: Record<string, string> } = {},
): Promise<{ status: number; headers: Headers; text: string; body: JsonObject }> {
  const url = path.startsWith("http") ? path : baseUrl + path;
  const sent = body === undefined ? { method, headers } : { method, body, headers: { ...JSON_BODY, ...headers } };
  const response = await frame(provider)(new Request(url, sent));
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, body: text === "" ? {} : JSON.parse(text) };
}

const complete: Endpoint = {
  list: () => ({ totalResults: 9, startIndex: 2, itemsPerPage: 2, resources: [{ id: "1" }, '{"id":"2"}'] }),
  create: (body) => ({ location: `${baseUrl}/Users/1`, resource: { id: "1", ...body } }),
  read: (id) => ({ id }),
  replace: (id, body) => ({ id, ...body }),
  patch: (id, operations) => ({ id, operations: operations.length }),
  remove: () => undefined,
};

describe("frame", () => {
  it("lists", async () => {
    const { status, headers, body } = await ask(providerOf(complete), "GET", "/Users");
    expect(status).toBe(200);
    expect(headers.get("content-type")).toBe("application/scim+json");
    expect(body).toEqual({
      schemas: ["urn:ietf:params:scim:api:messages:2.0:ListResponse"],
      totalResults: 9,
      startIndex: 2,
      itemsPerPage: 2,
      Resources: [{ id: "1" }, { id: "2" }],
    });
  });

  it("creates, and says where", async () => {
    const { status, headers, body } = await ask(providerOf(complete), "POST", "/Users", { body: '{"userName":"ann"}' });
    expect([status, headers.get("location"), body]).toEqual([201, `${baseUrl}/Users/1`, { id: "1", userName: "ann" }]);
  });

  it("reads, replaces, changes and removes the resource a path names", async () => {
    const provider = providerOf(complete);
    const patch = {
      schemas: ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
      Operations: [{ op: "remove", path: "title" }],
    };
    expect(await ask(provider, "GET", "/Users/a%2Fb")).toMatchObject({ status: 200, body: { id: "a/b" } });
    expect(await ask(provider, "PUT", "/Users/7", { body: '{"x":1}' })).toMatchObject({
      status: 200,
      body: { id: "7", x: 1 },
    });
    expect(await ask(provider, "PATCH", "/Users/7", { body: JSON.stringify(patch) })).toMatchObject({
      status: 200,
      body: { id: "7", operations: 1 },
    });
    const removed = await ask(provider, "DELETE", "/Users/7");
    expect([removed.status, removed.text, removed.headers.get("content-type")]).toEqual([204, "", null]);
  });

  it("answers HEAD like GET without a body", async () => {
    const get = await ask(providerOf(complete), "GET", "/Users/ä");
    const head = await ask(providerOf(complete), "HEAD", "/Users/ä");
    expect([head.status, head.text]).toEqual([200, ""]);
    expect(head.headers.get("content-length")).toBe(String(Buffer.byteLength(get.text)));
    expect(head.headers.get("content-type")).toBe("application/scim+json");
  });

  it("hands query parameters to the operation", async () => {
    const seen: unknown[] = [];
    const provider = providerOf({
      list: ({ filter, sortBy, descending, startIndex, count, projection, parameters }) => {
        seen.push(filter?.type, sortBy, descending, startIndex, count, projection.attributes, parameters.get("cursor"));
        return { totalResults: 0, startIndex: 1, itemsPerPage: 0, resources: [] };
      },
    });
    await ask(
      provider,
      "GET",
      "/Users?filter=title%20pr&sortBy=title&sortOrder=descending&startIndex=2&count=3&attributes=title&cursor=x&more=1",
    );
    expect(seen).toEqual(["present", "title", true, 2, 3, ["title"], "x"]);
  });

  it.each([
    ["PUT", "/Users", "GET, HEAD, POST"],
    ["DELETE", "/Users", "GET, HEAD, POST"],
    ["POST", "/Users/1", "GET, HEAD, PUT, PATCH, DELETE"],
    ["POST", "/ServiceProviderConfig", "GET, HEAD"],
    ["DELETE", "/Schemas", "GET, HEAD"],
    ["PURGE", "/ResourceTypes/User", "GET, HEAD"],
  ])("answers %s %s with 405 and what is allowed", async (method, path, allow) => {
    const { status, headers, body } = await ask(providerOf(complete), method, path);
    expect([status, headers.get("allow"), body["status"]]).toEqual([405, allow, "405"]);
  });

  it("answers 501 to what the protocol has and the provider has not", async () => {
    const calls = [
      ["GET", "/Users"],
      ["POST", "/Users"],
      ["GET", "/Users/1"],
      ["PUT", "/Users/1"],
      ["PATCH", "/Users/1"],
      ["DELETE", "/Users/1"],
      ["POST", "/Bulk"],
      ["GET", "/Me"],
      ["POST", "/.search"],
      ["POST", "/Users/.search"],
      ["GET", ""],
    ];
    const statuses = calls.map(async ([method, path]) => (await ask(providerOf({}), method!, path!)).status);
    expect(await Promise.all(statuses)).toEqual(calls.map(() => 501));
  });

  it.each(["/Nothing", "/Users/1/2", "http://h/", "http://h/tenant/scim/v2x/Users", "http://h/other/scim/v2/Users"])(
    "answers 404 at %s",
    async (path) => {
      expect(await ask(providerOf(complete), "GET", path)).toMatchObject({ status: 404, body: { status: "404" } });
    },
  );

  it("refuses a URL that is too long to be meant", async () => {
    const url = `/Users?attributes=${"title,".repeat(10_000)}`;
    expect(await ask(providerOf(complete), "GET", url)).toMatchObject({ status: 414, body: { status: "414" } });
  });

  it("asks for authentication before it says what is there", async () => {
    const refusal = new ScimError(401, undefined, "no", { "www-authenticate": 'Bearer realm="scim"' });
    const provider = providerOf(complete, { authenticate: () => refusal });
    for (const path of ["/Users", "/Users/1", "/Nothing", "/Bulk", "/Schemas", "/ResourceTypes"]) {
      const { status, headers } = await ask(provider, "GET", path);
      expect([path, status, headers.get("www-authenticate")]).toEqual([path, 401, 'Bearer realm="scim"']);
    }
    expect((await ask(provider, "GET", "/ServiceProviderConfig")).status).toBe(200);
    const closed = { ...provider, discovery: { ...provider.discovery, open: false } };
    expect((await ask(closed, "GET", "/ServiceProviderConfig")).status).toBe(401);
  });

  it("ignores order and page on discovery, and refuses a filter with 403", async () => {
    const listed = await ask(providerOf(complete), "GET", "/Schemas?count=1&startIndex=x&sortBy=id");
    expect(listed.status).toBe(200);
    expect(listed.body["Resources"]).toHaveLength(listed.body["totalResults"] as number);
    for (const path of ["/Schemas", "/ResourceTypes", "/ServiceProviderConfig"]) {
      expect((await ask(providerOf(complete), "GET", `${path}?filter=id%20pr`)).status).toBe(403);
    }
  });

  it("finds one discovery document: a schema by its URN in any letter case, a resource type by its name", async () => {
    const provider = providerOf(complete);
    const urn = "urn:ietf:params:scim:schemas:core:2.0:User";
    expect((await ask(provider, "GET", `/Schemas/${urn.toUpperCase()}`)).body["id"]).toBe(urn);
    expect((await ask(provider, "GET", "/Schemas/User")).status).toBe(404);
    expect((await ask(provider, "GET", "/ResourceTypes/User")).body["schema"]).toBe(urn);
    expect((await ask(provider, "GET", "/ResourceTypes/user")).status).toBe(404);
  });

  it("gives every discovery document a location at which it is found", async () => {
    const provider = providerOf(complete);
    const { serviceProviderConfig, resourceTypes, schemas } = provider.discovery;
    for (const document of [serviceProviderConfig, ...resourceTypes, ...schemas]) {
      const { location } = document["meta"] as { location: string };
      expect((await ask(provider, "GET", location)).body).toEqual(document);
    }
  });

  it("answers in plain JSON where that alone is accepted, and 406 where neither is", async () => {
    const json = await ask(providerOf(complete), "GET", "/Users/1", { headers: { accept: "application/json" } });
    expect([json.status, json.headers.get("content-type")]).toEqual([200, "application/json"]);
    const html = await ask(providerOf(complete), "GET", "/Users/1", { headers: { accept: "text/html" } });
    expect([html.status, html.headers.get("content-type")]).toEqual([406, "application/scim+json"]);
  });

  it("answers 500 with advice when an operation fails, and still when the refusal fails too", async () => {
    const broken: Endpoint = {
      read: () => {
        throw new TypeError("x is undefined");
      },
      create: () => {
        throw new TypeError("y is undefined");
      },
    };
    const read = await ask(providerOf(broken), "GET", "/Users/1");
    expect(read).toMatchObject({ status: 500, body: { detail: expect.stringContaining("x is undefined") } });
    expect((await ask(providerOf(broken), "POST", "/Users", { body: "{}" })).status).toBe(500);
    const circle: JsonObject = {};
    circle["circle"] = circle;
    const unwritable = providerOf({ read: () => circle, replace: () => circle });
    expect((await ask(unwritable, "GET", "/Users/1")).status).toBe(500);
    expect((await ask(unwritable, "PUT", "/Users/1", { body: "{}" })).status).toBe(500);
    const mute = providerOf(broken, {
      errorBody: () => {
        throw new TypeError("z is undefined");
      },
    });
    expect(await ask(mute, "GET", "/Users/1")).toMatchObject({
      status: 500,
      body: { status: "500", detail: expect.stringContaining("z is undefined") },
    });
  });

  it("tells the provider what it refused", async () => {
    const refused: string[] = [];
    const provider = providerOf(complete, {
      refused: (request, error) => refused.push(`${request.method} ${error.status} ${error.scimType}`),
    });
    await ask(provider, "POST", "/Users", { body: "[" });
    await ask(provider, "GET", "/Users?count=x");
    await ask(provider, "GET", "/Users");
    expect(refused).toEqual(["POST 400 invalidSyntax", "GET 400 invalidValue"]);
  });
});
