import { describe, expect, it } from "vitest";
import { clientChangesOf, decides } from "../../../engine/index.ts";
import { anna, type Scene, scene, scimError, started } from "../../../test/idp/okta.ts";
import type { OktaDecisions } from "./decisions.ts";

type Decided = Partial<OktaDecisions>;

const lines = ({ sent }: Scene): string[] => sent.map((each) => (typeof each === "string" ? each : each[0]));
const created = ({ sent }: Scene): Record<string, unknown> =>
  sent.find((each) => each[0] === "POST /Users")![1] as never;
const only = (target: string): Decided => ({ table: (rows) => rows.filter((row) => row.target !== target) });

async function changed(world: Scene, change: (id: string) => unknown): Promise<string[]> {
  const id = await world.join();
  world.forget();
  await change(id);
  await world.client.settle();
  return lines(world);
}

async function inGroup(world: Scene): Promise<{ id: string; group: string }> {
  const { directory } = world.client;
  const { id } = directory.add(anna);
  const group = directory.addGroup("Sales", [id]);
  directory.assignGroup(group.id);
  await world.client.settle();
  return { id, group: group.id };
}

/** By the name of a fault: the one decision that makes it, and something that differs by it. */
const faults: Record<string, [Decided, (world: Scene) => Promise<unknown>]> = {
  "idp-okta-map-username-uses-email": [
    {
      table: (rows) =>
        rows.map((row) => (row.target === "userName" ? { ...row, source: { attribute: "user.email" } } : row)),
    },
    async (world) => {
      await world.join({ ...anna, userName: "aortiz" });
      return created(world)["userName"];
    },
  ],
  "idp-okta-map-first-missing": [
    only("name.givenName"),
    async (world) => {
      await world.join();
      return created(world)["name"];
    },
  ],
  "idp-okta-map-last-missing": [
    only("name.familyName"),
    async (world) => {
      await world.join();
      return created(world)["name"];
    },
  ],
  "idp-okta-map-email-missing": [
    only('emails[type eq "work"].value'),
    async (world) => {
      await world.join();
      return created(world)["emails"];
    },
  ],
  "idp-okta-mappings-empty": [{ table: () => [] }, async ({ client }) => client.mapping()],
  "idp-okta-assign-ignored": [
    { wanted: () => false },
    async (world) => world.client.linked(await world.join()) !== undefined,
  ],
  "idp-okta-group-members-skipped": [
    { wanted: ({ blocked, deleted }, { direct }) => !blocked && !deleted && direct },
    async (world) => world.client.linked((await inGroup(world)).id) !== undefined,
  ],
  "idp-okta-updates-dropped": [
    { update: () => undefined },
    (world) => changed(world, (id) => world.client.directory.change(id, { familyName: "Vale" })),
  ],
  "idp-okta-deactivate-not-sent": [
    { deactivates: () => false },
    (world) => changed(world, (id) => world.client.directory.unassign(id)),
  ],
  "idp-okta-group-removal-ignored": [
    { deactivates: (_person, leaving) => leaving !== "left-group" },
    async (world) => {
      const { id, group } = await inGroup(world);
      world.forget();
      world.client.directory.leave(group, id);
      await world.client.settle();
      return lines(world);
    },
  ],
  "idp-okta-sends-incomplete": [
    { lacking: () => [] },
    async (world) => {
      await world.join({ userName: "incomplete@contoso.example" });
      return lines(world);
    },
  ],
  "idp-okta-test-always-green": [
    { testResult: () => ({ ok: true, message: "fine" }) },
    async (world) => {
      world.answer(() => scimError(401, "no"));
      return (await world.client.testConnection()).ok;
    },
  ],
  "idp-okta-silently-skips-conflict": [
    { reports: ({ status }) => status !== 409 },
    async (world) => {
      world.answer(({ method }) => (method === "POST" ? scimError(409, "taken") : undefined));
      await world.join();
      const { client } = world;
      return [client.tasks().length, client.events.some(({ status }) => status === 409), client.log().length];
    },
  ],
  "idp-never-retries-after-conflict": [
    { retries: () => false },
    async (world) => {
      world.answer(({ method }) => (method === "POST" ? scimError(409, "taken") : undefined));
      const id = await world.join();
      world.answer(undefined);
      await world.client.retry(world.client.tasks()[0]!.id);
      return world.client.linked(id) !== undefined;
    },
  ],
  "idp-pushes-group-object": [
    { pushesGroup: () => true },
    async (world) => {
      await inGroup(world);
      return lines(world).filter((line) => line.includes("/Groups"));
    },
  ],
  "idp-okta-import-off-still-syncs": [
    { importEnabled: () => true },
    async (world) => {
      world.client.setImport({ enabled: false });
      await world.client.advance(3_600_000);
      return lines(world);
    },
  ],
  "idp-okta-fixed-polling": [
    { pollingMinutes: () => 60 },
    async (world) => {
      world.client.setImport({ intervalMinutes: 10 });
      await world.client.advance(15 * 60_000);
      return lines(world);
    },
  ],
};

describe("a fault of Okta", () => {
  it.each(Object.entries(faults))("%s is one other decision, and shows", async (_name, [change, look]) => {
    const changes = clientChangesOf([decides<OktaDecisions>(change)]);
    const [wrong, right] = [scene({ changes }), await started()];
    await wrong.client.start();
    wrong.forget();
    expect(await look(wrong)).not.toEqual(await look(right));
  });
});
