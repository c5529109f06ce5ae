import { describe, expect, it } from "vitest";
import type { AdminDriver } from "../../profiles/index.ts";
import { valueAt } from "../../engine/index.ts";
import {
  type Entra,
  type EntraSettings,
  entra,
  type IdentityProvider,
  type JumpCloud,
  type JumpCloudSettings,
  jumpcloud,
  type MappingRow,
  type Okta,
  type OktaSettings,
  okta,
  oktaMinimumMapping,
} from "../../simulators/clients/index.ts";
import { serviceProvider } from "../../simulators/index.ts";

// What support hears of most: each story from the cause over what the administrator of the identity provider reads to
// the remedy, with the client, the service provider and the log of the product as they are.

const DAY = 86_400_000;
const ada = {
  userName: "ada@acme.example",
  givenName: "Ada",
  familyName: "Vale",
  email: "ada@acme.example",
  title: "Buyer",
  office: "Berlin",
};
const SITE: MappingRow = {
  target: "urn:ietf:params:scim:schemas:extension:8x8:1.1:User:site",
  source: { attribute: "user.office" },
  from: "a row of the administrator's own",
};

/** A customer of 8x8 and an identity provider that is switched on. `lines` gives the log from the last call on. */
interface Case<Client extends IdentityProvider> {
  client: Client;
  admin: AdminDriver;
  /** Assigns Ada and lets the product provision; gives the id of the person. */
  assign(): Promise<string>;
  lines(): string[];
}

type Preset = "azure" | "okta" | "other";

function customer(preset: Preset): { admin: AdminDriver; at: Pick<EntraSettings, "provider" | "baseUrl" | "token"> } {
  const { driver, handler: provider, baseUrl, token } = serviceProvider({ profile: "8x8", preset });
  return { admin: driver as unknown as AdminDriver, at: { provider, baseUrl, token } };
}

async function entraCase(preset: Preset, settings: Partial<EntraSettings> = {}): Promise<Case<Entra>> {
  const { admin, at } = customer(preset);
  const client = entra({ ...at, ...settings });
  await client.start();
  return {
    client,
    admin,
    async assign() {
      const { id } = client.directory.add(ada);
      client.directory.assign(id);
      await client.settle();
      return id;
    },
    lines: linesOf(client, (entry) => {
      const error = valueAt(entry, "provisioningStatusInfo.errorInformation");
      const status = valueAt(entry, "provisioningStatusInfo.status");
      const why = error === null ? "" : ` ${valueAt(error, "errorCode")}: ${valueAt(error, "reason")}`;
      return `${valueAt(entry, "provisioningAction")} ${status}${why}`;
    }),
  };
}

async function oktaCase(preset: Preset, settings: Partial<OktaSettings> = {}): Promise<Case<Okta>> {
  const { admin, at } = customer(preset);
  const client = okta({ ...at, ...settings });
  await client.start();
  const lines = linesOf(client, (entry) => {
    const reason = valueAt(entry, "outcome.reason");
    return `${entry["eventType"]} ${valueAt(entry, "outcome.result")}${reason === null ? "" : ` ${reason}`}`;
  });
  lines();
  return {
    client,
    admin,
    async assign() {
      const { id } = client.directory.add(ada);
      client.directory.assign(id);
      await client.settle();
      return id;
    },
    lines,
  };
}

async function jumpCloudCase(preset: Preset, settings: Partial<JumpCloudSettings> = {}): Promise<Case<JumpCloud>> {
  const { admin, at } = customer(preset);
  const client = jumpcloud({ ...at, ...settings });
  await client.activate();
  const group = client.directory.addGroup("8x8 users").id;
  client.bind(group);
  const lines = linesOf(
    client,
    ({ event_type: type, success, error_message: why }) =>
      `${type} ${success}${why === undefined ? "" : ` ${why}`}`,
  );
  lines();
  return {
    client,
    admin,
    async assign() {
      const { id } = client.directory.add(ada);
      client.directory.join(group, id);
      await client.settle();
      return id;
    },
    lines,
  };
}

function linesOf(client: IdentityProvider, line: (entry: Record<string, unknown>) => string): () => string[] {
  let read = 0;
  return () => {
    const entries = client.log().slice(read);
    read += entries.length;
    return entries.map(line);
  };
}

