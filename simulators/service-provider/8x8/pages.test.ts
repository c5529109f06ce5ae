import { describe, expect, it } from "vitest";
import type { PageField } from "../../../profiles/index.ts";
import { scene } from "./test-scene.ts";

function fieldOf(fields: PageField[], caption: string): PageField | undefined {
  return fields.find((field) => field.caption === caption);
}

describe("the pages of the console", () => {
  it("start with tiles", async () => {
    const { tiles } = await scene().admin.page.home();
    expect(tiles.map(({ opens }) => opens)).toEqual(["identity", "sites", "users"]);
    expect(tiles[0]).toEqual({ caption: "Identity and Security", opens: "identity" });
  });

  it("show both integrations on the identity page, with what can be chosen and filled in", async () => {
    const { sso, scim, buttons } = await scene().admin.page.identity();
    expect(sso.providers).toEqual(["azure", "okta", "saml"]);
    expect(sso.fields.map(({ caption }) => caption)).toEqual([
      "Sign-in page URL",
      "IdP issuer URL/URN",
      "Sign-out page URL (optional)",
      "Certificate in use",
      "User mapping",
    ]);
    expect(scim?.providers).toEqual(["azure", "okta", "other"]);
    expect(buttons).toEqual(["Save"]);
  });

  it("have no section for user provisioning on the older platform", async () => {
    const { admin } = scene();
    await admin.customer.setPlatform({ platform: "account-manager" });
    expect(await admin.page.identity()).toMatchObject({ scim: null, sso: { caption: "Single Sign-On Integration" } });
  });

  it("show URL and token while user provisioning is on, each with what Copy takes", async () => {
    const { admin } = scene();
    const { id: customer, baseUrl: own } = await admin.customer.create({ enabled: false });
    expect((await admin.page.identity({ customer })).scim).toMatchObject({ enabled: false, fields: [] });
    await admin.scim.enable({ customer, provider: "azure" });
    const draft = await admin.page.identity({ customer });
    expect(draft).toMatchObject({ unsaved: true, scim: { enabled: true, provider: "azure" } });
    const fields = draft.scim?.fields ?? [];
    expect(fieldOf(fields, "8x8 URL")).toMatchObject({ value: own, copies: own });
    const token = fieldOf(fields, "8x8 API Token")?.copies;
    expect(token).toEqual(expect.any(String));

    const saved = await admin.scim.save({ customer });
    expect(saved.token).toBe(token);
    const shown = fieldOf((await admin.page.identity({ customer })).scim?.fields ?? [], "8x8 API Token");
    expect(shown).toMatchObject({ value: `••••••••${token?.slice(-4)}`, copies: null });
  });

  it("show a saved token once, to whoever looks first", async () => {
    const { admin } = scene();
    const { id: customer } = await admin.customer.create({ enabled: false });
    await admin.scim.enable({ customer });
    await admin.scim.save({ customer });
    const copies = async (): Promise<unknown> =>
      fieldOf((await admin.page.identity({ customer })).scim?.fields ?? [], "8x8 API Token")?.copies;
    expect(await copies()).toBeNull();

    const always = scene({ tokenDisplay: "always" }).admin;
    const page = await always.page.identity();
    expect(fieldOf(page.scim?.fields ?? [], "8x8 API Token")?.copies).toBe("scimproof-simulator-token");
  });

  it("show the fields of an owned user, the locked ones too, and never externalId", async () => {
    const { admin, user } = scene();
    const id = await user({ externalId: "never-shown" });
    const page = await admin.page.user({ id });
    const locked = page.fields.filter((field) => field.locked).map(({ caption }) => caption);
    expect(locked).toEqual(["Username", "First name", "Last name", "Email address", "Site", "Status", "Managed by"]);
    expect(fieldOf(page.fields, "Username")).toMatchObject({ value: "ann@example.com", field: "userName" });
    expect(page.notices).toHaveLength(1);
    const pages = [page, await admin.page.users(), await admin.page.sites(), await admin.page.identity()];
    expect(JSON.stringify(pages)).not.toContain("never-shown");
  });

  it("lock nothing of an unowned user but the manager and a site", async () => {
    const { admin } = scene();
    const { id } = await admin.user.create({ userName: "bob" });
    const page = await admin.page.user({ id });
    expect(page.fields.filter((field) => field.locked).map(({ caption }) => caption)).toEqual(["Managed by"]);
    expect(page.notices).toEqual([]);
    await expect(admin.page.user({ id: "none" })).rejects.toMatchObject({ code: "unknown-user" });
  });

  it.each([
    [{ siteConsoleEditable: "yes" }, true, false],
    [{ siteConsoleFirstAssign: "no" }, false, true],
    [{ siteConsoleFirstAssign: "yes" }, false, false],
  ])("lock the site under %o as far as the console may not set it", async (options, hasSite, locked) => {
    const { admin, user } = scene(options);
    const id = await user(hasSite ? {} : { "urn:ietf:params:scim:schemas:extension:8x8:1.1:User": {} });
    expect(fieldOf((await admin.page.user({ id })).fields, "Site")).toMatchObject({ locked });
  });

  it("list users, the inactive ones grey", async () => {
    const { admin, user } = scene();
    const active = await user();
    const inactive = await user({ userName: "bob@example.com", active: false });
    const { rows } = await admin.page.users();
    expect(rows).toMatchObject([
      { id: active, name: "Ann Lee", grey: false, owner: "idp", site: "Berlin", licence: null, inDirectory: false },
      { id: inactive, grey: true },
    ]);
  });

  it("show the names of sites exactly as SCIM needs them", async () => {
    const { admin } = scene();
    const name = " R&D  Zürich ";
    const { id } = await admin.site.create({ name });
    const row = (await admin.page.sites()).rows.find((each) => each.id === id);
    expect(row).toMatchObject({ name: { value: name, copies: name }, users: 0 });
  });
});
