import { describe, expect, it } from "vitest";
import { simulatorDriver } from "../driver.ts";
import { scene } from "../test-scene.ts";

const { handler } = scene();

async function call(
  operation: string,
  body?: string,
  headers: Record<string, string> = {},
  method = "POST",
): Promise<Response> {
  return handler(
    new Request(`http://simulator.example/admin/api/${operation}`, {
      method,
      headers: { authorization: "Bearer 8x8-admin-token", ...headers },
      ...(body === undefined ? {} : { body }),
    }),
  );
}

describe("the admin API", () => {
  it("answers an operation with its outcome", async () => {
    const response = await call("site/list", "{}");
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject([{ name: "Berlin" }, { name: "San Jose HQ" }]);
  });

  it("answers 204 where there is no outcome, and takes no body for no input", async () => {
    expect((await call("scim/discard")).status).toBe(204);
    expect((await call("user/get", '{"userName":"nobody"}')).status).toBe(204);
  });

  it.each([
    ["an unknown operation", "site/paint", "{}", 404, "unknown-operation"],
    ["an unknown noun", "toString/call", "{}", 404, "unknown-operation"],
    ["a member of every object", "site/constructor", "{}", 404, "unknown-operation"],
    ["a longer path", "site/list/all", "{}", 404, "unknown-operation"],
    ["no JSON", "site/list", "{", 400, "invalid-value"],
    ["JSON that is no object", "site/list", "[]", 400, "invalid-value"],
    ["a member too many", "site/list", '{"name":"x"}', 400, "invalid-value"],
    ["a member too few", "site/create", "{}", 400, "invalid-value"],
    ["a member of the wrong kind", "site/create", '{"name":5}', 400, "invalid-value"],
    ["a value that is not offered", "scim/setRetrieval", '{"retrieval":"some"}', 400, "invalid-value"],
    ["a field that is not on the page", "user/edit", '{"id":"1","fields":{"licence":"X2"}}', 400, "invalid-value"],
    ["a field of the wrong kind", "user/edit", '{"id":"1","fields":{"active":"yes"}}', 400, "invalid-value"],
    ["time that runs backwards", "clock/advance", '{"minutes":-1}', 400, "invalid-value"],
    ["an unknown customer", "site/list", '{"customer":"none"}', 404, "unknown-customer"],
    ["an unknown user", "user/delete", '{"id":"none"}', 404, "unknown-user"],
    ["an unknown site", "site/rename", '{"site":"none","name":"x"}', 404, "unknown-site"],
    ["a customer that is there", "customer/create", '{"name":"simulator"}', 409, "customer-taken"],
  ])("answers %s with a problem document", async (_case, operation, body, status, code) => {
    const response = await call(operation, body);
    expect(response.status).toBe(status);
    expect(response.headers.get("content-type")).toBe("application/problem+json");
    expect(await response.json()).toEqual({
      type: `urn:scimproof:problem:${code}`,
      title: expect.any(String),
      status,
      code,
      detail: expect.any(String),
    });
  });

  it("needs the admin token: that of the SCIM plane opens nothing", async () => {
    for (const authorization of ["", "Bearer scimproof-simulator-token", "Basic YTpi"]) {
      const response = await call("site/list", "{}", { authorization });
      expect(response.status).toBe(401);
      expect(response.headers.get("www-authenticate")).toMatch(/^Bearer/);
    }
  });

  it("is called by POST", async () => {
    const response = await call("site/list", undefined, {}, "GET");
    expect([response.status, response.headers.get("allow")]).toEqual([405, "POST"]);
    expect(await response.json()).toMatchObject({ code: "wrong-method" });
  });
});

describe("the driver", () => {
  const driver = simulatorDriver({ origin: "http://simulator.example", adminToken: "8x8-admin-token", handler });

  it("gives outcomes as they are and nothing as undefined", async () => {
    expect(await driver.user.get({ userName: "nobody" })).toBeUndefined();
    expect(await driver.site.create({ name: "Lyon" })).toMatchObject({ name: "Lyon", users: 0 });
  });

  it("takes something wider than the input", async () => {
    const user = await driver.user.create({ userName: "ann" });
    expect(await driver.user.get(user)).toEqual(user);
  });

  it("gives what became of refused fields as an answer, not as a failure", async () => {
    const { id } = await driver.user.create({ userName: "bob" });
    expect(await driver.user.assignLicence({ id, licence: "X2" })).toBe("invalid");
    expect(await driver.user.edit({ id, fields: { language: "?", title: "Lead" } })).toEqual({
      language: "invalid",
      title: "stored",
    });
    expect(await driver.user.edit({ id, fields: { language: "?", timeZone: "Mars" } })).toEqual({
      language: "invalid",
      timeZone: "invalid",
    });
  });

  it("rejects with the refusal of the console", async () => {
    await expect(driver.site.create({ name: "Berlin" })).rejects.toMatchObject({
      name: "AdminRefusal",
      status: 409,
      code: "site-name-taken",
      message: 'there is a site "Berlin" already',
    });
  });
});
