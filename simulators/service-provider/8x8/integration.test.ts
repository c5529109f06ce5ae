import { describe, expect, it } from "vitest";
import type { Customer, IntegrationPage } from "../../../profiles/index.ts";
import { scene } from "./test-scene.ts";

/** A customer without user provisioning, and how calls with a token are answered there. */
async function fresh(options: Record<string, string> = {}) {
  const { admin, scim } = scene(options);
  const { id: customer, baseUrl } = await admin.customer.create({ enabled: false });
  const status = async (token: string | null): Promise<number> =>
    (await scim("GET", `${baseUrl}/Users`, undefined, token)).status;
  return { admin, scim, customer, baseUrl, status };
}

/** One where it was switched on and saved: with the token that the page showed. */
async function switchedOn(options: Record<string, string> = {}) {
  const made = await fresh(options);
  await made.admin.scim.enable({ customer: made.customer, provider: "azure" });
  const { token } = await made.admin.scim.save({ customer: made.customer });
  return { ...made, token: token! };
}

describe("the integration that is off", () => {
  it("shows neither URL nor token", async () => {
    const { admin, customer } = await fresh();
    expect(await admin.scim.open({ customer })).toMatchObject({
      offered: true,
      enabled: false,
      url: null,
      token: null,
      unsaved: false,
      providers: expect.arrayContaining(["azure", "other"]),
    });
  });

  it("shows both once it is switched on, and the token counts after Save only", async () => {
    const { admin, customer, baseUrl, status } = await fresh();
    const draft = await admin.scim.enable({ customer, provider: "azure" });
    expect(draft).toMatchObject({ enabled: true, provider: "azure", url: baseUrl, unsaved: true });
    expect(draft.token).toMatch(/^[\w-]{20,}$/);
    expect(await status(draft.token)).toBe(401);
    const saved = await admin.scim.save({ customer });
    expect(saved).toMatchObject({ unsaved: false, token: draft.token });
    expect(await status(draft.token)).toBe(200);
  });

  it.each(["open", "discard"] as const)(
    "drops the token when the page is left by %s, and shows another one next time",
    async (leave) => {
      const { admin, customer, status } = await fresh();
      const { token } = await admin.scim.enable({ customer });
      await admin.scim[leave]({ customer });
      expect(await admin.scim.open({ customer })).toMatchObject({ enabled: false, unsaved: false });
      const again = await admin.scim.enable({ customer });
      expect(again.token).not.toBe(token);
      await admin.scim.save({ customer });
      expect(await status(token)).toBe(401);
      expect(await status(again.token)).toBe(200);
    },
  );

  it("is saved by leaving the page under implicit-on-close", async () => {
    const { admin, customer, status } = await fresh({ saveModel: "implicit-on-close" });
    const { token } = await admin.scim.enable({ customer });
    await admin.scim.discard({ customer });
    expect(await status(token)).toBe(200);
  });
});

