import fc from "fast-check";
import { decides, type Rule, rule } from "../../../engine/index.ts";
import type { JumpCloudDecisions } from "../../../simulators/clients/index.ts";
import { OWN_CUSTOMER, type OwnCustomer, withOwnCustomer } from "../../8x8/own-customer.ts";
import { rotated } from "../../8x8/token/scene.ts";
import { LOWER, text } from "../../8x8/words.ts";
import { employee } from "../employee.ts";
import { expectNobody, expectShown, expectUser, inShort, writes } from "../noted.ts";
import { connected, employed, eventsOf, hired, into, loginOf, prepared } from "./scene.ts";

/** The integration with 8x8: switched on, its token replaced, switched off. */
export const integration: Rule[] = [
  rule({
    id: "clients/jumpcloud/verifies-url-and-token",
    title: "URL and token are tried before they are confirmed; with wrong ones nothing is confirmed or provisioned",
    covers: ["8X8-JC-01"],
    level: "MUST",
    judges: "client",
    async probe(t) {
      const { baseUrl } = t.client;
      const wrong = fc.tuple(fc.constantFrom("token", "url"), text(LOWER, 1, 8));
      await t.property(
        wrong,
        async ([what, letters]) => {
          const { client, group, requests } = prepared(
            t,
            what === "token" ? { token: `wrong-${letters}` } : { baseUrl: `${baseUrl}-${letters}` },
          );
          const person = client.directory.add(employee(t));
          client.directory.join(group, person.id);
          const { ok } = await client.activate();
          t.expect.that(!ok && client.health().state !== "running", {
            summary: `a wrong ${what} is confirmed`,
            seen: { confirmed: ok, state: client.health().state },
            expected: { confirmed: false, state: "off" },
          });
          await client.settle();
          t.expect.that(writes(requests).length === 0, {
            summary: `with a wrong ${what} something is provisioned`,
            seen: inShort(writes(requests)),
            expected: "no write",
          });
        },
        { runs: 4 },
      );
      const { client, requests } = prepared(t);
      const { ok, message } = await client.activate();
      t.expect.that(ok && client.health().state === "running" && requests.length > 0, {
        summary: "the right URL and token are not confirmed by a request that was answered",
        seen: { confirmed: ok, message, sent: inShort(requests) },
        expected: { confirmed: true },
      });
    },
    mutants: {
      "idp-jc-confirms-without-check": decides<JumpCloudDecisions>({ activationSteps: () => [] }),
      "confirms nothing without groups": decides<JumpCloudDecisions>({ activationSteps: () => ["group"] }),
    },
  }),

  rule({
    id: "clients/jumpcloud/another-token",
    title: "To deactivate, enter another token and activate again goes on with that token",
    covers: ["8X8-TOKEN-06"],
    level: "MUST",
    judges: "client",
    needs: [OWN_CUSTOMER, "admin.scim.regenerate", "admin.scim.save"],
    probe: (t) =>
      withOwnCustomer(t, {}, async (own) => {
        const scene = await connected(t, into(own));
        const { client, requests } = scene;
        const person = await employed(t, scene);
        const token = await rotated(t, own);
        const before = requests.length;
        await client.changeToken(token);
        const route = eventsOf(scene, "idm_integration_delete", "idm_integration_activate", "idm_integration_reauth");
        const types = route.slice(1).map(({ event_type }) => event_type);
        t.expect.that(types.join() === "idm_integration_delete,idm_integration_activate", {
          summary: "the token was not replaced by deactivation and another activation",
          seen: types,
          expected: ["idm_integration_delete", "idm_integration_activate"],
        });
        client.directory.change(person.id, { title: "Head of purchasing" });
        const follower = await hired(t, scene);
        const refused = requests.slice(before).filter(({ status }) => status === 401);
        t.expect.that(refused.length === 0, {
          summary: "after another token was entered requests are refused",
          seen: inShort(refused),
          expected: "no answer 401",
        });
        const renewed: OwnCustomer = {
          ...own,
          token,
          send: (method, path, body) => own.send(method, path, body, token),
        };
        await expectUser(t, loginOf(follower), "after another token was entered", renewed);
      }),
    mutants: {
      "idp-jc-token-edit-while-active-keeps-old": decides<JumpCloudDecisions>({
        tokenRoute: () => "reauth",
        tokenAfterReauth: ({ used }) => used,
      }),
      "sends nothing after another activation": decides<JumpCloudDecisions>((conforming) => {
        let activations = 0;
        return {
          activationSteps() {
            activations++;
            return conforming.activationSteps();
          },
          pushes: (state) => conforming.pushes(state) && activations < 2,
        };
      }),
    },
  }),

  rule({
    id: "clients/jumpcloud/deactivation-keeps-users",
    title: "Deactivating the integration deactivates no user",
    covers: ["8X8-TOKEN-09"],
    level: "SHOULD",
    judges: "client",
    async probe(t) {
      const scene = await connected(t);
      const people = [await employed(t, scene), await employed(t, scene)];
      const before = scene.requests.length;
      await scene.client.deactivate();
      await scene.client.settle();
      const sent = writes(scene.requests.slice(before));
      t.expect.that(sent.length === 0, {
        summary: `deactivating the integration sends ${inShort(sent).join(", ")}`,
        seen: inShort(sent),
        expected: "no write",
      });
      for (const person of people)
        await expectShown(t, loginOf(person), { active: true }, "after the integration was deactivated");
    },
    mutants: {
      "idp-jc-deactivation-deprovisions-all": decides<JumpCloudDecisions>({
        deprovisionedOnDeactivation: (people) => people,
      }),
    },
  }),

  rule({
    id: "clients/jumpcloud/deactivation-ends-the-traffic",
    title: "Once the integration is deactivated nothing is sent any more",
    covers: ["8X8-JC-10"],
    level: "MUST",
    judges: "client",
    async probe(t) {
      const scene = await connected(t);
      const { client, group, requests } = scene;
      const { directory } = client;
      const [changed, suspended, leaving] = [
        await employed(t, scene),
        await employed(t, scene),
        await employed(t, scene),
      ];
      await client.deactivate();
      t.expect.that(client.health().state === "off", {
        summary: "the integration is not shown as deactivated",
        seen: client.health().state,
        expected: "off",
      });
      const before = requests.length;
      directory.change(changed.id, { title: "Head of purchasing" });
      directory.block(suspended.id);
      directory.leave(group, leaving.id);
      const newcomer = await hired(t, scene);
      await client.advance(24 * 60 * 60_000);
      t.expect.that(requests.length === before, {
        summary: "a deactivated integration goes on to send requests",
        seen: inShort(requests.slice(before)),
        expected: "no request",
      });
      await expectNobody(t, loginOf(newcomer), "although the integration was deactivated,");
    },
    mutants: {
      "idp-jc-traffic-after-deactivation": decides<JumpCloudDecisions>({ pushes: () => true }),
    },
  }),
];
