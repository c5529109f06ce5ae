import { describe, expect, it } from "vitest";
import { behaves, type Mutant } from "../../../../engine/index.ts";
import type { AdminDriver, Decisions8x8 } from "../../../../profiles/index.ts";
import { type Handler, ScimError } from "../../../../scim/index.ts";
import { type Okta, type OktaSettings, okta } from "../../../clients/index.ts";
import { serviceProvider } from "../../index.ts";

const HOUR = 3_600_000;

interface Scene {
  admin: AdminDriver;
  client: Okta;
  anna: { id: string; user: string };
  /** Gives Okta's URL and token to 8x8, and saves. */
  connect(token?: string): Promise<void>;
  telephony(extension: string | null, phoneNumber?: string | null): Promise<void>;
}

async function scene({
  options = {},
  mutants = [],
  client: settings = {},
  outbound,
}: {
  options?: Record<string, string>;
  mutants?: Mutant[];
  client?: Partial<OktaSettings>;
  outbound?: Handler;
} = {}): Promise<Scene> {
  const provider = serviceProvider({
    profile: "8x8",
    preset: "okta",
    options,
    mutants,
    outbound: (request) => (outbound ?? client.users.handler)(request),
  });
  const client = okta({ provider: provider.handler, baseUrl: provider.baseUrl, token: provider.token, ...settings });
  const admin = provider.driver as unknown as AdminDriver;
  await client.start();
  const { id } = client.directory.add({
    userName: "anna.ortiz@example.com",
    givenName: "Anna",
    familyName: "Ortiz",
    email: "anna.ortiz@example.com",
  });
  client.directory.assign(id);
  await client.settle();
  const user = client.linked(id)!;
  const [site] = await admin.site.list();
  await admin.user.assignSite({ id: user, site: site!.id });
  await admin.user.assignLicence({ id: user, licence: "X4" });
  return {
    admin,
    client,
    anna: { id, user },
    async connect(token = client.users.token()!) {
      await admin.syncBack.set({ url: client.users.url, token });
      await admin.syncBack.save();
    },
    async telephony(extension, phoneNumber) {
      await admin.user.setTelephony({
        id: user,
        extension,
        ...(phoneNumber === undefined ? {} : { phoneNumber }),
      });
    },
  };
}

