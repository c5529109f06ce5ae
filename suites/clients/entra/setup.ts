import { decides, type Rule, rule } from "../../../engine/index.ts";
import { type EntraDecisions, entraMappings } from "../../../simulators/clients/index.ts";
import { OWN_CUSTOMER, withOwnCustomer } from "../../8x8/own-customer.ts";
import { expectNobody, expectShown, expectUser, inShort } from "../noted.ts";
import {
  assign,
  DAY,
  expectActive,
  expectSilence,
  into,
  joins,
  loginOf,
  prepared,
  provisioned,
  running,
} from "./scene.ts";

/** How the application is set up, switched on and off (Entra tutorial, step 5; 8x8 article, Disable the integration). */
export const setup: Rule[] = [
  rule({
    id: "clients/entra/test-connection-gates",
    title: "Provisioning cannot be switched on with a URL or a token that fails the test of the connection",
    covers: ["8X8-ENTRA-02"],
    level: "MUST",
    judges: "client",
    needs: [OWN_CUSTOMER],
    probe: (t) =>
      withOwnCustomer(t, {}, async (own) => {
        const right = into(own);
        for (const [what, wrong] of [
          ["token", { ...right, token: "a-wrong-token" }],
          ["URL", { ...right, baseUrl: `${own.baseUrl}-elsewhere` }],
        ] as const) {
          const scene = prepared(t, wrong);
          const person = assign(t, scene);
          const { ok } = await scene.client.testConnection();
          t.expect.that(!ok, {
            summary: `a wrong ${what} passes the test of the connection`,
            seen: "succeeded",
            expected: "failed",
          });
          const before = scene.requests.length;
          await scene.client.start();
          await scene.client.advance(DAY);
          const { state } = scene.client.health();
          t.expect.that(state === "off", {
            summary: `with a wrong ${what} provisioning can be switched on`,
            seen: state,
            expected: "off",
          });
          const sent = scene.requests
            .slice(before)
            .filter(({ path }) => path.includes(encodeURIComponent(loginOf(person))));
          expectSilence(t, sent, `with a wrong ${what}`);
          await expectNobody(t, loginOf(person), `with a wrong ${what}`, own);
        }
        const scene = prepared(t, right);
        const person = assign(t, scene);
        const { ok, message } = await scene.client.testConnection();
        t.expect.that(ok, {
          summary: `the right URL and token fail the test of the connection: ${message}`,
          seen: "failed",
          expected: "succeeded",
        });
        await scene.client.start();
        await scene.client.settle();
        await expectUser(t, loginOf(person), "after the test of the connection has succeeded", own);
      }),
    mutants: {
      "idp-entra-saves-unverified": decides<EntraDecisions>({ mayStart: () => true }),
      "never starts": decides<EntraDecisions>({ mayStart: () => false }),
    },
  }),

  rule({
    id: "clients/entra/off-is-silent",
    title: "While the status is Off nothing is sent about users; On starts the first cycle for everybody in scope",
    covers: ["8X8-ENTRA-03"],
    level: "MUST",
    judges: "client",
    async probe(t) {
      const scene = prepared(t);
      const people = [assign(t, scene), assign(t, scene)];
      await scene.client.testConnection();
      const tested = scene.requests.length;
      await scene.client.advance(DAY);
      expectSilence(t, scene.requests.slice(tested), "while the status is Off");
      for (const person of people) await expectNobody(t, loginOf(person), "while the status is Off");
      await scene.client.start();
      await scene.client.settle();
      for (const person of people) await expectUser(t, loginOf(person), "after the status was set to On");
    },
    mutants: {
      "idp-entra-cycles-while-off": decides<EntraDecisions>({ cycles: () => true }),
      "takes up who changes after the start only": decides<EntraDecisions>((conforming) => ({
        inScope: (person, assigned, sources) =>
          conforming.inScope(person, assigned, sources) && person.attributes.title === "changed",
      })),
    },
  }),

  rule({
    id: "clients/entra/stop-leaves-users",
    title:
      "Stopping provisioning sends nothing and leaves users as they are; a start brings what has changed meanwhile",
    covers: ["8X8-AAD-12"],
    level: "MUST",
    judges: "client",
    async probe(t) {
      const scene = await running(t);
      const { client, requests } = scene;
      const [changed, blocked] = [await provisioned(t, scene), await provisioned(t, scene)];
      const before = requests.length;
      await client.stop();
      client.directory.change(changed.person, { title: "Head of purchasing" });
      client.directory.block(blocked.person);
      const newcomer = assign(t, scene);
      await client.advance(DAY);
      expectSilence(t, requests.slice(before), "after provisioning was stopped");
      await expectActive(t, changed, true, "after provisioning was stopped");
      await expectActive(t, blocked, true, "after provisioning was stopped");
      await client.start();
      await client.settle();
      await expectShown(t, changed.userName, { title: "Head of purchasing", active: true }, "after another start");
      await expectActive(t, blocked, false, "after another start");
      await expectUser(t, loginOf(newcomer), "after another start");
    },
    mutants: {
      "idp-aad-stop-deactivates": decides<EntraDecisions>({ onStop: () => "deactivate" }),
      "goes on when it is stopped": decides<EntraDecisions>({ cycles: () => true }),
      "forgets what changes while it is stopped": decides<EntraDecisions>((conforming) => ({
        due: (changed, retried) => conforming.due(changed.slice(0, 1), retried),
      })),
    },
  }),

  rule({
    id: "clients/entra/mappings-count-once-saved",
    title: "An edit of the attribute mappings counts from its Save on, and not before",
    covers: ["8X8-ENTRA-19"],
    level: "SHOULD",
    judges: "client",
    async probe(t) {
      const scene = await running(t);
      const { client } = scene;
      const before = await provisioned(t, scene, { title: "Buyer" });
      client.setMapping(
        entraMappings.tutorial.map((row) =>
          row.target === "title" ? { ...row, source: { constant: "Consultant" } } : row,
        ),
      );
      client.directory.change(before.person, { department: "Purchasing" });
      const person = await joins(t, scene, { title: "Clerk" });
      await expectShown(t, before.userName, { title: "Buyer" }, "while an edit of the mappings is not saved,");
      await expectShown(t, loginOf(person), { title: "Clerk" }, "while an edit of the mappings is not saved,");
      await client.saveMappings();
      await client.settle();
      await expectShown(t, before.userName, { title: "Consultant" }, "after an edit of the mappings was saved");
      await expectShown(t, loginOf(person), { title: "Consultant" }, "after an edit of the mappings was saved");
    },
    mutants: {
      "idp-entra-unsaved-mapping-live": decides<EntraDecisions>({ mapping: (_saved, edited) => edited }),
      "keeps the mappings of its beginning": decides<EntraDecisions>(() => {
        let first: ReturnType<EntraDecisions["mapping"]> | undefined;
        return { mapping: (saved) => (first ??= saved) };
      }),
    },
  }),

  rule({
    id: "clients/entra/sso-instance-provisions-nobody",
    title:
      "Of two applications in one directory only the one with provisioning switched on provisions who is assigned to it",
    covers: ["8X8-SSO-05"],
    level: "MUST",
    judges: "client",
    async probe(t) {
      const [sso, provisioning] = [prepared(t), await running(t, { seed: 2 })];
      const visitor = assign(t, sso);
      const person = await joins(t, provisioning);
      await sso.client.settle();
      await sso.client.advance(DAY);
      t.expect.that(sso.requests.length === 0, {
        summary: `the application that is for sign-in only sends ${inShort(sso.requests)[0]}`,
        seen: inShort(sso.requests),
        expected: "no request",
      });
      await expectNobody(t, loginOf(visitor), "for who was assigned to the application for sign-in");
      await expectUser(t, loginOf(person), "for who was assigned to the application for provisioning");
    },
    mutants: {
      "idp-entra-sso-app-provisions": decides<EntraDecisions>({ cycles: () => true }),
    },
  }),
];
