import { decides, type Rule, rule, type Trial, valueAt } from "../../../engine/index.ts";
import type { JumpCloudDecisions } from "../../../simulators/clients/index.ts";
import { withConsoleUser } from "../../8x8/console-user.ts";
import { OWN_CUSTOMER, type OwnCustomer, withOwnCustomer } from "../../8x8/own-customer.ts";
import { expectShown } from "../noted.ts";
import { expectLogged, type Logged, logs, quietOnFailure } from "./logged.ts";
import { connected, employed, eventsOf, hired, into, loginOf, type Scene } from "./scene.ts";

const USER = [
  "user_create_provision",
  "user_update_provision",
  "user_deprovision",
  "user_delete_provision",
  "user_lookup_provision",
];

/** What Directory Insights tells of users (8x8 article, SCIM DI User Events). */
export const userEvents: Rule[] = [
  rule({
    id: "clients/jumpcloud/event-create-user",
    title: "Each attempt to create a user is logged with the user and the outcome, a login ID in use as well",
    covers: ["8X8-DI-05"],
    level: "MUST",
    judges: "client",
    needs: [OWN_CUSTOMER, "admin.user.create"],
    probe: (t) =>
      withConflict(t, async (scene, taken) => {
        const person = await employed(t, scene);
        await hired(t, scene, { userName: taken });
        const expected: Logged[] = [
          ["user_create_provision", true, loginOf(person)],
          ["user_create_provision", false, taken],
        ];
        expectLogged(t, scene, USER, expected, "a create, and one whose login ID is in use,");
      }),
    mutants: {
      "idp-jc-di-create-success-only": quietOnFailure("user-created"),
      "logs a refused create as an update": decides<JumpCloudDecisions>((conforming) => ({
        eventType: (occurrence, outcome) =>
          occurrence === "user-created" && outcome === "failure"
            ? "user_update_provision"
            : conforming.eventType(occurrence, outcome),
      })),
    },
  }),

  rule({
    id: "clients/jumpcloud/event-update-user",
    title: "Each attempt to update a user is logged with the user and the outcome",
    covers: ["8X8-DI-06"],
    level: "MUST",
    judges: "client",
    async probe(t) {
      const holder = await t.given.user();
      const scene = await connected(t);
      const { client } = scene;
      const person = await employed(t, scene);
      const userName = loginOf(person);
      client.directory.change(person.id, { title: "Head of purchasing" });
      await client.settle();
      client.directory.change(person.id, { userName: holder.userName });
      await client.settle();
      const expected: Logged[] = [
        ["user_create_provision", true, userName],
        ["user_update_provision", true, userName],
        ["user_update_provision", false, holder.userName],
      ];
      expectLogged(t, scene, USER, expected, "an update, and one to a login ID in use,");
    },
    mutants: {
      "idp-jc-di-update-missing": logs({ "user-updated": undefined }),
      "logs updates that succeeded": quietOnFailure("user-updated"),
    },
  }),

  rule({
    id: "clients/jumpcloud/event-deactivate-user",
    title: "Making a user inactive is logged as its deprovisioning",
    covers: ["8X8-DI-07"],
    level: "MUST",
    judges: "client",
    async probe(t) {
      const scene = await connected(t);
      const { client, group } = scene;
      const [suspended, leaving] = [await employed(t, scene), await employed(t, scene)];
      client.directory.block(suspended.id);
      await client.settle();
      client.directory.leave(group, leaving.id);
      await client.settle();
      const expected: Logged[] = [
        ["user_create_provision", true, loginOf(suspended)],
        ["user_create_provision", true, loginOf(leaving)],
        ["user_deprovision", true, loginOf(suspended)],
        ["user_deprovision", true, loginOf(leaving)],
      ];
      expectLogged(t, scene, USER, expected, "a suspension and a removal from the bound group");
    },
    mutants: {
      "idp-jc-di-deprovision-as-update": logs({ "user-deactivated": "user_update_provision" }),
    },
  }),

  rule({
    id: "clients/jumpcloud/event-delete-user",
    title: "Deleting a user is logged as such, and deactivates the user at 8x8",
    covers: ["8X8-DI-08"],
    level: "MUST",
    judges: "client",
    async probe(t) {
      const scene = await connected(t);
      const { client, requests } = scene;
      const person = await employed(t, scene);
      client.directory.purge(person.id);
      await client.settle();
      // Which action of JumpCloud leads to DELETE is not said (C-13): where none was sent, another event is right.
      if (!requests.some(({ method }) => method === "DELETE"))
        t.skip("JumpCloud sends no DELETE for a person who was deleted");
      const expected: Logged[] = [
        ["user_create_provision", true, loginOf(person)],
        ["user_delete_provision", true, loginOf(person)],
      ];
      expectLogged(t, scene, USER, expected, "a deletion");
      await expectShown(t, loginOf(person), { active: false }, "after DELETE");
    },
    mutants: {
      "idp-jc-di-delete-as-deprovision": logs({ "user-deleted": "user_deprovision" }),
      "logs no deletion": logs({ "user-deleted": undefined }),
    },
  }),

  rule({
    id: "clients/jumpcloud/event-lookup-trouble",
    title: "A look-up is logged where it meets a problem, and only there",
    covers: ["8X8-DI-09"],
    level: "MUST",
    judges: "client",
    async probe(t) {
      const known = await t.given.user();
      const scene = await connected(t);
      await hired(t, scene, { userName: known.userName });
      await hired(t, scene);
      const logged = eventsOf(scene, "user_lookup_provision");
      t.expect.that(logged.length === 0, {
        summary: "a look-up without a problem is logged",
        seen: logged.length,
        expected: 0,
      });
      for (const status of [500, 429, 200]) {
        let broken = false;
        const answer = status === 200 ? "<html>Sign in</html>" : JSON.stringify({ status: String(status) });
        const troubled = await connected(t, {
          provider: async (request) =>
            broken && request.url.includes("filter=") ? new Response(answer, { status }) : t.provider(request),
        });
        broken = true;
        const person = await hired(t, troubled);
        const when = `a look-up that was answered with ${status === 200 ? "HTML" : status}`;
        expectLogged(t, troubled, USER, [["user_lookup_provision", false, loginOf(person)]], when);
      }
    },
    mutants: {
      "idp-jc-di-lookup-always": logs({ "user-looked-up": "user_lookup_provision" }),
      "never logs a look-up": logs({ "lookup-failed": undefined }),
    },
  }),

  rule({
    id: "clients/jumpcloud/no-group-events",
    title: "No event about groups is logged, for 8x8 has none",
    covers: ["8X8-DI-10"],
    level: "MUST",
    judges: "client",
    async probe(t) {
      const scene = await connected(t);
      const { client, group } = scene;
      const [one, other] = [await employed(t, scene), await employed(t, scene)];
      [...client.directory.groups()].find(({ id }) => id === group)!.name = "Telephony";
      client.directory.leave(group, one.id);
      await client.settle();
      client.unbind(group);
      client.directory.purge(other.id);
      await client.settle();
      const logged = eventsOf(scene, "group_create_provision", "group_update_provision", "group_delete_provision");
      t.expect.that(logged.length === 0, {
        summary: `${logged.length} events about groups are logged`,
        seen: logged.map(({ event_type }) => event_type),
        expected: [],
      });
    },
    mutants: {
      "idp-jc-di-group-events": decides<JumpCloudDecisions>({ managesGroups: () => true }),
    },
  }),

  rule({
    id: "clients/jumpcloud/failures-can-be-traced",
    title: "The event of a failed attempt names the user and repeats what the service provider said",
    covers: ["8X8-DI-13"],
    level: "SHOULD",
    judges: "client",
    needs: [OWN_CUSTOMER, "admin.user.create"],
    probe: (t) =>
      withConflict(t, async (scene, taken) => {
        const { client } = scene;
        const person = await employed(t, scene);
        await hired(t, scene, { userName: taken });
        client.directory.change(person.id, { userName: taken });
        await client.settle();
        const failed = scene.requests.filter(({ method, status }) => method !== "GET" && status >= 400);
        const told = eventsOf(scene, "user_create_provision", "user_update_provision").filter(
          ({ success }) => success === false,
        );
        t.expect.that(failed.length === 2 && told.length === 2, {
          summary: `${failed.length} writes were refused, and ${told.length} events tell of a failure`,
          seen: told.map(({ event_type }) => event_type),
          expected: ["user_create_provision", "user_update_provision"],
        });
        for (const [index, event] of told.entries()) {
          const { status, answer } = failed[index]!;
          const detail = valueAt(answer, "detail");
          const texts = textsOf(event);
          const says = (part: string): boolean => texts.some((text) => text.includes(part));
          t.expect.that(says(taken) && (says(String(status)) || (typeof detail === "string" && says(detail))), {
            summary: `the event of a write that was refused with ${status} does not tell of whom or why`,
            seen: texts,
            expected: [taken, status, detail],
          });
        }
      }),
    mutants: {
      "idp-jc-di-no-detail": decides<JumpCloudDecisions>({ failureDetail: () => undefined }),
      "says only that something went wrong": decides<JumpCloudDecisions>({
        failureDetail: () => "Provisioning failed",
      }),
    },
  }),
];

function textsOf(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsOf) : [];
}

/** A client of a customer in which a console user, whom the client cannot see, has a login ID. */
function withConflict(t: Trial, work: (scene: Scene, taken: string) => Promise<void>): Promise<void> {
  return withOwnCustomer(t, { retrieval: "idp-only" }, (own: OwnCustomer) =>
    withConsoleUser(t, { customer: own.id }, async ({ userName }) => work(await connected(t, into(own)), userName)),
  );
}
