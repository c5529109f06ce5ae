import { describe, expect, it } from "vitest";
import { anna, type Scene, scene, scimError, started } from "../../../test/idp/okta.ts";
import { genericMapping } from "./mappings.ts";

const MINUTE = 60_000;

/** What the service provider has of a person, read past the client. */
async function stored({ client, provider }: Scene, person: string): Promise<Record<string, unknown>> {
  const response = await provider.handler(
    new Request(`${provider.baseUrl}/Users/${client.linked(person)}`, {
      headers: { authorization: `Bearer ${provider.token}` },
    }),
  );
  return (await response.json()) as Record<string, unknown>;
}

const families = ["oin-put", "oin-patch", "aiw"] as const;
const providers = [
  { profile: "rfc" },
  { profile: "8x8", preset: "okta" },
  { profile: "8x8", preset: "other" },
  { profile: "8x8", preset: "azure" },
] as const;

describe("the life of a user", () => {
  it.each(families.flatMap((family) => providers.map((provider) => [family, provider] as const)))(
    "goes through join, move, leave and return with %s against %j",
    async (family, provider) => {
      const world = await started({ family, mapping: genericMapping }, provider);
      const { client } = world;
      const id = await world.join({ ...anna, title: "Buyer", mobilePhone: "+44 7700 900111" });
      expect(await stored(world, id)).toMatchObject({ active: true, externalId: id, title: "Buyer" });
      const before = client.linked(id);
      client.directory.change(id, { familyName: "Vale", title: "Head Buyer" });
      await client.settle();
      const clashes = family === "oin-patch" && provider.profile === "8x8" && provider.preset !== "azure";
      if (clashes) {
        expect(client.tasks().map(({ text }) => text)).toEqual([expect.stringContaining("PATCH changes active only")]);
        client.directory.change(id, { familyName: "Ortiz", title: "Buyer" });
        await client.settle();
      } else {
        expect(await stored(world, id)).toMatchObject({ name: { familyName: "Vale" }, title: "Head Buyer" });
      }
      client.directory.unassign(id);
      await client.settle();
      expect(await stored(world, id)).toMatchObject({ active: false });
      client.directory.assign(id);
      await client.settle();
      expect(await stored(world, id)).toMatchObject({ active: true });
      client.directory.block(id);
      await client.settle();
      expect(await stored(world, id)).toMatchObject({ active: false });
      client.directory.unblock(id);
      await client.settle();
      client.directory.softDelete(id);
      await client.settle();
      client.directory.purge(id);
      await client.settle();
      expect(await stored(world, id)).toMatchObject({ active: false });
      expect(client.linked(id)).toBe(before);
      expect(client.tasks()).toEqual([]);
    },
  );

  it("sends nothing when nothing that is mapped changed", async () => {
    const world = await started();
    const id = await world.join();
    world.forget();
    world.client.directory.change(id, { title: "Buyer" });
    await world.client.settle();
    world.client.directory.assign(id);
    await world.client.settle();
    expect(world.sent).toEqual([]);
  });

  it("follows the members of an assigned group", async () => {
    const world = await started();
    const { directory } = world.client;
    const { id } = directory.add(anna);
    const group = directory.addGroup("Sales", [id]);
    directory.assignGroup(group.id);
    await world.client.settle();
    expect(await stored(world, id)).toMatchObject({ active: true });
    const later = directory.add({ ...anna, userName: "bo@contoso.example" });
    directory.join(group.id, later.id);
    directory.leave(group.id, id);
    await world.client.settle();
    expect(await stored(world, id)).toMatchObject({ active: false });
    expect(await stored(world, later.id)).toMatchObject({ active: true });
  });

  it("takes a user over who is there already", async () => {
    const world = await started({}, { profile: "8x8", preset: "azure" });
    const made = (await world.provider.driver!["user"]!["create"]!({
      userName: "Anna.Ortiz@contoso.example",
      givenName: "A.",
      familyName: "O.",
      email: anna.email,
    } as never)) as { id: string };
    const id = await world.join();
    expect(world.client.linked(id)).toBe(made.id);
    expect(await stored(world, id)).toMatchObject({ userName: anna.userName, name: { givenName: "Anna" } });
  });

  it("renames a user by a normal update", async () => {
    const world = await started();
    const id = await world.join();
    const before = world.client.linked(id);
    world.client.directory.change(id, { userName: "anna.vale@contoso.example" });
    await world.client.settle();
    expect(world.client.linked(id)).toBe(before);
    expect(await stored(world, id)).toMatchObject({ userName: "anna.vale@contoso.example" });
  });

  it("does not send who lacks one of the four required attributes, and tells; once complete, sends", async () => {
    const world = await started();
    for (const missing of ["givenName", "familyName", "email"] as const) {
      world.forget();
      const { [missing]: _, ...rest } = anna;
      const id = await world.join({ ...rest, userName: `${missing}@contoso.example` });
      expect(world.sent).toEqual([]);
      expect(world.client.tasks().map(({ text }) => text)).toEqual([
        expect.stringMatching(/Missing required attributes: user\.\w+$/),
      ]);
      world.client.directory.change(id, { [missing]: anna[missing] });
      await world.client.settle();
      expect(world.client.linked(id)).toBeDefined();
      expect(world.client.tasks()).toEqual([]);
    }
  });
});

