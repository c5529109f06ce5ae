import { describe, expect, it } from "vitest";
import { ann, ENTERPRISE, EXTENSION, named, OLDER_EXTENSION, patchOp, scene } from "./test-scene.ts";

const elsewhere = { [EXTENSION]: { site: "San Jose HQ" } };
const nowhere = { [EXTENSION]: { site: "Atlantis" } };

describe("the site", () => {
  it("stays unset after a create without one under create-only", async () => {
    const { scim, user } = scene({ siteMutability: "create-only" });
    const id = await user({ [EXTENSION]: {} });
    const put = await scim("PUT", `/Users/${id}`, ann());
    expect(put.status).toBe(200);
    expect(put.body[EXTENSION]).toBeUndefined();
  });

  it("is refused when it is another one under reject", async () => {
    const { scim, user } = scene({ siteUpdate: "reject" });
    const id = await user();
    const refused = await scim("PUT", `/Users/${id}`, ann({ title: "Lead", ...elsewhere }));
    expect(refused).toMatchObject({ status: 400, body: { scimType: "mutability" } });
    expect((await scim("GET", `/Users/${id}`)).body).toMatchObject({ title: "Engineer" });
    expect((await scim("PUT", `/Users/${id}`, ann({ title: "Lead" }))).status).toBe(200);
  });

  it.each([
    ["site-only", nowhere],
    ["ignored", nowhere],
    ["ignored", elsewhere],
  ])("costs only itself under renameBreaks %s", async (renameBreaks, overrides) => {
    const { scim, user } = scene({ renameBreaks });
    const put = await scim("PUT", `/Users/${await user()}`, ann({ title: "Lead", ...overrides }));
    expect(put).toMatchObject({ status: 200, body: { title: "Lead", [EXTENSION]: { site: "Berlin" } } });
  });

  it("is found in any letter case under case-insensitive, and shown as the console has it", async () => {
    const { scim, user } = scene({ siteNameCase: "case-insensitive" });
    const id = await user({ [EXTENSION]: { site: "BERLIN" } });
    expect((await scim("GET", `/Users/${id}`)).body).toMatchObject({ [EXTENSION]: { site: "Berlin" } });
  });

  it("is shown under the older URN, or under both", async () => {
    const older = scene({ extensionUrn: "8x8user-2.0" });
    const id = await older.user({ ...nowhere, [OLDER_EXTENSION]: { site: "Berlin" } });
    const shown = (await older.scim("GET", `/Users/${id}`)).body;
    expect(shown).toMatchObject({ [OLDER_EXTENSION]: { site: "Berlin" } });
    expect(shown).not.toHaveProperty([EXTENSION]);

    const both = scene({ extensionUrn: "both" });
    const twice = (await both.scim("GET", `/Users/${await both.user()}`)).body;
    expect(twice).toMatchObject({ [EXTENSION]: { site: "Berlin" }, [OLDER_EXTENSION]: { site: "Berlin" } });
  });

  it("is taken under the older URN by default", async () => {
    const { scim, user } = scene();
    const id = await user({ [EXTENSION]: {}, [OLDER_EXTENSION]: { site: "San Jose HQ" } });
    expect((await scim("GET", `/Users/${id}`)).body).toMatchObject(elsewhere);
  });
});

