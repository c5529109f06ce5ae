import fc from "fast-check";
import { behaves, decides, type Rule, rule, show } from "../../../engine/index.ts";
import type { Decisions8x8 } from "../../../profiles/index.ts";
import type { OktaDecisions } from "../../../simulators/clients/index.ts";
import { admin, granted } from "../../8x8/admin.ts";
import { word } from "../../8x8/words.ts";
import { employee } from "../employee.ts";
import { expectNobody, expectShown, inShort, writes } from "../noted.ts";
import { assigned, employed, expectLinked, loginOf, started } from "./scene.ts";

/** Whom Okta provisions into 8x8, and what becomes of those who leave. */
export const provisioning: Rule[] = [
  rule({
    id: "clients/okta/assignment-creates",
    title: "A person who is assigned to the application gets a user, and nobody else does",
    covers: ["8X8-OKTA-01"],
    level: "MUST",
    judges: "client",
    async probe(t) {
      const scene = await started(t);
      const { client } = scene;
      const person = await assigned(t, scene);
      const other = client.directory.add(employee(t));
      await client.settle();
      await expectShown(t, loginOf(person), { active: true }, "after an assignment");
      await expectNobody(t, loginOf(other), "without an assignment");
    },
    mutants: {
      "idp-okta-assign-ignored": decides<OktaDecisions>({ wanted: () => false }),
      "provisions everybody": decides<OktaDecisions>({ wanted: () => true }),
    },
  }),

  rule({
    id: "clients/okta/group-assignment-creates",
    title: "The members of an assigned group get users, and so does who joins later",
    covers: ["8X8-OKTA-02"],
    level: "MUST",
    judges: "client",
    async probe(t) {
      const { client } = await started(t);
      const { directory } = client;
      const people = [employee(t), employee(t), employee(t)].map((each) => directory.add(each));
      const [one, other, follower] = people;
      const group = directory.addGroup("Telephony", [one!.id, other!.id]).id;
      await client.settle();
      for (const person of people) await expectNobody(t, loginOf(person), "before the group was assigned");
      directory.assignGroup(group);
      await client.settle();
      for (const person of [one!, other!])
        await expectShown(t, loginOf(person), { active: true }, "once its person's group was assigned,");
      await expectNobody(t, loginOf(follower!), "although the person is not in the group,");
      directory.join(group, follower!.id);
      await client.settle();
      await expectShown(t, loginOf(follower!), { active: true }, "once its person joined the assigned group,");
    },
    mutants: {
      "idp-okta-group-members-skipped": decides<OktaDecisions>({
        wanted: ({ blocked, deleted }, { direct }) => !blocked && !deleted && direct,
      }),
      "takes two members of a group and no more": decides<OktaDecisions>((conforming) => {
        const taken = new Set<string>();
        return {
          wanted(person, assignment) {
            if (!conforming.wanted(person, assignment)) return false;
            if (taken.size < 2) taken.add(person.id);
            return taken.has(person.id);
          },
        };
      }),
    },
  }),

  rule({
    id: "clients/okta/changes-are-sent",
    title: "A changed profile attribute reaches the service provider by itself, and an unchanged profile sends nothing",
    covers: ["8X8-OKTA-03"],
    level: "MUST",
    judges: "client",
    async probe(t) {
      const scene = await started(t);
      const { client, requests } = scene;
      const person = await employed(t, scene);
      const shown = { givenName: "name.givenName", familyName: "name.familyName", email: "emails[work].value" };
      await t.property(
        fc.tuple(fc.shuffledSubarray(["givenName", "familyName", "email"] as const, { minLength: 1 }), word(2, 8)),
        async ([changed, value]) => {
          const values = changed.map((name) => [
            name,
            name === "email" ? `${value.toLowerCase()}@mail.example.com` : value,
          ]);
          client.directory.change(person.id, Object.fromEntries(values));
          await client.settle();
          const expected = Object.fromEntries(values.map(([name, to]) => [shown[name as keyof typeof shown], to]));
          await expectShown(t, loginOf(person), expected, "after a change of the profile");
          const before = requests.length;
          client.directory.change(person.id, {});
          await client.settle();
          const sent = writes(requests.slice(before));
          t.expect.that(sent.length === 0, {
            summary: `a profile that did not change is sent again: ${inShort(sent).join(", ")}`,
            seen: inShort(sent),
            expected: "no write",
          });
        },
        { runs: 4 },
      );
    },
    mutants: {
      "idp-okta-updates-dropped": decides<OktaDecisions>({ update: () => undefined }),
      "sends changes of names only": decides<OktaDecisions>((conforming) => ({
        changed: (sent, values) => conforming.changed(sent, values).filter((target) => target.startsWith("name.")),
      })),
    },
  }),

  rule({
    id: "clients/okta/leavers-become-inactive",
    title: "A user whose person is deactivated or unassigned becomes inactive",
    covers: ["8X8-OKTA-04"],
    level: "MUST",
    judges: "client",
    async probe(t) {
      const scene = await started(t);
      const { client } = scene;
      const { directory } = client;
      const [unassigned, deactivated, staying] = [
        await employed(t, scene),
        await employed(t, scene),
        await employed(t, scene),
      ];
      directory.unassign(unassigned.id);
      directory.block(deactivated.id);
      await client.settle();
      await expectShown(t, loginOf(unassigned), { active: false }, "once its person was unassigned,");
      await expectShown(t, loginOf(deactivated), { active: false }, "once its person was deactivated,");
      await expectShown(t, loginOf(staying), { active: true }, "while others left,");
      directory.assign(unassigned.id);
      await client.settle();
      await expectShown(t, loginOf(unassigned), { active: true }, "once its person was assigned again,");
    },
    mutants: {
      "idp-okta-deactivate-not-sent": decides<OktaDecisions>({ deactivates: () => false }),
      "tells nobody who was deactivated": decides<OktaDecisions>({
        deactivates: (_person, leaving) => leaving !== "deactivated",
      }),
      "tells nobody who was unassigned": decides<OktaDecisions>({
        deactivates: (_person, leaving) => leaving !== "unassigned",
      }),
    },
  }),

  rule({
    id: "clients/okta/leaving-the-group",
    title: "A user who was provisioned through a group only becomes inactive when its person leaves the group",
    covers: ["8X8-OKTA-12"],
    level: "SHOULD",
    judges: "client",
    async probe(t) {
      const scene = await started(t);
      const { client } = scene;
      const { directory } = client;
      const group = directory.addGroup("Telephony").id;
      directory.assignGroup(group);
      const member = directory.add(employee(t));
      directory.join(group, member.id);
      await client.settle();
      expectLinked(t, scene, member);
      const both = await employed(t, scene);
      directory.join(group, both.id);
      await client.settle();
      for (const { id } of [member, both]) directory.leave(group, id);
      await client.settle();
      await expectShown(t, loginOf(member), { active: false }, "once its person left the assigned group,");
      await expectShown(t, loginOf(both), { active: true }, "while its person was assigned directly as well,");
    },
    mutants: {
      "idp-okta-group-removal-ignored": decides<OktaDecisions>({
        deactivates: (_person, leaving) => leaving !== "left-group",
      }),
    },
  }),

  rule({
    id: "clients/okta/rename-keeps-the-federation-id",
    title: "A rename in Okta reaches the username of the user and leaves the Federation ID",
    covers: ["8X8-OKTA-07"],
    level: "MUST",
    needs: ["admin.user.get"],
    async probe(t) {
      const scene = await started(t);
      const { client } = scene;
      const person = await employed(t, scene);
      const id = client.linked(person.id)!;
      const before = await granted(admin(t).user.get({ id }));
      const federationId = before?.federationId ?? t.skip("the driver does not show the Federation ID");
      const userName = t.given.userName();
      client.directory.change(person.id, { userName });
      await client.settle();
      const after = await granted(admin(t).user.get({ id }));
      t.expect.that(after?.userName === userName, {
        summary: `after a rename in Okta the console shows the username ${show(after?.userName)}`,
        seen: after?.userName,
        expected: userName,
        attribute: "userName",
      });
      t.expect.that(after?.federationId === federationId, {
        summary: "a rename in Okta changed the Federation ID",
        seen: after?.federationId,
        expected: federationId,
        attribute: "federationId",
      });
    },
    mutants: {
      "sp-okta-rename-updates-fedid": behaves<Decisions8x8>((conforming) => ({
        replace(customer, user, body) {
          const after = conforming.replace(customer, user, body);
          return { ...after, federationId: after.userName };
        },
      })),
      "does not send the new username": decides<OktaDecisions>((conforming) => ({
        changed: (sent, values) => conforming.changed(sent, values).filter((target) => target !== "userName"),
      })),
    },
  }),
];
