import { describe, expect, it } from "vitest";
import { anna, bo, provisioned, WIDE, wired } from "../../../test/idp/entra.ts";
import { entraMappings, OLDER_SITE_URN } from "./mappings.ts";
import { entraQuirks } from "./quirks.ts";

const CORE = "urn:ietf:params:scim:schemas:core:2.0:User";
const ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
const SITE = "urn:ietf:params:scim:schemas:extension:8x8:1.1:User";
const PATCH_OP = "urn:ietf:params:scim:api:messages:2.0:PatchOp";

const PROBE = "GET /Users?filter=userName+eq+%22{id}%22";
const BY_NAME = "GET /Users?filter=userName+eq+%22anna.ortiz%40contoso.example%22";
const BO_BY_NAME = "GET /Users?filter=userName+eq+%22bo%40contoso.example%22";
const BO = {
  schemas: [CORE, ENTERPRISE],
  userName: "bo@contoso.example",
  externalId: "{id}",
  active: true,
  emails: [{ type: "work", value: "bo@contoso.example", primary: true }],
  name: { givenName: "Bo", familyName: "Lund" },
  meta: { resourceType: "User" },
  roles: [],
};
const ANNA = {
  schemas: [CORE, ENTERPRISE],
  userName: "anna.ortiz@contoso.example",
  externalId: "{id}",
  active: true,
  title: "Buyer",
  emails: [{ type: "work", value: "anna@contoso.example", primary: true }],
  name: { givenName: "Anna", familyName: "Ortiz" },
  phoneNumbers: [
    { type: "mobile", value: "+44 7700 900111" },
    { type: "work", value: "+44 20 7946 0111" },
  ],
  [ENTERPRISE]: { department: "Sourcing" },
  meta: { resourceType: "User" },
  roles: [],
};
const READ = "GET /Users/{id}";
const patch = (...operations: object[]): unknown => [
  "PATCH /Users/{id}",
  { schemas: [PATCH_OP], Operations: operations },
];
const HOUR = 3_600_000;

/** What is sent for one person in the first cycle. */
async function joined(
  wire: ReturnType<typeof wired>,
  person: typeof bo & { office?: string } = bo,
): Promise<unknown[]> {
  const { id } = wire.client.directory.add(person);
  wire.client.directory.assign(id);
  await wire.client.start();
  wire.forget();
  await wire.client.settle();
  return wire.sent;
}

/** What is sent after a change of one person who was provisioned before. */
async function moved(
  wire: ReturnType<typeof wired>,
  change: Parameters<typeof wire.client.directory.change>[1],
): Promise<unknown[]> {
  const id = await provisioned(wire);
  wire.client.directory.change(id, change);
  await wire.client.settle();
  return wire.sent;
}

async function left(wire: ReturnType<typeof wired>): Promise<unknown[]> {
  const id = await provisioned(wire);
  wire.client.directory.unassign(id);
  await wire.client.settle();
  return wire.sent;
}

async function grouped(wire: ReturnType<typeof wired>): Promise<{ group: string; person: string }> {
  const { directory } = wire.client;
  const person = directory.add(bo).id;
  const group = directory.addGroup("Sales EMEA", [person]).id;
  directory.assignGroup(group);
  await wire.client.start();
  wire.forget();
  await wire.client.settle();
  return { group, person };
}

const RFC = { profile: "rfc" } as const;
const OUTSIDE = { family: "nonGallery" } as const;