describe("attributes", () => {
  it("lose the work number under ignored, and are refused with one under rejected", async () => {
    const ignored = scene({ workPhone: "ignored" });
    const { body } = await ignored.scim("POST", "/Users", ann());
    expect(body["phoneNumbers"]).toEqual([{ type: "mobile", value: "+14155550101" }]);
    expect((await scene({ workPhone: "rejected" }).scim("POST", "/Users", ann())).status).toBe(400);
  });

  it.each([
    ["mobile-only", ""],
    ["mobile-then-work", "+14155550102"],
  ])("give the personal contact number by %s", async (contactNumberRule, shown) => {
    const { user, admin } = scene({ contactNumberRule });
    const both = await user();
    const workOnly = await user({ userName: "bob", phoneNumbers: [{ type: "work", value: "+14155550102" }] });
    const number = async (id: string): Promise<unknown> =>
      (await admin.user.get({ id }))?.captions["Personal contact number"];
    expect(await number(both)).toBe("+14155550101");
    expect(await number(workOnly)).toBe(shown);
  });

  it("stay when a PUT leaves them out under keep", async () => {
    const { scim, user } = scene({ putAbsent: "keep" });
    const id = await user();
    const put = await scim("PUT", `/Users/${id}`, { userName: "ann@example.com" });
    expect(put.body).toMatchObject({ title: "Engineer", [ENTERPRISE]: { department: "Tools" }, externalId: "e-1" });
  });

  it.each([
    { photos: [{ value: "https://example.com/a.png" }] },
    { userType: "VIP" },
    { entitlements: [{ value: "X4" }] },
    { [ENTERPRISE]: { costCenter: "4" } },
  ])("that are not supported are refused under reject: %j", async (overrides) => {
    const { scim } = scene({ unsupportedAttr: "reject" });
    expect((await scim("POST", "/Users", ann(overrides))).status).toBe(400);
    expect((await scim("POST", "/Users", ann({ displayName: "Ann" }))).status).toBe(201);
  });

  it("take a core department under accepted", async () => {
    const { scim } = scene({ coreDepartment: "accepted" });
    const { body } = await scim("POST", "/Users", ann({ department: "Core", [ENTERPRISE]: {} }));
    expect(body[ENTERPRISE]).toEqual({ department: "Core" });
  });

  it.each([
    ["read-only", "1001"],
    ["absent", undefined],
    ["writable", "2002"],
  ])("show the extension as %s", async (extensionAttr, shown) => {
    const { scim, user, admin } = scene({ extensionAttr });
    const id = await user();
    await admin.user.assignLicence({ id, licence: "X2" });
    await admin.user.setTelephony({ id, extension: "1001" });
    const put = await scim("PUT", `/Users/${id}`, ann({ [EXTENSION]: { extension: "2002" } }));
    expect((put.body[EXTENSION] as { extension?: string }).extension).toBe(shown);
    await scim("PUT", `/Users/${id}`, ann());
    expect((await admin.user.get({ id }))?.extension).toBe(shown ?? "1001");
  });
});

describe("login IDs", () => {
  it("are refused with 400 under duplicateStatus 400", async () => {
    const { scim, user } = scene({ duplicateStatus: "400" });
    await user();
    expect(await scim("POST", "/Users", ann())).toMatchObject({ status: 400, body: { scimType: "uniqueness" } });
  });

  it("differ by letter case under sensitive", async () => {
    const { scim, user } = scene({ usernameCase: "sensitive" });
    await user();
    expect((await scim("POST", "/Users", ann({ userName: "ANN@example.com" }))).status).toBe(201);
    expect((await scim("GET", named("Ann@example.com"))).body).toMatchObject({ totalResults: 0 });
  });

  it("cannot be renamed under usernameMutable no", async () => {
    const { scim, user } = scene({ usernameMutable: "no" });
    const refused = await scim("PUT", `/Users/${await user()}`, ann({ userName: "bob" }));
    expect(refused).toMatchObject({ status: 400, body: { scimType: "mutability" } });
  });

  it("of a deactivated user bring the user back under reactivate, and conflict while it is active", async () => {
    const { scim, user } = scene({ postOnInactiveLogin: "reactivate" });
    const id = await user();
    expect((await scim("POST", "/Users", ann())).status).toBe(409);
    await scim("DELETE", `/Users/${id}`);
    expect(await scim("POST", "/Users", ann({ title: "Lead" }))).toMatchObject({
      status: 201,
      body: { id, active: true, title: "Lead" },
    });
    expect((await scim("GET", "/Users")).body).toMatchObject({ totalResults: 1 });
  });
});

describe("PATCH", () => {
  it("changes everything under full, but for the site, which stays where it is", async () => {
    const { scim, user } = scene({ patchScope: "full" });
    const id = await user();
    const patched = await scim(
      "PATCH",
      `/Users/${id}`,
      patchOp(
        { op: "replace", path: 'emails[type eq "work"].value', value: "new@example.com" },
        { op: "replace", value: { title: "Lead", "name.givenName": "Anna", [ENTERPRISE]: { department: "Sales" } } },
        { op: "remove", path: "locale" },
        { op: "replace", path: `${OLDER_EXTENSION}:site`, value: "San Jose HQ" },
        { op: "replace", path: "active", value: false },
      ),
    );
    expect(patched).toMatchObject({
      status: 200,
      body: {
        active: false,
        title: "Lead",
        name: { givenName: "Anna", familyName: "Lee" },
        emails: [{ value: "new@example.com", type: "work" }],
        [ENTERPRISE]: { department: "Sales" },
        [EXTENSION]: { site: "Berlin" },
      },
    });
    expect(patched.body).not.toHaveProperty("locale");
  });

  it("is all or nothing under full", async () => {
    const { scim, user } = scene({ patchScope: "full" });
    const id = await user();
    await user({ userName: "bob" });
    const patch = patchOp(
      { op: "replace", path: "title", value: "Lead" },
      { op: "replace", path: "userName", value: "bob" },
    );
    expect((await scim("PATCH", `/Users/${id}`, patch)).status).toBe(409);
    expect((await scim("GET", `/Users/${id}`)).body).toMatchObject({ title: "Engineer" });
  });

  it("of another attribute passes without effect under ignore", async () => {
    const { scim, user } = scene({ patchOther: "ignore" });
    const patched = await scim(
      "PATCH",
      `/Users/${await user()}`,
      patchOp({ op: "replace", path: "title", value: "Lead" }),
    );
    expect(patched).toMatchObject({ status: 200, body: { title: "Engineer" } });
  });

  it("of active with another attribute changes active under active-only-applied", async () => {
    const { scim, user } = scene({ patchMixed: "active-only-applied" });
    const patched = await scim(
      "PATCH",
      `/Users/${await user()}`,
      patchOp({ op: "replace", value: { active: false, title: "x" } }),
    );
    expect(patched).toMatchObject({ status: 200, body: { active: false, title: "Engineer" } });
  });
});

