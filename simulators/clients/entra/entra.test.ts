import { describe, expect, it } from "vitest";
import { anna, bo, provisioned, WIDE, type Wired, wired } from "../../../test/idp/entra.ts";
import { entraMappings } from "./mappings.ts";
import { passes, type ScopingClause } from "./scope.ts";

/** What each cycle of a life came to: operation, outcome and the last status. */
async function life(wire: Wired): Promise<string[]> {
  const id = await provisioned(wire);
  const { directory } = wire.client;
  const moves = [
    () => directory.change(id, { title: "Lead", familyName: "Ortiz-Vale", department: "Legal" }),
    () => directory.change(id, { userName: "anna.vale@contoso.example", email: "vale@contoso.example" }),
    () => directory.block(id),
    () => directory.unassign(id),
    () => directory.unblock(id),
    () => directory.assign(id),
    () => directory.softDelete(id),
    () => directory.restore(id),
    () => directory.softDelete(id),
    () => directory.purge(id),
  ];
  for (const move of moves) {
    move();
    await wire.client.settle();
  }
  return wire.client.events.map(({ operation, outcome, status }) => `${operation} ${outcome} ${status}`);
}

const LIFE = [
  "test success 200",
  "create success 201",
  "update success 200",
  "update success 200",
  "deactivate success 200",
  "reactivate success 200",
  "deactivate success 200",
  "reactivate success 200",
  "deactivate success 200",
  "delete success 204",
];

