import { describe, expect, it } from "vitest";
import type { Handler } from "../scim/index.ts";
import type { Client } from "./client/index.ts";
import { type Connection, connect } from "./connection.ts";
import { createFootprint, type Footprint } from "./footprint.ts";
import type { JournalLine } from "./journal.ts";
import type { Driver } from "./rule.ts";
import { sweep } from "./sweep.ts";

interface Scene {
  /** `POST /Users`, in the order they came. */
  calls: string[];
  lines: JournalLine[];
  connection: Connection;
  footprint: Footprint;
  client: Client;
  tidy: Client;
}

/** A service provider that creates what it is told and answers DELETE by `remove`. */
function scene(
  remove: (id: string, there: Map<string, unknown>) => number = (id, there) => (there.delete(id) ? 204 : 404),
  driver?: Driver,
): Scene {
  const there = new Map<string, { id: string; userName?: string }>();
  const calls: string[] = [];
  const lines: JournalLine[] = [];
  const json = (status: number, body?: unknown) =>
    new Response(body === undefined ? null : JSON.stringify(body), { status });
  const handler: Handler = async (request) => {
    const { pathname, search } = new URL(request.url);
    const path = pathname.replace("/v2", "");
    calls.push(`${request.method} ${path}`);
    const id = path.split("/")[2] ?? "";
    if (request.method === "POST") {
      const made = { ...((await request.json()) as object), id: `${there.size + 1}` };
      there.set(made.id, made);
      return json(201, made);
    }
    if (request.method === "DELETE") return json(remove(id, there));
    if (id === "" && search.includes("filter"))
      return json(200, { Resources: [...there.values(), { id: "x", userName: "somebody" }, null] });
    return there.has(id) ? json(200, there.get(id)) : json(404);
  };
  const target = { name: "t", baseUrl: "https://scim.example.com/v2", handler, driver };
  const connection = connect(target, { seed: 1, journal: (line) => lines.push(line) });
  const footprint = createFootprint(connection);
  const settings = { step: () => "probe" as const, seen: footprint.seen };
  const client = connection.client({ ...settings, guard: footprint.leaving });
  return { calls, lines, connection, footprint, client, tidy: connection.client(settings) };
}

const named = (name: string) => ({ userName: `scimproof-1-${name}` });

describe("the footprint of a rule", () => {
  it("writes a line before a create leaves and another one when it came back", async () => {
    const { client, lines } = scene();
    await client.post("/Users?attributes=id", named("a"));
    expect(lines).toEqual([
      { event: "creating", endpoint: "/Users", name: "scimproof-1-a" },
      { event: "created", path: "/Users/1", name: "scimproof-1-a" },
    ]);
  });

  it("is removed in reverse order: groups before their members", async () => {
    const { client, footprint, tidy, calls } = scene();
    await client.post("/Users", named("a"));
    await client.post("/Groups", { displayName: "g" });
    calls.length = 0;
    expect(await footprint.remove(tidy)).toEqual([]);
    expect(calls).toEqual(["DELETE /Groups/2", "GET /Groups/2", "DELETE /Users/1", "GET /Users/1"]);
  });

  it("does not delete again what the rule itself has deleted", async () => {
    const { client, footprint, tidy, calls } = scene();
    await client.post("/Users", named("a"));
    await client.delete("/Users/1");
    calls.length = 0;
    expect(await footprint.remove(tidy)).toEqual([]);
    expect(calls).toEqual(["GET /Users/1"]);
  });

  it("deletes again what a later write may have brought back", async () => {
    const { client, footprint, tidy, calls } = scene(() => 204);
    await client.post("/Users", named("a"));
    await client.delete("/Users/1");
    await client.put("/Users/1", { active: true });
    calls.length = 0;
    await footprint.remove(tidy);
    expect(calls).toEqual(["DELETE /Users/1", "GET /Users/1"]);
  });

  it("lets nobody change whom a look-up turned up and somebody else made", async () => {
    const { client, calls } = scene();
    await client.post("/Users", named("a"));
    await client.list("/Users", { filter: 'userName eq "scimproof-1-b"' });
    calls.length = 0;
    for (const change of [client.put("/Users/x", {}), client.patch("/Users/x", {}), client.delete("/Users/x")])
      await expect(change).rejects.toThrow('would change "somebody", which is not of this run');
    expect(calls).toEqual([]);
    await client.patch("/Users/1", { active: false });
    await client.delete("/Users/never-seen");
    expect(calls).toEqual(["PATCH /Users/1", "DELETE /Users/never-seen"]);
  });

  it("touches nothing that the rule did not make", async () => {
    const { client, footprint, tidy, calls } = scene();
    await client.patch("/Users/77", {});
    await client.post("/Users/.search", {});
    calls.length = 0;
    expect(await footprint.remove(tidy)).toEqual([]);
    expect(calls).toEqual([]);
  });

  it.each<[string, number, string]>([
    [
      "keeps it and says it was deleted",
      204,
      "DELETE was answered with success, and the resource is still there (GET answers 200)",
    ],
    ["refuses to delete", 405, "DELETE answered 405"],
  ])("tells what is left of it where a service provider %s", async (_, status, because) => {
    const { client, footprint, tidy, lines } = scene(() => status);
    await client.post("/Users", named("a"));
    expect(await footprint.remove(tidy)).toEqual([{ path: "/Users/1", name: "scimproof-1-a", because }]);
    expect(lines.at(-1)).toEqual({ event: "left", path: "/Users/1", because });
  });

  it("asks the console to delete a user whom DELETE only deactivates", async () => {
    const deleted: unknown[] = [];
    const driver: Driver = { user: { delete: async (input: never) => deleted.push(input) } };
    const { client, footprint, tidy } = scene(() => 204, driver);
    await client.post("/Users", named("a"));
    expect(await footprint.remove(tidy)).toEqual([]);
    expect(deleted).toEqual([{ id: "1" }]);
  });
});

describe("the sweep at the end of a run", () => {
  it("removes what carries the namespace of the run, and nobody else", async () => {
    const { client, connection, calls } = scene();
    await client.post("/Users", named("lost"));
    await client.post("/Users", { userName: "scimproof-11-of-another-run" });
    calls.length = 0;
    expect(await sweep(connection, [])).toEqual([]);
    expect(calls).toEqual(["GET /Users", "DELETE /Users/1", "GET /Users/1"]);
  });

  it("tells of what stays, unless it was told of before", async () => {
    const { client, connection } = scene(() => 204);
    await client.post("/Users", named("kept"));
    expect(await sweep(connection, [])).toMatchObject([{ path: "/Users/1", name: "scimproof-1-kept" }]);
    expect(await sweep(connection, [{ path: "/Users/1", name: "", because: "" }])).toEqual([]);
  });

  it("looks for nothing after a run that never wrote", async () => {
    const { client, connection, calls } = scene();
    await client.get("/Users/1");
    expect(await sweep(connection, [])).toEqual([]);
    expect(calls).toEqual(["GET /Users/1"]);
  });
});
