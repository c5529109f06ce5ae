import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { describe, expect, it } from "vitest";
import { anna, type Wired, wired } from "../../../test/idp/jumpcloud.ts";

const ajv = new Ajv2020({ strict: true, strictRequired: false, allErrors: true });
addFormats.default(ajv);
const isLog = ajv.compile(
  JSON.parse(readFileSync(new URL("../../../schemas/idp-logs/jumpcloud.json", import.meta.url), "utf8")),
);

/** Event types of the log, failed ones with a `!`; the log holds to its schema and tells no token. */
function logged({ client, provider }: Wired): string[] {
  const log = client.log();
  isLog(log);
  expect(isLog.errors ?? []).toEqual([]);
  expect(JSON.stringify([log, client.events])).not.toContain(provider.token);
  return log.map((event) => `${event["event_type"]}${event["success"] === true ? "" : "!"}`);
}

/** Anna, a member of a bound group, in an active integration. */
async function joined(wire: Wired): Promise<{ anna: string; group: string }> {
  await wire.client.activate();
  const person = wire.client.directory.add(anna);
  const group = wire.client.directory.addGroup("Phones", [person.id]);
  wire.client.bind(group.id);
  await wire.client.settle();
  return { anna: person.id, group: group.id };
}

const userOf = ({ admin, client }: Wired, person: string) => admin.user.get({ id: client.linked(person)! });

describe("JumpCloud and an 8x8 service provider", () => {
  const other = { profile: "8x8", preset: "other" } as const;

  it("brings a member of a bound group through joining, moving, leaving and returning", async () => {
    const wire = wired({}, other);
    const { directory } = wire.client;
    const ids = await joined(wire);
    expect(await userOf(wire, ids.anna)).toMatchObject({ userName: anna.userName, active: true, title: "Buyer" });
    const resource = wire.client.linked(ids.anna);

    directory.change(ids.anna, { title: "Senior buyer", department: "Legal" });
    await wire.client.settle();
    expect(await userOf(wire, ids.anna)).toMatchObject({ title: "Senior buyer", department: "Legal" });

    directory.leave(ids.group, ids.anna);
    await wire.client.settle();
    expect(await userOf(wire, ids.anna)).toMatchObject({ active: false });

    directory.join(ids.group, ids.anna);
    await wire.client.settle();
    expect(await userOf(wire, ids.anna)).toMatchObject({ active: true, id: resource });

    directory.purge(ids.anna);
    await wire.client.settle();
    expect(logged(wire)).toEqual([
      "idm_integration_activate",
      "user_create_provision",
      "user_update_provision",
      "user_deprovision",
      "user_update_provision",
      "user_delete_provision",
    ]);
  });

  it("does not provision who is in no bound group", async () => {
    const wire = wired({}, other);
    const { directory } = wire.client;
    await wire.client.activate();
    wire.forget();
    directory.addGroup("Not bound", [directory.add(anna).id]);
    await wire.client.settle();
    expect(wire.sent).toEqual([]);
  });

  it("tells of a login ID that is in use, and succeeds when the user is gone and the person edited", async () => {
    const wire = wired({}, other);
    const held = await wire.admin.user.create({ userName: anna.userName });
    const ids = await joined(wire);
    expect(logged(wire)).toEqual(["idm_integration_activate", "user_create_provision!"]);
    expect(wire.client.log().at(-1)).toMatchObject({
      error_message: expect.stringMatching(/^409 Conflict: .*already in use/),
      resource: { type: "user", id: ids.anna, username: anna.userName },
    });
    await wire.admin.user.delete({ id: held.id });
    wire.client.directory.change(ids.anna, {});
    await wire.client.settle();
    expect(await userOf(wire, ids.anna)).toMatchObject({ active: true });
  });

  it("sends nothing while the integration is off, and what changed meanwhile when it is on again", async () => {
    const wire = wired({}, other);
    const ids = await joined(wire);
    await wire.client.deactivate();
    wire.forget();
    wire.client.directory.change(ids.anna, { title: "Senior buyer" });
    await wire.client.settle();
    expect(wire.sent).toEqual([]);
    expect(wire.client.health()).toEqual({ state: "off" });
    await wire.client.activate();
    await wire.client.settle();
    expect(wire.sent.map((each) => each[0]).length).toBe(2);
    expect(await userOf(wire, ids.anna)).toMatchObject({ title: "Senior buyer", active: true });
  });

  it("goes on with another token after deactivation and activation, and touches nobody", async () => {
    const wire = wired({}, other);
    await joined(wire);
    const { token } = await wire.admin.scim.regenerate();
    await wire.admin.scim.save();
    wire.forget();
    await wire.client.changeToken(token!);
    await wire.client.settle();
    expect(wire.sent).toEqual(["GET /Users?startIndex=1&count=1"]);
    expect(logged(wire).slice(-2)).toEqual(["idm_integration_delete", "idm_integration_activate"]);
    expect(JSON.stringify(wire.client.log())).not.toContain(token);
  });

  it("keeps the integration off when the token is wrong, and says so", async () => {
    const wire = wired({ token: "wrong" }, other);
    expect(await wire.client.activate()).toEqual({
      ok: false,
      message: expect.stringMatching(/could not be verified: 401 Unauthorized/),
    });
    wire.forget();
    wire.client.directory.assign(wire.client.directory.add(anna).id);
    await wire.client.settle();
    expect(wire.sent).toEqual([]);
    expect(logged(wire)).toEqual(["idm_integration_activate!"]);
    expect(wire.client.health()).toMatchObject({ state: "off", cause: { message: expect.stringContaining("401") } });
  });

  it("keeps the token in use when the other one is refused", async () => {
    const wire = wired({ tokenChange: "reauth" }, other);
    const ids = await joined(wire);
    await wire.client.changeToken("wrong");
    wire.client.directory.change(ids.anna, { title: "Senior buyer" });
    await wire.client.settle();
    expect(logged(wire).slice(-2)).toEqual(["idm_integration_reauth!", "user_update_provision"]);
  });
});

