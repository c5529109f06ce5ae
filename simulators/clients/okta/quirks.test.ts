import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../../scim/index.ts";
import { anna, type Scene, type Sent, scene, scimError, started } from "../../../test/idp/okta.ts";
import { genericMapping } from "./mappings.ts";
import { oktaQuirks } from "./quirks.ts";

const CORE = "urn:ietf:params:scim:schemas:core:2.0:User";
const ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
const GROUP = "urn:ietf:params:scim:schemas:core:2.0:Group";
const PATCH_OP = "urn:ietf:params:scim:api:messages:2.0:PatchOp";
const LOOKUP = "GET /Users?filter=userName%20eq%20%22anna.ortiz%40contoso.example%22&startIndex=1&count=100";
const TEST = "GET /Users?startIndex=1&count=2";
const ANNA_ID = "00u9qKBLdajwIiI1TcQY";

const CREATE = {
  schemas: [CORE],
  userName: "anna.ortiz@contoso.example",
  name: { givenName: "Anna", familyName: "Ortiz" },
  emails: [{ primary: true, type: "work", value: "anna.ortiz@contoso.example" }],
  externalId: ANNA_ID,
  groups: [],
  password: "GduvG5Bz",
  active: true,
};
const MARRIED = {
  schemas: [CORE],
  id: "sp-1",
  externalId: ANNA_ID,
  userName: "anna.ortiz@contoso.example",
  name: { givenName: "Anna", familyName: "Vale" },
  emails: [{ primary: true, type: "work", value: "anna.ortiz@contoso.example" }],
  active: true,
  "urn:example:unknown": { kept: ["as", "it", "was"] },
  meta: { resourceType: "User", location: "https://sp.example/Users/sp-1" },
};
const STORED = { ...MARRIED, name: { givenName: "Anna", familyName: "Ortiz" } };
const patch = (...Operations: JsonObject[]): JsonObject => ({ schemas: [PATCH_OP], Operations });
const OFF = patch({ op: "replace", value: { active: false } });
const ON = patch({ op: "replace", value: { active: true } });

/** What is sent when something happens to Anna after she was provisioned. */
async function after(world: Scene, change: (id: string) => unknown): Promise<Sent[]> {
  const id = await world.join();
  world.forget();
  await change(id);
  await world.client.settle();
  return world.sent;
}

/** A service provider that shows one fixed user. */
function showing(world: Scene, resource: JsonObject): Scene {
  world.answer(({ method, url }) => {
    if (method === "GET" && /\/Users\/[^/?]+$/.test(url)) return Response.json(resource);
    if (method === "PUT") return Response.json(resource);
    return undefined;
  });
  return world;
}

const settled = async (world: Scene, change: () => unknown): Promise<Sent[]> => {
  await change();
  await world.client.settle();
  return world.sent;
};

/** The minutes after which a task is tried again, each time it is refused with these headers. */
async function waits(headers: Record<string, string>, tries: number): Promise<number[]> {
  const world = await started();
  world.client.setImport({ enabled: false });
  world.answer(() => scimError(429, "slow down", headers));
  await world.join();
  const start = world.client.clock.now();
  const at = (): number => (world.client.clock.now() - start) / 60_000;
  const seen: number[] = [];
  for (let last = world.requests.length; seen.length < tries; ) {
    const { retryAt } = world.client.events.at(-1)!;
    if (retryAt === undefined) break;
    await world.client.advance(retryAt - world.client.clock.now() - 1);
    if (world.requests.length !== last) throw new Error("tried too early");
    await world.client.advance(1);
    if (world.requests.length === last) throw new Error("not tried in time");
    last = world.requests.length;
    seen.push(at());
  }
  return seen;
}

async function authorization(settings: Parameters<typeof scene>[0]): Promise<string | null> {
  const world = scene(settings);
  await world.client.testConnection();
  return world.requests[0]!.headers.get("authorization");
}

