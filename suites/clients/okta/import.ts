import fc from "fast-check";
import { decides, type Rule, rule } from "../../../engine/index.ts";
import type { OktaDecisions } from "../../../simulators/clients/index.ts";
import {
  configured,
  expectNotReached,
  expectReached,
  licensed,
  polled,
  reached,
  telephony,
  WAY_BACK,
  withWayBack,
} from "../../8x8/syncback/scene.ts";

/** The import by which Okta learns of telephony data (guide for Okta, Features). */
export const importing: Rule[] = [
  rule({
    id: "clients/okta/import-brings-telephony",
    title: "While user import is disabled no telephony data arrives; once enabled it arrives within the interval",
    covers: ["8X8-SYNCBACK-05"],
    level: "MUST",
    judges: "client",
    needs: WAY_BACK,
    async probe(t) {
      if (t.options["syncBackTransport"] === "push")
        t.skip("telephony data needs no import, as the profile says: syncBackTransport=push");
      await withWayBack(
        t,
        async (scene) => {
          await configured(t, scene);
          const user = await licensed(t, scene);
          await telephony(t, scene, user, { extension: "47110", phoneNumber: "+14155552001" });
          await polled(scene, 24 * 60);
          expectNotReached(t, scene, user, "47110", "although user import is disabled,");
          expectNotReached(t, scene, user, "+14155552001", "although user import is disabled,");
          scene.client.setImport({ enabled: true, intervalMinutes: 20 });
          await polled(scene, 20);
          expectReached(t, scene, user, "47110", "once user import was enabled an extension");
          expectReached(t, scene, user, "+14155552001", "once user import was enabled a phone number");
        },
        { import: { enabled: false, intervalMinutes: 20 } },
      );
    },
    mutants: {
      "idp-okta-import-off-still-syncs": decides<OktaDecisions>({ importEnabled: () => true }),
      "never imports": decides<OktaDecisions>({ importEnabled: () => false }),
    },
  }),

  rule({
    id: "clients/okta/import-keeps-its-interval",
    title: "A change of telephony data arrives within the polling interval, whatever it is set to",
    covers: ["8X8-SYNCBACK-06"],
    level: "MUST",
    judges: "client",
    needs: WAY_BACK,
    async probe(t) {
      if (t.options["syncBackTransport"] === "push")
        t.skip("telephony data needs no import, as the profile says: syncBackTransport=push");
      await withWayBack(t, async (scene) => {
        await configured(t, scene);
        const user = await licensed(t, scene);
        let extension = 47_110;
        await t.property(
          fc.oneof(fc.constantFrom(15, 120), fc.integer({ min: 5, max: 240 })),
          async (intervalMinutes) => {
            scene.client.setImport({ intervalMinutes });
            const value = String(++extension);
            await telephony(t, scene, user, { extension: value });
            await polled(scene, intervalMinutes);
            const seen = reached(scene, user, value);
            t.expect.that(seen, {
              summary: `an extension has not arrived after an interval of ${intervalMinutes} minutes`,
              seen,
              expected: value,
            });
          },
          { runs: 4 },
        );
        // A longer interval is a longer delay.
        scene.client.setImport({ intervalMinutes: 240 });
        await telephony(t, scene, user, { extension: "58000" });
        await polled(scene, 200);
        expectNotReached(t, scene, user, "58000", "before an interval of 240 minutes is over");
      });
    },
    mutants: {
      "idp-okta-fixed-polling": decides<OktaDecisions>({ pollingMinutes: () => 60 }),
      "polls every five minutes whatever is set": decides<OktaDecisions>({ pollingMinutes: () => 5 }),
    },
  }),
];