describe("a deleted user under hidden", () => {
  it("cannot be found, keeps its login ID and its line in the console, and comes back by PATCH", async () => {
    const { scim, user, admin } = scene({ deleteVisibility: "hidden" });
    const id = await user();
    await scim("DELETE", `/Users/${id}`);
    expect((await scim("GET", `/Users/${id}`)).status).toBe(404);
    expect((await scim("DELETE", `/Users/${id}`)).status).toBe(404);
    expect((await scim("GET", named("ann@example.com"))).body).toMatchObject({ totalResults: 0 });
    expect((await scim("POST", "/Users", ann())).status).toBe(409);
    expect(await admin.user.list()).toHaveLength(1);
    await scim("PATCH", `/Users/${id}`, patchOp({ op: "replace", path: "active", value: true }));
    expect((await scim("GET", `/Users/${id}`)).body).toMatchObject({ active: true });
  });
});

describe("groups", () => {
  it.each(["501", "405", "403"])("are answered %s", async (groupsAnswer) => {
    const { scim } = scene({ groupsAnswer });
    const answer = await scim("GET", "/Groups");
    expect(answer.status).toBe(Number(groupsAnswer));
    expect(answer.headers.has("allow")).toBe(groupsAnswer === "405");
  });

  it("are an empty list to read and 404 to write under empty-list", async () => {
    const { scim } = scene({ groupsAnswer: "empty-list" });
    expect(await scim("GET", "/Groups")).toMatchObject({ status: 200, body: { totalResults: 0, Resources: [] } });
    expect((await scim("POST", "/Groups", { displayName: "x" })).status).toBe(404);
    expect((await scim("GET", "/Groups/g")).status).toBe(404);
  });
});

describe("a console user", () => {
  it("becomes the identity provider's by the first write, with its Federation ID as it was", async () => {
    const { scim, admin } = scene({ retrieval: "all" });
    const { id } = await admin.user.create({ userName: "ann@example.com", federationId: "old" });
    await scim("GET", named("ann@example.com"));
    expect(await admin.user.get({ id })).toMatchObject({ owner: "none" });
    await scim("PUT", `/Users/${id}`, ann());
    expect(await admin.user.get({ id })).toMatchObject({
      owner: "idp",
      origin: "console",
      federationId: "old",
      title: "Engineer",
    });
  });

  it("becomes the identity provider's by a look-up under lookup", async () => {
    const { scim, admin } = scene({ retrieval: "all", ownershipTrigger: "lookup" });
    const { id } = await admin.user.create({ userName: "ann@example.com" });
    await scim("GET", "/Users");
    expect(await admin.user.get({ id })).toMatchObject({ owner: "none" });
    await scim("GET", named("ann@example.com"));
    expect(await admin.user.get({ id })).toMatchObject({ owner: "idp" });
  });

  it.each(["first-write", "lookup"])(
    "gets the login ID as Federation ID by a take-over at the %s under linkSetsFedId yes",
    async (trigger) => {
      const { scim, admin } = scene({ retrieval: "all", linkSetsFedId: "yes", ownershipTrigger: trigger });
      const { id } = await admin.user.create({ userName: "ann@example.com", federationId: "old" });
      if (trigger === "lookup") await scim("GET", named("ann@example.com"));
      else await scim("PUT", `/Users/${id}`, ann());
      expect(await admin.user.get({ id })).toMatchObject({ federationId: "ann@example.com" });
    },
  );

  it.each([
    ["returned", 1],
    ["hidden", 0],
  ])("that was linked is %s when retrieval is narrowed", async (linkedUnderIdpOnly, totalResults) => {
    const { scim, admin } = scene({ retrieval: "all", linkedUnderIdpOnly });
    const { id } = await admin.user.create({ userName: "ann@example.com" });
    await scim("PUT", `/Users/${id}`, ann());
    await admin.scim.setRetrieval({ retrieval: "idp-only" });
    await admin.scim.save();
    expect((await scim("GET", named("ann@example.com"))).body).toMatchObject({ totalResults });
  });
});