/** For each quirk what is seen, and what it has to be. */
const golden: Record<string, [() => Promise<unknown>, unknown]> = {
  "okta/test-of-two": [
    async () => {
      const world = scene();
      expect(await world.client.testConnection()).toEqual({ ok: true, message: "8x8 was verified successfully!" });
      return world.sent;
    },
    [TEST],
  ],
  "okta/test-of-groups": [
    async () => {
      const world = scene({ importGroups: true });
      await world.client.testConnection();
      return world.sent;
    },
    [TEST, "GET /Groups?startIndex=1&count=100"],
  ],
  "okta/test-on-save": [
    async () => {
      const world = await started();
      await world.client.setFeatures({ deactivate: false });
      return world.sent;
    },
    [TEST],
  ],
  "okta/headers": [
    async () => {
      const world = scene();
      await world.client.testConnection();
      return Object.fromEntries(world.requests[0]!.headers);
    },
    {
      accept: "application/scim+json",
      "accept-charset": "utf-8",
      "accept-encoding": "gzip,deflate",
      authorization: "Bearer scimproof-simulator-token",
      connection: "Keep-Alive",
      "user-agent": "Okta SCIM Client 1.0.0",
    },
  ],
  "okta/charset-on-writes": [
    async () => {
      const world = await started();
      await world.join();
      return world.requests.map(({ method, headers }) => [method, headers.get("content-type")]);
    },
    [
      ["GET", null],
      ["POST", "application/scim+json; charset=utf-8"],
    ],
  ],
  "okta/raw-token": [() => authorization({ authentication: "header", token: "t0ken" }), "t0ken"],
  "okta/basic": [() => authorization({ authentication: "basic", token: "okta:pass" }), "Basic b2t0YTpwYXNz"],
  "okta/refresh-once": [
    async () => {
      const refreshToken = async (): Promise<string> => "scimproof-simulator-token";
      const world = scene({ authentication: "oauth", token: "expired", refreshToken });
      const { ok } = await world.client.testConnection();
      return [ok, ...world.requests.map(({ headers }) => headers.get("authorization"))];
    },
    [true, "Bearer expired", "Bearer scimproof-simulator-token"],
  ],
  "okta/percent-in-filter": [
    async () => {
      const world = await started();
      await world.join({ ...anna, userName: 'o"neil @contoso.example' });
      return world.sent[0];
    },
    "GET /Users?filter=userName%20eq%20%22o%5C%22neil%20%40contoso.example%22&startIndex=1&count=100",
  ],
  "okta/lookup-by-user-name": [
    async () => {
      const world = await started();
      await world.join();
      return world.sent;
    },
    [LOOKUP, ["POST /Users", CREATE]],
  ],
  "okta/email-as-identifier": [
    async () => {
      const world = await started({ uniqueIdentifier: "email" });
      await world.join({ ...anna, userName: "aortiz" });
      return world.sent;
    },
    [LOOKUP, ["POST /Users", CREATE]],
  ],
  "okta/not-found-is-no-match": [
    async () => {
      const world = await started();
      world.answer(({ method, url }) =>
        method === "GET" && url.includes("filter") ? scimError(404, "no such user") : undefined,
      );
      await world.join();
      return world.sent;
    },
    [LOOKUP, ["POST /Users", CREATE]],
  ],
  "okta/random-password": [
    async () => {
      const worlds = [await started(), await started(), await started({ seed: 2 })];
      for (const world of worlds) await world.join();
      return worlds.map(({ sent }) => (sent[1]![1] as JsonObject)["password"]);
    },
    ["GduvG5Bz", "GduvG5Bz", expect.stringMatching(/^(?!GduvG5Bz)\w{8}$/)],
  ],
  "okta/empty-groups": [
    async () => {
      const world = await started();
      await world.join();
      return (world.sent[1]![1] as JsonObject)["groups"];
    },
    [],
  ],
  "okta/external-id": [
    async () => {
      const world = await started();
      const id = await world.join();
      return [id, (world.sent[1]![1] as JsonObject)["externalId"]];
    },
    [ANNA_ID, ANNA_ID],
  ],
  "okta/enterprise-when-mapped": [
    async () => {
      const world = await started({ mapping: genericMapping });
      await world.join({ ...anna, displayName: "Anna Ortiz", locale: "en-US" });
      await world.join({
        ...anna,
        userName: "bo@contoso.example",
        department: "Sourcing",
        workPhone: "+1 415 555 0100",
      });
      return [world.sent[1], world.sent[3]];
    },
    [
      ["POST /Users", { ...CREATE, displayName: "Anna Ortiz", locale: "en-US" }],
      [
        "POST /Users",
        {
          ...CREATE,
          schemas: [CORE, ENTERPRISE],
          userName: "bo@contoso.example",
          externalId: expect.stringMatching(/^00u\w{17}$/),
          password: expect.stringMatching(/^\w{8}$/),
          phoneNumbers: [{ type: "work", value: "+1 415 555 0100" }],
          [ENTERPRISE]: { department: "Sourcing" },
        },
      ],
    ],
  ],
  "okta/get-then-put": [
    async () => {
      const world = showing(await started(), STORED);
      return after(world, (id) => world.client.directory.change(id, { familyName: "Vale" }));
    },
    ["GET /Users/{id}", ["PUT /Users/{id}", MARRIED]],
  ],
  "okta/put-after-match": [
    async () => {
      const world = await started();
      const list = { schemas: [], totalResults: 1, startIndex: 1, itemsPerPage: 1, Resources: [STORED] };
      world.answer(({ method, url }) => Response.json(method === "GET" && url.includes("filter") ? list : STORED));
      await world.join();
      return world.sent;
    },
    [LOOKUP, "GET /Users/{id}", ["PUT /Users/{id}", STORED]],
  ],
  "okta/password-in-put": [
    async () => {
      const world = showing(await started({ passwordInPut: true }), STORED);
      return after(world, (id) => world.client.directory.change(id, { familyName: "Vale" }));
    },
    ["GET /Users/{id}", ["PUT /Users/{id}", { ...MARRIED, password: "GduvG5Bz" }]],
  ],
  "okta/cleared-is-omitted": [() => cleared("omit"), ["GET /Users/{id}", ["PUT /Users/{id}", STORED]]],
  "okta/cleared-is-empty": [() => cleared("empty"), ["GET /Users/{id}", ["PUT /Users/{id}", { ...STORED, title: "" }]]],
  "okta/patch-without-path": [
    async () => {
      const world = await started();
      return after(world, (id) => world.client.directory.unassign(id));
    },
    [["PATCH /Users/{id}", OFF]],
  ],
  "okta/patch-of-profile": [
    async () => {
      const world = await started({ family: "oin-patch" });
      return after(world, (id) =>
        world.client.directory.change(id, { familyName: "Vale", email: "anna.vale@contoso.example" }),
      );
    },
    [
      "GET /Users/{id}",
      [
        "PATCH /Users/{id}",
        patch({
          op: "replace",
          value: {
            name: { familyName: "Vale" },
            emails: [{ primary: true, type: "work", value: "anna.vale@contoso.example" }],
          },
        }),
      ],
    ],
  ],
  "okta/put-switches-off": [
    async () => {
      const world = showing(await started({ family: "aiw" }), STORED);
      return after(world, (id) => world.client.directory.block(id));
    },
    ["GET /Users/{id}", ["PUT /Users/{id}", { ...STORED, active: false }]],
  ],
  "okta/lookup-before-reactivation": [
    async () => {
      const world = await started();
      const { directory } = world.client;
      const id = await world.join();
      directory.unassign(id);
      await world.client.settle();
      world.forget();
      directory.assign(id);
      await world.client.settle();
      return world.sent.map((each) => (typeof each === "string" || each[0].startsWith("PATCH") ? each : each[0]));
    },
    [LOOKUP, ["PATCH /Users/{id}", ON], "GET /Users/{id}", "PUT /Users/{id}"],
  ],
  "okta/reactivation-is-checked": [
    async () => {
      const world = await started();
      const { directory } = world.client;
      const id = await world.join();
      directory.unassign(id);
      await world.client.settle();
      let late = true;
      world.answer(({ method }) => (late && method === "PATCH" ? Response.json({ active: false }) : undefined));
      directory.assign(id);
      await world.client.settle();
      const { outcome, reason, retryAt } = world.client.events.at(-1)!;
      late = false;
      await world.client.advance(5 * 60_000);
      return [outcome, reason, retryAt! - Date.parse("2026-01-05T08:00:00Z"), world.client.events.at(-1)!.operation];
    },
    ["failure", "failed due to delay in reactivating remote User. Rescheduling provision job", 300_000, "update"],
  ],
  "okta/create-after-hidden": [
    async () => {
      const world = await started();
      const id = await world.join();
      const { directory } = world.client;
      directory.unassign(id);
      await world.client.settle();
      world.answer(({ method, url }) =>
        method === "GET" && url.includes("filter") ? Response.json({ totalResults: 0, Resources: [] }) : undefined,
      );
      world.forget();
      directory.assign(id);
      await world.client.settle();
      directory.change(id, {});
      await world.client.settle();
      return [...world.sent, world.client.tasks().map(({ kind }) => kind)];
    },
    [LOOKUP, ["POST /Users", CREATE], ["create"]],
  ],
  "okta/suspend-is-silent": [
    async () => {
      const world = await started();
      return after(world, async (id) => {
        world.client.suspend(id);
        world.client.directory.change(id, { familyName: "Vale" });
      });
    },
    [],
  ],
  "okta/delete-is-silent": [
    async () => {
      const world = await started();
      return after(world, async (id) => {
        world.client.directory.block(id);
        await world.client.settle();
        world.forget();
        world.client.directory.purge(id);
      });
    },
    [],
  ],
  "okta/granular-delete": [
    async () => {
      const world = await started({ granularDelete: true });
      return after(world, (id) => world.client.directory.purge(id));
    },
    ["DELETE /Users/{id}"],
  ],
  "okta/assigned-before-start": [
    async () => {
      const world = scene();
      await world.join();
      await world.client.start();
      await world.client.settle();
      const before = world.sent.length;
      await world.client.provisionUser();
      return [before, ...world.sent.slice(1)];
    },
    [1, LOOKUP, ["POST /Users", CREATE]],
  ],
  "okta/import-of-hundred": [
    () => imported(250, { pagePastEnd: false }),
    [1, 101, 201].map((startIndex) => `GET /Users?startIndex=${startIndex}&count=100`),
  ],
  "okta/page-past-the-end": [
    () => imported(2, {}),
    ["GET /Users?startIndex=1&count=100", "GET /Users?startIndex=101&count=100"],
  ],
  "okta/inactive-not-imported": [
    async () => {
      const world = await started();
      const id = await world.join();
      await world.join({ ...anna, userName: "bo@contoso.example" });
      world.client.directory.unassign(id);
      await world.client.settle();
      const { listed, scanned, users } = await world.client.runImport();
      return [listed, scanned, users.map(({ userName, status }) => [userName, status])];
    },
    [2, 1, [["bo@contoso.example", "imported"]]],
  ],
  "okta/missing-is-asked-for": [
    async () => {
      const world = await started({ pagePastEnd: false });
      await world.join();
      world.forget();
      world.answer(({ url }) =>
        url.includes("count=100") ? Response.json({ totalResults: 0, Resources: [] }) : undefined,
      );
      await world.client.runImport();
      return world.sent;
    },
    ["GET /Users?startIndex=1&count=100", "GET /Users/{id}"],
  ],
  "okta/import-safeguard": [
    async () => {
      const world = await started({ profileSource: true });
      const ids: string[] = [];
      for (const name of ["a", "b", "c", "d"])
        ids.push(await world.join({ ...anna, userName: `${name}@contoso.example` }));
      world.answer(({ url }) =>
        /\/Users\?startIndex=1&count=100$/.test(url)
          ? Response.json({ totalResults: 0, Resources: [] })
          : url.endsWith(world.client.linked(ids[0]!)!)
            ? scimError(404, "gone")
            : undefined,
      );
      const { stopped } = await world.client.runImport();
      return [stopped, world.client.directory.person(ids[0]!).blocked];
    },
    ["Import safeguard: 1 of 4 users would lose the application, more than 20 %", false],
  ],
  "okta/import-of-schema": [
    async () => {
      const world = await started();
      const names = await world.client.importSchema();
      return [...world.sent, names.includes(`${CORE}:userName`)];
    },
    ["GET /ResourceTypes", "GET /Schemas", true],
  ],
  "okta/retry-after-in-seconds": [() => waits({ "retry-after": "60" }, 3), [1, 3, 7]],
  "okta/retry-after-date-is-ignored": [
    async () => [await waits({}, 2), await waits({ "retry-after": "Mon, 05 Jan 2026 08:00:30 GMT" }, 2)],
    [
      [5, 15],
      [5, 15],
    ],
  ],
  "okta/ten-tries": [
    async () => {
      const tries = await waits({ "retry-after": "60" }, 100);
      return [tries.length + 1, tries.at(-1)];
    },
    [10, 511],
  ],
  "okta/conflict-is-a-task": [
    async () => {
      const world = await started();
      world.answer(({ method }) => (method === "POST" ? scimError(409, "login ID is in use") : undefined));
      const id = await world.join();
      await world.client.advance(24 * 60 * 60_000);
      const posts = world.sent.filter((each) => each[0] === "POST /Users").length;
      const [task] = world.client.tasks();
      world.answer(undefined);
      await world.client.retry(task!.id);
      return [posts, task!.text, world.client.tasks(), world.client.linked(id) !== undefined];
    },
    [
      1,
      "Automatic provisioning of user anna.ortiz@contoso.example to app 8x8 failed: Error while creating user anna.ortiz@contoso.example: Conflict. Errors reported by remote server: login ID is in use",
      [],
      true,
    ],
  ],
  "okta/no-fall-back": [
    async () => {
      const world = await started();
      const id = await world.join();
      world.forget();
      world.answer(() => scimError(501, "no PATCH here"));
      world.client.directory.unassign(id);
      await world.client.settle();
      return [...world.sent, world.client.tasks().map(({ kind }) => kind)];
    },
    [["PATCH /Users/{id}", OFF], ["deprovision"]],
  ],
  "okta/html-is-invalid-json": [
    async () => {
      const world = await started();
      world.answer(() => new Response("<html><body>Bad Gateway</body></html>", { status: 502 }));
      await world.join();
      return world.client.events.at(-1)!.reason;
    },
    "Bad Gateway. Errors reported by remote server: Invalid JSON: Unrecognized token '<html'",
  ],
  "okta/group-assignment-sends-users": [
    async () => {
      const world = await started();
      const { directory } = world.client;
      const members = ["a", "b"].map((name) => directory.add({ ...anna, userName: `${name}@contoso.example` }).id);
      const { id } = directory.addGroup("Sales EMEA", members);
      directory.assignGroup(id);
      await world.client.settle();
      return world.sent.map((each) => (typeof each === "string" ? "GET" : each[0]));
    },
    ["GET", "POST /Users", "GET", "POST /Users"],
  ],
  "okta/group-push-by-patch": [
    () => pushed({ groupPush: true }),
    [
      "GET /Groups?filter=displayName%20eq%20%22Sales%20EMEA%22&startIndex=1&count=100",
      ["POST /Groups", { schemas: [GROUP], displayName: "Sales EMEA", members: [] }],
      ["PATCH /Groups/{id}", patch({ op: "replace", value: { id: "g", displayName: "Sales EMEA" } })],
      [
        "PATCH /Groups/{id}",
        patch({ op: "replace", path: "members", value: [{ value: "u", display: "anna.ortiz@contoso.example" }] }),
      ],
      ["PATCH /Groups/{id}", patch({ op: "replace", value: { id: "g", displayName: "Sales EMEA" } })],
      ["PATCH /Groups/{id}", patch({ op: "remove", path: 'members[value eq "u"]' })],
      "DELETE /Groups/{id}",
    ],
  ],
  "okta/group-push-by-put": [
    () => pushed({ groupPush: true, family: "aiw" }),
    [
      "GET /Groups?filter=displayName%20eq%20%22Sales%20EMEA%22&startIndex=1&count=100",
      ["POST /Groups", { schemas: [GROUP], displayName: "Sales EMEA", members: [] }],
      "GET /Groups/{id}",
      [
        "PUT /Groups/{id}",
        {
          schemas: [GROUP],
          id: "g",
          displayName: "Sales EMEA",
          members: [{ value: "u", display: "anna.ortiz@contoso.example" }],
          meta: expect.any(Object),
        },
      ],
      "GET /Groups/{id}",
      [
        "PUT /Groups/{id}",
        { schemas: [GROUP], id: "g", displayName: "Sales EMEA", members: [], meta: expect.any(Object) },
      ],
      "DELETE /Groups/{id}",
    ],
  ],
};