describe("an import by JumpCloud", () => {
  const all = { profile: "8x8", preset: "other", options: { retrieval: "all" } } as const;

  async function withUsers(count: number): Promise<Wired> {
    const wire = wired({}, all);
    for (let n = 1; n <= count; n++) await wire.admin.user.create({ userName: `u${n}@c.example` });
    await wire.client.activate();
    return wire;
  }

  it("turns new users into imported ones and changes none of them", async () => {
    const wire = await withUsers(3);
    const [first] = await wire.client.import();
    expect(first).toMatchObject({ userName: "u1@c.example", status: "new" });
    wire.forget();
    expect(await wire.client.importUsers([first!.resource])).toEqual({ imported: 1, told: "live" });
    await wire.client.settle();
    expect(wire.sent).toEqual([]);
    expect((await wire.client.listUsers()).map(({ status }) => status)).toEqual(["imported", "new", "new"]);
    expect((await wire.client.listUsers({ newFirst: true })).map(({ status }) => status)).toEqual([
      "new",
      "new",
      "imported",
    ]);
  });

  it("manages an imported user once it is in a bound group, and not before", async () => {
    const wire = await withUsers(1);
    const [user] = await wire.client.import();
    await wire.client.importUsers([user!.resource]);
    const [person] = wire.client.directory.people();
    wire.forget();
    wire.client.directory.change(person!.id, { title: "Buyer" });
    await wire.client.settle();
    expect(wire.sent).toEqual([]);
    wire.client.bind(wire.client.directory.addGroup("Phones", [person!.id]).id);
    await wire.client.settle();
    expect(wire.sent).toMatchObject([["PUT /Users/{id}", { userName: "u1@c.example", title: "Buyer" }]]);
    expect(wire.client.linked(person!.id)).toBe(user!.resource);
  });

  it.each([
    [99, "live", 0],
    [100, "live", 0],
    [101, "mail", 1],
  ] as const)("tells of %i users by %s", async (count, told, mails) => {
    const wire = await withUsers(count);
    const listed = await wire.client.import();
    expect(await wire.client.importUsers(listed.map(({ resource }) => resource))).toEqual({ imported: count, told });
    expect(wire.client.mails).toHaveLength(mails);
  });

  it("ends when the service provider gives the first page for ever", async () => {
    const page = { schemas: [], totalResults: 1000, Resources: [{ id: "1", userName: "a" }] };
    const wire = wired({}, {}, async () => Response.json(page));
    await wire.client.activate();
    expect(await wire.client.import()).toHaveLength(1);
    expect(wire.sent).toHaveLength(3);
  });
});

