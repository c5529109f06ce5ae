import { describe, expect, it } from "vitest";
import type { ConsoleEdit } from "../../../profiles/index.ts";
import { ann, EXTENSION, named, patchOp, scene } from "./test-scene.ts";

const EDIT: ConsoleEdit = {
  userName: "anna@example.com",
  givenName: "Anna",
  familyName: "Li",
  email: "anna@example.com",
  active: false,
  title: "Lead",
  department: "Sales",
  personalContactNumber: "+14155550199",
  language: "fr-FR",
  timeZone: "Europe/Paris",
};
const CORE = ["userName", "givenName", "familyName", "email", "active"];

function lockedOf(results: object): string[] {
  return Object.entries(results).flatMap(([field, result]) => (result === "locked" ? [field] : []));
}

describe("the page of an owned user", () => {
  it.each([
    ["core5", CORE],
    ["mapped", [...CORE, "title", "department", "personalContactNumber"]],
    ["all", Object.keys(EDIT)],
  ])("locks under %s what the identity provider decides", async (consoleLock, locked) => {
    const { user, admin } = scene({ consoleLock });
    const id = await user();
    const before = await admin.user.get({ id });
    expect(before?.locked).toEqual(expect.arrayContaining(locked));
    for (const route of ["page", "bulk", "csv"] as const)
      expect(lockedOf(await admin.user.edit({ id, fields: EDIT, route })).sort()).toEqual([...locked].sort());
    const after = (await admin.user.get({ id })) as unknown as Record<string, unknown>;
    for (const [field, value] of Object.entries(EDIT))
      expect(after[field]).toEqual(locked.includes(field) ? (before as unknown as typeof after)[field] : value);
  });

  it("does not let the activation be toggled", async () => {
    const { user, admin } = scene();
    const id = await user();
    expect(await admin.user.setActive({ id, active: false })).toBe("locked");
    expect(await admin.user.get({ id })).toMatchObject({ active: true });
  });

  it("marks drift, which the next PUT repairs", async () => {
    const { user, admin, scim } = scene();
    const id = await user();
    expect(await admin.user.edit({ id, fields: { title: "Lead" } })).toEqual({ title: "stored" });
    expect(await admin.user.get({ id })).toMatchObject({ title: "Lead", drift: ["title"] });
    await scim("PUT", `/Users/${id}`, ann());
    expect(await admin.user.get({ id })).toMatchObject({ title: "Engineer", drift: [] });
  });

  it("lets administrators decide what SCIM does not, and SCIM leaves it alone", async () => {
    const { user, admin, scim } = scene();
    const id = await user();
    const results = [
      await admin.user.assignLicence({ id, licence: "X4" }),
      await admin.user.setTelephony({ id, extension: "1001", phoneNumber: "+14155550123" }),
      await admin.user.setDirectoryVisible({ id, directoryVisible: true }),
      await admin.user.setProfile({ id, profile: "Sales desk" }),
      await admin.user.setCostCenter({ id, costCenter: "4711" }),
      await admin.user.setPicture({ id, picture: "https://example.com/a.png" }),
      await admin.user.setFederationId({ id, federationId: "a.lee" }),
    ];
    expect(results).toEqual(results.map(() => "stored"));
    const kept = {
      licence: "X4",
      extension: "1001",
      phoneNumber: "+14155550123",
      directoryVisible: true,
      profile: "Sales desk",
      costCenter: "4711",
      picture: "https://example.com/a.png",
      federationId: "a.lee",
    };
    await scim("PUT", `/Users/${id}`, ann({ title: "Lead" }));
    await scim("PATCH", `/Users/${id}`, patchOp({ op: "replace", path: "active", value: false }));
    await scim("DELETE", `/Users/${id}`);
    await scim("PATCH", `/Users/${id}`, patchOp({ op: "replace", path: "active", value: true }));
    expect(await admin.user.get({ id })).toMatchObject({ ...kept, active: true, title: "Lead" });
  });

  it.each([
    ["yes", true],
    ["no", false],
  ])("shows the Federation ID under fedIdVisible %s", async (fedIdVisible, shown) => {
    const { user, admin } = scene({ fedIdVisible });
    const page = await admin.user.get({ id: await user() });
    expect("Federation ID" in page!.captions).toBe(shown);
    expect(Object.values(page!.captions)).not.toContain("e-1");
  });
});

