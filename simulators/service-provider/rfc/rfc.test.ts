import { describe, expect, it } from "vitest";
import { behaves, type Client, connect, type Mutant } from "../../../engine/index.ts";
import { type JsonObject, ScimError } from "../../../scim/index.ts";
import { serviceProvider } from "../index.ts";

const PATCH_OP = "urn:ietf:params:scim:api:messages:2.0:PatchOp";
const ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

function clientOf(...mutants: Mutant[]): Client {
  return connect(serviceProvider({ mutants }), { seed: 1 }).client({ step: () => "probe" });
}

async function made(client: Client, endpoint: string, body: JsonObject): Promise<{ id: string; path: string }> {
  const { response } = await client.post(endpoint, body);
  expect(response.status).toBe(201);
  const { id } = response.body as { id: string };
  return { id, path: `${endpoint}/${id}` };
}

async function read(client: Client, path: string): Promise<JsonObject> {
  return (await client.get(path)).response.body as JsonObject;
}

const patch = (...Operations: JsonObject[]): JsonObject => ({ schemas: [PATCH_OP], Operations });

describe("the rfc service provider", () => {
  it("gives a new user an id, meta and a location", async () => {
    const client = clientOf();
    const { response } = await client.post("/Users", { userName: "ann", id: "mine", meta: { resourceType: "Group" } });
    const { id, meta } = response.body as { id: string; meta: JsonObject };
    expect(id).not.toBe("mine");
    expect(meta).toEqual({
      resourceType: "User",
      created: "2026-01-05T08:00:01.000Z",
      lastModified: "2026-01-05T08:00:01.000Z",
      location: `${client.baseUrl}/Users/${id}`,
    });
    expect(response.headers["location"]).toBe(meta["location"]);
    expect(await read(client, `/Users/${id}`)).toEqual(response.body);
  });

  it("never shows a password", async () => {
    const client = clientOf();
    const { path } = await made(client, "/Users", { userName: "ann", password: "t1meMa$heen" });
    const shown = [await read(client, path), await read(client, `${path}?attributes=password`)];
    expect(JSON.stringify(shown)).not.toContain("password");
  });

  it("refuses a second user of the same name in another letter case, and lets one go that is deleted", async () => {
    const client = clientOf();
    const { path } = await made(client, "/Users", { userName: "ann" });
    const other = await made(client, "/Users", { userName: "bob" });
    const conflicts = [
      await client.post("/Users", { userName: "ANN" }),
      await client.put(other.path, { userName: "Ann" }),
      await client.patch(other.path, patch({ op: "replace", path: "userName", value: "Ann" })),
    ];
    for (const { response } of conflicts) {
      expect([response.status, (response.body as JsonObject)["scimType"]]).toEqual([409, "uniqueness"]);
    }
    expect((await client.put(path, { userName: "ANN" })).response.status).toBe(200);
    expect((await client.delete(path)).response.status).toBe(204);
    expect((await client.get(path)).response.status).toBe(404);
    expect((await client.delete(path)).response.status).toBe(404);
    await made(client, "/Users", { userName: "ann" });
  });

  it("moves lastModified when a write changes something, and only then", async () => {
    const client = clientOf();
    const { path } = await made(client, "/Users", { userName: "ann", title: "Engineer" });
    const modified = async (): Promise<string> => {
      const { meta } = (await read(client, path)) as { meta: { lastModified: string } };
      return meta.lastModified;
    };
    const first = await modified();
    await client.patch(path, patch({ op: "replace", path: "title", value: "Engineer" }));
    await client.put(path, { userName: "ann", title: "Engineer" });
    expect(await modified()).toBe(first);
    await client.patch(path, patch({ op: "replace", path: "title", value: "Chief" }));
    const second = await modified();
    await client.put(path, { userName: "ann" });
    expect([first, second, await modified()]).toEqual([first, second, await modified()].toSorted());
    expect(new Set([first, second, await modified()]).size).toBe(3);
  });

  it("moves lastModified though the clock stands still", async () => {
    const client = connect(serviceProvider({ clock: () => 0 }), { seed: 1 }).client({ step: () => "probe" });
    const { path } = await made(client, "/Users", { userName: "ann" });
    for (const title of ["a", "b", "c"])
      await client.patch(path, patch({ op: "replace", path: "title", value: title }));
    expect((await read(client, path))["meta"]).toMatchObject({ lastModified: "1970-01-01T00:00:00.003Z" });
  });

  it("shows the state of this moment although texts are kept ready", async () => {
    const client = clientOf();
    const { path, id } = await made(client, "/Users", { userName: "ann" });
    for (const title of ["a", "b"]) {
      await client.patch(path, patch({ op: "replace", path: "title", value: title }));
      expect((await read(client, path))["title"]).toBe(title);
      const { Resources } = (await read(client, "/Users")) as { Resources: JsonObject[] };
      expect(Resources[0]?.["title"]).toBe(title);
    }
    await made(client, "/Groups", { displayName: "staff", members: [{ value: id }] });
    expect((await read(client, path))["groups"]).toHaveLength(1);
  });

  it("shows only what is asked for on every operation that answers with a resource", async () => {
    const client = clientOf();
    const query = { query: { attributes: "title" } };
    const { response } = await client.post("/Users", { userName: "ann", title: "a", nickName: "b" }, query);
    const { id, schemas } = response.body as { id: string; schemas: string[] };
    const path = `/Users/${id}`;
    const shown = [
      response.body,
      (await client.get(path, query)).response.body,
      (await client.put(path, { userName: "ann", title: "a" }, query)).response.body,
      (await client.patch(path, patch({ op: "add", path: "nickName", value: "c" }), query)).response.body,
      ((await client.get("/Users", query)).response.body as { Resources: JsonObject[] }).Resources[0],
    ];
    for (const each of shown) expect(each).toEqual({ schemas, id, title: "a" });
  });

  it("filters, sorts and pages", async () => {
    const client = clientOf();
    for (const [userName, title] of [
      ["c", "x"],
      ["a", "y"],
      ["d", "x"],
      ["b", "x"],
    ] as const) {
      await made(client, "/Users", { userName, title });
    }
    const list = async (query: Record<string, string | number>): Promise<unknown[]> => {
      const body = (await client.list("/Users", query)).response.body as JsonObject & { Resources: JsonObject[] };
      return [
        body["totalResults"],
        body["startIndex"],
        body["itemsPerPage"],
        ...body.Resources.map((each) => each["userName"]),
      ];
    };
    expect(await list({})).toEqual([4, 1, 4, "c", "a", "d", "b"]);
    expect(await list({ filter: 'title eq "x"', sortBy: "userName" })).toEqual([3, 1, 3, "b", "c", "d"]);
    expect(await list({ sortBy: "userName", sortOrder: "descending", startIndex: 2, count: 2 })).toEqual([
      4,
      2,
      2,
      "c",
      "b",
    ]);
    expect(await list({ startIndex: 0, count: -1 })).toEqual([4, 1, 0]);
    expect(await list({ filter: 'userName eq "nobody"' })).toEqual([0, 1, 0]);
    expect(await list({})).toEqual([4, 1, 4, "c", "a", "d", "b"]);
  });

  it("gives at most as many resources as it announces", async () => {
    const client = clientOf();
    for (let index = 0; index < 205; index++) await client.post("/Users", { userName: `user-${index}` });
    const body = (await client.list("/Users", { count: 1000 })).response.body as {
      Resources: unknown[];
      totalResults: number;
    };
    const { filter } = (await read(client, "/ServiceProviderConfig")) as { filter: { maxResults: number } };
    expect([body.Resources.length, body.totalResults]).toEqual([filter.maxResults, 205]);
  });

  it("stores and finds the enterprise extension", async () => {
    const client = clientOf();
    await made(client, "/Users", { userName: "bob" });
    const { path, id } = await made(client, "/Users", { userName: "ann", [ENTERPRISE]: { department: "Tools" } });
    expect((await read(client, path))["schemas"]).toContain(ENTERPRISE);
    const { response } = await client.list("/Users", { filter: `${ENTERPRISE}:department eq "tools"` });
    expect((response.body as { Resources: { id: string }[] }).Resources.map((each) => each.id)).toEqual([id]);
  });

  it("changes nothing when a PATCH fails half way", async () => {
    const client = clientOf();
    const { path } = await made(client, "/Users", { userName: "ann", title: "a" });
    const before = await read(client, path);
    const failing = patch({ op: "replace", path: "title", value: "b" }, { op: "replace", path: "id", value: "x" });
    expect((await client.patch(path, failing)).response.status).toBe(400);
    expect(await read(client, path)).toEqual(before);
  });
});

