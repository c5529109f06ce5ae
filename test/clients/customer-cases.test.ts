import { describe, expect, it } from "vitest";
import { valueAt } from "../../engine/index.ts";
import type { AdminDriver } from "../../profiles/index.ts";
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
    ({ event_type: type, success, error_message: why }) => `${type} ${success}${why === undefined ? "" : ` ${why}`}`,
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
    expect(lines()).toEqual([
      'create failure Conflict: StatusCode: Conflict Message: Processing of the HTTP request resulted in an exception. Web Response: {"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"status":"409","scimType":"uniqueness","detail":"the login ID \\"ada@acme.example\\" is already in use"} It will be retried again after this date: 2026-01-05T14:00:00Z UTC',
    ]);
    expect(client.mails.map(({ to, subject }) => `${to}: ${subject}`)).toEqual([
      "it@acme.example: Provisioning to 8x8 has failures",
    ]);
    await admin.user.delete({ id });
    await client.advance(DAY);
    expect(lines()).toEqual(["create success"]);
    expect(await shown(admin)).toEqual({
      active: true,
      familyName: "Vale",
      owner: "idp",
      site: "Berlin",
      title: "Buyer",
    });
  });

  it("is a task of Okta, which the administrator retries", async () => {
    const { client, admin, assign, lines } = await oktaCase("okta");
    const id = await taken(admin);
    await assign();
    expect(lines()).toEqual([
      "application.user_membership.add SUCCESS",
      "application.provision.user.verify_exists SUCCESS",
      'application.provision.user.push FAILURE Conflict. Errors reported by remote server: the login ID "ada@acme.example" is already in use',
    ]);
    expect(client.tasks().map(({ text }) => text)).toEqual([
      'Automatic provisioning of user ada@acme.example to app 8x8 failed: Error while creating user ada@acme.example: Conflict. Errors reported by remote server: the login ID "ada@acme.example" is already in use',
    ]);
    await admin.user.delete({ id });
    await client.retry(client.tasks()[0]!.id);
    expect(lines()).toEqual([
      "application.provision.user.verify_exists SUCCESS",
      "application.provision.user.push SUCCESS",
    ]);
    expect(client.tasks()).toEqual([]);
    expect(await shown(admin)).toEqual({
      active: true,
      familyName: "Vale",
      owner: "idp",
      site: null,
      title: null,
    });
  });

  it("is an event of JumpCloud, which tries again with the next change", async () => {
    const { client, admin, assign, lines } = await jumpCloudCase("other");
    const id = await taken(admin);
    const person = await assign();
    expect(lines()).toEqual([
      'user_create_provision false 409 Conflict: the login ID "ada@acme.example" is already in use',
    ]);
    await admin.user.delete({ id });
    client.directory.change(person, { title: "Head of purchasing" });
    await client.settle();
    expect(lines()).toEqual(["user_create_provision true"]);
    expect(await shown(admin)).toEqual({
      active: true,
      familyName: "Vale",
      owner: "idp",
      site: null,
      title: "Head of purchasing",
    });
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
    expect(lines()).toEqual([
      'update failure SystemForCrossDomainIdentityManagementInvalidCredentials: StatusCode: Unauthorized Message: Processing of the HTTP request resulted in an exception. Web Response: {"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"status":"401","detail":"the API token is not valid"}',
    ]);
    expect(client.health()).toEqual({
      cause: {
        code: "EncounteredQuarantineException",
        message:
          'SystemForCrossDomainIdentityManagementInvalidCredentials: StatusCode: Unauthorized Message: Processing of the HTTP request resulted in an exception. Web Response: {"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"status":"401","detail":"the API token is not valid"}',
      },
      state: "quarantine",
    });
    expect(client.mails.map(({ to, subject }) => `${to}: ${subject}`)).toEqual([
      "it@acme.example: Provisioning to 8x8 is in quarantine",
    ]);
    await client.changeToken(token);
    await client.settle();
    expect(lines()).toEqual(["update success"]);
    expect(client.health()).toEqual({ state: "running" });
    expect(await shown(admin)).toEqual({
      active: true,
      familyName: "Vale",
      owner: "idp",
      site: "Berlin",
      title: "Head of purchasing",
    });
  });

  it("is a task of Okta and an event, until the new one is entered and the task retried", async () => {
    const { client, admin, assign, lines } = await oktaCase("okta");
    const person = await assign();
    const token = await renewed(admin);
    lines();
    client.directory.change(person, { familyName: "Quintrell" });
    await client.settle();
    expect(lines()).toEqual([
      "application.provision.user.push_profile FAILURE Unauthorized. Errors reported by remote server: the API token is not valid",
      "application.integration.authentication_failure FAILURE Unauthorized. Errors reported by remote server: the API token is not valid",
    ]);
    expect(client.tasks().map(({ text }) => text)).toEqual([
      "Automatic provisioning of user ada@acme.example to app 8x8 failed: Error while trying to push profile update for ada@acme.example: Unauthorized. Errors reported by remote server: the API token is not valid",
    ]);
    await client.changeToken(token);
    await client.retry(client.tasks()[0]!.id);
    expect(lines()).toEqual([
      "application.configuration.update SUCCESS",
      "application.provision.user.push_profile SUCCESS",
    ]);
    expect(await shown(admin)).toEqual({
      active: true,
      familyName: "Quintrell",
      owner: "idp",
      site: null,
      title: null,
    });
  });

  it("is an event of JumpCloud, until the integration is deactivated and activated with the new one", async () => {
    const { client, admin, assign, lines } = await jumpCloudCase("other");
    const person = await assign();
    const token = await renewed(admin);
    lines();
    client.directory.change(person, { title: "Head of purchasing" });
    await client.settle();
    expect(lines()).toEqual(["user_update_provision false 401 Unauthorized: the API token is not valid"]);
    await client.changeToken(token);
    await client.settle();
    expect(lines()).toEqual([
      "idm_integration_delete true",
      "idm_integration_activate true",
      "user_update_provision true",
    ]);
    expect(await shown(admin)).toEqual({
      active: true,
      familyName: "Vale",
      owner: "idp",
      site: null,
      title: "Head of purchasing",
    });
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
    expect(lines()).toEqual([
      'update failure SystemForCrossDomainIdentityManagementServiceIncompatible: StatusCode: BadRequest Message: Processing of the HTTP request resulted in an exception. Web Response: {"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"status":"400","scimType":"invalidValue","detail":"there is no site \\"Berlin\\"; the name is that of the console, exactly"} It will be retried again after this date: 2026-01-05T14:40:00Z UTC',
    ]);
    expect(await shown(admin)).toEqual({
      active: true,
      familyName: "Vale",
      owner: "idp",
      site: "Berlin Mitte",
      title: "Buyer",
    });
    client.directory.change(person, { office: "Berlin Mitte" });
    await client.settle();
    expect(lines()).toEqual(["update success"]);
    expect(await shown(admin)).toEqual({
      active: true,
      familyName: "Vale",
      owner: "idp",
      site: "Berlin Mitte",
      title: "Head of purchasing",
    });
  });

  it("breaks the updates of Okta where the administrator has mapped the site, until the office follows", async () => {
    const { client, admin, assign, lines } = await oktaCase("okta", { mapping: [...oktaMinimumMapping, SITE] });
    const person = await assign();
    lines();
    await renamed(admin);
    client.directory.change(person, { familyName: "Quintrell" });
    await client.settle();
    expect(lines()).toEqual([
      'application.provision.user.push_profile FAILURE Bad Request. Errors reported by remote server: there is no site "Berlin"; the name is that of the console, exactly',
    ]);
    expect(await shown(admin)).toEqual({
      active: true,
      familyName: "Vale",
      owner: "idp",
      site: "Berlin Mitte",
      title: null,
    });
    client.directory.change(person, { office: "Berlin Mitte" });
    await client.settle();
    expect(lines()).toEqual(["application.provision.user.push_profile SUCCESS"]);
    expect(await shown(admin)).toEqual({
      active: true,
      familyName: "Quintrell",
      owner: "idp",
      site: "Berlin Mitte",
      title: null,
    });
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
    expect(lines()).toEqual(["user_update_provision true"]);
    expect(await shown(admin)).toEqual({
      active: true,
      familyName: "Vale",
      owner: "idp",
      site: "Berlin Mitte",
      title: "Head of purchasing",
    });
  });
});