describe("a user of the console", () => {
  it("has no owner and no locks", async () => {
    const { admin } = scene();
    const { id, locked, owner, origin } = await admin.user.create({ userName: "ann" });
    expect({ locked, owner, origin }).toEqual({ locked: [], owner: "none", origin: "console" });
    const results = await admin.user.edit({ id, fields: EDIT });
    expect(Object.values(results)).toEqual(Object.keys(EDIT).map(() => "stored"));
    expect(await admin.user.get({ userName: "anna@example.com" })).toMatchObject({
      ...EDIT,
      id,
      grey: true,
      drift: [],
    });
    expect(await admin.user.setActive({ id, active: true })).toBe("stored");
  });

  it("is not stored with what cannot be", async () => {
    const { admin } = scene();
    const { id } = await admin.user.create({ userName: "ann" });
    await admin.user.create({ userName: "bob" });
    const fields = { userName: "BOB", language: "no language", timeZone: "Mars/Olympus" };
    expect(await admin.user.edit({ id, fields })).toEqual({
      userName: "invalid",
      language: "invalid",
      timeZone: "invalid",
    });
    expect(await admin.user.edit({ id, fields: { userName: null } })).toEqual({ userName: "invalid" });
    expect(await admin.user.get({ id })).toMatchObject({ userName: "ann", language: null, timeZone: null });
  });

  it("is found by the name it was given last", async () => {
    const { admin, scim } = scene({ retrieval: "all" });
    const { id } = await admin.user.create({ userName: "ann" });
    await admin.user.edit({ id, fields: { userName: "anna" } });
    expect((await scim("GET", named("ann"))).body).toMatchObject({ totalResults: 0 });
    expect((await scim("GET", named("anna"))).body).toMatchObject({ totalResults: 1 });
  });

  it("is refused with a login ID in use, an empty one, a licence without site, or an unknown site", async () => {
    const { admin } = scene();
    await admin.user.create({ userName: "ann" });
    const refusals: [object, string][] = [
      [{ userName: "ANN" }, "login-id-taken"],
      [{ userName: " " }, "invalid-value"],
      [{ userName: "bob", licence: "X2" }, "licence-without-site"],
      [{ userName: "bob", site: "none" }, "unknown-site"],
    ];
    for (const [fields, code] of refusals)
      await expect(admin.user.create(fields as { userName: string })).rejects.toMatchObject({ code });
    expect(await admin.user.list()).toHaveLength(1);
  });

  it("can be made with everything a licence brings", async () => {
    const { admin } = scene();
    const [berlin] = await admin.site.list();
    const made = await admin.user.create({
      userName: "ann",
      site: berlin!.id,
      licence: "X2",
      extension: "1001",
      phoneNumber: "+1",
    });
    expect(made).toMatchObject({
      site: "Berlin",
      licence: "X2",
      extension: "1001",
      phoneNumber: "+1",
      directoryVisible: true,
    });
    await admin.user.assignLicence({ id: made.id, licence: null });
    expect(await admin.user.get({ id: made.id })).toMatchObject({ licence: null, extension: null, phoneNumber: null });
    expect(await admin.user.setTelephony({ id: made.id, extension: "1002" })).toBe("invalid");
  });

  it("is gone when it is deleted, and its login ID is free", async () => {
    const { admin, scim, user } = scene();
    const id = await user();
    await admin.user.delete({ id });
    expect(await admin.user.get({ id })).toBeUndefined();
    expect((await scim("GET", `/Users/${id}`)).status).toBe(404);
    const again = await user();
    expect(again).not.toBe(id);
  });

  it("is listed with all others, or by the start of its login ID", async () => {
    const { admin, user } = scene();
    await user();
    await admin.user.create({ userName: "bob" });
    expect((await admin.user.list()).map(({ userName }) => userName)).toEqual(["ann@example.com", "bob"]);
    expect((await admin.user.list({ prefix: "ANN" })).map(({ userName }) => userName)).toEqual(["ann@example.com"]);
  });
});

