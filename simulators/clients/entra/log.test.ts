import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { describe, expect, it } from "vitest";
import type { BehaviourChange } from "../../../engine/index.ts";
import { anna, bo, provisioned, WIDE, wired } from "../../../test/idp/entra.ts";
import type { EntraDecisions } from "./decisions.ts";

const path = resolve(import.meta.dirname, "../../../schemas/idp-logs/entra.json");
const ajv = new Ajv2020({ strict: true, allErrors: true });
addFormats.default(ajv);
const validate = ajv.compile(JSON.parse(readFileSync(path, "utf8")));

/** A job that has gone through everything that can become of a person. */
async function eventful(changes: BehaviourChange<EntraDecisions>[] = []): Promise<ReturnType<typeof wired>> {
  const wire = wired({ notify: "admin@contoso.example", changes }, WIDE, async (request, next) => {
    const user = request.method === "POST" ? await request.clone().text() : "";
    if (user.includes("refused")) {
      const secret = request.headers.get("authorization");
      return Response.json({ status: "400", detail: `no such site; you sent ${secret}` }, { status: 400 });
    }
    return next(request);
  });
  const { directory } = wire.client;
  const id = await provisioned(wire);
  directory.change(id, { title: "Lead" });
  const blocked = directory.add(bo).id;
  directory.assign(blocked);
  directory.block(blocked);
  directory.assign(directory.add({ ...bo, userName: "refused@contoso.example" }).id);
  await wire.client.settle();
  directory.unassign(id);
  directory.unblock(blocked);
  await wire.client.settle();
  directory.assign(id);
  await wire.client.settle();
  directory.softDelete(id);
  directory.purge(id);
  await wire.client.settle();
  await wire.client.provisionOnDemand(blocked);
  return wire;
}

const said = (entry: object): unknown => {
  const { provisioningAction, provisioningStatusInfo, sourceIdentity } = entry as {
    provisioningAction: string;
    provisioningStatusInfo: { status: string; errorInformation: { errorCode: string } | null };
    sourceIdentity: { details: { userPrincipalName: string } };
  };
  const { status, errorInformation } = provisioningStatusInfo;
  return [
    sourceIdentity.details.userPrincipalName.split("@")[0],
    provisioningAction,
    status,
    errorInformation?.errorCode,
  ];
};

describe("the provisioning log", () => {
  it("tells of each person what was done and what came of it", async () => {
    const { client } = await eventful();
    expect(client.log().map(said)).toEqual([
      ["anna.ortiz", "create", "success", undefined],
      ["anna.ortiz", "update", "success", undefined],
      ["bo", "other", "skipped", "EntrySynchronizationSkipped"],
      ["refused", "create", "failure", "SystemForCrossDomainIdentityManagementServiceIncompatible"],
      ["anna.ortiz", "disable", "success", undefined],
      ["bo", "create", "success", undefined],
      ["anna.ortiz", "update", "success", undefined],
      ["anna.ortiz", "delete", "success", undefined],
      ["bo", "update", "skipped", "RedundantExport"],
    ]);
  });

  it("has the shape of the objects of Microsoft Graph", async () => {
    const { client } = await eventful();
    validate(client.log());
    expect(validate.errors ?? []).toEqual([]);
  });

  it("is held to that shape", async () => {
    const { client } = await eventful();
    const [first, ...rest] = client.log();
    for (const wrong of [
      { ...first, provisioningAction: "suspend" },
      { ...first, provisioningStatusInfo: { status: "failure", errorInformation: null } },
      { ...first, initiatedBy: { id: "", displayName: "" } },
      { ...first, url: "https://contoso.example/Users" },
    ])
      expect(validate([wrong, ...rest])).toBe(false);
  });

  it("names steps and modified properties by target attribute", async () => {
    const { client } = await eventful();
    expect(client.log()[1]).toMatchObject({
      modifiedProperties: [{ displayName: "title", oldValue: "Buyer", newValue: "Lead" }],
      provisioningSteps: [
        {
          name: "EntryImport",
          provisioningStepType: "import",
          details: { userPrincipalName: anna.userName, jobTitle: "Lead", ReportableIdentifier: anna.userName },
        },
        { name: "EntrySynchronizationScoping", provisioningStepType: "scoping", details: { IsInScope: true } },
        { name: "EntryImport", provisioningStepType: "matching", details: { userName: anna.userName } },
        { name: "EntrySynchronizationUpdate", provisioningStepType: "processing" },
        { name: "EntryExportUpdate", provisioningStepType: "export", status: "success" },
      ],
      targetSystem: { displayName: "8x8" },
    });
  });

  it("copies what the service provider wrote, says when it is tried again, and holds no secret", async () => {
    const { client, provider } = await eventful();
    const { reason } = client.events.find(({ outcome }) => outcome === "failure")!;
    expect(reason).toBe(
      'StatusCode: BadRequest Message: Processing of the HTTP request resulted in an exception. Web Response: {"status":"400","detail":"no such site; you sent Bearer [redacted]"}',
    );
    expect(JSON.stringify(client.log()[3])).toContain("retried again after this date: 2026-01-05T14:40:00Z UTC");
    for (const text of [client.log(), client.events, client.memory(), client.mails])
      expect(JSON.stringify(text)).not.toContain(provider.token);
  });

  it("is the same for the same seed, and another for another", async () => {
    const [one, two] = [await eventful(), await eventful()];
    expect(one.client.log()).toEqual(two.client.log());
    expect(wired({ seed: 2 }).client.directory.add(bo).id).not.toBe(wired().client.directory.add(bo).id);
  });

  it("can be made to lie by a mutant", async () => {
    const { client } = await eventful([() => ({ logged: () => "success" })]);
    expect(client.log().map((entry) => (said(entry) as string[])[2])).toEqual(Array(9).fill("success"));
  });
});