describe("the switches of the application", () => {
  it("keep back creates, updates and deactivations", async () => {
    const world = await started({ features: { create: false } });
    const { client } = world;
    const id = await world.join();
    expect(world.sent).toEqual([]);
    await client.setFeatures({ create: true, update: false, deactivate: false });
    client.directory.change(id, { title: "Buyer" });
    await client.settle();
    expect(client.linked(id)).toBeDefined();
    client.directory.change(id, { familyName: "Vale" });
    await client.settle();
    client.directory.unassign(id);
    await client.settle();
    expect(await stored(world, id)).toMatchObject({ active: true, name: { familyName: "Ortiz" } });
  });

  it("stay off where the credentials are refused, and tell why", async () => {
    const world = scene({ token: "wrong" });
    await world.client.start();
    expect(world.client.health()).toEqual({
      state: "off",
      cause: {
        code: "application.integration.authentication_failure",
        message: expect.stringMatching(/^Error authenticating: Unauthorized\. Errors reported by remote server: /),
      },
    });
    await world.join();
    expect(world.sent).toHaveLength(1);
    await world.client.changeToken(world.provider.token);
    await world.client.start();
    expect(world.client.health()).toEqual({ state: "running" });
  });

  it("refuse a URL that the integration network would refuse", async () => {
    for (const baseUrl of ["http://sp.example/scim/v2", "https://my_sp.example/scim/v2"]) {
      const world = scene({ strictUrl: true, baseUrl });
      expect(await world.client.testConnection()).toMatchObject({ ok: false });
      expect(world.sent).toEqual([]);
    }
  });

  it("keep the former token where the new one is refused", async () => {
    const world = await started();
    await world.client.changeToken("wrong");
    const id = await world.join();
    expect(world.client.linked(id)).toBeDefined();
  });

  it("send nothing once provisioning is stopped", async () => {
    const world = await started();
    const id = await world.join();
    await world.client.stop();
    world.forget();
    world.client.directory.unassign(id);
    await world.client.settle();
    await world.client.advance(24 * 60 * MINUTE);
    expect(world.sent).toEqual([]);
    expect(world.client.health()).toEqual({ state: "off" });
  });

  it("send the profile of everybody at Force Sync, and create nobody", async () => {
    const world = await started();
    await world.join();
    world.forget();
    await world.client.forceSync();
    expect(world.sent).toEqual(["GET /Users/{id}", [expect.stringMatching(/^PUT/), expect.any(Object)]]);
  });
});