describe("JumpCloud and a service provider in trouble", () => {
  it.each<[string, (request: Request) => Promise<Response> | Response, RegExp]>([
    ["is too busy", () => new Response(null, { status: 429, headers: { "retry-after": "60" } }), /^429 Too Many/],
    ["fails", () => new Response("oops", { status: 500 }), /^500 Internal Server Error: the answer is not JSON/],
    ["refuses the token", () => Response.json({ detail: "expired" }, { status: 401 }), /^401 Unauthorized: expired/],
    ["answers with nothing", () => new Response(null, { status: 200 }), /no list of users/],
    ["answers with a page", () => new Response("<html>hi</html>", { status: 200 }), /not JSON/],
    ["never answers", () => new Promise<Response>(() => {}), /no answer within/],
    ["breaks off", () => Promise.reject(new Error("socket hang up")), /socket hang up/],
  ])("logs one failed lookup when it %s, and tries no more", async (_name, trouble, reason) => {
    let troubled = false;
    const wire = wired({ timeoutMs: 20 }, {}, async (request, next) => (troubled ? trouble(request) : next(request)));
    await wire.client.activate();
    troubled = true;
    wire.forget();
    wire.client.directory.assign(wire.client.directory.add(anna).id);
    await wire.client.settle();
    await wire.client.advance(7 * 24 * 3_600_000);
    expect(wire.sent).toHaveLength(1);
    expect(logged(wire)).toEqual(["idm_integration_activate", "user_lookup_provision!"]);
    expect(wire.client.log().at(-1)?.["error_message"]).toMatch(reason);
    expect(wire.client.health().state).toBe("running");
  });

  it("takes a created user without an id for a failure", async () => {
    const wire = wired({}, {}, async (request, next) =>
      request.method === "POST" ? Response.json({}, { status: 201 }) : next(request),
    );
    await joined(wire);
    expect(logged(wire)).toEqual(["idm_integration_activate", "user_create_provision!"]);
  });

  it("does not repeat a token that the service provider tells", async () => {
    const wire = wired({ token: "s3cret-token" }, {}, async () =>
      Response.json({ detail: "the token s3cret-token has expired" }, { status: 401 }),
    );
    expect(await wire.client.activate()).toEqual({ ok: false, message: expect.not.stringContaining("s3cret") });
    expect(JSON.stringify(wire.client.log())).not.toContain("s3cret");
  });

  it("does not guess which of two users is meant", async () => {
    const two = { totalResults: 2, Resources: [{ id: "1" }, { id: "2" }] };
    const wire = wired({}, {}, async () => Response.json(two));
    await joined(wire);
    expect(logged(wire)).toEqual(["idm_integration_activate", "user_lookup_provision!"]);
  });
});

describe("the memory of JumpCloud", () => {
  it("lets another one go on, which sends only what changed", async () => {
    const first = wired({ groups: true });
    const ids = await joined(first);
    const memory = JSON.parse(JSON.stringify(first.client.memory()));
    const second = wired({ groups: true, memory }, {}, (request) => first.provider.handler(request));
    await second.client.activate();
    second.forget();
    const { directory } = second.client;
    directory.add(anna, ids.anna);
    second.client.bind(directory.addGroup("Phones", [ids.anna]).id);
    await second.client.settle();
    expect(second.sent).toEqual([]);
    directory.change(ids.anna, { title: "Senior buyer" });
    await second.client.settle();
    expect(second.sent).toMatchObject([["PUT /Users/{id}", { title: "Senior buyer" }]]);
  });

  it("forgets what is damaged", async () => {
    const wire = wired({ memory: { users: { x: 1, y: { resource: 2 } }, groups: [] } });
    await joined(wire);
    expect(wire.client.memory()).toMatchObject({
      users: { [[...wire.client.directory.people()][0]!.id]: {} },
    });
  });
});

describe("the application in JumpCloud's console", () => {
  it("has a sign-in URL of its own until it is saved, and needs a count to be deleted", () => {
    const { application } = wired().client;
    expect(application.idpUrl).toBe("https://sso.jumpcloud.com/saml2/8x8");
    application.setIdpUrl("https://sso.jumpcloud.com/saml2/phones");
    application.save();
    expect(() => application.setIdpUrl("https://sso.jumpcloud.com/saml2/other")).toThrow(/final/);
    expect(application.delete("yes")).toMatchObject({ ok: false });
    expect(application.delete("1")).toMatchObject({ ok: true });
    expect(application).toMatchObject({ state: "deleted", idpUrl: "https://sso.jumpcloud.com/saml2/phones" });
  });
});