/** A user whom somebody made in the console under Ada's login ID. */
const taken = async ({ user }: AdminDriver): Promise<string> => (await user.create({ userName: ada.userName })).id;
/** The token of the customer after it was renewed: the former one is refused from now on. */
async function renewed({ scim }: AdminDriver): Promise<string> {
  const pages = [await scim.regenerate(), await scim.save()];
  return pages.find(({ token }) => token !== null)!.token!;
}
const renamed = async ({ site }: AdminDriver): Promise<void> => {
  const berlin = (await site.list()).find(({ name }) => name === "Berlin")!;
  await site.rename({ site: berlin.id, name: "Berlin Mitte" });
};
const shown = async ({ user }: AdminDriver): Promise<unknown> => {
  const { owner, title, familyName, site, active } = (await user.get({ userName: ada.userName }))!;
  return { owner, title, familyName, site, active };
};

describe("a login ID that is in use", () => {
  it("is a conflict in the provisioning log of Entra, which tries again by itself", async () => {
    const { client, admin, assign, lines } = await entraCase("other", { notify: "it@acme.example" });
    const id = await taken(admin);
    await assign();
    expect(lines()).toEqual([]);
    expect(client.mails.map(({ to, subject }) => `${to}: ${subject}`)).toEqual([]);
    await admin.user.delete({ id });
    await client.advance(DAY);
    expect(lines()).toEqual([]);
    expect(await shown(admin)).toEqual({});
  });

  it("is a task of Okta, which the administrator retries", async () => {
    const { client, admin, assign, lines } = await oktaCase("okta");
    const id = await taken(admin);
    await assign();
    expect(lines()).toEqual([]);
    expect(client.tasks().map(({ text }) => text)).toEqual([]);
    await admin.user.delete({ id });
    await client.retry(client.tasks()[0]!.id);
    expect(lines()).toEqual([]);
    expect(client.tasks()).toEqual([]);
    expect(await shown(admin)).toEqual({});
  });

  it("is an event of JumpCloud, which tries again with the next change", async () => {
    const { client, admin, assign, lines } = await jumpCloudCase("other");
    const id = await taken(admin);
    const person = await assign();
    expect(lines()).toEqual([]);
    await admin.user.delete({ id });
    client.directory.change(person, { title: "Head of purchasing" });
    await client.settle();
    expect(lines()).toEqual([]);
    expect(await shown(admin)).toEqual({});
  });
});

describe("a token that was renewed in the console", () => {
  it("puts the application of Entra into quarantine until the new one is saved", async () => {
    const { client, admin, assign, lines } = await entraCase("azure", { notify: "it@acme.example" });
    const person = await assign();
    const token = await renewed(admin);
    lines();
    client.directory.change(person, { title: "Head of purchasing" });
    await client.settle();
    expect(lines()).toEqual([]);
    expect(client.health()).toEqual({});
    expect(client.mails.map(({ to, subject }) => `${to}: ${subject}`)).toEqual([]);
    await client.changeToken(token);
    await client.settle();
    expect(lines()).toEqual([]);
    expect(client.health()).toEqual({ state: "running" });
    expect(await shown(admin)).toEqual({});
  });

  it("is a task of Okta and an event, until the new one is entered and the task retried", async () => {
    const { client, admin, assign, lines } = await oktaCase("okta");
    const person = await assign();
    const token = await renewed(admin);
    lines();
    client.directory.change(person, { familyName: "Quintrell" });
    await client.settle();
    expect(lines()).toEqual([]);
    expect(client.tasks().map(({ text }) => text)).toEqual([]);
    await client.changeToken(token);
    await client.retry(client.tasks()[0]!.id);
    expect(lines()).toEqual([]);
    expect(await shown(admin)).toEqual({});
  });

  it("is an event of JumpCloud, until the integration is deactivated and activated with the new one", async () => {
    const { client, admin, assign, lines } = await jumpCloudCase("other");
    const person = await assign();
    const token = await renewed(admin);
    lines();
    client.directory.change(person, { title: "Head of purchasing" });
    await client.settle();
    expect(lines()).toEqual([]);
    await client.changeToken(token);
    await client.settle();
    expect(lines()).toEqual([]);
    expect(await shown(admin)).toEqual({});
  });
});

