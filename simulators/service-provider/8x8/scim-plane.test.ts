import { describe, expect, it } from "vitest";
import { ann, ENTERPRISE, EXTENSION, named, OLDER_EXTENSION, patchOp, scene, USER } from "./test-scene.ts";

describe("GET /Users", () => {
  it("looks a user up by userName without regard to case, and lists nobody when there is none", async () => {
    const { scim, user } = scene();
    const id = await user();
    expect((await scim("GET", named("ANN@example.com"))).body).toMatchObject({ totalResults: 1, Resources: [{ id }] });
    expect((await scim("GET", named("bob@example.com"))).body).toMatchObject({ totalResults: 0, Resources: [] });
  });

  it.each([
    'externalId eq "e-1"',
    'emails.value eq "ANN.LEE@example.com"',
    'emails eq "ann.lee@example.com"',
    'emails[type eq "work" and value eq "ann.lee@example.com"]',
  ])("looks a user up by %s", async (filter) => {
    const { scim, user } = scene();
    const id = await user();
    const found = await scim("GET", `/Users?filter=${encodeURIComponent(filter)}`);
    expect(found.body).toMatchObject({ totalResults: 1, Resources: [{ id }] });
  });

  it.each([
    'title eq "Engineer"',
    'userName sw "ann"',
    'userName eq "ann" or title eq "x"',
    "active eq true",
    'emails[type eq "home" and value eq "x"]',
  ])("refuses the filter %s", async (filter) => {
    const { scim } = scene();
    const refused = await scim("GET", `/Users?filter=${encodeURIComponent(filter)}`);
    expect(refused).toMatchObject({ status: 400, body: { scimType: "invalidFilter" } });
  });

  it("pages in a stable order", async () => {
    const { scim, user } = scene();
    const ids: string[] = [];
    for (const name of ["a", "b", "c"]) ids.push(await user({ userName: name }));
    const page = await scim("GET", "/Users?startIndex=2&count=1");
    expect(page.body).toMatchObject({ totalResults: 3, startIndex: 2, itemsPerPage: 1, Resources: [{ id: ids[1] }] });
    expect((await scim("GET", "/Users?startIndex=0&count=-1")).body).toMatchObject({ startIndex: 1, itemsPerPage: 0 });
  });

  it("hides console users from lists, look-ups and reads while only users of the identity provider are retrieved", async () => {
    const { scim, admin } = scene();
    const { id } = await admin.user.create({ userName: "carl@example.com" });
    for (const path of ["/Users", named("carl@example.com")])
      expect((await scim("GET", path)).body).toMatchObject({ totalResults: 0 });
    expect((await scim("GET", `/Users/${id}`)).status).toBe(404);
    expect((await scim("PATCH", `/Users/${id}`, patchOp({ op: "replace", path: "active", value: false }))).status).toBe(
      404,
    );
  });

  it("shows console users while everybody is retrieved", async () => {
    const { scim, admin } = scene({ retrieval: "all" });
    const { id } = await admin.user.create({ userName: "carl@example.com" });
    for (const path of ["/Users", named("carl@example.com")])
      expect((await scim("GET", path)).body).toMatchObject({ totalResults: 1, Resources: [{ id }] });
  });
});

describe("GET /Users/{id}", () => {
  it("shows what was written, also of an inactive user", async () => {
    const { scim, user } = scene();
    const id = await user({ active: false });
    const { status, body } = await scim("GET", `/Users/${id}`);
    expect(status).toBe(200);
    expect(body).toMatchObject({ ...ann({ active: false }), id });
  });

  it("answers 404 for an unknown id", async () => {
    expect((await scene().scim("GET", "/Users/none")).status).toBe(404);
  });

  it("shows only what is asked for", async () => {
    const { scim, user } = scene();
    const id = await user();
    const { body } = await scim("GET", `/Users/${id}?attributes=title`);
    expect(Object.keys(body).sort()).toEqual(["id", "schemas", "title"]);
  });
});