/** What is sent when a mapped title is taken away. */
async function cleared(how: "omit" | "empty"): Promise<Sent[]> {
  const world = showing(await started({ mapping: genericMapping, cleared: how }), { ...STORED, title: "Buyer" });
  const id = await world.join({ ...anna, title: "Buyer" });
  world.forget();
  return settled(world, () => world.client.directory.change(id, { title: undefined }));
}

async function imported(users: number, settings: Parameters<typeof started>[0]): Promise<Sent[]> {
  const world = await started(settings);
  const all = Array.from({ length: users }, (_, index) => ({ id: `u${index}`, userName: `u${index}@contoso.example` }));
  world.answer(({ url }) => {
    const { searchParams } = new URL(url);
    const start = Number(searchParams.get("startIndex")) - 1;
    const page = all.slice(start, start + Number(searchParams.get("count")));
    return Response.json({ totalResults: users, itemsPerPage: page.length, Resources: page });
  });
  expect((await world.client.runImport()).users).toHaveLength(users);
  return world.sent;
}

/** What is sent for a group that is pushed, loses its member, and is deleted; ids are written as g and u. */
async function pushed(settings: Parameters<typeof started>[0]): Promise<unknown> {
  const world = await started(settings);
  const { client } = world;
  const id = await world.join();
  world.forget();
  const group = client.directory.addGroup("Sales EMEA", [id]);
  client.pushGroup(group.id);
  await client.settle();
  const user = client.linked(id)!;
  client.directory.leave(group.id, id);
  await client.settle();
  const found = JSON.stringify(world.sent).match(/"id":"([^"]+)"/)![1]!;
  await client.unlinkGroup(group.id, true);
  const text = JSON.stringify(world.sent.filter((each) => !each[0].includes("/Users")));
  return JSON.parse(text.replaceAll(found, "g").replaceAll(user, "u"));
}

describe("the wire habits of Okta", () => {
  it.each(oktaQuirks.map(({ id, sends }) => [id, sends]))("%s: %s", async (id) => {
    const [seen, expected] = golden[id]!;
    expect(await seen()).toEqual(expected);
  });

  it("each have an exchange, and no exchange is without its habit", () => {
    expect(Object.keys(golden).sort()).toEqual(oktaQuirks.map(({ id }) => id).sort());
  });
});
