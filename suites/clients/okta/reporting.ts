import fc from "fast-check";
import { decides, type Rule, rule } from "../../../engine/index.ts";
import type { OktaDecisions, OktaTask } from "../../../simulators/clients/index.ts";
import { admin, granted } from "../../8x8/admin.ts";
import { withConsoleUser } from "../../8x8/console-user.ts";
import { OWN_CUSTOMER, withOwnCustomer } from "../../8x8/own-customer.ts";
import { LOWER, text } from "../../8x8/words.ts";
import { employee } from "../employee.ts";
import { expectUser, inShort, writes } from "../noted.ts";
import { assigned, prepared, type Scene, started } from "./scene.ts";

/** What Okta tells its administrator: of wrong credentials, and of people it cannot provision. */
export const reporting: Rule[] = [
  rule({
    id: "clients/okta/credentials-are-tested",
    title: "The test of URL and token succeeds with the right ones and reports wrong ones",
    covers: ["8X8-OKTA-08"],
    level: "MUST",
    judges: "client",
    async probe(t) {
      const { ok, message } = await prepared(t).client.testConnection();
      t.expect.that(ok, {
        summary: `the test reports the right URL and token: ${message}`,
        seen: message,
        expected: "success",
      });
      await t.property(
        fc.tuple(fc.constantFrom("token", "url"), text(LOWER, 1, 8)),
        async ([what, letters]) => {
          const settings =
            what === "token" ? { token: `wrong-${letters}` } : { baseUrl: `${t.client.baseUrl}-${letters}` };
          const { client } = prepared(t, settings);
          const tested = await client.testConnection();
          await client.start();
          t.expect.that(!tested.ok && tested.message !== "" && client.health().state !== "running", {
            summary: `a wrong ${what} passes the test`,
            seen: { ok: tested.ok, message: tested.message, state: client.health().state },
            expected: { ok: false },
          });
        },
        { runs: 3 },
      );
    },
    mutants: {
      "idp-okta-test-always-green": decides<OktaDecisions>({
        testResult: () => ({ ok: true, message: "8x8 was verified successfully!" }),
      }),
      "reports the right credentials": decides<OktaDecisions>({
        testResult: () => ({ ok: false, message: "Error authenticating" }),
      }),
    },
  }),

  rule({
    id: "clients/okta/incomplete-profiles-are-reported",
    title:
      "A person without username, first name, last name or e-mail is not synchronised but reported, until complete",
    covers: ["8X8-OKTA-05"],
    level: "MUST",
    judges: "client",
    async probe(t) {
      const scene = await started(t);
      const { client, requests } = scene;
      const { directory } = client;
      await t.property(
        fc.subarray(["userName", "givenName", "familyName", "email"] as const, { minLength: 1 }),
        async (lacking) => {
          const whole = employee(t);
          const before = requests.length;
          const person = directory.add({ ...whole, ...Object.fromEntries(lacking.map((name) => [name, ""])) });
          directory.assign(person.id);
          await client.settle();
          const sent = writes(requests.slice(before));
          t.expect.that(sent.length === 0, {
            summary: `a person without ${lacking.join(", ")} is synchronised`,
            seen: inShort(sent),
            expected: "no write",
          });
          t.expect.that(tasksOf(scene, person.id).length === 1, {
            summary: `nobody is told of a person without ${lacking.join(", ")}`,
            seen: client.tasks().map(({ text: told }) => told),
            expected: "a task",
          });
          directory.change(person.id, Object.fromEntries(lacking.map((name) => [name, whole[name]])));
          await client.settle();
          await expectUser(t, whole.userName, "once a profile was complete,");
          t.expect.that(tasksOf(scene, person.id).length === 0, {
            summary: "a profile that is complete now is still reported",
            seen: tasksOf(scene, person.id).map(({ text: told }) => told),
            expected: "no task",
          });
        },
        { runs: 5 },
      );
    },
    mutants: {
      "idp-okta-sends-incomplete": decides<OktaDecisions>({ lacking: () => [] }),
      "tells nobody of incomplete profiles": decides<OktaDecisions>({
        reports: ({ outcome, status }) => outcome === "success" || status !== undefined,
      }),
    },
  }),

  rule({
    id: "clients/okta/conflicts-are-reported",
    title: "A login ID that a console user has is reported; once that user is deleted, a retry creates and owns it",
    covers: ["8X8-OKTA-11", "8X8-LOGIN-05"],
    level: "MUST",
    judges: "client",
    needs: [OWN_CUSTOMER, "admin.user.create", "admin.user.delete", "admin.user.get"],
    probe: (t) =>
      withOwnCustomer(t, { retrieval: "idp-only" }, (own) =>
        withConsoleUser(t, { customer: own.id }, async ({ id, userName }) => {
          const scene = await started(t, { baseUrl: own.baseUrl, token: own.token });
          const { client, requests } = scene;
          const person = await assigned(t, scene, { userName });
          const refused = requests.find(({ method }) => method === "POST");
          if (refused === undefined || refused.status < 400)
            t.inconclusive("the login ID of a console user is not refused");
          const [task] = tasksOf(scene, person.id);
          t.expect.that(task?.userName === userName, {
            summary: `Okta tells nobody that the login ID ${userName} is in use`,
            seen: client.tasks().map(({ text: told }) => told),
            expected: "a task about the person",
          });
          const failures = client.log().filter(({ outcome }) => (outcome as { result?: unknown }).result === "FAILURE");
          t.expect.that(failures.length > 0, {
            summary: "the System Log has no failure",
            seen: failures.length,
            expected: "an event",
          });
          await granted(admin(t).user.delete({ customer: own.id, id }));
          await client.retry(task!.id);
          const user = await granted(admin(t).user.get({ customer: own.id, userName }));
          t.expect.that(user?.owner === "idp", {
            summary:
              user === undefined
                ? "after the console user was deleted and the task retried there is no user"
                : "the user who was created by a retry is not owned by the identity provider",
            seen: user?.owner,
            expected: "idp",
            attribute: "owner",
          });
          t.expect.that(tasksOf(scene, person.id).length === 0, {
            summary: "a conflict that is solved is still reported",
            seen: tasksOf(scene, person.id).map(({ text: told }) => told),
            expected: "no task",
          });
        }),
      ),
    mutants: {
      "idp-okta-silently-skips-conflict": decides<OktaDecisions>({ reports: ({ status }) => status !== 409 }),
      "tries no conflict again": decides<OktaDecisions>({ retries: () => false }),
    },
  }),
];

function tasksOf({ client }: Scene, person: string): OktaTask[] {
  return client.tasks().filter((task) => task.person === person);
}
