import fc from "fast-check";
import { decides, idsOf, type Rule, rule } from "../../../engine/index.ts";
import type { EntraDecisions } from "../../../simulators/clients/index.ts";
import { named } from "../../8x8/user.ts";
import { expectNobody, expectShown, expectUser, inShort, writes } from "../noted.ts";
import { ignoring } from "./ignoring.ts";
import { expectActive, joins, loginOf, MINUTE, newPerson, provisioned, running, withoutGroups } from "./scene.ts";

/** Who is provisioned (Entra tutorial, steps 4 and 5; 8x8 article, Assigning users). */
export const scope: Rule[] = [
  rule({
    id: "clients/entra/scope-by-assignment",
    title: "Where the scope is assignment, exactly those are provisioned who are assigned, directly or by a group",
    covers: ["8X8-ENTRA-04"],
    level: "MUST",
    judges: "client",
    async probe(t) {
      const scene = await running(t);
      const { directory } = scene.client;
      await t.property(
        fc.shuffledSubarray(["directly", "by a group", "by both", "not at all"], { minLength: 4 }),
        async (ways) => {
          const group = directory.addGroup("8x8 users");
          directory.assignGroup(group.id);
          const people = ways.map((way) => {
            const person = directory.add(newPerson(t));
            if (way !== "by a group" && way !== "not at all") directory.assign(person.id);
            if (way !== "directly" && way !== "not at all") directory.join(group.id, person.id);
            return { way, userName: loginOf(person) };
          });
          await scene.client.settle();
          for (const { way, userName } of people)
            if (way === "not at all") await expectNobody(t, userName, "for who was assigned not at all");
            else await expectUser(t, userName, `for who was assigned ${way}`);
        },
        { runs: 3 },
      );
    },
    mutants: {
      "idp-entra-scope-ignored": decides<EntraDecisions>({ inScope: () => true }),
      "provisions who is assigned directly": decides<EntraDecisions>({ inScope: ({ assigned }) => assigned }),
    },
  }),

  rule({
    id: "clients/entra/scope-by-filter",
    title: "Where the scope is a filter, exactly those are provisioned who pass it; who leaves it is deactivated",
    covers: ["8X8-ENTRA-05"],
    level: "MUST",
    judges: "client",
    async probe(t) {
      const filter = [{ attribute: "department", operator: "EQUALS", value: "Sourcing" } as const];
      const scene = await running(t, { scope: { filter } });
      const { directory } = scene.client;
      await t.property(
        fc.shuffledSubarray(["Sourcing", "Legal", "Sourcing and Legal"], { minLength: 2 }),
        async (departments) => {
          const people = departments.map((department) => ({
            department,
            userName: loginOf(directory.add(newPerson(t, { department }))),
          }));
          await scene.client.settle();
          for (const { department, userName } of people)
            if (department === "Sourcing") await expectUser(t, userName, `for somebody of department ${department}`);
            else await expectNobody(t, userName, `for somebody of department ${department}`);
        },
        { runs: 2 },
      );
      const mover = directory.add(newPerson(t, { department: "Sourcing" }));
      await scene.client.settle();
      await expectShown(t, loginOf(mover), { active: true }, "for who passes the filter");
      directory.change(mover.id, { department: "Legal" });
      await scene.client.settle();
      await expectShown(t, loginOf(mover), { active: false }, "for who passes the filter no more");
    },
    mutants: {
      "idp-entra-filter-inverted": decides<EntraDecisions>((conforming) => ({
        inScope: (...person) => !conforming.inScope(...person),
      })),
      "keeps who leaves the filter": decides<EntraDecisions>((conforming) => {
        const known = new Set<string>();
        return {
          inScope(person, ...rest) {
            if (conforming.inScope(person, ...rest)) known.add(person.id);
            return known.has(person.id);
          },
        };
      }),
    },
  }),

  rule({
    id: "clients/entra/members-one-by-one",
    title: "An assigned group with so many members leads to so many users, and to no group",
    covers: ["8X8-GROUP-03"],
    level: "MUST",
    judges: "client",
    async probe(t) {
      const scene = await running(t, { provider: withoutGroups(t) });
      const { directory } = scene.client;
      const people = [1, 2, 3].map(() => directory.add(newPerson(t)));
      directory.assignGroup(
        directory.addGroup(
          "8x8 users",
          people.map(({ id }) => id),
        ).id,
      );
      await scene.client.settle();
      for (const person of people) await expectUser(t, loginOf(person), "for a member of the assigned group");
      const sent = inShort(writes(scene.requests));
      t.expect.that(sent.join() === "POST /Users,POST /Users,POST /Users", {
        summary: `a group with three members leads to ${sent.join(", ")}`,
        seen: sent,
        expected: ["POST /Users", "POST /Users", "POST /Users"],
      });
    },
    mutants: {
      "pushes the group beside its members": decides<EntraDecisions>({ pushesGroup: () => true }),
      "takes the first member for the group": decides<EntraDecisions>((conforming) => {
        let first: string | undefined;
        return {
          inScope(person, ...rest) {
            if (!conforming.inScope(person, ...rest)) return false;
            first ??= person.id;
            return person.id === first;
          },
        };
      }),
    },
  }),

  rule({
    id: "clients/entra/users-reached-by-groups",
    title: "What the tutorial says of groups holds for the users reached through them",
    covers: ["8X8-GROUP-05"],
    level: "MAY",
    judges: "client",
    async probe(t) {
      const scene = await running(t);
      const { directory } = scene.client;
      const group = directory.addGroup("8x8 users");
      directory.assignGroup(group.id);
      const person = directory.add(newPerson(t));
      directory.join(group.id, person.id);
      await scene.client.settle();
      await expectShown(t, loginOf(person), { active: true }, "after its person joined an assigned group");
      directory.leave(group.id, person.id);
      await scene.client.settle();
      await expectShown(t, loginOf(person), { active: false }, "after its person left the assigned group");
    },
    mutants: {
      "knows no groups": decides<EntraDecisions>({ inScope: ({ assigned }) => assigned }),
    },
  }),

  rule({
    id: "clients/entra/assignment-creates",
    title: "Who is assigned has a user after the next cycle, an hour later at the latest",
    covers: ["8X8-AAD-01"],
    level: "MUST",
    judges: "client",
    async probe(t) {
      const scene = await running(t);
      const person = scene.client.directory.add(newPerson(t));
      await joins(t, scene);
      await expectNobody(t, loginOf(person), "before the assignment");
      scene.client.directory.assign(person.id);
      await scene.client.advance(60 * MINUTE);
      await expectShown(t, loginOf(person), { active: true }, "an hour after the assignment");
    },
    mutants: {
      "idp-aad-assignment-ignored": decides<EntraDecisions>((conforming) => {
        const seen = new Set<string>();
        return {
          // Whoever was looked at once without an assignment stays out.
          inScope(person, assigned, sources) {
            if (!assigned) seen.add(person.id);
            return !seen.has(person.id) && conforming.inScope(person, assigned, sources);
          },
        };
      }),
      "runs every two hours": decides<EntraDecisions>({ interval: () => 120 * MINUTE }),
    },
  }),

  rule({
    id: "clients/entra/unassignment-deactivates",
    title: "The user of who is unassigned is deactivated and not removed",
    covers: ["8X8-AAD-07"],
    level: "MUST",
    judges: "client",
    async probe(t) {
      const scene = await running(t);
      const [leaver, other] = [await provisioned(t, scene), await provisioned(t, scene)];
      scene.client.directory.unassign(leaver.person);
      await scene.client.settle();
      await expectActive(t, leaver, false, "once its person was unassigned,");
      await expectActive(t, other, true, "once somebody else was unassigned,");
      const removed = scene.requests.find(({ method }) => method === "DELETE");
      t.expect.that(removed === undefined, {
        summary: "an unassignment sends DELETE",
        seen: removed?.path,
        expected: "no DELETE",
      });
    },
    mutants: {
      "idp-aad-unassign-ignored": ignoring("outOfScope"),
      "deletes who is unassigned": decides<EntraDecisions>((conforming) => ({
        mapping: (saved, edited) => conforming.mapping(saved, edited).filter(({ target }) => target !== "active"),
      })),
    },
  }),

  rule({
    id: "clients/entra/out-of-scope-is-inactive",
    title: "Who loses access by leaving an assigned group is inactive after the next cycle",
    covers: ["8X8-ENTRA-10"],
    level: "MUST",
    judges: "client",
    async probe(t) {
      const scene = await running(t);
      const { directory } = scene.client;
      const [one, other] = [directory.addGroup("8x8 users"), directory.addGroup("Telephony")];
      for (const { id } of [one, other]) directory.assignGroup(id);
      const person = directory.add(newPerson(t));
      for (const { id } of [one, other]) directory.join(id, person.id);
      await scene.client.settle();
      directory.leave(one.id, person.id);
      await scene.client.settle();
      await expectShown(t, loginOf(person), { active: true }, "while its person was in another assigned group,");
      directory.leave(other.id, person.id);
      await scene.client.settle();
      await expectShown(t, loginOf(person), { active: false }, "once its person was in no assigned group,");
    },
    mutants: {
      "idp-entra-leaves-out-of-scope-active": ignoring("outOfScope"),
    },
  }),

  rule({
    id: "clients/entra/reassignment-reactivates",
    title: "Who is assigned again has the same user, active and up to date, without a conflict",
    covers: ["8X8-AAD-08"],
    level: "SHOULD",
    judges: "client",
    async probe(t) {
      const scene = await running(t);
      const { directory } = scene.client;
      const returner = await provisioned(t, scene, { title: "Buyer" });
      directory.unassign(returner.person);
      await scene.client.settle();
      directory.change(returner.person, { title: "Head of purchasing" });
      const before = scene.requests.length;
      directory.assign(returner.person);
      await scene.client.settle();
      await scene.client.settle();
      const conflict = scene.requests.slice(before).find(({ method, status }) => method === "POST" || status >= 400);
      t.expect.that(conflict === undefined, {
        summary: `another assignment sends ${conflict?.method} ${conflict?.path}, answered ${conflict?.status}`,
        seen: conflict?.method,
        expected: "an update of the same user",
      });
      const now = { active: true, title: "Head of purchasing" };
      await expectShown(t, returner.userName, now, "after another assignment");
      const found = idsOf(await t.client.list("/Users", named(returner.userName)));
      t.expect.that(found?.length === 1 && returner.path.endsWith(encodeURIComponent(found[0]!)), {
        summary: "another assignment leads to another user",
        seen: found,
        expected: returner.path,
        attribute: "id",
      });
    },
    mutants: {
      "idp-aad-reassign-posts": decides<EntraDecisions>({ onReturn: () => "create" }),
      "activates and brings nothing up to date": decides<EntraDecisions>((conforming) => ({
        changes: (...told) => conforming.changes(...told).filter(({ attribute }) => attribute === "active"),
      })),
    },
  }),
];
