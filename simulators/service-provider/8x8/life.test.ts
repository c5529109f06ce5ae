import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ConsoleUser } from "../../../profiles/index.ts";
import type { JsonObject } from "../../../scim/index.ts";
import { ann, EXTENSION, patchOp, type Scene, scene } from "./test-scene.ts";

/** One step in the life of a user: a SCIM call, or an administrator at the console. */
interface Step {
  told: string;
  take(world: Scene, user: ConsoleUser | undefined): Promise<unknown>;
  /** Whether it may make the user vanish. */
  deletes: boolean;
}

/** A step that a counterexample shows by its words. */
function step(told: string, take: Step["take"], deletes = false): Step {
  return Object.assign({ told, take, deletes }, { [fc.toStringMethod]: () => told });
}

const representation = (site: string | undefined, overrides: JsonObject): JsonObject =>
  ann({ [EXTENSION]: site === undefined ? {} : { site }, ...overrides });
const path = (user: ConsoleUser | undefined): string => `/Users/${user?.id ?? "none"}`;

const sites = fc.constantFrom("Berlin", "San Jose HQ", "Atlantis", undefined);
const names = fc.constantFrom("ann@example.com", "anna@example.com", "bob@example.com");
const steps: fc.Arbitrary<Step> = fc.oneof(
  fc
    .tuple(sites, fc.boolean())
    .map(([site, active]) =>
      step(`POST site=${site} active=${active}`, ({ scim }, user) =>
        scim("POST", "/Users", representation(site, { active, userName: user?.userName ?? "ann@example.com" })),
      ),
    ),
  fc
    .tuple(sites, fc.boolean(), names)
    .map(([site, active, userName]) =>
      step(`PUT site=${site} active=${active} userName=${userName}`, ({ scim }, user) =>
        scim("PUT", path(user), representation(site, { active, userName })),
      ),
    ),
  fc
    .boolean()
    .map((active) =>
      step(`PATCH active=${active}`, ({ scim }, user) =>
        scim("PATCH", path(user), patchOp({ op: "replace", path: "active", value: active })),
      ),
    ),
  fc.constant(step("DELETE", ({ scim }, user) => scim("DELETE", path(user)))),
  fc
    .boolean()
    .map((active) =>
      step(
        `console activation ${active}`,
        async ({ admin }, user) => user && admin.user.setActive({ id: user.id, active }),
      ),
    ),
  fc.constant(step("console delete", async ({ admin }, user) => user && admin.user.delete({ id: user.id }), true)),
);

describe("a user's life", () => {
  it("holds the invariants whatever comes", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(steps, { maxLength: 12 }), async (story) => {
        const world = scene();
        const bob = await world.user({ userName: "bob@example.com", externalId: "e-2" });
        const bystander = await world.admin.user.get({ id: bob });
        let before = (await world.admin.user.list()).find(({ id }) => id !== bob);
        for (const { told, take, deletes } of story) {
          await take(world, before);
          const users = await world.admin.user.list();
          const after = users.find(({ id }) => id !== bob);

          expect(users.length, `${told}: users`).toBeLessThanOrEqual(2);
          expect(new Set(users.map(({ userName }) => userName.toLowerCase())).size, `${told}: login IDs`).toBe(
            users.length,
          );
          expect(
            users.find(({ id }) => id === bob),
            `${told}: bystander`,
          ).toEqual(bystander);
          if (before !== undefined && !deletes) {
            expect(after?.id, `${told}: the record`).toBe(before.id);
            expect(after?.federationId, `${told}: Federation ID`).toBe(before.federationId);
            if (before.site !== null) expect(after?.site, `${told}: site`).toBe(before.site);
            if (told.startsWith("console")) expect(after?.active, `${told}: activation`).toBe(before.active);
          }
          const listed = (await world.scim("GET", "/Users")).body["totalResults"];
          expect(listed, `${told}: list`).toBe(users.length);
          before = after;
        }
      }),
      { numRuns: 60, seed: 8 },
    );
  });
});
