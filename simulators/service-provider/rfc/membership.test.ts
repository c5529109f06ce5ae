import { describe, expect, it } from "vitest";
import { type Client, connect } from "../../../engine/index.ts";
import type { JsonObject } from "../../../scim/index.ts";
import { serviceProvider } from "../index.ts";

function clientOf(): Client {
  return connect(serviceProvider(), { seed: 1 }).client({ step: () => "probe" });
}

async function made(client: Client, endpoint: string, body: JsonObject): Promise<string> {
  const { response } = await client.post(endpoint, body);
  expect(response.body).toHaveProperty("id");
  return (response.body as { id: string }).id;
}

const user = (client: Client, userName: string, more: JsonObject = {}): Promise<string> =>
  made(client, "/Users", { userName, ...more });

const group = (client: Client, displayName: string, ...members: string[]): Promise<string> =>
  made(client, "/Groups", { displayName, members: members.map((value) => ({ value })) });

async function change(client: Client, id: string, ...Operations: JsonObject[]): Promise<number> {
  const schemas = ["urn:ietf:params:scim:api:messages:2.0:PatchOp"];
  return (await client.patch(`/Groups/${id}`, { schemas, Operations })).response.status;
}

async function groupsOf(client: Client, id: string): Promise<string[]> {
  const { groups = [] } = (await client.get(`/Users/${id}`)).response.body as { groups?: JsonObject[] };
  return groups.map(({ display, type }) => `${display} ${type}`);
}

async function membersOf(client: Client, id: string): Promise<string[]> {
  const { members = [] } = (await client.get(`/Groups/${id}`)).response.body as { members?: JsonObject[] };
  return members.map(({ display, type }) => `${display} ${type}`);
}

describe("members of a group", () => {
  it("are described by the service provider, whatever the client says of them", async () => {
    const client = clientOf();
    const ann = await user(client, "ann", { displayName: "Ann" });
    const { response } = await client.post("/Groups", {
      displayName: "staff",
      members: [{ value: ann, display: "Somebody", type: "Group", $ref: "http://elsewhere.example/" }, { value: ann }],
    });
    expect(response.body).toMatchObject({
      members: [{ value: ann, display: "Ann", type: "User", $ref: `${client.baseUrl}/Users/${ann}` }],
    });
    expect((response.body as { members: unknown[] }).members).toHaveLength(1);
  });

  it("are resources that exist", async () => {
    const client = clientOf();
    for (const members of [[{ value: "nobody" }], [{ display: "no value" }]]) {
      const { response } = await client.post("/Groups", { displayName: "staff", members });
      expect(response).toMatchObject({ status: 400, body: { scimType: "invalidValue" } });
    }
  });

  it("carry the name a user has now", async () => {
    const client = clientOf();
    const ann = await user(client, "ann");
    const staff = await group(client, "staff", ann);
    expect(await membersOf(client, staff)).toEqual(["ann User"]);
    await client.put(`/Users/${ann}`, { userName: "ann", displayName: "Ann" });
    expect(await membersOf(client, staff)).toEqual(["Ann User"]);
  });

  it("leave the group when they are deleted, which changes the group", async () => {
    const client = clientOf();
    const [ann, bob] = [await user(client, "ann"), await user(client, "bob")];
    const staff = await group(client, "staff", ann, bob);
    const { meta: before } = (await client.get(`/Groups/${staff}`)).response.body as { meta: { lastModified: string } };
    await client.delete(`/Users/${ann}`);
    expect(await membersOf(client, staff)).toEqual(["bob User"]);
    const { meta: after } = (await client.get(`/Groups/${staff}`)).response.body as { meta: { lastModified: string } };
    expect(after.lastModified > before.lastModified).toBe(true);
    await client.delete(`/Users/${bob}`);
    expect((await client.get(`/Groups/${staff}`)).response.body).not.toHaveProperty("members");
  });
});

describe("groups of a user", () => {
  it("follow the members of groups", async () => {
    const client = clientOf();
    const [ann, bob] = [await user(client, "ann"), await user(client, "bob")];
    const staff = await group(client, "staff", ann);
    expect(await groupsOf(client, ann)).toEqual(["staff direct"]);
    expect(await change(client, staff, { op: "add", path: "members", value: [{ value: bob }] })).toBe(200);
    expect(await groupsOf(client, bob)).toEqual(["staff direct"]);
    expect(await change(client, staff, { op: "remove", path: `members[value eq "${ann}"]` })).toBe(200);
    expect(await groupsOf(client, ann)).toEqual([]);
    await client.put(`/Groups/${staff}`, { displayName: "crew", members: [{ value: bob }] });
    expect(await groupsOf(client, bob)).toEqual(["crew direct"]);
    await client.delete(`/Groups/${staff}`);
    expect(await groupsOf(client, bob)).toEqual([]);
  });

  it("name the groups above a group as indirect, and survive a circle", async () => {
    const client = clientOf();
    const ann = await user(client, "ann");
    const inner = await group(client, "inner", ann);
    const outer = await group(client, "outer", inner);
    expect(await groupsOf(client, ann)).toEqual(["inner direct", "outer indirect"]);
    expect(await change(client, inner, { op: "add", path: "members", value: [{ value: outer }] })).toBe(200);
    expect(await groupsOf(client, ann)).toEqual(["inner direct", "outer indirect"]);
    await client.delete(`/Groups/${inner}`);
    expect([await groupsOf(client, ann), await membersOf(client, outer)]).toEqual([[], []]);
  });

  it("cannot be written at the user, and do not count as a change of the user", async () => {
    const client = clientOf();
    const ann = await user(client, "ann");
    const { meta: before } = (await client.get(`/Users/${ann}`)).response.body as { meta: JsonObject };
    const staff = await group(client, "staff", ann);
    const { body } = (await client.put(`/Users/${ann}`, { userName: "ann", groups: [] })).response;
    expect(body).toMatchObject({ groups: [{ value: staff, $ref: `${client.baseUrl}/Groups/${staff}` }], meta: before });
    const { response } = await client.post("/Users", { userName: "bob", groups: [{ value: staff }] });
    expect(response.body).not.toHaveProperty("groups");
    expect(await membersOf(client, staff)).toEqual(["ann User"]);
  });

  it("can be asked for in a filter", async () => {
    const client = clientOf();
    const [ann] = [await user(client, "ann"), await user(client, "bob")];
    const staff = await group(client, "staff", ann);
    const { body } = (await client.list("/Users", { filter: `groups.value eq "${staff}"` })).response;
    expect(body).toMatchObject({ totalResults: 1, Resources: [{ id: ann }] });
  });
});
