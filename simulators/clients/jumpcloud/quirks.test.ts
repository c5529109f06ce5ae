import { describe, expect, it } from "vitest";
import { anna, type Wired, wired } from "../../../test/idp/jumpcloud.ts";
import { jumpcloudQuirks } from "./quirks.ts";

const CORE = "urn:ietf:params:scim:schemas:core:2.0:User";
const ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
const GROUP = "urn:ietf:params:scim:schemas:core:2.0:Group";
const PATCH_OP = "urn:ietf:params:scim:api:messages:2.0:PatchOp";
const BY_NAME = "/Users?filter=userName+eq+%22anna.ortiz%40contoso.example%22";

const ANNA = {
  schemas: [CORE, ENTERPRISE],
  userName: "anna.ortiz@contoso.example",
  externalId: "E-10077",
  active: true,
  displayName: "Anna Ortiz",
  name: { givenName: "Anna", familyName: "Ortiz" },
  emails: [{ primary: true, type: "work", value: "anna.ortiz@contoso.example" }],
  phoneNumbers: [
    { type: "mobile", value: "+442079460111" },
    { type: "work", value: "+442079460111" },
  ],
  title: "Buyer",
  locale: "en_GB",
  timezone: "Europe/London",
  [ENTERPRISE]: { department: "Sourcing" },
};
const BO = {
  schemas: [CORE, ENTERPRISE],
  userName: "bo@contoso.example",
  active: true,
};
const TEST_USER = {
  schemas: [CORE, ENTERPRISE],
  userName: "scim-test@example.com",
  active: true,
  name: { givenName: "Test", familyName: "User" },
  emails: [{ primary: true, type: "work", value: "scim-test@example.com" }],
};
const OFF = { schemas: [PATCH_OP], Operations: [{ op: "replace", path: "active", value: false }] };
const operation = (operation: object): object => ({ schemas: [PATCH_OP], Operations: [operation] });

/** Anna is a member of a bound group and was provisioned; what was sent until then is forgotten. */
async function provisioned(wire: Wired): Promise<{ anna: string; group: string }> {
  const { client } = wire;
  await client.activate();
  const person = client.directory.add(anna);
  const group = client.directory.addGroup("Phones", [person.id]);
  client.bind(group.id);
  await client.settle();
  wire.forget();
  return { anna: person.id, group: group.id };
}

/** What is sent for one new member of a bound group. */
async function created(wire: Wired, person: { userName: string } = anna): Promise<unknown[]> {
  const { client, sent, forget } = wire;
  await client.activate();
  forget();
  client.bind(client.directory.addGroup("Phones", [client.directory.add(person).id]).id);
  await client.settle();
  return sent;
}

/** What is sent when something happens to Anna after she was provisioned. */
async function after(wire: Wired, change: (wire: Wired, ids: { anna: string; group: string }) => unknown) {
  const ids = await provisioned(wire);
  await change(wire, ids);
  await wire.client.settle();
  return wire.sent;
}

/** What is sent when the integration is activated. */
async function activated(wire: Wired): Promise<unknown[]> {
  expect(await wire.client.activate()).toEqual({
    ok: true,
    message: "The integration has been successfully verified.",
  });
  return wire.sent;
}

const members = (op: object): object => ["PATCH /Groups/{id}", operation(op)];
const lookup = `GET ${BY_NAME}`;