describe("POST /Users", () => {
  it("answers 201 with the location of the user", async () => {
    const { scim, baseUrl } = scene();
    const { status, headers, body } = await scim("POST", "/Users", ann());
    expect(status).toBe(201);
    expect(headers.get("location")).toBe(`${baseUrl}/Users/${String(body["id"])}`);
    expect(body).toMatchObject({ meta: { resourceType: "User", location: headers.get("location") } });
  });

  it("makes an owned, unlicensed, hidden user with the login ID as Federation ID", async () => {
    const { admin, user } = scene();
    const id = await user();
    expect(await admin.user.get({ id })).toMatchObject({
      origin: "idp",
      owner: "idp",
      federationId: "ann@example.com",
      licence: null,
      directoryVisible: false,
      site: "Berlin",
    });
  });

  it("needs no site, and takes a single e-mail without a type for the work address", async () => {
    const { scim } = scene();
    const name = { givenName: "A", familyName: "B" };
    const made = await scim("POST", "/Users", { userName: "a", name, emails: [{ value: "a@example.com" }] });
    expect(made).toMatchObject({
      status: 201,
      body: { active: true, emails: [{ value: "a@example.com", type: "work" }] },
    });
    expect(made.body[EXTENSION]).toBeUndefined();
  });

  it.each([
    ["no userName", { userName: "" }],
    ["no given name", { name: { familyName: "Lee" } }],
    ["no e-mail", { emails: [] }],
    ["an unknown site", { [EXTENSION]: { site: "Paris" } }],
    ["a site in other letter case", { [EXTENSION]: { site: "berlin" } }],
    ["two sites", { [OLDER_EXTENSION]: { site: "San Jose HQ" } }],
    ["an object for a text", { title: { a: 1 } }],
    ["a number for a text", { title: 5 }],
    ["a text for a list", { emails: "ann@example.com" }],
    ["a text for an object", { name: "Ann" }],
    ["a locale that is none", { locale: "no locale at all" }],
    ["a language that nobody speaks", { locale: "xq-XQ" }],
    ["a zone that is none", { timezone: "Mars/Olympus" }],
    ["active that is no Boolean", { active: "perhaps" }],
  ])("refuses %s with invalidValue and makes nobody", async (_case, overrides) => {
    const { scim } = scene();
    expect(await scim("POST", "/Users", ann(overrides))).toMatchObject({
      status: 400,
      body: { scimType: "invalidValue" },
    });
    expect((await scim("GET", "/Users")).body).toMatchObject({ totalResults: 0 });
  });

  it("refuses a SCIM 1.1 User", async () => {
    const { scim } = scene();
    expect((await scim("POST", "/Users", ann({ schemas: ["urn:scim:schemas:core:1.0"] }))).status).toBe(400);
  });

  it("refuses a login ID that is in use, in whatever letter case, and leaves its user alone", async () => {
    const { scim, user } = scene();
    const id = await user();
    const refused = await scim("POST", "/Users", ann({ userName: "ANN@example.com", title: "Other" }));
    expect(refused).toMatchObject({ status: 409, body: { scimType: "uniqueness" } });
    expect(refused.body["detail"]).toContain("ANN@example.com");
    expect((await scim("GET", `/Users/${id}`)).body).toMatchObject({ title: "Engineer" });
  });

  it("stores nothing that the API does not support", async () => {
    const { scim, admin } = scene();
    const beyond = {
      displayName: "A",
      userType: "VIP",
      photos: [{ value: "https://example.com/a.png" }],
      entitlements: [{ value: "X4" }],
      groups: [{ value: "g" }],
      department: "core",
      [ENTERPRISE]: { costCenter: "4", department: "Tools" },
      [EXTENSION]: { site: "Berlin", extension: "1001" },
    };
    const { status, body } = await scim("POST", "/Users", ann(beyond));
    expect(status).toBe(201);
    for (const name of ["displayName", "userType", "photos", "entitlements", "groups", "department"])
      expect(body).not.toHaveProperty(name);
    expect(body[ENTERPRISE]).toEqual({ department: "Tools" });
    expect(body[EXTENSION]).toEqual({ site: "Berlin" });
    const page = await admin.user.get({ userName: "ann@example.com" });
    expect(page).toMatchObject({ costCenter: null, profile: null, picture: null, licence: null, extension: null });
  });
});