describe("a PATCH of more than active", () => {
  it("fails in the log of Entra, which updates by nothing else, and passes where 8x8 takes it", async () => {
    const narrow = await entraCase("other");
    const person = await narrow.assign();
    narrow.lines();
    narrow.client.directory.change(person, { title: "Head of purchasing" });
    await narrow.client.settle();
    expect(narrow.lines()).toEqual([
      'update failure SystemForCrossDomainIdentityManagementServiceIncompatible: StatusCode: BadRequest Message: Processing of the HTTP request resulted in an exception. Web Response: {"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"status":"400","scimType":"mutability","detail":"PATCH changes active only, not title; use PUT"} It will be retried again after this date: 2026-01-05T14:40:00Z UTC',
    ]);
    narrow.client.directory.block(person);
    await narrow.client.settle();
    expect(narrow.lines()).toEqual(["disable success"]);
    expect(await shown(narrow.admin)).toEqual({
      active: false,
      familyName: "Vale",
      owner: "idp",
      site: "Berlin",
      title: "Buyer",
    });

    const wide = await entraCase("azure");
    const other = await wide.assign();
    wide.lines();
    wide.client.directory.change(other, { title: "Head of purchasing" });
    await wide.client.settle();
    expect(wide.lines()).toEqual(["update success"]);
    expect(await shown(wide.admin)).toEqual({
      active: true,
      familyName: "Vale",
      owner: "idp",
      site: "Berlin",
      title: "Head of purchasing",
    });
  });

  it("fails in the log of Okta where its application updates by PATCH, and is not sent where it does by PUT", async () => {
    const patching = await oktaCase("okta", { family: "oin-patch" });
    const person = await patching.assign();
    patching.lines();
    patching.client.directory.change(person, { familyName: "Quintrell" });
    await patching.client.settle();
    expect(patching.lines()).toEqual([
      "application.provision.user.push_profile FAILURE Bad Request. Errors reported by remote server: PATCH changes active only, not name; use PUT",
    ]);
    expect(patching.client.tasks().map(({ text }) => text)).toEqual([
      "Automatic provisioning of user ada@acme.example to app 8x8 failed: Error while trying to push profile update for ada@acme.example: Bad Request. Errors reported by remote server: PATCH changes active only, not name; use PUT",
    ]);

    const putting = await oktaCase("okta");
    const other = await putting.assign();
    putting.lines();
    putting.client.directory.change(other, { familyName: "Quintrell" });
    await putting.client.settle();
    expect(putting.lines()).toEqual(["application.provision.user.push_profile SUCCESS"]);
    expect(await shown(putting.admin)).toEqual({
      active: true,
      familyName: "Quintrell",
      owner: "idp",
      site: null,
      title: null,
    });
  });

  it("fails in the log of JumpCloud where its connector updates by PATCH, and is not sent where it does by PUT", async () => {
    const patching = await jumpCloudCase("other", { updateVerb: "PATCH" });
    const person = await patching.assign();
    patching.lines();
    patching.client.directory.change(person, { title: "Head of purchasing" });
    await patching.client.settle();
    expect(patching.lines()).toEqual([
      "user_update_provision false 400 Bad Request: PATCH changes active only, not title; use PUT",
    ]);

    const putting = await jumpCloudCase("other");
    const other = await putting.assign();
    putting.lines();
    putting.client.directory.change(other, { title: "Head of purchasing" });
    await putting.client.settle();
    expect(putting.lines()).toEqual(["user_update_provision true"]);
    expect(await shown(putting.admin)).toEqual({
      active: true,
      familyName: "Vale",
      owner: "idp",
      site: null,
      title: "Head of purchasing",
    });
  });
});