describe("a service provider in trouble", () => {
  const bad: [string, () => Response | Promise<Response>, string][] = [
    [
      "401 in the middle",
      () => scimError(401, "token expired"),
      "Unauthorized. Errors reported by remote server: token expired",
    ],
    ["403", () => scimError(403, "not you"), "Forbidden. Errors reported by remote server: not you"],
    ["500 without a body", () => new Response(null, { status: 500 }), "Internal Server Error"],
    ["an empty body", () => new Response("", { status: 200 }), "the answer is no ListResponse of SCIM 2.0"],
    ["HTML", () => new Response("<html>login</html>", { status: 200 }), "the answer is no ListResponse of SCIM 2.0"],
    ["JSON that is no list", () => Response.json(["a"]), "the answer is no ListResponse of SCIM 2.0"],
    [
      "a counter that is a text",
      () => Response.json({ totalResults: "1", Resources: [{ id: "u" }] }),
      "the answer is no ListResponse of SCIM 2.0",
    ],
    [
      "a hung-up line",
      () => Promise.reject(new Error("socket hang up")),
      "Could not connect to the remote server: socket hang up",
    ],
  ];
  it.each(bad)("%s ends in a task, and nothing is tried again by itself", async (_name, answer, reason) => {
    const world = await started();
    world.client.setImport({ enabled: false });
    world.answer(answer);
    await world.join();
    await world.client.advance(7 * 24 * 60 * MINUTE);
    expect(world.sent).toHaveLength(1);
    expect(world.client.events.at(-1)).toMatchObject({ outcome: "failure", reason });
    expect(world.client.tasks()).toMatchObject([{ kind: "create", text: expect.stringContaining(reason) }]);
    expect(world.client.health()).toEqual({ state: "running" });
  });

  it.each(bad)("%s ends an import and a test too", async (_name, answer, reason) => {
    const world = await started();
    world.answer(answer);
    expect((await world.client.runImport()).stopped).toMatch(reason.replace("the answer", "the answer of /Users"));
    expect(await world.client.testConnection()).toMatchObject({
      ok: false,
      message: expect.stringMatching(/^Error authenticating: /),
    });
    expect(world.sent).toHaveLength(2);
  });

  it("that hangs is given up after the time that Okta waits", async () => {
    const world = await started({ timeoutMs: 20 });
    world.answer(() => new Promise(() => {}));
    await world.join();
    expect(world.client.events.at(-1)).toMatchObject({ status: "timeout", outcome: "failure" });
  });

  it("that always answers 429 is tried ten times, and then waits for a person", async () => {
    const world = await started();
    world.client.setImport({ enabled: false });
    world.answer(() => scimError(429, "slow down", { "retry-after": "0" }));
    await world.join();
    await world.client.advance(30 * 24 * 60 * MINUTE);
    expect(world.sent).toHaveLength(10);
    expect(world.client.tasks()).toHaveLength(1);
    world.answer(undefined);
    await world.client.retry(world.client.tasks()[0]!.id);
    expect(world.client.tasks()).toEqual([]);
  });

  it("that returns an empty user is told so", async () => {
    const world = await started();
    world.answer(({ method }) => (method === "POST" ? new Response(null, { status: 201 }) : undefined));
    await world.join();
    expect(world.client.events.at(-1)!.reason).toBe("Create new user returned empty user.");
  });

  it("whose user is gone makes the update a task", async () => {
    const world = await started();
    const id = await world.join();
    world.answer(({ method }) => (method === "GET" ? scimError(404, "gone") : undefined));
    world.client.directory.change(id, { familyName: "Vale" });
    await world.client.settle();
    expect(world.client.events.at(-1)).toMatchObject({
      status: 404,
      reason: "Not Found. Errors reported by remote server: gone",
    });
  });

  it("whose refusal concerns one person does not hold up the others", async () => {
    const world = await started();
    world.answer(async (request) =>
      request.method === "POST" && (await request.clone().text()).includes("bad@") ? scimError(400, "no") : undefined,
    );
    const { directory } = world.client;
    const ids = ["bad", "good"].map((name) => directory.add({ ...anna, userName: `${name}@contoso.example` }).id);
    for (const id of ids) directory.assign(id);
    await world.client.settle();
    expect(ids.map((id) => world.client.linked(id) !== undefined)).toEqual([false, true]);
  });

  it("that lists the same page for ever ends the import", async () => {
    const world = await started();
    world.answer(() =>
      Response.json({ totalResults: 1_000_000, Resources: [{ id: "u", userName: "u@contoso.example" }] }),
    );
    expect((await world.client.runImport()).users).toHaveLength(1);
    expect(world.sent).toHaveLength(2);
  });

  it("that could not be told of a leaver is not asked again when the person is back", async () => {
    const world = await started();
    const id = await world.join();
    world.answer(({ method }) => (method === "PATCH" ? scimError(500, "later") : undefined));
    world.client.directory.block(id);
    await world.client.settle();
    expect(world.client.tasks()).toMatchObject([
      { kind: "deprovision", text: expect.stringMatching(/^Automatic deprovisioning of user .*: later$/) },
    ]);
    world.client.directory.unblock(id);
    await world.client.settle();
    expect(world.client.tasks()).toEqual([]);
    expect(await stored(world, id)).toMatchObject({ active: true });
  });

  it("that refuses a conflict is asked again once the cause is gone", async () => {
    const world = await started({}, { profile: "8x8", preset: "okta" });
    const { user } = world.provider.driver as Record<string, Record<string, (input: object) => Promise<unknown>>>;
    const console = (await user!["create"]!({ userName: anna.userName })) as { id: string };
    const id = await world.join();
    expect(world.client.tasks()).toMatchObject([{ kind: "create", text: expect.stringContaining("already in use") }]);
    await user!["delete"]!({ id: console.id });
    await world.client.retry(world.client.tasks()[0]!.id);
    expect(world.client.linked(id)).toBeDefined();
    await expect(world.client.retry("tsk-nobody")).rejects.toThrow(RangeError);
  });
});