describe("telephony data", () => {
  it("reaches Okta with the next import, and so does a change of it", async () => {
    const { client, anna, connect, telephony } = await scene();
    await connect();
    await telephony("2101", "+442079460111");
    expect(client.profile(anna.id)).not.toHaveProperty("extension8x8");
    await client.advance(HOUR);
    expect(client.profile(anna.id)).toMatchObject({ extension8x8: "2101", primaryPhone: "+442079460111" });
    await telephony("2102", "+442079460112");
    await client.advance(HOUR);
    expect(client.profile(anna.id)).toMatchObject({ extension8x8: "2102", primaryPhone: "+442079460112" });
    await telephony(null, null);
    await client.advance(HOUR);
    expect(client.profile(anna.id)).toMatchObject({ extension8x8: null, primaryPhone: null });
  });

  it("is sent by POST to the user that externalId names, with nothing else than extension and number", async () => {
    const sent: { url: string; authorization: string | null; body: unknown }[] = [];
    const { client, anna, connect, telephony } = await scene({
      async outbound(request) {
        const { url, headers } = request;
        sent.push({ url, authorization: headers.get("authorization"), body: await request.json() });
        return Response.json({});
      },
    });
    await connect("00secret");
    await telephony("2101");
    await client.runImport();
    await client.runImport();
    expect(sent).toEqual([
      {
        url: `${client.users.url}/api/v1/users/${anna.id}`,
        authorization: "SSWS 00secret",
        body: { profile: { extension8x8: "2101", primaryPhone: null } },
      },
    ]);
  });

  it("does not reach Okta without a token, nor while import is off", async () => {
    const { admin, client, anna, connect, telephony } = await scene();
    await admin.syncBack.set({ url: client.users.url });
    await admin.syncBack.save();
    await telephony("2101");
    await client.advance(HOUR);
    expect(client.users.calls).toEqual([]);
    await connect();
    client.setImport({ enabled: false });
    await client.testConnection();
    await client.advance(24 * HOUR);
    expect(client.users.calls).toEqual([]);
    client.setImport({ enabled: true, intervalMinutes: 15 });
    await client.advance(HOUR / 4);
    expect(client.profile(anna.id)).toMatchObject({ extension8x8: "2101" });
  });

  it("needs the import only, or the push only, where the option says so", async () => {
    const imported = await scene({ options: { syncBackTransport: "import" }, client: { telephony: "import" } });
    await imported.telephony("2101", "+442079460111");
    await imported.client.runImport();
    expect(imported.client.users.calls).toEqual([]);
    expect(imported.client.profile(imported.anna.id)).toMatchObject({
      extension8x8: "2101",
      primaryPhone: "+442079460111",
    });
    const pushed = await scene({ options: { syncBackTransport: "push" } });
    pushed.client.setImport({ enabled: false });
    await pushed.connect();
    await pushed.telephony("2101");
    expect(pushed.client.profile(pushed.anna.id)).toMatchObject({ extension8x8: "2101" });
  });

  it("fails alone: a refused token, an unknown user and an Okta that hangs up leave provisioning as it is", async () => {
    const { admin, client, anna, connect, telephony } = await scene();
    await connect("00wrong");
    await telephony("2101");
    client.directory.change(anna.id, { familyName: "Vale" });
    await client.advance(HOUR);
    expect(await admin.syncBack.view()).toMatchObject({
      active: true,
      failure: "Okta answered 401 for anna.ortiz@example.com",
    });
    expect(await admin.user.get({ id: anna.user })).toMatchObject({ familyName: "Vale", extension: "2101" });
    expect(client.tasks()).toEqual([]);
    await connect();
    await client.advance(HOUR);
    expect(client.profile(anna.id)).toMatchObject({ extension8x8: "2101" });
    expect(await admin.syncBack.view()).toMatchObject({ failure: null });

    const cut = await scene({ outbound: () => Promise.reject(new Error("hung up on 00secret")) });
    await cut.connect("00secret");
    await cut.telephony("2101");
    expect(await cut.client.import()).toHaveLength(1);
    expect(await cut.admin.syncBack.view()).toMatchObject({ failure: "Okta could not be reached: hung up on …" });
  });

  it("goes to nobody but this machine, unless another way out is given", async () => {
    const provider = serviceProvider({ profile: "8x8", options: { syncBackTransport: "push" } });
    const admin = provider.driver as unknown as AdminDriver;
    const client = okta({ provider: provider.handler, baseUrl: provider.baseUrl, token: provider.token });
    await client.start();
    const { id } = client.directory.add({
      userName: "a@example.com",
      givenName: "A",
      familyName: "B",
      email: "a@b.example",
    });
    client.directory.assign(id);
    await client.settle();
    const user = client.linked(id)!;
    const [site] = await admin.site.list();
    await admin.user.assignSite({ id: user, site: site!.id });
    await admin.user.assignLicence({ id: user, licence: "X4" });
    await admin.syncBack.set({ url: "https://company.okta.example", token: client.users.token()! });
    await admin.syncBack.save();
    await admin.user.setTelephony({ id: user, extension: "2101" });
    expect((await admin.syncBack.view()).failure).toContain("is not on this machine");
    const served = await client.users.listen();
    try {
      await admin.syncBack.set({ url: served.origin });
      await admin.syncBack.save();
      expect(await admin.syncBack.view()).toMatchObject({ failure: null });
      expect(client.profile(id)).toMatchObject({ extension8x8: "2101" });
    } finally {
      await served.close();
    }
  });

  it("is not touched by what Okta sends, though a PUT brings it back as it was shown", async () => {
    const { admin, client, anna, connect, telephony } = await scene();
    await connect();
    await telephony("2101", "+442079460111");
    client.directory.change(anna.id, { givenName: "Ann" });
    await client.settle();
    expect(client.tasks()).toEqual([]);
    expect(await admin.user.get({ id: anna.user })).toMatchObject({
      givenName: "Ann",
      extension: "2101",
      phoneNumber: "+442079460111",
    });
  });
});

describe("the Okta Sync Back area", () => {
  it("is blank after Save, keeps what is stored when it is saved again, and forgets it when it is cleared", async () => {
    const { admin, client } = await scene();
    const filled = await admin.syncBack.set({ url: client.users.url, token: "00secret" });
    expect(filled).toEqual({
      url: client.users.url,
      token: "00secret",
      secret: null,
      unsaved: true,
      active: false,
      failure: null,
    });
    expect((await admin.syncBack.generateSecret()).secret).toMatch(/^[\w-]{43}$/);
    const blank = { url: null, token: null, secret: null, unsaved: false, active: true, failure: null };
    expect(await admin.syncBack.save()).toEqual(blank);
    await admin.scim.setRetrieval({ retrieval: "all" });
    await admin.scim.save();
    await admin.syncBack.set({ url: "", token: "" });
    expect(await admin.syncBack.save()).toEqual(blank);
    expect(await admin.syncBack.clear()).toEqual({ ...blank, active: false });
  });

  it("is not needed: provisioning is saved and works without it", async () => {
    const { admin, client } = await scene();
    expect(await admin.scim.save()).toMatchObject({ enabled: true });
    expect(await admin.syncBack.view()).toMatchObject({ active: false });
    expect(client.tasks()).toEqual([]);
  });

  it("drops what was not saved when the page is left, and refuses what is no URL", async () => {
    const { admin } = await scene();
    await admin.syncBack.set({ token: "00secret" });
    await admin.scim.open();
    expect(await admin.syncBack.view()).toMatchObject({ token: null, unsaved: false });
    await expect(admin.syncBack.set({ url: "company.okta.example" })).rejects.toMatchObject({ code: "invalid-value" });
  });

  it("stands on the identity page where Okta is the provider, and only there", async () => {
    const { admin } = await scene();
    expect((await admin.page.identity()).syncBack).toBeNull();
    await admin.scim.enable({ provider: "okta" });
    await admin.scim.save();
    await admin.syncBack.set({ url: "https://company.okta.example", token: "00secret" });
    const values = async () => (await admin.page.identity()).syncBack?.fields.map(({ value }) => value);
    expect(await values()).toEqual(["https://company.okta.example", "00secret", null]);
    expect((await admin.page.identity()).unsaved).toBe(true);
    await admin.scim.save();
    expect(await values()).toEqual([null, null, null]);
  });

  it("leaves neither token nor secret in a state or in the audit log", async () => {
    const { admin, connect } = await scene();
    await connect("00verysecret");
    const { secret } = await admin.syncBack.generateSecret();
    const kept = JSON.stringify([await admin.state.export(), await admin.audit.list()]);
    expect(kept).not.toContain("00verysecret");
    expect(kept).not.toContain(secret);
    await admin.state.import({ state: await admin.state.export() });
    expect(await admin.syncBack.view()).toMatchObject({ active: false });
  });
});

