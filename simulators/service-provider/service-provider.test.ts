import { describe, expect, it } from "vitest";
import { answer, behaves, connect, faulty, on, rewriteHeaders, UsageError } from "../../engine/index.ts";
import { DESCRIPTION_PATH, type ServiceProvider, serviceProvider } from "./index.ts";

function get({ handler, token }: ServiceProvider, url: string): Promise<Response> {
  return handler(new Request(url, { headers: { authorization: `Bearer ${token}` } }));
}

describe("serviceProvider", () => {
  it("says the same in every process", async () => {
    const tell = async (): Promise<unknown> => {
      const client = connect(serviceProvider(), { seed: 1 }).client({ step: () => "probe" });
      return (await client.post("/Users", { userName: "ann" })).response.body;
    };
    expect(await tell()).toEqual(await tell());
  });

  it("uses its origin in every URL it gives", async () => {
    const provider = serviceProvider({ origin: "https://scim.example.test:8443" });
    expect(provider.baseUrl).toBe("https://scim.example.test:8443/scim/v2");
    const types = (await (await get(provider, `${provider.baseUrl}/ResourceTypes/User`)).json()) as { meta: object };
    expect(types.meta).toMatchObject({ location: `${provider.baseUrl}/ResourceTypes/User` });
  });

  it("takes the token it was given and no other", async () => {
    const provider = serviceProvider({ token: "secret-1" });
    expect((await get(provider, `${provider.baseUrl}/Users`)).status).toBe(200);
    expect((await get({ ...provider, token: "secret-2" }, `${provider.baseUrl}/Users`)).status).toBe(401);
  });

  it("describes itself outside the SCIM plane", async () => {
    const provider = serviceProvider();
    const response = await provider.handler(new Request(new URL(DESCRIPTION_PATH, provider.baseUrl)));
    expect(await response.json()).toEqual({
      profile: "rfc",
      saml: null,
      url: provider.baseUrl,
      token: provider.token,
      admin: null,
      adminToken: null,
    });
    expect((await get(provider, `${provider.baseUrl}${DESCRIPTION_PATH}`)).status).toBe(404);
    expect((await get(provider, `${provider.baseUrl}/Users?x=${DESCRIPTION_PATH}`)).status).toBe(200);
  });

  it("lays decisions and faults of several mutants over each other, the last outermost", async () => {
    const provider = serviceProvider({
      mutants: [
        behaves({ errorBody: () => ({ first: true }) }),
        behaves(({ errorBody }) => ({ errorBody: (error) => ({ ...errorBody(error), second: true }) })),
        faulty(() => rewriteHeaders({ "x-fault": "inner", "x-inner": "yes" })),
        faulty(() => rewriteHeaders({ "x-fault": "outer" })),
      ],
    });
    const response = await get(provider, `${provider.baseUrl}/Nothing`);
    expect(await response.json()).toEqual({ first: true, second: true });
    expect([response.headers.get("x-fault"), response.headers.get("x-inner")]).toEqual(["outer", "yes"]);
  });

  it("makes faults anew for each provider, and keeps them off what is not SCIM", async () => {
    let made = 0;
    const mutant = faulty(() => {
      made += 1;
      return answer(418);
    });
    const [provider] = [serviceProvider({ mutants: [mutant] }), serviceProvider({ mutants: [mutant] })];
    expect(made).toBe(2);
    expect((await get(provider, `${provider.baseUrl}/Users`)).status).toBe(418);
    expect((await get(provider, provider.baseUrl)).status).toBe(418);
    expect((await get(provider, new URL(DESCRIPTION_PATH, provider.baseUrl).href)).status).toBe(200);
  });

  it("lets a fault ask on its own", async () => {
    const twice = on("POST", async (request, next) => {
      const body = await request.text();
      const again = new Request(request.url, { method: "POST", headers: request.headers, body });
      await next(again.clone());
      return next(again);
    });
    const client = connect(serviceProvider({ mutants: [twice] }), { seed: 1 }).client({ step: () => "probe" });
    expect((await client.post("/Users", { userName: "ann" })).response.status).toBe(409);
  });

  it("plays 8x8 with an admin plane that faults leave alone", async () => {
    const provider = serviceProvider({ profile: "8x8", mutants: [faulty(() => answer(418))] });
    expect(provider).toMatchObject({ name: "simulator (8x8)", profile: "8x8" });
    expect(provider.baseUrl).toMatch(/^http:\/\/simulator\.example\/udi\/customers\/[^/]+\/scim\/v2$/);
    expect((await get(provider, `${provider.baseUrl}/Users`)).status).toBe(418);
    expect((await get(provider, provider.admin!.url)).status).not.toBe(418);
    const list = provider.driver!["site"]!["list"] as (input: object) => Promise<unknown[]>;
    expect((await list({})).length).toBeGreaterThan(0);
  });

  it("refuses options that the profile does not have", () => {
    expect(() => serviceProvider({ options: { patchScope: "full" } })).toThrow(UsageError);
    expect(() => serviceProvider({ preset: "azure" })).toThrow(UsageError);
  });
});
