import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../../scim/index.ts";
import { anna, started } from "../../../test/idp/okta.ts";

/** An organisation with Anna, and a caller of its users API. */
async function organisation(): Promise<{
  id: string;
  client: Awaited<ReturnType<typeof started>>["client"];
  call(
    method: string,
    key: string,
    body?: unknown,
    authorization?: string,
  ): Promise<{ status: number; body: JsonObject; headers: Headers }>;
}> {
  const world = await started();
  const id = await world.join({ ...anna, title: "Buyer" });
  const { client } = world;
  return {
    id,
    client,
    async call(method, key, body, authorization = `SSWS ${client.users.token()}`) {
      const response = await client.users.handler(
        new Request(`${client.users.url}/api/v1/users/${encodeURIComponent(key)}`, {
          method,
          headers: { authorization, "content-type": "application/json" },
          ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
        }),
      );
      return { status: response.status, body: (await response.json()) as JsonObject, headers: response.headers };
    },
  };
}

describe("the users API of Okta", () => {
  it("changes only what a POST names", async () => {
    const { id, client, call } = await organisation();
    const { status, body } = await call("POST", id, {
      profile: { primaryPhone: "+442079460111", extension8x8: "2101" },
    });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      id,
      status: "ACTIVE",
      profile: { login: anna.userName, title: "Buyer", primaryPhone: "+442079460111", extension8x8: "2101" },
      credentials: { provider: { type: "OKTA", name: "OKTA" } },
    });
    expect(client.users.calls).toEqual([
      expect.objectContaining({
        method: "POST",
        path: `/api/v1/users/${id}`,
        status: 200,
        profile: { primaryPhone: "+442079460111", extension8x8: "2101" },
      }),
    ]);
  });

  it("takes away by PUT what is left out", async () => {
    const { id, call } = await organisation();
    const profile = { login: anna.userName, firstName: "Anna", lastName: "Ortiz", email: anna.email };
    expect((await call("PUT", id, { profile })).body["profile"]).toMatchObject({ ...profile, title: null });
    expect((await call("PUT", id, { profile: { firstName: "Anna" } })).status).toBe(400);
  });

  it("finds a user by id, by login and by the first part of the login", async () => {
    const { id, call } = await organisation();
    for (const key of [id, "Anna.Ortiz@contoso.example", "anna.ortiz"])
      expect((await call("GET", key)).body["id"]).toBe(id);
  });

  it.each<[string, string, number, (org: Awaited<ReturnType<typeof organisation>>) => ReturnType<typeof org.call>]>([
    ["a wrong token", "E0000011", 401, ({ id, call }) => call("POST", id, { profile: {} }, "SSWS other")],
    [
      "a Bearer token",
      "E0000011",
      401,
      ({ id, client, call }) => call("GET", id, undefined, `Bearer ${client.users.token()}`),
    ],
    ["a user who is not there", "E0000007", 404, ({ call }) => call("POST", "00unobody", { profile: {} })],
    [
      "an attribute that no profile has",
      "E0000001",
      400,
      ({ id, call }) => call("POST", id, { profile: { shoeSize: "44" } }),
    ],
    ["a login that is taken away", "E0000001", 400, ({ id, call }) => call("POST", id, { profile: { login: null } })],
    ["what is no JSON", "E0000003", 400, ({ id, call }) => call("POST", id, "{")],
    ["a value that is no text", "E0000003", 400, ({ id, call }) => call("POST", id, { profile: { title: 7 } })],
    ["a method that it does not have", "E0000022", 405, ({ id, call }) => call("DELETE", id)],
  ])("refuses %s with %s", async (_what, errorCode, status, act) => {
    const organised = await organisation();
    const before = organised.client.profile(organised.id);
    const refused = await act(organised);
    expect(refused).toMatchObject({
      status,
      body: { errorCode, errorSummary: expect.any(String), errorCauses: expect.any(Array) },
    });
    expect(organised.client.profile(organised.id)).toEqual(before);
  });

  it("refuses a revoked token, and a former one", async () => {
    const { id, client, call } = await organisation();
    const former = client.users.token()!;
    client.users.renewToken();
    expect((await call("GET", id, undefined, `SSWS ${former}`)).status).toBe(401);
    expect((await call("GET", id)).status).toBe(200);
    client.users.revokeToken();
    expect((await call("GET", id)).status).toBe(401);
  });

  it("counts requests by the minute and says how many are left", async () => {
    const { id, client, call } = await organisation();
    client.users.setRateLimit(2);
    const first = await call("GET", id);
    expect(Object.fromEntries(first.headers)).toMatchObject({
      "x-rate-limit-limit": "2",
      "x-rate-limit-remaining": "1",
      "x-rate-limit-reset": String(Date.parse("2026-01-05T08:01:00Z") / 1000),
    });
    await call("GET", id);
    expect(await call("GET", id)).toMatchObject({ status: 429, body: { errorCode: "E0000047" } });
    await client.advance(60_000);
    expect((await call("GET", id)).status).toBe(200);
  });

  it("is served on this machine where it is asked to", async () => {
    const { id, client } = await organisation();
    const served = await client.users.listen();
    try {
      const response = await fetch(`${served.origin}/api/v1/users/${id}`, {
        headers: { authorization: `SSWS ${client.users.token()}` },
      });
      expect(response.status).toBe(200);
    } finally {
      await served.close();
    }
  });
});
