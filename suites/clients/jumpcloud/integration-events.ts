import { type Rule, rule } from "../../../engine/index.ts";
import { OWN_CUSTOMER, withOwnCustomer } from "../../8x8/own-customer.ts";
import { expectLogged, type Logged, logs, quietOnFailure } from "./logged.ts";
import { connected, into, prepared } from "./scene.ts";

const INTEGRATION = [
  "idm_integration_activate",
  "idm_integration_update",
  "idm_integration_reauth",
  "idm_integration_delete",
];

/** What Directory Insights tells of the integration itself (8x8 article, SCIM DI Integration Events). */
export const integrationEvents: Rule[] = [
  rule({
    id: "clients/jumpcloud/event-activate",
    title: "Each attempt to activate the integration is logged, with its outcome",
    covers: ["8X8-DI-01"],
    level: "MUST",
    judges: "client",
    async probe(t) {
      const refused = prepared(t, { token: "a-wrong-token" });
      await refused.client.activate();
      expectLogged(t, refused, INTEGRATION, [["idm_integration_activate", false]], "a refused activation");
      const scene = prepared(t);
      await scene.client.activate();
      expectLogged(t, scene, INTEGRATION, [["idm_integration_activate", true]], "an activation");
    },
    mutants: {
      "idp-jc-di-no-activate": logs({ "integration-activated": undefined }),
      "logs activations that succeeded": quietOnFailure("integration-activated"),
    },
  }),

  rule({
    id: "clients/jumpcloud/event-update",
    title: "A change of the configuration of an active integration is logged as an update",
    covers: ["8X8-DI-02"],
    level: "MUST",
    judges: "client",
    async probe(t) {
      const scene = await connected(t);
      await scene.client.update({ testUserEmail: t.given.userName() });
      const expected: Logged[] = [
        ["idm_integration_activate", true],
        ["idm_integration_update", true],
      ];
      expectLogged(t, scene, INTEGRATION, expected, "a change of the configuration");
    },
    mutants: {
      "idp-jc-di-update-as-activate": logs({ "integration-updated": "idm_integration_activate" }),
    },
  }),

  rule({
    id: "clients/jumpcloud/event-reauth",
    title: "A change of the credentials of an active integration is logged as a re-authentication",
    covers: ["8X8-DI-03"],
    level: "MUST",
    judges: "client",
    needs: [OWN_CUSTOMER],
    probe: (t) =>
      withOwnCustomer(t, {}, async (own) => {
        const scene = await connected(t, into(own));
        await scene.client.reauth("a-wrong-token");
        await scene.client.reauth(own.token);
        const expected: Logged[] = [
          ["idm_integration_activate", true],
          ["idm_integration_reauth", false],
          ["idm_integration_reauth", true],
        ];
        expectLogged(t, scene, INTEGRATION, expected, "two changes of the credentials, the first of them refused,");
      }),
    mutants: {
      "idp-jc-di-reauth-as-update": logs({ "integration-reauthenticated": "idm_integration_update" }),
    },
  }),

  rule({
    id: "clients/jumpcloud/event-delete",
    title: "Deactivating the integration is logged as its deletion",
    covers: ["8X8-DI-04"],
    level: "MUST",
    judges: "client",
    async probe(t) {
      const scene = await connected(t);
      await scene.client.deactivate();
      const expected: Logged[] = [
        ["idm_integration_activate", true],
        ["idm_integration_delete", true],
      ];
      expectLogged(t, scene, INTEGRATION, expected, "the deactivation of the integration");
    },
    mutants: {
      "idp-jc-di-no-delete": logs({ "integration-deactivated": undefined }),
    },
  }),
];