describe("import", () => {
  it("runs by its schedule, and a changed interval counts from then on", async () => {
    const world = await started();
    const imports = (): number => world.client.events.filter(({ operation }) => operation === "import").length;
    await world.client.advance(60 * MINUTE);
    expect(imports()).toBe(1);
    world.client.setImport({ intervalMinutes: 10 });
    await world.client.advance(30 * MINUTE);
    expect(imports()).toBe(4);
    world.client.setImport({ enabled: false });
    await world.client.advance(24 * 60 * MINUTE);
    expect(imports()).toBe(4);
    expect(await world.client.import()).toEqual([]);
    expect(world.client.events.at(-1)).toMatchObject({ outcome: "skipped", reason: "User import is not enabled" });
  });

  it("pauses after 429 and goes on, ten times at most", async () => {
    const world = await started();
    world.answer(() => scimError(429, "slow down", { "retry-after": "1" }));
    await world.client.advance(60 * MINUTE + 1000 * 2 ** 9);
    expect(world.sent).toHaveLength(10);
    expect(world.client.tasks()).toMatchObject([{ kind: "import" }]);
  });

  it("matches by login or e-mail, and links who is confirmed without writing to the service provider", async () => {
    const world = await started({}, { profile: "8x8", preset: "azure" });
    const { user } = world.provider.driver as Record<string, Record<string, (input: object) => Promise<unknown>>>;
    for (const userName of ["anna.ortiz@contoso.example", "carl@contoso.example"])
      await user!["create"]!({ userName, givenName: "Anna", familyName: "Ortiz", email: userName });
    const { id } = world.client.directory.add(anna);
    const { users, matches } = await world.client.runImport();
    expect(users.map(({ userName, status }) => [userName, status])).toEqual([
      ["anna.ortiz@contoso.example", "new"],
      ["carl@contoso.example", "new"],
    ]);
    expect(matches).toEqual([{ resource: users[0]!.resource, person: id }]);
    world.client.confirm(users[0]!.resource, id);
    const made = world.client.confirm(users[1]!.resource);
    await world.client.settle();
    expect(world.client.linked(id)).toBe(users[0]!.resource);
    expect(world.client.directory.person(made).attributes).toMatchObject({ userName: "carl@contoso.example" });
    expect((await world.client.import()).map(({ status }) => status)).toEqual(["imported", "imported"]);
    expect(world.sent.filter((each) => typeof each !== "string")).toEqual([]);
    expect(world.client.importedProfile(id)).toMatchObject({ userName: "anna.ortiz@contoso.example" });
    expect(() => world.client.confirm("nobody")).toThrow(RangeError);
  });

  it("confirms exact matches by itself where it may", async () => {
    const world = await started({ confirmAutomatically: true });
    await world.join();
    const other = scene({ confirmAutomatically: true, provider: world.provider.handler });
    await other.client.start();
    const { id } = other.client.directory.add(anna);
    expect((await other.client.import()).map(({ status }) => status)).toEqual(["imported"]);
    expect(other.client.linked(id)).toBe(world.client.linked([...world.client.directory.people()][0]!.id));
  });

  it("deactivates who is inactive at the service provider where that is the source of profiles", async () => {
    const world = await started({ profileSource: true, importSafeguard: false });
    const id = await world.join();
    await world.provider.handler(
      new Request(`${world.provider.baseUrl}/Users/${world.client.linked(id)}`, {
        method: "DELETE",
        headers: { authorization: `Bearer ${world.provider.token}` },
      }),
    );
    await world.client.import();
    expect(world.client.directory.person(id).blocked).toBe(true);
  });
});

describe("what is remembered", () => {
  it("lets another client go on without sending what is there", async () => {
    const first = await started();
    const id = await first.join();
    const memory = JSON.parse(JSON.stringify(first.client.memory()));
    const second = scene({ memory, provider: first.provider.handler });
    const sent: string[] = [];
    const again = scene({
      memory,
      provider: (request) => {
        sent.push(request.method);
        return first.provider.handler(request);
      },
    });
    await again.client.start();
    again.client.directory.add(anna, id);
    again.client.directory.assign(id);
    await again.client.settle();
    expect(sent).toEqual(["GET"]);
    again.client.directory.change(id, { familyName: "Vale" });
    await again.client.settle();
    expect(sent).toEqual(["GET", "GET", "PUT"]);
    expect(second.client.linked(id)).toBe(first.client.linked(id));
  });

  it("refuses what no Okta client wrote", () => {
    expect(() => scene({ memory: { someone: "else" } })).toThrow(RangeError);
    expect(() => scene({ memory: { someone: { id: 1 } } })).toThrow(RangeError);
  });
});
