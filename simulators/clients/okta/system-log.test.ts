import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { describe, expect, it } from "vitest";
import { anna, type Scene, scimError, started } from "../../../test/idp/okta.ts";

const TOKEN = "scimproof-simulator-token";

/** Where a log departs from the published JSON Schema; empty when it holds. */
function departures(log: unknown): unknown[] {
  const ajv = new Ajv2020({ strict: true, allErrors: true });
  addFormats.default(ajv);
  const path = resolve(import.meta.dirname, "../../../schemas/idp-logs/okta.json");
  const validate = ajv.compile(JSON.parse(readFileSync(path, "utf8")));
  validate(log);
  return validate.errors ?? [];
}

/** A log with an entry of every kind. */
async function eventful(): Promise<Scene> {
  const world = await started({ groupPush: true, granularDelete: true, importGroups: true, telephony: "import" });
  const { client } = world;
  const id = await world.join();
  client.directory.change(id, { familyName: "Vale" });
  await client.settle();
  client.directory.unassign(id);
  await client.settle();
  client.directory.assign(id);
  await client.settle();
  const group = client.directory.addGroup("Sales EMEA", [id]);
  client.pushGroup(group.id);
  await client.settle();
  group.name = "Sales Europe";
  await client.settle();
  await client.unlinkGroup(group.id, true);
  await client.runImport();
  await client.importSchema();
  client.directory.add({ userName: "lacking@contoso.example" });
  world.answer(() => scimError(429, "slow down", { "retry-after": "30" }));
  await world.join({ ...anna, userName: "bo@contoso.example" });
  world.answer(({ headers }) => scimError(401, `no such token: ${headers.get("authorization")}`));
  await client.advance(60_000);
  client.pushGroup(client.directory.addGroup("Nobody").id);
  await client.settle();
  world.answer(undefined);
  client.setImport({ enabled: false });
  await client.runImport();
  client.directory.purge(id);
  await client.settle();
  return world;
}

describe("the System Log", () => {
  it("is what the published schema says, for every kind of event", async () => {
    const { client } = await eventful();
    expect(departures(client.log())).toEqual([]);
    expect(new Set(client.log().map(({ eventType }) => eventType))).toEqual(
      new Set([
        "application.configuration.update",
        "application.configuration.import_schema",
        "application.integration.authentication_failure",
        "application.integration.rate_limit_exceeded",
        "application.provision.group.add",
        "application.provision.group.remove",
        "application.provision.group.update",
        "application.provision.group_membership.update",
        "application.provision.group_push.pushed",
        "application.provision.user.deactivate",
        "application.provision.user.delete",
        "application.provision.user.import",
        "application.provision.user.push",
        "application.provision.user.push_profile",
        "application.provision.user.reactivate",
        "application.provision.user.verify_exists",
        "application.user_membership.add",
        "application.user_membership.remove",
      ]),
    );
  });

  it("tells nothing that the schema does not know", () => {
    expect(departures([{ eventType: "user.session.start" }])).not.toEqual([]);
  });

  it("gives the reason as Okta words it, with the login in the targets", async () => {
    const world = await started();
    world.answer(({ method }) => (method === "POST" ? scimError(400, "site can not be changed") : undefined));
    const id = await world.join();
    const entry = world.client.log().at(-1)!;
    expect(entry).toMatchObject({
      eventType: "application.provision.user.push",
      severity: "WARN",
      outcome: { result: "FAILURE", reason: "Bad Request. Errors reported by remote server: site can not be changed" },
      target: [
        { type: "AppUser", alternateId: anna.userName, displayName: "Anna Ortiz" },
        { type: "AppInstance", alternateId: "8x8" },
        { type: "User", id, alternateId: anna.userName },
      ],
    });
  });

  it("holds no secret, even where the service provider repeats one", async () => {
    const { client, sent } = await eventful();
    const told = JSON.stringify([client.log(), client.events, client.tasks(), client.memory(), client.users.calls]);
    expect(told).toContain("no such token: Bearer [masked]");
    expect(told).not.toContain(TOKEN);
    const passwords = JSON.stringify(sent).match(/"password":"(\w+)"/)!;
    expect(told).not.toContain(passwords[1]);
  });

  it("is the same for the same seed, and differs for another", async () => {
    const told = async (seed: number): Promise<string> => {
      const world = await started({ seed });
      await world.join();
      return JSON.stringify(world.client.log());
    };
    expect(await told(1)).toBe(await told(1));
    expect(await told(2)).not.toBe(await told(1));
  });
});