describe("one that misbehaves on the way back", () => {
  const telephony = async ({ connect, telephony: set, client }: Scene): Promise<void> => {
    await connect();
    await set("2101", "+442079460111");
    await client.advance(HOUR);
  };

  it("sends the number only (sp-syncback-extension-missing)", async () => {
    const mutant = behaves<Decisions8x8>({
      syncBackProfile: (_customer, { phoneNumber }) => ({ primaryPhone: phoneNumber ?? null }),
    });
    const world = await scene({ mutants: [mutant] });
    await telephony(world);
    expect(world.client.profile(world.anna.id)).not.toHaveProperty("extension8x8");
  });

  it("keeps the first number (sp-syncback-stale-number)", async () => {
    const mutant = behaves<Decisions8x8>({ syncBackChanged: (_customer, _user, told) => told === undefined });
    const world = await scene({ mutants: [mutant] });
    await telephony(world);
    await world.telephony("2102");
    await world.client.advance(HOUR);
    expect(world.client.profile(world.anna.id)).not.toMatchObject({ extension8x8: "2102" });
  });

  it("counts as active without a token (sp-syncback-without-token-accepted)", async () => {
    const mutant = behaves<Decisions8x8>({ syncBackServes: ({ syncBack }) => syncBack.url !== undefined });
    const { admin } = await scene({ mutants: [mutant] });
    await admin.syncBack.set({ url: "https://company.okta.example" });
    expect(await admin.syncBack.save()).toMatchObject({ active: true });
  });

  it("needs the URL in any case (sp-okta-url-always-required)", async () => {
    const mutant = behaves<Decisions8x8>({
      syncBackLacks: ({ syncBack }) => (syncBack.url === undefined ? ["Okta URL"] : []),
    });
    const { admin } = await scene({ mutants: [mutant] });
    await expect(admin.scim.save()).rejects.toMatchObject({ code: "invalid-value" });
  });

  it("writes names (sp-syncback-overwrites-names)", async () => {
    const mutant = behaves<Decisions8x8>((conforming) => ({
      syncBackProfile: (customer, user) => ({ ...conforming.syncBackProfile(customer, user), firstName: "Changed" }),
    }));
    const world = await scene({ mutants: [mutant] });
    await telephony(world);
    expect(world.client.profile(world.anna.id)).toMatchObject({ firstName: "Changed" });
  });

  it("loses the values on Save (sp-blank-fields-really-empty), or with the second Save (sp-blank-save-erases)", async () => {
    const loses = behaves<Decisions8x8>({
      saveSyncBack: ({ syncBack }) =>
        void Object.assign(syncBack, { url: undefined, token: undefined, draft: undefined }),
    });
    const erases = behaves<Decisions8x8>((conforming) => ({
      saveSyncBack: (customer) =>
        customer.syncBack.draft === undefined ? conforming.clearSyncBack(customer) : conforming.saveSyncBack(customer),
    }));
    const [lost, erased] = [await scene({ mutants: [loses] }), await scene({ mutants: [erases] })];
    await lost.connect();
    expect(await lost.admin.syncBack.view()).toMatchObject({ active: false });
    await erased.connect();
    expect(await erased.admin.syncBack.view()).toMatchObject({ active: true });
    await erased.admin.scim.save();
    expect(await erased.admin.syncBack.view()).toMatchObject({ active: false });
  });

  it("refuses updates while the token is bad (sp-syncback-failure-blocks-scim)", async () => {
    const mutant = behaves<Decisions8x8>((conforming) => ({
      replace(customer, user, body) {
        if (customer.syncBack.failure !== undefined) throw new ScimError(500, undefined, "Okta refuses the token");
        return conforming.replace(customer, user, body);
      },
    }));
    const world = await scene({ mutants: [mutant] });
    await world.connect("00wrong");
    await world.telephony("2101");
    await world.client.advance(HOUR);
    world.client.directory.change(world.anna.id, { familyName: "Vale" });
    await world.client.settle();
    expect(world.client.tasks()).toHaveLength(1);
  });
});