describe("a site that was renamed in the console", () => {
  it("breaks the updates of Entra, which sends the former name, until the office follows", async () => {
    const { client, admin, assign, lines } = await entraCase("azure");
    const person = await assign();
    lines();
    await renamed(admin);
    client.directory.change(person, { title: "Head of purchasing" });
    await client.settle();
    expect(lines()).toEqual([]);
    expect(await shown(admin)).toEqual({});
    client.directory.change(person, { office: "Berlin Mitte" });
    await client.settle();
    expect(lines()).toEqual([]);
    expect(await shown(admin)).toEqual({});
  });

  it("breaks the updates of Okta where the administrator has mapped the site, until the office follows", async () => {
    const { client, admin, assign, lines } = await oktaCase("okta", { mapping: [...oktaMinimumMapping, SITE] });
    const person = await assign();
    lines();
    await renamed(admin);
    client.directory.change(person, { familyName: "Quintrell" });
    await client.settle();
    expect(lines()).toEqual([]);
    expect(await shown(admin)).toEqual({});
    client.directory.change(person, { office: "Berlin Mitte" });
    await client.settle();
    expect(lines()).toEqual([]);
    expect(await shown(admin)).toEqual({});
  });

  it("is nothing to JumpCloud, which sends no site", async () => {
    const { client, admin, assign, lines } = await jumpCloudCase("other");
    const person = await assign();
    const { id } = (await admin.user.get({ userName: ada.userName }))!;
    await admin.user.assignSite({ id, site: (await admin.site.list()).find(({ name }) => name === "Berlin")!.id });
    lines();
    await renamed(admin);
    client.directory.change(person, { title: "Head of purchasing" });
    await client.settle();
    expect(lines()).toEqual([]);
    expect(await shown(admin)).toEqual({});
  });
});

describe("a PATCH of more than active", () => {
  it("fails in the log of Entra, which updates by nothing else, and passes where 8x8 takes it", async () => {
    const narrow = await entraCase("other");
    const person = await narrow.assign();
    narrow.lines();
    narrow.client.directory.change(person, { title: "Head of purchasing" });
    await narrow.client.settle();
    expect(narrow.lines()).toEqual([]);
    narrow.client.directory.block(person);
    await narrow.client.settle();
    expect(narrow.lines()).toEqual([]);
    expect(await shown(narrow.admin)).toEqual({});

    const wide = await entraCase("azure");
    const other = await wide.assign();
    wide.lines();
    wide.client.directory.change(other, { title: "Head of purchasing" });
    await wide.client.settle();
    expect(wide.lines()).toEqual([]);
    expect(await shown(wide.admin)).toEqual({});
  });

  it("fails in the log of Okta where its application updates by PATCH, and is not sent where it does by PUT", async () => {
    const patching = await oktaCase("okta", { family: "oin-patch" });
    const person = await patching.assign();
    patching.lines();
    patching.client.directory.change(person, { familyName: "Quintrell" });
    await patching.client.settle();
    expect(patching.lines()).toEqual([]);
    expect(patching.client.tasks().map(({ text }) => text)).toEqual([]);

    const putting = await oktaCase("okta");
    const other = await putting.assign();
    putting.lines();
    putting.client.directory.change(other, { familyName: "Quintrell" });
    await putting.client.settle();
    expect(putting.lines()).toEqual([]);
    expect(await shown(putting.admin)).toEqual({});
  });

  it("fails in the log of JumpCloud where its connector updates by PATCH, and is not sent where it does by PUT", async () => {
    const patching = await jumpCloudCase("other", { updateVerb: "PATCH" });
    const person = await patching.assign();
    patching.lines();
    patching.client.directory.change(person, { title: "Head of purchasing" });
    await patching.client.settle();
    expect(patching.lines()).toEqual([]);

    const putting = await jumpCloudCase("other");
    const other = await putting.assign();
    putting.lines();
    putting.client.directory.change(other, { title: "Head of purchasing" });
    await putting.client.settle();
    expect(putting.lines()).toEqual([]);
    expect(await shown(putting.admin)).toEqual({});
  });
});