const exchanges: Record<string, () => Promise<void>> = {
  "entra/probe-by-random-guid": async () => {
    const { client, sent } = wired();
    expect(await client.testConnection()).toMatchObject({ ok: true });
    expect(sent).toEqual([PROBE]);
  },
  "entra/probe-of-groups": async () => {
    const open = wired(OUTSIDE, RFC);
    expect(await open.client.testConnection()).toMatchObject({ ok: true });
    expect(open.sent).toEqual([PROBE, "GET /Groups?excludedAttributes=members&filter=displayName+eq+%22{id}%22"]);
    const without = wired(OUTSIDE, WIDE);
    expect(await without.client.testConnection()).toMatchObject({
      ok: false,
      message: expect.stringMatching(
        /^InvalidCredentials: SystemForCrossDomainIdentityManagementServiceIncompatible: StatusCode: NotFound/,
      ),
    });
  },
  "entra/keep-alive": async () => {
    const wire = wired({ keepAliveMinutes: 15 });
    await provisioned(wire);
    await wire.client.advance(40 * 60_000);
    expect(wire.sent).toEqual([PROBE, PROBE]);
    expect(wire.client.events).toHaveLength(2);
  },
  "entra/schemas-of-gallery": async () => {
    const { client, sent } = wired({}, WIDE, async (request, next) =>
      request.url.endsWith("/Schemas") ? new Response("<html>", { status: 500 }) : next(request),
    );
    await client.start();
    await client.saveMappings();
    expect(sent).toEqual([PROBE, "GET /Schemas", "GET /Schemas"]);
    expect(client.health()).toEqual({ state: "running" });
  },
  "entra/no-user-agent": async () => {
    const { client, headers } = wired();
    await client.testConnection();
    expect(headers()).not.toHaveProperty("user-agent");
  },
  "entra/no-accept": async () => {
    const { client, headers } = wired();
    await client.testConnection();
    expect(headers()).not.toHaveProperty("accept");
  },
  "entra/no-content-type-on-get": async () => {
    const { client, headers, provider } = wired();
    await client.testConnection();
    expect(headers()).toEqual({ authorization: `Bearer ${provider.token}` });
    client.directory.assign(client.directory.add(bo).id);
    await client.start();
    await client.settle();
    expect(headers()["content-type"]).toBe("application/scim+json");
  },
  "entra/plus-in-filter": async () => {
    expect(await joined(wired())).toEqual([BO_BY_NAME, ["POST /Users", BO]]);
  },
  "entra/percent-in-filter": async () => {
    const [lookup] = await joined(wired({ filterEncoding: "percent20" }));
    expect(lookup).toBe("GET /Users?filter=userName%20eq%20%22bo%40contoso.example%22");
  },
  "entra/flag-stays-at-home": async () => {
    const plain = wired();
    const { client, sent } = wired({ baseUrl: `${plain.provider.baseUrl}/?aadOptscim062020` });
    const { id } = client.directory.add(bo);
    client.directory.assign(id);
    await client.start();
    await client.settle();
    expect(sent).toEqual([PROBE, "GET /Schemas", BO_BY_NAME, ["POST /Users", BO]]);
    sent.splice(0);
    client.directory.block(id);
    await client.settle();
    expect(sent).toEqual([patch({ op: "replace", path: "active", value: false })]);
  },
  "entra/lookup-without-paging": async () => {
    expect((await joined(wired()))[0]).toBe(BO_BY_NAME);
  },
  "entra/matching-attributes-in-order": async () => {
    const work = 'emails[type eq "work"].value';
    const found = { id: "7", externalId: "other", emails: [{ type: "work", value: "bo@contoso.example" }] };
    const wire = wired({ matching: ["externalId", work, "userName"] }, WIDE, async (request, next) =>
      request.url.includes("emails") ? Response.json({ totalResults: 1, Resources: [found] }) : next(request),
    );
    expect((await joined(wire)).slice(0, 3)).toEqual([
      "GET /Users?filter=externalId+eq+%22{id}%22",
      "GET /Users?filter=emails%5Btype+eq+%22work%22%5D.value+eq+%22bo%40contoso.example%22",
      "GET /Users/7",
    ]);
  },
  "entra/compares-what-is-returned": async () => {
    const wire = wired({}, WIDE, async (request, next) => {
      const other = { id: "7", userName: "someone.else@contoso.example" };
      return /filter=userName\+eq\+%22bo/.test(request.url)
        ? Response.json({ totalResults: 1, Resources: [other] })
        : next(request);
    });
    expect(await joined(wire)).toEqual([BO_BY_NAME, ["POST /Users", BO]]);
  },
  "entra/lookup-only-once": async () => {
    const wire = wired();
    const id = await provisioned(wire);
    wire.client.directory.change(id, { title: "Lead" });
    await wire.client.settle();
    expect(wire.sent[0]).toBe(READ);
    wire.forget();
    await wire.client.restart({ fullReset: true });
    await wire.client.settle();
    expect(wire.sent).toEqual([BY_NAME, READ]);
  },
  "entra/reads-before-it-writes": async () => {
    expect(await moved(wired(), { title: "Lead", department: "Legal" })).toEqual([
      READ,
      patch(
        { op: "Replace", path: "title", value: "Lead" },
        { op: "Replace", path: `${ENTERPRISE}:department`, value: "Legal" },
      ),
    ]);
  },
  "entra/silent-without-change": async () => {
    const wire = wired();
    const id = await provisioned(wire);
    await wire.admin.user.edit({ id: wire.client.linked(id)!, fields: { title: "Drifted" } });
    wire.client.directory.change(id, { city: "Lisbon" });
    await wire.client.settle();
    expect(wire.sent).toEqual([]);
  },
  "entra/looks-again-after-404": async () => {
    const wire = wired();
    const id = await provisioned(wire);
    await wire.admin.user.delete({ id: wire.client.linked(id)! });
    wire.client.directory.change(id, { title: "Lead" });
    await wire.client.settle();
    expect(wire.sent).toEqual([READ, BY_NAME, ["POST /Users", { ...ANNA, title: "Lead" }]]);
  },
  "entra/enterprise-urn-always": async () => {
    expect((await joined(wired()))[1]).toEqual(["POST /Users", BO]);
  },
  "entra/custom-urn-not-in-schemas": async () => {
    const wire = wired();
    await wire.admin.site.create({ name: "Lisbon" });
    const [, create] = await joined(wire, { ...bo, office: "Lisbon" });
    expect(create).toEqual(["POST /Users", { ...BO, [SITE]: { site: "Lisbon" } }]);
  },
  "entra/meta-and-roles": async () => {
    expect((await joined(wired()))[1]).toMatchObject(["POST /Users", { meta: { resourceType: "User" }, roles: [] }]);
  },
  "entra/boolean-in-create": async () => {
    expect((await joined(wired()))[1]).toMatchObject(["POST /Users", { active: true }]);
  },
  "entra/site-urn": async () => {
    for (const settings of [{ siteUrn: OLDER_SITE_URN }, { mapping: entraMappings.article }]) {
      const wire = wired(settings);
      await wire.admin.site.create({ name: "Lisbon" });
      const [, create] = await joined(wire, { ...bo, office: "Lisbon" });
      expect(create).toEqual([
        "POST /Users",
        { ...BO, "urn:8x8:scim:schemas:extension:8x8user:2.0:User": { site: "Lisbon" } },
      ]);
    }
  },
  "entra/omits-what-is-empty": async () => {
    const { email: _, ...withoutMail } = bo;
    const wire = wired();
    const { emails: __, ...body } = BO;
    expect((await joined(wire, { ...withoutMail, email: "" }))[1]).toEqual(["POST /Users", body]);
  },
  "entra/explicit-nulls": async () => {
    expect((await joined(wired({ explicitNulls: true })))[1]).toEqual([
      "POST /Users",
      {
        ...BO,
        addresses: null,
        displayName: null,
        nickName: null,
        preferredLanguage: null,
        title: null,
        userType: null,
      },
    ]);
  },
  "entra/capitalised-operations": async () => {
    const wire = wired();
    const id = await provisioned(wire, bo);
    wire.client.directory.change(id, { title: "Lead", familyName: "Lund-Vale" });
    await wire.client.settle();
    expect(wire.sent).toEqual([
      READ,
      patch(
        { op: "Add", path: "title", value: "Lead" },
        { op: "Replace", path: "name.familyName", value: "Lund-Vale" },
      ),
    ]);
  },
  "entra/flag-dialect": async () => {
    const wire = wired({ dialect: "aadOptscim062020" });
    const change = { email: "new@contoso.example", familyName: "Ortiz-Vale", department: "Legal" };
    expect(await moved(wire, change)).toEqual([
      READ,
      patch(
        { op: "replace", path: 'emails[type eq "work"].value', value: "new@contoso.example" },
        { op: "replace", value: { "name.familyName": "Ortiz-Vale", [`${ENTERPRISE}:department`]: "Legal" } },
      ),
    ]);
  },
  "entra/active-as-text": async () => {
    const wire = wired();
    const id = await provisioned(wire);
    wire.client.directory.block(id);
    await wire.client.settle();
    wire.client.directory.unblock(id);
    await wire.client.settle();
    expect(wire.sent).toEqual([
      patch({ op: "Replace", path: "active", value: "False" }),
      READ,
      patch({ op: "Replace", path: "active", value: "True" }),
    ]);
  },
  "entra/active-in-lower-case": async () => {
    expect(await left(wired({ activeEncoding: "false" }))).toEqual([
      patch({ op: "Replace", path: "active", value: "false" }),
    ]);
  },
  "entra/active-as-boolean": async () => {
    expect(await left(wired({ activeEncoding: false }))).toEqual([
      patch({ op: "Replace", path: "active", value: false }),
    ]);
    expect(await left(wired({ dialect: "aadOptscim062020" }))).toEqual([
      patch({ op: "replace", path: "active", value: false }),
    ]);
  },
  "entra/filtered-path-of-nothing": async () => {
    const wire = wired();
    const id = await provisioned(wire, bo);
    wire.client.directory.change(id, { mobilePhone: "+44 7700 900112" });
    await wire.client.settle();
    expect(wire.sent).toEqual([
      READ,
      patch({ op: "Add", path: 'phoneNumbers[type eq "mobile"].value', value: "+44 7700 900112" }),
    ]);
  },
  "entra/urn-before-attribute": async () => {
    expect(await moved(wired(), { department: "Legal" })).toEqual([
      READ,
      patch({
        op: "Replace",
        path: "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department",
        value: "Legal",
      }),
    ]);
  },
  "entra/external-id-in-patch": async () => {
    const wire = wired();
    await wire.admin.user.create({ ...bo, email: "bo@contoso.example" });
    expect(await joined(wire)).toEqual([BO_BY_NAME, READ, patch({ op: "Add", path: "externalId", value: "{id}" })]);
  },
  "entra/never-clears": async () => {
    expect(await moved(wired(), { title: undefined })).toEqual([READ]);
  },
  "entra/clears-by-remove": async () => {
    expect(await moved(wired({ clearing: "remove" }), { title: undefined })).toEqual([
      READ,
      patch({ op: "Remove", path: "title" }),
    ]);
  },
  "entra/clears-by-empty-text": async () => {
    expect(await moved(wired({ clearing: "emptyText" }), { title: undefined })).toEqual([
      READ,
      patch({ op: "Replace", path: "title", value: "" }),
    ]);
  },
  "entra/put-updates": async () => {
    const wire = wired({ updateVerb: "PUT" }, { profile: "8x8", preset: "other" });
    expect(await moved(wire, { title: "Lead" })).toEqual([
      READ,
      ["PUT /Users/{id}", { ...ANNA, title: "Lead", id: "{id}" }],
    ]);
    expect(wire.client.events.at(-1)).toMatchObject({ operation: "update", outcome: "success" });
  },
  "entra/disable-alone": async () => {
    const wire = wired();
    const id = await provisioned(wire);
    wire.client.directory.change(id, { title: "Lead" });
    wire.client.directory.block(id);
    await wire.client.settle();
    expect(wire.sent).toEqual([patch({ op: "Replace", path: "active", value: "False" })]);
    wire.forget();
    await wire.client.settle();
    expect(wire.sent).toEqual([READ, patch({ op: "Replace", path: "title", value: "Lead" })]);
  },
  "entra/disabled-is-not-created": async () => {
    const { client, sent } = wired();
    const { id } = client.directory.add(bo);
    client.directory.assign(id);
    client.directory.block(id);
    await client.start();
    sent.splice(0);
    await client.settle();
    expect(sent).toEqual([]);
    expect(client.events.at(-1)).toMatchObject({ outcome: "skipped" });
  },
  "entra/delete-on-purge": async () => {
    const wire = wired();
    const id = await provisioned(wire);
    wire.client.directory.softDelete(id);
    await wire.client.settle();
    wire.client.directory.purge(id);
    await wire.client.settle();
    expect(wire.sent).toEqual([patch({ op: "Replace", path: "active", value: "False" }), "DELETE /Users/{id}"]);
    await wire.client.settle();
    expect(wire.sent).toHaveLength(2);
  },
  "entra/no-delete-after-unassignment": async () => {
    const wire = wired();
    const id = await provisioned(wire);
    wire.client.directory.unassign(id);
    await wire.client.settle();
    wire.client.directory.softDelete(id);
    await wire.client.settle();
    wire.client.directory.purge(id);
    await wire.client.settle();
    expect(wire.sent).toEqual([patch({ op: "Replace", path: "active", value: "False" })]);
  },
  "entra/delete-without-active": async () => {
    const wire = wired({ mapping: entraMappings.tutorial.filter(({ target }) => target !== "active") });
    expect(await left(wire)).toEqual(["DELETE /Users/{id}"]);
  },
  "entra/target-actions": async () => {
    expect(await joined(wired({ targetActions: { create: false } }))).toEqual([BO_BY_NAME]);
    expect(await left(wired({ targetActions: { update: false } }))).toEqual([]);
    const mapping = entraMappings.tutorial.filter(({ target }) => target !== "active");
    expect(await left(wired({ mapping, targetActions: { delete: false } }))).toEqual([]);
  },
  "entra/skips-out-of-scope-deletions": async () => {
    expect(await left(wired({ skipOutOfScopeDeletions: true }))).toEqual([]);
  },
  "entra/group-without-members": async () => {
    const wire = wired(
      { ...OUTSIDE, dialect: "aadOptscim062020", mapping: entraMappings.tutorial },
      { profile: "rfc" },
    );
    await grouped(wire);
    expect(wire.sent).toEqual([
      BO_BY_NAME,
      ["POST /Users", BO],
      "GET /Groups?excludedAttributes=members&filter=displayName+eq+%22Sales+EMEA%22",
      [
        "POST /Groups",
        {
          schemas: [
            "urn:ietf:params:scim:schemas:core:2.0:Group",
            "http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group",
          ],
          externalId: "{id}",
          displayName: "Sales EMEA",
          meta: { resourceType: "Group" },
        },
      ],
      "GET /Groups/{id}?excludedAttributes=members",
      [
        "PATCH /Groups/{id}",
        { schemas: [PATCH_OP], Operations: [{ op: "add", path: "members", value: [{ value: "{id}" }] }] },
      ],
    ]);
  },
  "entra/removes-members-by-value": async () => {
    const wire = wired({ ...OUTSIDE, mapping: entraMappings.generic }, RFC);
    const { group, person } = await grouped(wire);
    const other = wire.client.directory.add(anna).id;
    wire.client.directory.join(group, other);
    await wire.client.settle();
    wire.forget();
    wire.client.directory.assign(person);
    wire.client.directory.leave(group, person);
    await wire.client.settle();
    expect(wire.sent).toEqual([
      "GET /Groups/{id}?excludedAttributes=members",
      [
        "PATCH /Groups/{id}",
        {
          schemas: [PATCH_OP],
          Operations: [{ op: "Remove", path: "members", value: [{ $ref: null, value: "{id}" }] }],
        },
      ],
    ]);
  },
  "entra/flag-removes-members-by-filter": async () => {
    const wire = wired({ ...OUTSIDE, dialect: "aadOptscim062020" }, RFC);
    const { group, person } = await grouped(wire);
    wire.forget();
    wire.client.directory.assign(person);
    wire.client.directory.leave(group, person);
    await wire.client.settle();
    expect(wire.sent).toEqual([
      "GET /Groups/{id}?excludedAttributes=members",
      ["PATCH /Groups/{id}", { schemas: [PATCH_OP], Operations: [{ op: "remove", path: 'members[value eq "{id}"]' }] }],
    ]);
    expect(wire.client.events.at(-1)).toMatchObject({ operation: "group", outcome: "success" });
  },
  "entra/on-demand-without-flag": async () => {
    const wire = wired({ dialect: "aadOptscim062020" });
    const id = await provisioned(wire);
    wire.client.directory.change(id, { title: "Lead" });
    await wire.client.provisionOnDemand(id);
    expect(wire.sent).toEqual([PROBE, READ, patch({ op: "Replace", path: "title", value: "Lead" })]);
  },
  "entra/discovery-pages": async () => {
    const wire = wired({ discoveryPage: 2 });
    const known = await provisioned(wire);
    for (const name of ["c", "d"]) await wire.admin.user.create({ ...bo, userName: `${name}@contoso.example` });
    const users = await wire.client.import();
    expect(wire.sent).toEqual(["GET /Users?startIndex=1&count=2", "GET /Users?startIndex=3&count=2"]);
    expect(users.map(({ userName, status }) => [userName, status])).toEqual([
      ["anna.ortiz@contoso.example", "imported"],
      ["c@contoso.example", "new"],
      ["d@contoso.example", "new"],
    ]);
    expect(wire.client.linked(known)).toBe(users[0]!.resource);
  },
  "entra/stops-at-401": async () => {
    const wire = wired();
    const id = await provisioned(wire);
    await wire.admin.scim.regenerate();
    await wire.admin.scim.save();
    for (const person of [bo, { ...bo, userName: "c@contoso.example" }])
      wire.client.directory.assign(wire.client.directory.add(person).id);
    wire.client.directory.change(id, { title: "Lead" });
    await wire.client.settle();
    expect(wire.sent).toHaveLength(1);
    await wire.client.advance(23 * HOUR);
    expect(wire.sent).toHaveLength(1);
    await wire.client.advance(HOUR);
    expect(wire.sent).toHaveLength(2);
    expect(wire.client.health()).toMatchObject({
      state: "quarantine",
      cause: { code: "EncounteredQuarantineException" },
    });
  },
  "entra/stops-at-404-on-lookup": async () => {
    const wire = wired({}, WIDE, async (request, next) =>
      request.url.includes("bo%40") ? new Response(null, { status: 404 }) : next(request),
    );
    expect(await joined(wire)).toEqual([BO_BY_NAME]);
    expect(wire.client.health()).toMatchObject({
      state: "quarantine",
      cause: { code: "EncounteredQuarantineException" },
    });
  },
  "entra/throttled-until-next-cycle": async () => {
    let busy = true;
    const wire = wired({}, WIDE, async (request, next) =>
      busy && request.method === "POST"
        ? new Response(null, { status: 429, headers: { "retry-after": "7200" } })
        : next(request),
    );
    expect(await joined(wire)).toHaveLength(2);
    busy = false;
    wire.forget();
    await wire.client.advance(39 * 60_000);
    expect(wire.sent).toEqual([]);
    await wire.client.advance(60_000);
    expect(wire.sent).toEqual([BO_BY_NAME, ["POST /Users", BO]]);
  },
  "entra/retries-after-hours": async () => {
    const tries: number[] = [];
    const wire = wired({}, WIDE, async (request, next) => {
      if (request.method !== "POST") return next(request);
      tries.push((wire.client.clock.now() - Date.parse("2026-01-05T08:00:00Z")) / HOUR);
      return new Response(null, { status: 400 });
    });
    await joined(wire);
    await wire.client.advance(40 * 24 * HOUR);
    expect(tries.slice(0, 6)).toEqual([0, 6, 12, 24, 48, 72]);
    expect(tries.at(-1)).toBe(28 * 24);
  },
  "entra/gives-up-in-silence": async () => {
    const wire = wired({}, WIDE, async (request, next) => {
      if (!/%22p\d%22/.test(request.url)) return next(request);
      throw new Error("connection refused");
    });
    for (const name of ["p1", "p2", "p3", "p4", "p5"])
      wire.client.directory.assign(wire.client.directory.add({ userName: name }).id);
    await wire.client.start();
    wire.forget();
    await wire.client.settle();
    expect(wire.sent).toHaveLength(3);
    expect(wire.client.health().state).toBe("running");
    wire.forget();
    await wire.client.settle();
    expect(wire.sent[0]).toBe("GET /Users?filter=userName+eq+%22p4%22");
  },
};

describe("a quirk of Entra ID", () => {
  it.each(entraQuirks.map((quirk) => [quirk.id, quirk.sends] as const))("%s: %s", async (id) => {
    await exchanges[id]!();
  });

  it("has its own name, and nothing is shown that is no quirk", () => {
    expect(entraQuirks.map(({ id }) => id).toSorted()).toEqual(Object.keys(exchanges).toSorted());
  });
});