describe("a mutant of the rfc service provider", () => {
  const list = async (client: Client, query: Record<string, string | number>): Promise<JsonObject[]> =>
    ((await client.list("/Users", query)).response.body as { Resources: JsonObject[] }).Resources;

  it("decides by itself which token is good", async () => {
    const client = clientOf(behaves({ authenticate: () => new ScimError(403, undefined, "never") }));
    expect((await client.get("/Users")).response.status).toBe(403);
  });

  it("decides by itself what a filter selects, index or not", async () => {
    const client = clientOf(behaves({ matches: () => true }));
    for (const userName of ["ann", "bob"]) await made(client, "/Users", { userName });
    expect(await list(client, { filter: 'userName eq "ann"' })).toHaveLength(2);
  });

  it("decides by itself what conflicts", async () => {
    const lenient = clientOf(behaves({ conflict: () => false }));
    for (const userName of ["ann", "ann"]) await made(lenient, "/Users", { userName });
    const strict = clientOf(
      behaves({
        conflict: (candidate, other) => candidate["title"] !== undefined && candidate["title"] === other["title"],
      }),
    );
    await made(strict, "/Users", { userName: "ann", title: "Chief" });
    expect((await strict.post("/Users", { userName: "bob", title: "Chief" })).response.status).toBe(409);
  });

  it("decides anew at every read what is shown", async () => {
    let reads = 0;
    const client = clientOf(
      behaves(({ project }) => ({ project: (...all) => ({ ...project(...all), nickName: `${reads++}` }) })),
    );
    const { path } = await made(client, "/Users", { userName: "ann" });
    expect([(await read(client, path))["nickName"], (await read(client, path))["nickName"]]).toEqual(["1", "2"]);
  });

  it("can disturb the order and the page it is given without harm to the store", async () => {
    const client = clientOf(
      behaves(({ page, sort }) => ({
        page: (matching, paging) => page(matching.splice(0, 1), paging),
        sort: (resources, ...more) => sort(resources.splice(0, 2), ...more),
      })),
    );
    for (const userName of ["c", "b", "a"]) await made(client, "/Users", { userName });
    for (let round = 0; round < 2; round++) {
      expect((await list(client, {})).map((each) => each["userName"])).toEqual(["c"]);
      expect((await list(client, { sortBy: "userName" })).map((each) => each["userName"])).toEqual(["b"]);
    }
  });

  it("decides what a create, a replacement and a PATCH store, the id and meta included", async () => {
    const client = clientOf(
      behaves(({ prepareCreate, prepareReplace, patch: apply }) => ({
        prepareCreate: (body, type) => ({ ...prepareCreate(body, type), id: "mine", meta: { created: "once" } }),
        prepareReplace: (stored, body, type) => ({ ...prepareReplace(stored, body, type), id: "moved" }),
        patch: (stored, operations, type) => ({ ...apply(stored, operations, type), title: "patched" }),
      })),
    );
    const { response } = await client.post("/Users", { userName: "ann" });
    expect(response.body).toMatchObject({ id: "mine", meta: { created: "once", resourceType: "User" } });
    expect((await client.put("/Users/mine", { userName: "ann" })).response.body).toMatchObject({ id: "moved" });
    expect((await client.get("/Users/mine")).response.status).toBe(404);
    await client.patch("/Users/moved", patch({ op: "add", path: "nickName", value: "x" }));
    expect(await read(client, "/Users/moved")).toMatchObject({ nickName: "x", title: "patched" });
  });

  it("decides whether a write counts as a change", async () => {
    const client = clientOf(behaves({ changed: () => false }));
    const { path } = await made(client, "/Users", { userName: "ann" });
    const before = await read(client, path);
    await client.patch(path, patch({ op: "add", path: "title", value: "x" }));
    expect(await read(client, path)).toEqual({ ...before, title: "x" });
  });

  it("decides what DELETE does and what an error says", async () => {
    const client = clientOf(behaves({ removes: () => false, errorBody: () => ({ error: "no" }) }));
    const { path } = await made(client, "/Users", { userName: "ann" });
    expect((await client.delete(path)).response.status).toBe(204);
    expect((await client.get(path)).response.status).toBe(200);
    expect((await client.get("/Nothing")).response.body).toEqual({ error: "no" });
  });
});
