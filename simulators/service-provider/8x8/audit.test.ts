import { describe, expect, it } from "vitest";
import { named, scene } from "./test-scene.ts";

describe("the audit log", () => {
  it("has SCIM requests, changes in the console and sign-ins, in their order", async () => {
    const { admin, user, scim } = scene();
    const id = await user();
    await admin.user.edit({ id, fields: { title: "Lead" } });
    await admin.user.edit({ id, fields: { userName: "anna" } });
    await admin.user.setPassword({ id, password: "correct horse" });
    await admin.session.open({ userName: "ann@example.com", password: "correct horse", app: "work-mobile" });
    await scim("GET", `/Users/${id}`, undefined, "wrong");
    await scim("GET", named("ann@example.com"));
    expect((await admin.audit.list()).map(({ plane, what, about, outcome }) => [plane, what, about, outcome])).toEqual([
      ["scim", "POST /Users", null, "201"],
      ["console", "user.edit", id, "done"],
      ["console", "user.edit", id, "field-locked"],
      ["console", "user.setPassword", id, "done"],
      ["sign-in", "sign-in work-mobile by password", "ann@example.com", "session"],
      ["scim", `GET /Users/${id}`, null, "401"],
      ["scim", "GET /Users", null, "200"],
    ]);
    expect(await admin.audit.list({ plane: "sign-in" })).toHaveLength(1);
  });

  it("names the fields of a change and keeps no value, token, query or password", async () => {
    const { admin, user, scim, token } = scene();
    const id = await user();
    await admin.user.edit({ id, fields: { title: "secret-title" } });
    await admin.user.setPassword({ id, password: "secret-password" });
    await admin.session.open({ userName: "ann@example.com", password: "secret-guess" });
    await scim("GET", named("secret-name"));
    const log = await admin.audit.list();
    expect(log.find(({ what }) => what === "user.edit")?.fields).toEqual(["title"]);
    expect(JSON.stringify(log)).not.toMatch(/secret/);
    expect(JSON.stringify(log)).not.toContain(token);
  });

  it("keeps the last thousand entries", async () => {
    const { admin, scim } = scene();
    for (let call = 0; call < 2500; call++) await scim("GET", `/Users/${call}`);
    const log = await admin.audit.list();
    expect(log).toHaveLength(1000);
    expect(log.at(-1)?.what).toBe("GET /Users/2499");
  });

  it("of one customer has nothing of another", async () => {
    const { admin, scim } = scene();
    const { id: customer, baseUrl } = await admin.customer.create({});
    await scim("GET", `${baseUrl}/Users`);
    expect((await admin.audit.list({ customer })).map(({ what, outcome }) => [what, outcome])).toEqual([
      ["GET /Users", "401"],
    ]);
    expect((await admin.audit.list()).map(({ what }) => what)).toEqual(["customer.create"]);
  });
});
