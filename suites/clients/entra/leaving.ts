import fc from "fast-check";
import { behaves, decides, idsOf, type Rule, rule, type Trial } from "../../../engine/index.ts";
import type { Decisions8x8 } from "../../../profiles/index.ts";
import type { EntraDecisions } from "../../../simulators/clients/index.ts";
import { admin } from "../../8x8/admin.ts";
import { named } from "../../8x8/user.ts";
import { inShort } from "../noted.ts";
import { ignoring } from "./ignoring.ts";
import { type Employee, expectActive, provisioned, running } from "./scene.ts";

/** What becomes of users whose people are blocked, deleted or unassigned (8x8 article, Managing users). */
export const leaving: Rule[] = [
  rule({
    id: "clients/entra/block-deactivates",
    title: "The user of who is blocked from signing in is deactivated",
    covers: ["8X8-AAD-02"],
    level: "MUST",
    judges: "client",
    async probe(t) {
      const scene = await running(t);
      const [blocked, other] = [await provisioned(t, scene), await provisioned(t, scene)];
      scene.client.directory.block(blocked.person);
      await scene.client.settle();
      await expectActive(t, blocked, false, "once its person was blocked,");
      await expectActive(t, other, true, "once somebody else was blocked,");
    },
    mutants: {
      "idp-aad-block-not-sent": ignoring("blocked"),
      "asks for everything but the deactivation": decides<EntraDecisions>((conforming) => ({
        changes: (...told) => conforming.changes(...told).filter(({ attribute }) => attribute !== "active"),
      })),
    },
  }),

  rule({
    id: "clients/entra/unblock-reactivates",
    title: "The user of who may sign in again is the same as before, and active",
    covers: ["8X8-AAD-03"],
    level: "MUST",
    judges: "client",
    async probe(t) {
      const scene = await running(t);
      const blocked = await provisioned(t, scene);
      scene.client.directory.block(blocked.person);
      await scene.client.settle();
      if ((await t.given.read(blocked.path))["active"] !== false) t.inconclusive("the user was not deactivated before");
      const before = scene.requests.length;
      scene.client.directory.unblock(blocked.person);
      await scene.client.settle();
      await expectActive(t, blocked, true, "once its person was no longer blocked,");
      await expectSameUser(t, blocked, "once its person was no longer blocked,");
      const created = scene.requests.slice(before).find(({ method }) => method === "POST");
      t.expect.that(created === undefined, {
        summary: "a user is created for who is no longer blocked",
        seen: created?.method,
        expected: "PATCH of the same user",
      });
    },
    mutants: {
      "idp-aad-unblock-creates-new": decides<EntraDecisions>({ onReturn: () => "create" }),
      "tells nobody who is no longer blocked": decides<EntraDecisions>((conforming) => ({
        changes: (...told) => conforming.changes(...told).filter(({ to }) => to !== true),
      })),
    },
  }),

  rule({
    id: "clients/entra/soft-deletion-deactivates",
    title: "The user of who is moved to the deleted people is deactivated",
    covers: ["8X8-AAD-04"],
    level: "MUST",
    judges: "client",
    async probe(t) {
      const scene = await running(t);
      const [deleted, other] = [await provisioned(t, scene), await provisioned(t, scene)];
      scene.client.directory.softDelete(deleted.person);
      await scene.client.settle();
      await expectActive(t, deleted, false, "once its person was deleted,");
      await expectActive(t, other, true, "once somebody else was deleted,");
    },
    mutants: {
      "idp-aad-soft-delete-silent": ignoring("deleted"),
    },
  }),

  rule({
    id: "clients/entra/final-deletion-changes-nothing",
    title: "The final deletion of a person whose user was deactivated before leaves that user as it is",
    covers: ["8X8-AAD-05"],
    level: "MUST",
    judges: "client",
    async probe(t) {
      const scene = await running(t);
      const deleted = await provisioned(t, scene);
      scene.client.directory.softDelete(deleted.person);
      await scene.client.settle();
      const { meta: _meta, ...before } = await t.given.read(deleted.path);
      if (before["active"] !== false) t.inconclusive("the user was not deactivated before");
      scene.client.directory.purge(deleted.person);
      await scene.client.settle();
      await expectActive(t, deleted, false, "after the final deletion");
      const { meta: _after, ...after } = await t.given.read(deleted.path);
      t.expect.that(JSON.stringify(after) === JSON.stringify(before), {
        summary: "the final deletion changes the deactivated user",
        seen: after,
        expected: before,
      });
    },
    mutants: {
      "sp-second-stage-delete-purges": behaves<Decisions8x8>((conforming) => ({
        remove: (customer, user) => (user.active ? conforming.remove(customer, user) : undefined),
      })),
    },
  }),

  rule({
    id: "clients/entra/final-deletion-deactivates",
    title: "The user of who is deleted for good before the first stage was sent is deactivated, and not removed",
    covers: ["8X8-AAD-06"],
    level: "MUST",
    judges: "client",
    async probe(t) {
      const scene = await running(t);
      const deleted = await provisioned(t, scene);
      scene.client.directory.softDelete(deleted.person);
      scene.client.directory.purge(deleted.person);
      await scene.client.settle();
      await expectActive(t, deleted, false, "after the final deletion of its person");
    },
    mutants: {
      "idp-aad-hard-delete-forgets-active": decides<EntraDecisions>({ onPurge: () => "nothing" }),
    },
  }),

  rule({
    id: "clients/entra/deletion-deletes-nobody",
    title: "The deletion of a person, soft or final, removes no user: the console has it, deactivated",
    covers: ["8X8-DELETE-11"],
    level: "MUST",
    judges: "client",
    needs: ["admin.user.get"],
    async probe(t) {
      const scene = await running(t);
      const { directory } = scene.client;
      for (const stages of [["soft", "final"], ["final"]]) {
        const deleted = await provisioned(t, scene);
        if (stages.includes("soft")) {
          directory.softDelete(deleted.person);
          await scene.client.settle();
          await expectInConsole(t, deleted, "after a soft deletion");
        }
        directory.purge(deleted.person);
        await scene.client.settle();
        await expectInConsole(t, deleted, `after a final deletion${stages.includes("soft") ? " that followed" : ""}`);
      }
      const elsewhere = scene.requests.find(
        ({ method, path }) => method === "DELETE" && !/^\/Users\/[^/]+$/.test(path),
      );
      t.expect.that(elsewhere === undefined, {
        summary: `${inShort(elsewhere === undefined ? [] : [elsewhere])[0]} is sent, which is not SCIM`,
        seen: elsewhere?.path,
        expected: "DELETE /Users/{id}",
      });
    },
    mutants: {
      // What a call of the console's deletion in place of the SCIM request comes to.
      "idp-entra-delete-cascades-to-console": behaves<Decisions8x8>((conforming) => ({
        remove: (customer, user) => (conforming.consoleDelete(customer, user) ? undefined : user),
      })),
      "forgets people who are deleted for good": decides<EntraDecisions>({ onPurge: () => "nothing" }),
    },
  }),

  rule({
    id: "clients/entra/all-reasons-count",
    title:
      "A user is active exactly while its person is assigned, not blocked and not deleted, in whatever order that changes",
    covers: ["8X8-LIFECYCLE-03"],
    level: "SHOULD",
    judges: "client",
    async probe(t) {
      const scene = await running(t);
      const { directory } = scene.client;
      const story = async (steps: Step[]): Promise<void> => {
        const employee = await provisioned(t, scene);
        const { person } = employee;
        const state = { blocked: false, assigned: true, deleted: false };
        for (const [index, step] of steps.entries()) {
          if (step === "block" || step === "unblock") {
            directory[step](person);
            state.blocked = step === "block";
          } else if (step === "assign" || step === "unassign") {
            directory[step](person);
            state.assigned = step === "assign";
          } else {
            if (step === "delete") directory.softDelete(person);
            else directory.restore(person);
            state.deleted = step === "delete";
          }
          await scene.client.settle();
          const active = state.assigned && !state.blocked && !state.deleted;
          await expectActive(t, employee, active, `after ${steps.slice(0, index + 1).join(", ")}`);
        }
      };
      // The two of the guides first, then whatever comes.
      await story(["block", "unassign", "unblock", "assign"]);
      await t.property(fc.array(fc.constantFrom(...STEPS), { minLength: 3, maxLength: 5 }), story, { runs: 3 });
    },
    mutants: {
      "idp-entra-last-event-wins": decides<EntraDecisions>((conforming) => {
        const blocked = new Set<string>();
        const freed = new Set<string>();
        return {
          reasons(person, inScope) {
            if (person.blocked) blocked.add(person.id);
            else if (blocked.delete(person.id)) freed.add(person.id);
            return freed.has(person.id) ? [] : conforming.reasons(person, inScope);
          },
        };
      }),
      "counts the first reason only": decides<EntraDecisions>((conforming) => {
        const first = new Map<string, string>();
        return {
          reasons(person, inScope) {
            const reasons = conforming.reasons(person, inScope);
            const known = first.get(person.id) ?? reasons[0];
            if (known === undefined) return reasons;
            first.set(person.id, known);
            if (reasons.some((reason) => reason === known)) return reasons;
            first.delete(person.id);
            return [];
          },
        };
      }),
    },
  }),
];

const STEPS = ["block", "unblock", "unassign", "assign", "delete", "restore"] as const;
type Step = (typeof STEPS)[number];

async function expectSameUser(t: Trial, { userName, path }: Employee, when: string): Promise<void> {
  const ids = idsOf(await t.client.list("/Users", named(userName)));
  t.expect.that(ids?.length === 1 && path === `/Users/${encodeURIComponent(ids[0]!)}`, {
    summary: `${when} the person has another user, or several`,
    seen: ids,
    expected: path,
    attribute: "id",
  });
}

async function expectInConsole(t: Trial, { userName }: Employee, when: string): Promise<void> {
  const user = await admin(t).user.get({ userName });
  t.expect.that(user?.active === false, {
    summary: user === undefined ? `${when} the console has no such user` : `${when} the user is active`,
    seen: user?.active,
    expected: false,
    attribute: "active",
  });
}