describe("PUT /Users/{id}", () => {
  it("replaces what is mapped, clears what is left out, and keeps names, e-mail, site and activation", async () => {
    const { scim, user } = scene();
    const id = await user({ active: false });
    const put = await scim("PUT", `/Users/${id}`, { schemas: [USER], userName: "ann@example.com", title: "Lead" });
    expect(put).toMatchObject({
      status: 200,
      body: { id, title: "Lead", active: false, name: { givenName: "Ann" }, [EXTENSION]: { site: "Berlin" } },
    });
    for (const cleared of ["externalId", "locale", "timezone", "phoneNumbers", ENTERPRISE])
      expect(put.body).not.toHaveProperty(cleared);
    expect(put.body).toHaveProperty("emails");
  });

  it("needs the userName", async () => {
    const { scim, user } = scene();
    expect((await scim("PUT", `/Users/${await user()}`, { title: "Lead" })).status).toBe(400);
  });

  it("renames to a free login ID, and the Federation ID stays", async () => {
    const { scim, user, admin } = scene();
    const id = await user();
    await scim("PUT", `/Users/${id}`, ann({ userName: "ann.lee@example.com" }));
    expect((await scim("GET", named("ann@example.com"))).body).toMatchObject({ totalResults: 0 });
    expect((await scim("GET", named("ann.lee@example.com"))).body).toMatchObject({ totalResults: 1 });
    expect(await admin.user.get({ id })).toMatchObject({
      userName: "ann.lee@example.com",
      federationId: "ann@example.com",
    });
  });

  it("refuses to rename to a login ID in use", async () => {
    const { scim, user } = scene();
    const id = await user();
    await user({ userName: "bob@example.com" });
    expect((await scim("PUT", `/Users/${id}`, ann({ userName: "BOB@example.com" }))).status).toBe(409);
    expect((await scim("GET", `/Users/${id}`)).body).toMatchObject({ userName: "ann@example.com" });
  });

  it("ignores another site, takes the same one, and gives a first one", async () => {
    const { scim, user } = scene();
    const id = await user();
    const moved = await scim("PUT", `/Users/${id}`, ann({ title: "Lead", [EXTENSION]: { site: "San Jose HQ" } }));
    expect(moved).toMatchObject({ status: 200, body: { title: "Lead", [EXTENSION]: { site: "Berlin" } } });
    const late = await user({ userName: "bob", [EXTENSION]: {} });
    const put = await scim("PUT", `/Users/${late}`, ann({ userName: "bob", [EXTENSION]: { site: "San Jose HQ" } }));
    expect(put.body).toMatchObject({ [EXTENSION]: { site: "San Jose HQ" } });
  });

  it("is refused whole when the site is unknown", async () => {
    const { scim, user } = scene();
    const id = await user();
    const refused = await scim("PUT", `/Users/${id}`, ann({ title: "Lead", [EXTENSION]: { site: "Berlin " } }));
    expect(refused).toMatchObject({ status: 400, body: { scimType: "invalidValue" } });
    expect((await scim("GET", `/Users/${id}`)).body).toMatchObject({ title: "Engineer" });
  });

  it("moves lastModified when something changed, and only then", async () => {
    const { scim, user } = scene();
    const id = await user();
    const stamp = async (title: string): Promise<unknown> =>
      ((await scim("PUT", `/Users/${id}`, ann({ title }))).body["meta"] as { lastModified: string }).lastModified;
    const first = await stamp("Lead");
    expect(await stamp("Lead")).toBe(first);
    expect(await stamp("Chief")).not.toBe(first);
  });
});

describe("PATCH /Users/{id}", () => {
  it.each([
    { op: "replace", path: "active", value: false },
    { op: "Replace", path: "active", value: "False" },
    { op: "add", path: "active", value: false },
    { op: "replace", value: { active: false } },
    { op: "replace", path: `${USER}:active`, value: false },
  ])("deactivates by %j", async (operation) => {
    const { scim, user } = scene();
    const id = await user();
    expect(await scim("PATCH", `/Users/${id}`, patchOp(operation))).toMatchObject({
      status: 200,
      body: { active: false },
    });
  });

  it.each([
    { op: "replace", path: "title", value: "Lead" },
    { op: "remove", path: "title" },
    { op: "replace", value: { title: "Lead" } },
    { op: "replace", path: 'emails[type eq "work"].value', value: "x@example.com" },
    { op: "replace", path: `${ENTERPRISE}:department`, value: "Sales" },
    { op: "replace", path: `${EXTENSION}:site`, value: "San Jose HQ" },
    { op: "add", value: { [OLDER_EXTENSION]: { site: "San Jose HQ" } } },
    { op: "replace", path: "name.givenName", value: "Anna" },
  ])("refuses %j and changes nothing", async (operation) => {
    const { scim, user } = scene();
    const id = await user();
    const before = (await scim("GET", `/Users/${id}`)).body;
    expect(await scim("PATCH", `/Users/${id}`, patchOp(operation))).toMatchObject({
      status: 400,
      body: { scimType: "mutability" },
    });
    expect((await scim("GET", `/Users/${id}`)).body).toEqual(before);
  });

  it("refuses a mixed request whole", async () => {
    const { scim, user } = scene();
    const id = await user();
    const mixed = patchOp(
      { op: "replace", path: "active", value: false },
      { op: "replace", path: "title", value: "x" },
    );
    expect((await scim("PATCH", `/Users/${id}`, mixed)).status).toBe(400);
    expect((await scim("GET", `/Users/${id}`)).body).toMatchObject({ active: true, title: "Engineer" });
  });

  it.each([
    { op: "remove", path: "active" },
    { op: "replace", path: "active", value: null },
    { op: "replace", path: "active", value: 0 },
    { op: "replace", value: "active" },
  ])("refuses %j", async (operation) => {
    const { scim, user } = scene();
    const id = await user();
    expect((await scim("PATCH", `/Users/${id}`, patchOp(operation))).status).toBe(400);
    expect((await scim("GET", `/Users/${id}`)).body).toMatchObject({ active: true });
  });

  it("answers 404 for an unknown id", async () => {
    const { scim } = scene();
    expect((await scim("PATCH", "/Users/none", patchOp({ op: "replace", path: "active", value: true }))).status).toBe(
      404,
    );
  });
});