/** For each quirk what is sent, and what it has to be. */
const golden: Record<string, [() => Promise<unknown>, unknown]> = {
  "jumpcloud/activation-reads": [() => activated(wired()), ["GET /Users?startIndex=1&count=1"]],
  "jumpcloud/activation-test-user": [
    () => activated(wired({ connector: "custom" })),
    [
      "GET /Users?filter=userName+eq+%22scim-test%40example.com%22",
      ["POST /Users", TEST_USER],
      "GET /Users/{id}",
      ["PATCH /Users/{id}", OFF],
      "DELETE /Users/{id}",
    ],
  ],
  "jumpcloud/test-user-stays": [
    async () => {
      const wire = wired({ connector: "custom" }, { profile: "8x8" });
      await activated(wire);
      return (await wire.client.import()).map(({ userName, attributes }) => [userName, attributes["active"]]);
    },
    [["scim-test@example.com", false]],
  ],
  "jumpcloud/activation-test-group": [
    async () => (await activated(wired({ connector: "custom", groups: true }))).slice(-2),
    [["POST /Groups", { schemas: [GROUP], displayName: "JumpCloud test group" }], "DELETE /Groups/{id}"],
  ],
  "jumpcloud/lookup-by-user-name": [() => created(wired()), [lookup, ["POST /Users", ANNA]]],
  "jumpcloud/plus-in-filter": [async () => (await created(wired()))[0], lookup],
  "jumpcloud/percent-in-filter": [
    async () => (await created(wired({ filterEncoding: "percent20" })))[0],
    "GET /Users?filter=userName%20eq%20%22anna.ortiz%40contoso.example%22",
  ],
  "jumpcloud/no-user-agent": [
    async () => {
      const wire = wired();
      await created(wire);
      const { authorization: _, ...headers } = wire.headers();
      return headers;
    },
    { accept: "application/scim+json", "content-type": "application/scim+json" },
  ],
  "jumpcloud/phone-twice": [
    () => created(wired(), { userName: "bo@contoso.example", ...{ workPhone: "+44 20", mobilePhone: "+44 77" } }),
    [
      "GET /Users?filter=userName+eq+%22bo%40contoso.example%22",
      [
        "POST /Users",
        {
          ...BO,
          phoneNumbers: [
            { type: "mobile", value: "+44 20" },
            { type: "work", value: "+44 20" },
          ],
        },
      ],
    ],
  ],
  "jumpcloud/employee-id-as-external-id": [
    async () => (await created(wired(), { userName: "bo@contoso.example" }))[1],
    ["POST /Users", BO],
  ],
  "jumpcloud/own-id-as-external-id": [
    async () => (await created(wired({ mapping: "generic" }), { userName: "bo@contoso.example" }))[1],
    ["POST /Users", { ...BO, externalId: expect.stringMatching(/^[0-9a-f]{24}$/) }],
  ],
  "jumpcloud/no-site": [async () => (await created(wired()))[1], ["POST /Users", ANNA]],
  "jumpcloud/display-name": [
    async () => (await created(wired({ displayName: false })))[1],
    ["POST /Users", { ...ANNA, displayName: undefined }],
  ],
  "jumpcloud/department-in-core": [
    async () => (await created(wired({ department: "core" })))[1],
    ["POST /Users", { ...ANNA, [ENTERPRISE]: undefined, department: "Sourcing" }],
  ],
  "jumpcloud/enterprise-urn-always": [
    async () => (await created(wired(), { userName: "bo@contoso.example" }))[1],
    ["POST /Users", { schemas: [CORE, ENTERPRISE], userName: "bo@contoso.example", active: true }],
  ],
  "jumpcloud/put-profile": [
    () => after(wired(), ({ client }, ids) => client.directory.change(ids.anna, { title: "Senior buyer" })),
    [["PUT /Users/{id}", { ...ANNA, title: "Senior buyer" }]],
  ],
  "jumpcloud/patch-profile": [
    () =>
      after(wired({ updateVerb: "PATCH" }), ({ client }, ids) =>
        client.directory.change(ids.anna, { title: "Senior buyer", workPhone: undefined }),
      ),
    [
      [
        "PATCH /Users/{id}",
        {
          schemas: [PATCH_OP],
          Operations: [
            { op: "replace", path: "title", value: "Senior buyer" },
            { op: "remove", path: 'phoneNumbers[type eq "mobile"].value' },
            { op: "remove", path: 'phoneNumbers[type eq "work"].value' },
          ],
        },
      ],
    ],
  ],
  "jumpcloud/patch-active": [
    () => after(wired(), ({ client }, ids) => client.directory.block(ids.anna)),
    [["PATCH /Users/{id}", OFF]],
  ],
  "jumpcloud/put-active": [
    () => after(wired({ statusVerb: "PUT" }), ({ client }, ids) => client.directory.block(ids.anna)),
    [["PUT /Users/{id}", { ...ANNA, active: false }]],
  ],
  "jumpcloud/take-over-reads-first": [
    async () => {
      const first = wired();
      await created(first);
      first.forget();
      // Another JumpCloud, which does not know of the first one, with the same person.
      const second = wired({}, {}, async (request) => first.provider.handler(request));
      return created(second);
    },
    [lookup, "GET /Users/{id}", ["PUT /Users/{id}", ANNA]],
  ],
  "jumpcloud/suspended-is-created-inactive": [
    async () => {
      const wire = wired();
      await wire.client.activate();
      const { id } = wire.client.directory.add(anna);
      wire.client.directory.block(id);
      wire.client.bind(wire.client.directory.addGroup("Phones", [id]).id);
      await wire.client.settle();
      return wire.sent.at(-1);
    },
    ["POST /Users", { ...ANNA, active: false }],
  ],
  "jumpcloud/expired-password-switches-off": [
    () => after(wired(), ({ client }, ids) => client.expirePassword(ids.anna)),
    [["PATCH /Users/{id}", OFF]],
  ],
  "jumpcloud/leaving-switches-off": [
    () =>
      after(wired(), async ({ client }, ids) => {
        const other = client.directory.addGroup("Sourcing", [ids.anna]);
        client.bind(other.id);
        client.directory.leave(ids.group, ids.anna);
        await client.settle();
        client.directory.leave(other.id, ids.anna);
      }),
    [["PATCH /Users/{id}", OFF]],
  ],
  "jumpcloud/leaving-deletes": [
    () => after(wired({ leaveMode: "delete" }), ({ client }, ids) => client.unbind(ids.group)),
    ["DELETE /Users/{id}"],
  ],
  "jumpcloud/deletion-deletes": [
    () => after(wired(), ({ client }, ids) => client.directory.purge(ids.anna)),
    ["DELETE /Users/{id}"],
  ],
  "jumpcloud/deletion-switches-off": [
    () => after(wired({ deleteMode: "active" }), ({ client }, ids) => client.directory.purge(ids.anna)),
    [["PATCH /Users/{id}", OFF]],
  ],
  "jumpcloud/gone-is-looked-up-again": [
    () =>
      after(wired(), async ({ client, provider }, ids) => {
        const url = `${provider.baseUrl}/Users/${client.linked(ids.anna)}`;
        await provider.handler(
          new Request(url, { method: "DELETE", headers: { authorization: `Bearer ${provider.token}` } }),
        );
        client.directory.change(ids.anna, { title: "Senior buyer" });
        await client.settle();
        client.directory.change(ids.anna, {});
      }),
    [
      ["PUT /Users/{id}", { ...ANNA, title: "Senior buyer" }],
      lookup,
      ["POST /Users", { ...ANNA, title: "Senior buyer" }],
    ],
  ],
  "jumpcloud/no-retry": [
    async () => {
      let busy = true;
      const wire = wired({}, {}, async (request, next) =>
        busy && request.method === "POST"
          ? new Response(null, { status: 429, headers: { "retry-after": "1" } })
          : next(request),
      );
      await created(wire);
      await wire.client.advance(3_600_000);
      busy = false;
      await wire.client.update();
      await wire.client.settle();
      return wire.sent;
    },
    [lookup, ["POST /Users", ANNA], "GET /Users?startIndex=1&count=1", lookup, ["POST /Users", ANNA]],
  ],
  "jumpcloud/empty-group-waits": [
    async () => {
      const wire = wired({ groups: true });
      await wire.client.activate();
      wire.forget();
      wire.client.bind(wire.client.directory.addGroup("Nobody").id);
      await wire.client.settle();
      return wire.sent;
    },
    [],
  ],
  "jumpcloud/same-name-is-taken-over": [
    async () => {
      const wire = wired({ groups: true });
      const { provider, client, sent } = wire;
      await provider.handler(
        new Request(`${provider.baseUrl}/Groups`, {
          method: "POST",
          headers: { authorization: `Bearer ${provider.token}`, "content-type": "application/scim+json" },
          body: JSON.stringify({ schemas: [GROUP], displayName: "Phones" }),
        }),
      );
      await created(wire);
      expect(client.log().map((event) => event["event_type"])).not.toContain("group_create_provision");
      return sent.slice(2);
    },
    [
      "GET /Groups?filter=displayName+eq+%22Phones%22",
      members({ op: "add", path: "members", value: [{ value: "{id}" }] }),
    ],
  ],
  "jumpcloud/member-by-member": [
    async () => (await created(wired({ groups: true }))).slice(2),
    [
      "GET /Groups?filter=displayName+eq+%22Phones%22",
      ["POST /Groups", { schemas: [GROUP], displayName: "Phones" }],
      members({ op: "add", path: "members", value: [{ value: "{id}" }] }),
    ],
  ],
  "jumpcloud/member-removed-by-value": [
    () => after(wired({ groups: true }), ({ client }, ids) => client.directory.leave(ids.group, ids.anna)),
    [["PATCH /Users/{id}", OFF], members({ op: "remove", path: "members", value: [{ value: "{id}" }] })],
  ],
  "jumpcloud/member-removed-by-filter": [
    () =>
      after(wired({ groups: true, memberRemoval: "filter" }), ({ client }, ids) =>
        client.directory.leave(ids.group, ids.anna),
      ),
    [["PATCH /Users/{id}", OFF], members({ op: "remove", path: 'members[value eq "{id}"]' })],
  ],
  "jumpcloud/rename-without-path": [
    () =>
      after(wired({ groups: true }), ({ client }) => {
        for (const group of client.directory.groups()) group.name = "Telephones";
      }),
    [members({ op: "replace", value: { displayName: "Telephones" } })],
  ],
  "jumpcloud/deleted-group-is-deleted": [
    async () => {
      const wire = wired({ groups: true });
      const ids = await provisioned(wire);
      const { client } = wire;
      client.bind(client.directory.addGroup("Everybody", [ids.anna]).id);
      await client.settle();
      wire.forget();
      client.unbind(ids.group);
      await client.settle();
      expect(wire.sent).toEqual([]);
      client.directory.removeGroup(ids.group);
      await client.settle();
      expect(client.log().at(-1)).toMatchObject({ event_type: "group_delete_provision", success: true });
      return wire.sent;
    },
    ["DELETE /Groups/{id}"],
  ],
  "jumpcloud/import-by-hundred": [
    async () => {
      const wire = wired();
      await wire.client.activate();
      const people = Array.from(
        { length: 101 },
        (_, n) => wire.client.directory.add({ userName: `p${n}@c.example` }).id,
      );
      wire.client.bind(wire.client.directory.addGroup("Phones", people).id);
      await wire.client.settle();
      wire.forget();
      expect(await wire.client.import()).toHaveLength(101);
      return wire.sent;
    },
    ["GET /Users?startIndex=1&count=100", "GET /Users?startIndex=101&count=100"],
  ],
  "jumpcloud/token-by-reactivation": [
    () =>
      after(wired(), async ({ client, provider }) => {
        await client.changeToken(provider.token);
      }),
    ["GET /Users?startIndex=1&count=1"],
  ],
  "jumpcloud/token-by-reauth": [
    async () => {
      const wire = wired({ tokenChange: "reauth" });
      await provisioned(wire);
      await wire.client.changeToken(wire.provider.token);
      return wire.client.log().map((event) => event["event_type"]);
    },
    ["idm_integration_activate", "user_create_provision", "idm_integration_reauth"],
  ],
};

describe("a quirk of JumpCloud", () => {
  it.each(Object.entries(golden))("%s is seen on the wire", async (_id, [exchanges, expected]) => {
    expect(await exchanges()).toEqual(expected);
  });

  it("has a golden exchange, each one", () => {
    expect(Object.keys(golden).sort()).toEqual(jumpcloudQuirks.map(({ id }) => id).sort());
  });

  it("names a source without a place of this machine", () => {
    for (const { source, sends } of jumpcloudQuirks) expect(`${source} ${sends}`).not.toMatch(/\/work|\/tmp/);
  });
});
