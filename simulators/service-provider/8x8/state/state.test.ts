import { describe, expect, it } from "vitest";
import type { StateDocument } from "../../../../profiles/index.ts";
import type { Json, JsonObject } from "../../../../scim/index.ts";
import { serviceProvider } from "../../index.ts";
import { ann, patchOp, type Scene, scene } from "../test-scene.ts";

/** A world in which something of everything has happened. */
async function lived(options: Record<string, string> = {}): Promise<{ world: Scene; id: string; session: string }> {
  const world = scene(options);
  const { admin, scim, user } = world;
  const id = await user();
  await user({ userName: "bob@example.com", externalId: "e-2" });
  await admin.user.assignLicence({ id, licence: "X4" });
  await admin.user.setTelephony({ id, extension: "2001" });
  await admin.user.edit({ id, fields: { title: "Lead" } });
  await admin.user.setPassword({ id, password: "correct horse" });
  const { session } = await admin.session.open({ userName: "ann@example.com", password: "correct horse" });
  await scim("PATCH", `/Users/${id}`, patchOp({ op: "replace", path: "active", value: false }));
  await scim("GET", "/Users", undefined, "wrong");
  const [berlin] = await admin.site.list();
  await admin.site.rename({ site: berlin!.id, name: "Berlin-Mitte" });
  const { id: customer } = await admin.customer.create({ name: "second", subscriptions: { X2: 1 } });
  await admin.scim.regenerate({ customer });
  await admin.clock.advance({ minutes: 12.5 });
  return { world, id, session: session!.id };
}

/** What the world answers, to reads and then to writes. */
async function answers({ admin, scim }: Scene, id: string, session: string): Promise<unknown[]> {
  const told: unknown[] = [];
  for (const customer of ["simulator", "second"])
    told.push(
      await admin.user.list({ customer }),
      await admin.site.list({ customer }),
      await admin.scim.recentErrors({ customer }),
      await admin.page.identity({ customer }),
      await admin.audit.list({ customer }),
      await admin.customer.get({ customer }),
    );
  told.push(await admin.customer.list(), await admin.session.check({ session }), await admin.clock.now());
  told.push(await admin.call.try({ id, direction: "outgoing", emergency: false }));
  const calls = [
    await scim("GET", "/Users"),
    await scim("POST", "/Users", ann({ userName: "cid@example.com" })),
    await scim("PUT", `/Users/${id}`, ann({ title: "New" })),
    await scim("PATCH", `/Users/${id}`, patchOp({ op: "replace", path: "title", value: "x" })),
  ];
  told.push(calls.map(({ status, body }) => ({ status, body })));
  told.push(
    await admin.site.create({ name: "Paris" }),
    await admin.customer.create({}),
    await admin.scim.save({ customer: "second" }),
  );
  const signIn = { userName: "ann@example.com", password: "correct horse" };
  told.push(await admin.session.open(signIn), await admin.clock.advance({ minutes: 30 }));
  told.push(await admin.session.list());
  return told;
}

const DAMAGES: [string, (state: Damageable) => void, string][] = [
  ["another format", (state) => (state.format = "other"), "format"],
  ["a later version", (state) => (state.version = 2), "version"],
  ["an option that is not offered", (state) => (state.options["patchScope"] = "some"), "options.patchScope"],
  ["an unknown option", (state) => (state.options["colour"] = "red"), "options.colour"],
  ["a member too many", (state) => (state.customers[0]!["colour"] = "red"), "customers[0].colour"],
  ["a user without id", (state) => delete state.customers[0]!.users[1]!["id"], "customers[0].users[1].id"],
  [
    "a user who is neither active nor inactive",
    (state) => (state.customers[0]!.users[0]!["active"] = "maybe"),
    "customers[0].users[0].active",
  ],
  [
    "a site that is not there",
    (state) => (state.customers[0]!.users[1]!["siteId"] = "none"),
    "customers[0].users[1].siteId",
  ],
  [
    "two users of one login ID",
    (state) => (state.customers[0]!.users[1]!["userName"] = "ANN@example.com"),
    "customers[0].users[1].userName",
  ],
  ["two customers of one id", (state) => (state.customers[1]!["id"] = "simulator"), "customers[1].id"],
  ["no first customer", (state) => (state.customers[0]!["id"] = "other"), "customers"],
  ["a time that is none", (state) => (state.now = "soon"), "now"],
];

describe("a state", () => {
  it("that is exported and imported elsewhere gives the same answers from then on", async () => {
    const { world, id, session } = await lived({ retrieval: "all", patchOther: "ignore" });
    const state = await world.admin.state.export();
    const elsewhere = scene();
    await elsewhere.admin.state.import({ state });
    expect(await answers(elsewhere, id, session)).toEqual(await answers(world, id, session));
  });

  it("is plain JSON that comes out as it went in", async () => {
    const { world } = await lived();
    const { now: _, ...state } = await world.admin.state.export();
    const elsewhere = scene();
    await elsewhere.admin.state.import({ state: { ...state, now: 1_767_600_000_000 } });
    const { now: __, ...again } = await elsewhere.admin.state.export();
    expect(again).toEqual(state);
  });

  it("goes through a text, as a file keeps it", async () => {
    const { world, id } = await lived();
    const text = JSON.stringify(await world.admin.state.export());
    const { state, handler, token, baseUrl } = serviceProvider({ profile: "8x8" });
    state!.import(text);
    const response = await handler(
      new Request(`${baseUrl}/Users/${id}`, { headers: { authorization: `Bearer ${token}` } }),
    );
    expect(await response.json()).toMatchObject({ id, active: false });
    expect(JSON.parse(state!.export())).toMatchObject({ format: "scimproof-8x8-state", version: 1 });
  });

  it("is refused whole when the text is cut off, with the place", () => {
    const { state } = serviceProvider({ profile: "8x8" });
    const text = state!.export();
    expect(() => state!.import(text.slice(0, 200))).toThrow(/not JSON: .*(position \d+|end of JSON)/);
    expect(() => state!.import("")).toThrow(/not JSON/);
    expect(() => state!.import("[]")).toThrow("the state is damaged at its top");
  });

  it.each(DAMAGES)("is refused whole with %s, with the place", async (_fault, damage, place) => {
    const { world } = await lived();
    const state = JSON.parse(JSON.stringify(await world.admin.state.export())) as Damageable;
    damage(state);
    const elsewhere = scene();
    const kept = await elsewhere.user({ userName: "kept@example.com" });
    const attempt = elsewhere.admin.state.import({ state: state as unknown as StateDocument });
    await expect(attempt).rejects.toMatchObject({
      code: "invalid-state",
      message: expect.stringContaining(`at ${place}: `),
    });
    expect(await elsewhere.admin.user.list()).toMatchObject([{ id: kept, userName: "kept@example.com" }]);
    expect((await elsewhere.admin.customer.list()).map((customer) => customer.id)).toEqual(["simulator"]);
  });

  it("that distinguishes login IDs by case is read under its own options", async () => {
    const world = scene({ usernameCase: "sensitive" });
    await world.user();
    await world.user({ userName: "ANN@example.com", externalId: "e-2" });
    const elsewhere = scene();
    await elsewhere.admin.state.import({ state: await world.admin.state.export() });
    expect(await elsewhere.admin.user.list({ prefix: "ANN" })).toHaveLength(1);
  });
});

interface Damageable {
  format: string;
  version: number;
  now: Json;
  options: JsonObject;
  customers: (JsonObject & { users: JsonObject[] })[];
}