describe("DELETE /Users/{id}", () => {
  it("deactivates, can be repeated, and the user is still there", async () => {
    const { scim, user, admin } = scene();
    const id = await user();
    expect((await scim("DELETE", `/Users/${id}`)).status).toBe(204);
    expect((await scim("DELETE", `/Users/${id}`)).status).toBe(204);
    expect((await scim("GET", `/Users/${id}`)).body).toMatchObject({ active: false });
    expect((await scim("GET", named("ann@example.com"))).body).toMatchObject({ totalResults: 1 });
    expect(await admin.user.get({ id })).toMatchObject({ grey: true, captions: { Status: "Inactive" } });
    expect((await scim("DELETE", "/Users/none")).status).toBe(404);
  });
});

describe("everything else", () => {
  it.each(["GET", "POST", "PUT", "PATCH", "DELETE"])("answers %s of groups with 404", async (method) => {
    const { scim } = scene();
    const path = method === "GET" || method === "POST" ? "/Groups" : "/Groups/g1";
    const body =
      method === "PATCH" ? patchOp({ op: "replace", path: "displayName", value: "x" }) : { displayName: "x" };
    expect((await scim(method, path, method === "GET" || method === "DELETE" ? undefined : body)).status).toBe(404);
  });

  it("describes Users only, with the 8x8 extension", async () => {
    const { scim } = scene();
    const types = await scim("GET", "/ResourceTypes");
    expect(types.body["Resources"]).toHaveLength(1);
    expect(types.body).toMatchObject({
      Resources: [{ endpoint: "/Users", schemaExtensions: [{ schema: ENTERPRISE }, { schema: EXTENSION }] }],
    });
    expect((await scim("GET", `/Schemas/${EXTENSION}`)).body).toMatchObject({
      attributes: [{ name: "site" }, { name: "extension" }, { name: "phoneNumber" }],
    });
  });

  it.each(["/Users", "/Groups", "/ServiceProviderConfig", "/Schemas", "/ResourceTypes"])(
    "needs the token for %s",
    async (path) => {
      const { scim } = scene();
      for (const token of [null, "another-token"]) {
        const refused = await scim("GET", path, undefined, token);
        expect(refused.status).toBe(401);
        expect(refused.headers.get("www-authenticate")).toMatch(/^Bearer/);
      }
    },
  );

  it("keeps customers apart", async () => {
    const { scim, admin, user } = scene();
    await user();
    const other = await admin.customer.create({ name: "other" });
    expect(other.baseUrl).toMatch(/\/udi\/customers\/other\/scim\/v2$/);
    expect((await scim("GET", `${other.baseUrl}/Users`)).status).toBe(401);
    expect((await scim("GET", "/Users", undefined, other.token)).status).toBe(401);
    expect((await scim("GET", `${other.baseUrl}/Users`, undefined, other.token)).body).toMatchObject({
      totalResults: 0,
    });
  });

  it("answers 404 for an unknown customer and for what is outside", async () => {
    const { scim } = scene();
    for (const path of ["/udi/customers/nobody/scim/v2/Users", "/scim/v2/Users", "/"])
      expect((await scim("GET", `http://simulator.example${path}`)).status).toBe(404);
  });
});