describe("Entra ID", () => {
  it("carries a person through a whole life at 8x8", async () => {
    const wire = wired();
    expect(await life(wire)).toEqual(LIFE);
    expect(await wire.admin.user.list({ prefix: "anna" })).toMatchObject([
      { userName: "anna.vale@contoso.example", active: false, title: "Lead" },
    ]);
  });

  it("carries a person through a whole life at a service provider of the RFCs, with the flag", async () => {
    const wire = wired({ dialect: "aadOptscim062020", family: "nonGallery" }, { profile: "rfc" });
    expect(await life(wire)).toEqual(LIFE);
  });

  it("fails to update, and only that, where PATCH changes active alone", async () => {
    const wire = wired({}, { profile: "8x8", preset: "other" });
    const id = await provisioned(wire);
    wire.client.directory.change(id, { title: "Lead" });
    await wire.client.settle();
    wire.client.directory.block(id);
    await wire.client.settle();
    expect(wire.client.events.map(({ operation, outcome }) => `${operation} ${outcome}`)).toEqual([
      "test success",
      "create success",
      "update failure",
      "deactivate success",
    ]);
    expect(wire.client.events[2]).toMatchObject({ status: 400, changes: [{ attribute: "title", to: "Lead" }] });
  });

  it("keeps a person inactive until every reason is gone", async () => {
    const wire = wired();
    const id = await provisioned(wire);
    const { directory } = wire.client;
    const active = async (): Promise<boolean | undefined> => {
      await wire.client.settle();
      return (await wire.admin.user.get({ id: wire.client.linked(id)! }))?.active;
    };
    directory.block(id);
    directory.unassign(id);
    expect(await active()).toBe(false);
    directory.unblock(id);
    expect(await active()).toBe(false);
    directory.assign(id);
    expect(await active()).toBe(true);
    directory.block(id);
    directory.softDelete(id);
    expect(await active()).toBe(false);
    directory.restore(id);
    expect(await active()).toBe(false);
  });

  it("provisions the members of an assigned group one by one, and who joins or leaves it later", async () => {
    const wire = wired();
    const { client } = wire;
    const [a, b] = [client.directory.add(anna).id, client.directory.add(bo).id];
    const group = client.directory.addGroup("Sales", [a]).id;
    client.directory.assignGroup(group);
    await client.start();
    await client.settle();
    expect([client.linked(a) !== undefined, client.linked(b)]).toEqual([true, undefined]);
    client.directory.join(group, b);
    client.directory.leave(group, a);
    await client.settle();
    expect(client.events.slice(-2).map(({ operation, person }) => [operation, person?.id])).toEqual(
      expect.arrayContaining([
        ["create", b],
        ["deactivate", a],
      ]),
    );
    expect(JSON.stringify(wire.sent)).not.toContain("/Groups");
  });

  it("provisions whom the scoping filter lets through, and disables who leaves it", async () => {
    const filter: ScopingClause[] = [{ attribute: "department", operator: "EQUALS", value: "Sales" }];
    const { client } = wired({ scope: { filter } });
    const sales = client.directory.add({ ...bo, department: "Sales" }).id;
    const legal = client.directory.add({ ...anna, department: "Legal" }).id;
    client.directory.assign(legal);
    await client.start();
    await client.settle();
    expect([client.linked(sales) !== undefined, client.linked(legal)]).toEqual([true, undefined]);
    client.directory.change(sales, { department: "Legal" });
    await client.settle();
    expect(client.events.at(-1)).toMatchObject({ operation: "deactivate", person: { id: sales } });
  });

  it.each<[ScopingClause, string[]]>([
    [{ attribute: "city", operator: "EQUALS", value: "Porto" }, ["Porto"]],
    [{ attribute: "city", operator: "NOT EQUALS", value: "Porto" }, ["Lisbon", "none"]],
    [{ attribute: "city", operator: "REGEX MATCH", value: "^Po" }, ["Porto"]],
    [{ attribute: "city", operator: "NOT REGEX MATCH", value: "^Po" }, ["Lisbon", "none"]],
    [{ attribute: "city", operator: "IS NULL" }, ["none"]],
    [{ attribute: "city", operator: "IS NOT NULL" }, ["Porto", "Lisbon"]],
    [{ attribute: "accountEnabled", operator: "IS TRUE" }, ["Porto", "none"]],
    [{ attribute: "accountEnabled", operator: "IS FALSE" }, ["Lisbon"]],
  ])("understands the clause %o", (clause, passing) => {
    const people = { Porto: ["Porto", true], Lisbon: ["Lisbon", false], none: [undefined, true] } as const;
    const through = Object.entries(people).filter(([, [city, accountEnabled]]) =>
      passes([clause], { city, accountEnabled }),
    );
    expect(through.map(([name]) => name)).toEqual(passing);
  });

  it("provisions on demand also when the job is off, and tells step by step", async () => {
    const { client } = wired();
    const { id } = client.directory.add(bo);
    expect(await client.provisionOnDemand(id)).toMatchObject({
      provisioningStatusInfo: { status: "skipped", errorInformation: { errorCode: "NotEffectivelyEntitled" } },
    });
    client.directory.assign(id);
    const entry = await client.provisionOnDemand(id);
    expect(entry).toMatchObject({ provisioningAction: "create", provisioningStatusInfo: { status: "success" } });
    expect(
      (entry["provisioningSteps"] as { provisioningStepType: string }[]).map((each) => each.provisioningStepType),
    ).toEqual(["import", "scoping", "matching", "processing", "export"]);
    await client.start();
    await client.settle();
    expect(client.events.filter(({ operation }) => operation === "create")).toHaveLength(1);
    await expect(client.provisionOnDemand("nobody")).rejects.toThrow(RangeError);
  });

  it("provisions a group on demand, with those of its members who have users", async () => {
    const { client } = wired({ family: "nonGallery" }, { profile: "rfc" });
    const { directory } = client;
    const [first, second] = [directory.add(anna).id, directory.add(bo).id];
    const group = directory.addGroup("Sales", [first, second]).id;
    expect(await client.provisionOnDemand(group)).toMatchObject({ provisioningStatusInfo: { status: "skipped" } });
    directory.assign(first);
    await client.provisionOnDemand(first);
    directory.assignGroup(group);
    expect(await client.provisionOnDemand(group)).toMatchObject({
      provisioningAction: "create",
      provisioningStatusInfo: { status: "success" },
      sourceIdentity: { identityType: "Group", displayName: "Sales" },
      modifiedProperties: [{ displayName: "members", newValue: client.linked(first) }],
    });
    expect(await client.provisionOnDemand(group)).toMatchObject({ provisioningStatusInfo: { status: "skipped" } });
  });

  it("says in the log when provisioning on demand is refused", async () => {
    const { client } = wired({ token: "wrong" });
    const { id } = client.directory.add(bo);
    client.directory.assign(id);
    expect(await client.provisionOnDemand(id)).toMatchObject({
      provisioningStatusInfo: {
        errorInformation: { errorCode: "SystemForCrossDomainIdentityManagementInvalidCredentials" },
      },
    });
  });

  it("follows a site that was renamed once its own attribute does", async () => {
    const wire = wired({}, { ...WIDE, options: { patchScope: "full", siteUpdate: "reject" } });
    const site = await wire.admin.site.create({ name: "Lisbon" });
    const id = await provisioned(wire, { ...bo, office: "Lisbon" } as typeof bo);
    await wire.admin.site.rename({ site: site.id, name: "Porto" });
    wire.client.directory.change(id, { title: "Lead" });
    await wire.client.settle();
    expect(wire.client.events.at(-1)).toMatchObject({ operation: "update", outcome: "failure", status: 400 });
    wire.client.directory.change(id, { office: "Porto" });
    await wire.client.settle();
    expect(wire.client.events.at(-1)).toMatchObject({ operation: "update", outcome: "success" });
  });

  it("creates a thousand people with two requests each, and nothing the second time", async () => {
    const { client, sent, forget } = wired();
    for (let number = 0; number < 1000; number++) {
      const person = client.directory.add({ ...bo, userName: `p${number}@contoso.example` });
      client.directory.assign(person.id);
    }
    await client.start();
    forget();
    await client.settle();
    expect([sent.length, client.events.filter(({ outcome }) => outcome === "failure")]).toEqual([2000, []]);
    await client.settle();
    expect(sent).toHaveLength(2000);
  });
});

describe("the mapping tables", () => {
  it.each(Object.entries(entraMappings))("%s has each target once", (_name, rows) => {
    expect(new Set(rows.map(({ target }) => target)).size).toBe(rows.length);
  });

  it("name sources that the directory knows", async () => {
    const known = new Set<string>();
    const { client } = wired({
      changes: [
        ({ sources }) => ({
          sources(...given: Parameters<typeof sources>) {
            const read = sources(...given);
            for (const name of Object.keys(read)) known.add(name);
            return read;
          },
        }),
      ],
    });
    await client.provisionOnDemand(client.directory.add(bo).id);
    for (const { source } of Object.values(entraMappings).flat())
      expect(known).toContain("attribute" in source ? source.attribute : "not" in source ? source.not : undefined);
  });
});
