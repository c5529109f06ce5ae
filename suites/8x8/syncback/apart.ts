import fc from "fast-check";
import { behaves, type Rule, rule } from "../../../engine/index.ts";
import type { Decisions8x8, User8x8 } from "../../../profiles/index.ts";
import { ScimError } from "../../../scim/index.ts";
import { accepted } from "../accepted.ts";
import { admin, granted } from "../admin.ts";
import { expectDecisionsKept, LICENSING, licensedUser } from "../licensed-user.ts";
import { details, membersOf } from "../user.ts";
import { fictionalNumber } from "../words.ts";
import {
  assigned,
  configured,
  expectNotReached,
  expectProvisioned,
  expectReached,
  licensed,
  needsToken,
  polled,
  telephony,
  WAY_BACK,
  withWayBack,
} from "./scene.ts";

/** Telephony data and provisioning leave each other alone. */
export const apart: Rule[] = [
  rule({
    id: "8x8/syncback/provisioning-leaves-telephony",
    title: "An update by the identity provider, contact numbers included, leaves extension and phone number",
    covers: ["8X8-SYNCBACK-11"],
    level: "MUST",
    needs: LICENSING,
    async probe(t) {
      const { user, before } = await licensedUser(t);
      await t.property(
        fc.tuple(details(), fictionalNumber(), fictionalNumber()),
        async ([values, mobile, work]) => {
          const phoneNumbers = [
            { type: "mobile", value: mobile },
            { type: "work", value: work },
          ];
          const update = { ...user.sent, ...membersOf(values), phoneNumbers };
          // A number that contact numbers have no place for may be refused (C-03).
          accepted(t, await t.client.put(user.path, update));
          await expectDecisionsKept(t, before, "an update with contact numbers");
          const { phoneNumbers: _numbers, ...without } = update;
          t.expect(await t.client.put(user.path, without)).success();
          await expectDecisionsKept(t, before, "an update without contact numbers");
        },
        { runs: 3 },
      );
    },
    mutants: {
      "sp-put-clears-extension": onUpdate(() => ({ extension: undefined })),
      "sp-work-number-becomes-the-number": onUpdate(({ workPhone }) => ({ phoneNumber: workPhone })),
    },
  }),

  rule({
    id: "8x8/syncback/failure-is-isolated",
    title: "With a wrong or revoked token of Okta provisioning goes on, and only the way back fails",
    covers: ["8X8-SYNCBACK-12"],
    level: "SHOULD",
    needs: WAY_BACK,
    async probe(t) {
      needsToken(t);
      await withWayBack(t, async (scene) => {
        const { own, client, url } = scene;
        const { syncBack } = admin(t);
        const user = await licensed(t, scene);
        await granted(syncBack.set({ customer: own.id, url, token: "a-wrong-token" }));
        await granted(syncBack.save({ customer: own.id }));
        await telephony(t, scene, user, { extension: "47110" });
        await polled(scene);
        expectNotReached(t, scene, user, "47110", "although the token is wrong,");
        await expectProvisioned(t, scene, user, "while the token of Okta is wrong,");

        await configured(t, scene);
        await polled(scene);
        expectReached(t, scene, user, "47110", "with the right token an extension");
        client.users.revokeToken();
        await telephony(t, scene, user, { extension: "47111" });
        await polled(scene);
        expectNotReached(t, scene, user, "47111", "although the token is revoked,");
        await expectProvisioned(t, scene, user, "while the token of Okta is revoked,");
        const newcomer = await assigned(t, scene);
        t.expect.that(client.linked(newcomer) !== undefined, {
          summary: `while the token of Okta is revoked nobody can be created: ${client.events.at(-1)?.reason}`,
          seen: client.events.at(-1)?.status,
          expected: 201,
        });
      });
    },
    mutants: {
      "sp-syncback-failure-blocks-scim": behaves<Decisions8x8>((conforming) => ({
        replace(customer, user, body) {
          if (customer.syncBack.failure !== undefined)
            throw new ScimError(500, undefined, "Okta refuses the token: nothing was changed");
          return conforming.replace(customer, user, body);
        },
      })),
      "sp-syncback-failure-blocks-creates": behaves<Decisions8x8>((conforming) => ({
        create(customer, body) {
          if (customer.syncBack.failure !== undefined)
            throw new ScimError(503, undefined, "Okta refuses the token: try again later");
          return conforming.create(customer, body);
        },
      })),
    },
  }),
];

/** A service provider whose update by PUT changes more of a user. */
function onUpdate(change: (after: User8x8) => Partial<User8x8>): ReturnType<typeof behaves> {
  return behaves<Decisions8x8>((conforming) => ({
    replace(customer, user, body) {
      const after = conforming.replace(customer, user, body);
      return { ...after, ...change(after) };
    },
  }));
}