describe("the integration that is on", () => {
  it.each([
    ["once", null],
    ["always", expect.any(String)],
  ])("shows its token %s", async (tokenDisplay, shown) => {
    const { admin, customer, token } = await switchedOn({ tokenDisplay });
    const page = await admin.scim.open({ customer });
    expect(page).toMatchObject({ token: shown, tokenHint: token.slice(-4) });
  });

  it("keeps its token through reopening, other settings and Save", async () => {
    const { admin, customer, token, status } = await switchedOn();
    await admin.scim.open({ customer });
    await admin.scim.setRetrieval({ customer, retrieval: "all" });
    await admin.scim.save({ customer });
    await admin.scim.enable({ customer });
    await admin.scim.save({ customer });
    expect(await status(token)).toBe(200);
    expect(await admin.scim.open({ customer })).toMatchObject({ retrieval: "all" });
  });

  it("applies a retrieval option after Save only", async () => {
    const { admin, customer, token, baseUrl, scim } = await switchedOn();
    await admin.user.create({ customer, userName: "carl" });
    const seen = async (): Promise<unknown> =>
      (await scim("GET", `${baseUrl}/Users`, undefined, token)).body["totalResults"];
    await admin.scim.setRetrieval({ customer, retrieval: "all" });
    expect(await seen()).toBe(0);
    await admin.scim.open({ customer });
    expect(await seen()).toBe(0);
    await admin.scim.setRetrieval({ customer, retrieval: "all" });
    await admin.scim.save({ customer });
    expect(await seen()).toBe(1);
  });

  it.each([
    ["regenerated", async (scim: Scim, customer: Customer["id"]) => scim.regenerate({ customer })],
    [
      "cleared and set up again",
      async (scim: Scim, customer: Customer["id"]) => {
        await scim.clear({ customer });
        return scim.enable({ customer, provider: "azure" });
      },
    ],
    [
      "given another provider",
      async (scim: Scim, customer: Customer["id"]) => scim.enable({ customer, provider: "okta" }),
    ],
  ])("takes a new token when it is %s and saved, and refuses the old one", async (_how, rotate) => {
    const { admin, customer, token, status } = await switchedOn();
    const next = await rotate(admin.scim, customer);
    expect(await status(token)).toBe(200);
    expect(await status(next.token)).toBe(401);
    await admin.scim.save({ customer });
    expect(await status(token)).toBe(401);
    expect(await status(next.token)).toBe(200);
  });

  it("is cleared without another one by Save", async () => {
    const { admin, customer, token, status } = await switchedOn();
    await admin.scim.clear({ customer });
    expect(await admin.scim.save({ customer })).toMatchObject({ enabled: false, url: null, provider: null });
    expect(await status(token)).toBe(401);
  });

  it.each([
    ["retained", "idp"],
    ["released", "none"],
  ])(
    "stops answering when it is switched off and saved; its users stay, and their owner is %s",
    async (ownershipAfterDisable, owner) => {
      const { admin, customer, token, baseUrl, scim, status } = await switchedOn({ ownershipAfterDisable });
      const body = { userName: "ann", name: { givenName: "A", familyName: "L" }, emails: [{ value: "a@example.com" }] };
      await scim("POST", `${baseUrl}/Users`, body, token);
      await admin.scim.disable({ customer });
      expect(await status(token)).toBe(200);
      await admin.scim.save({ customer });
      expect(await status(token)).toBe(401);
      expect(await admin.user.list({ customer })).toMatchObject([{ userName: "ann", active: true, owner }]);
      const again = await admin.scim.enable({ customer });
      await admin.scim.save({ customer });
      expect(again.token).not.toBe(token);
      expect([await status(token), await status(again.token)]).toEqual([401, 200]);
    },
  );

  it("has no token to regenerate while it is off", async () => {
    const { admin, customer } = await fresh();
    await expect(admin.scim.regenerate({ customer })).rejects.toMatchObject({ code: "scim-off" });
  });
});

describe("the Account Manager platform", () => {
  it("offers no user provisioning, and none answers", async () => {
    const { admin, customer, token, status } = await switchedOn();
    await admin.customer.setPlatform({ customer, platform: "account-manager" });
    expect(await admin.scim.open({ customer })).toMatchObject({
      offered: false,
      url: null,
      token: null,
      providers: [],
    });
    for (const change of [admin.scim.enable, admin.scim.regenerate, admin.scim.clear, admin.scim.disable])
      await expect(change({ customer })).rejects.toMatchObject({ status: 403, code: "scim-not-offered" });
    expect(await status(token)).toBe(401);
    const { platform, token: shown } = await admin.customer.get({ customer });
    expect({ platform, shown }).toEqual({ platform: "account-manager", shown: undefined });
  });
});

describe("the support view", () => {
  it("tells why a request was refused, and about whom", async () => {
    const { admin, customer, token, baseUrl, scim, status } = await switchedOn();
    await scim("POST", `${baseUrl}/Users`, { userName: "ann" }, token);
    const { token: draft } = await admin.scim.regenerate({ customer });
    await status(draft);
    await admin.scim.save({ customer });
    await status(token);
    await status(null);
    await status("guessed");
    await admin.scim.disable({ customer });
    await admin.scim.save({ customer });
    await status(draft);
    const errors = await admin.scim.recentErrors({ customer });
    expect(errors[0]).toMatchObject({
      method: "POST",
      path: "/Users",
      userKey: "ann",
      status: 400,
      scimType: "invalidValue",
    });
    expect(errors.slice(1).map(({ status, detail }) => `${status} ${detail}`)).toEqual([
      "401 the API token was shown and never saved",
      "401 the API token was replaced by a newer one",
      "401 an API token is needed",
      "401 the API token is not valid",
      "401 user provisioning is switched off",
    ]);
    expect(JSON.stringify(errors)).not.toContain(token);
  });

  it("keeps the last hundred", async () => {
    const { admin, scim } = scene();
    for (let each = 0; each < 105; each++) await scim("GET", `/Users/${each}`);
    const errors = await admin.scim.recentErrors();
    expect([errors.length, errors[0]?.userKey, errors.at(-1)?.userKey]).toEqual([100, "5", "104"]);
  });
});

type Scim = {
  [Verb in "clear" | "regenerate"]: (input: { customer: string }) => Promise<IntegrationPage>;
} & { enable(input: { customer: string; provider: "azure" | "okta" }): Promise<IntegrationPage> };