describe("sites", () => {
  it("are made and renamed under names of their own", async () => {
    const { admin } = scene();
    const paris = await admin.site.create({ name: "Paris  (Rive Gauche) & Co" });
    expect(await admin.site.list()).toContainEqual({ id: paris.id, name: "Paris  (Rive Gauche) & Co", users: 0 });
    await expect(admin.site.create({ name: "Berlin" })).rejects.toMatchObject({ status: 409, code: "site-name-taken" });
    await expect(admin.site.rename({ site: paris.id, name: "Berlin" })).rejects.toMatchObject({
      code: "site-name-taken",
    });
    await expect(admin.site.rename({ site: paris.id, name: " " })).rejects.toMatchObject({ code: "invalid-value" });
    expect(await admin.site.rename({ site: paris.id, name: "Paris" })).toMatchObject({ id: paris.id, name: "Paris" });
  });

  it("keep their users when they are renamed, and the old name is unknown from then on", async () => {
    const { admin, scim, user } = scene();
    const id = await user();
    const other = await user({ userName: "bob", [EXTENSION]: { site: "San Jose HQ" } });
    const berlin = (await admin.site.list()).find(({ name }) => name === "Berlin")!;
    expect(berlin.users).toBe(1);
    await admin.site.rename({ site: berlin.id, name: "Berlin-Mitte" });
    expect((await scim("GET", `/Users/${id}`)).body).toMatchObject({ [EXTENSION]: { site: "Berlin-Mitte" } });
    expect(await admin.user.get({ id })).toMatchObject({ site: "Berlin-Mitte", siteId: berlin.id });
    expect((await scim("PUT", `/Users/${id}`, ann({ title: "Lead" }))).status).toBe(400);
    const elsewhere = ann({ userName: "bob", title: "Lead", [EXTENSION]: { site: "San Jose HQ" } });
    expect((await scim("PUT", `/Users/${other}`, elsewhere)).status).toBe(200);
    const followed = await scim("PUT", `/Users/${id}`, ann({ title: "Lead", [EXTENSION]: { site: "Berlin-Mitte" } }));
    expect(followed).toMatchObject({ status: 200, body: { title: "Lead", [EXTENSION]: { site: "Berlin-Mitte" } } });
    expect(await admin.user.get({ id })).toMatchObject({ siteId: berlin.id });
  });

  it.each([
    [{}, "stored", "locked"],
    [{ siteConsoleFirstAssign: "no" }, "locked", "locked"],
    [{ siteConsoleEditable: "yes" }, "stored", "stored"],
  ])("can be given in the console as the options %j say", async (options, first, other) => {
    const { admin, user } = scene(options);
    const [berlin, sanJose] = await admin.site.list();
    const none = await user({ userName: "bob", [EXTENSION]: {} });
    expect(await admin.user.assignSite({ id: none, site: berlin!.id })).toBe(first);
    const set = await user();
    expect(await admin.user.assignSite({ id: set, site: berlin!.id })).toBe("stored");
    expect(await admin.user.assignSite({ id: set, site: sanJose!.id })).toBe(other);
  });

  it("come before a licence", async () => {
    const { admin, user } = scene();
    const id = await user({ [EXTENSION]: {} });
    expect(await admin.user.assignLicence({ id, licence: "X4" })).toBe("invalid");
    const [berlin] = await admin.site.list();
    await admin.user.assignSite({ id, site: berlin!.id });
    expect(await admin.user.assignLicence({ id, licence: "X9" })).toBe("invalid");
    expect(await admin.user.assignLicence({ id, licence: "X4" })).toBe("stored");
  });
});

describe("the company directory", () => {
  it.each([
    ["hidden", false],
    ["contact-visible", true],
  ])(
    "lists a new user without a licence by default under %s, and a licensed one by the switch",
    async (directoryDefault, listed) => {
      const { admin, user } = scene({ directoryDefault });
      const id = await user();
      expect(await admin.user.get({ id })).toMatchObject({ directoryVisible: false, inDirectory: listed });
      await admin.user.assignLicence({ id, licence: "X2" });
      expect(await admin.user.get({ id })).toMatchObject({ inDirectory: false });
      await admin.user.setDirectoryVisible({ id, directoryVisible: true });
      expect(await admin.user.get({ id })).toMatchObject({ inDirectory: true });
    },
  );
});

describe("time", () => {
  it("moves on when told, and does nothing to users", async () => {
    const { admin, user } = scene();
    const id = await user({ active: false });
    const before = Date.parse(await admin.clock.now());
    const after = Date.parse(await admin.clock.advance({ minutes: 60 * 24 * 400 }));
    expect(after - before).toBeGreaterThanOrEqual(60 * 24 * 400 * 60_000);
    expect(await admin.user.get({ id })).toMatchObject({ active: false });
  });
});
