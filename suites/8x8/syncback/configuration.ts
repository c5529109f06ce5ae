import { behaves, type Rule, rule } from "../../../engine/index.ts";
import type { Decisions8x8 } from "../../../profiles/index.ts";
import { admin, granted } from "../admin.ts";
import { attempted } from "../attempted.ts";
import {
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

/** The Okta Sync Back area of the identity page: what is filled in, and what is in force. */
export const configuration: Rule[] = [
  rule({
    id: "8x8/syncback/needs-url-and-token",
    title: "Without the URL or the token of Okta no telephony data goes back, and the way back is not shown as active",
    covers: ["8X8-SYNCBACK-03"],
    level: "MUST",
    needs: WAY_BACK,
    answers: ["syncBackWithoutToken"],
    async probe(t) {
      needsToken(t);
      for (const missing of ["token", "url", "both"] as const)
        await withWayBack(t, async (scene) => {
          const { own, client, url } = scene;
          const { syncBack } = admin(t);
          const token = client.users.token()!;
          const fields = { ...(missing === "token" ? { url } : {}), ...(missing === "url" ? { token } : {}) };
          const filled = await attempted(syncBack.set({ customer: own.id, ...fields }));
          const saved = filled === "refused" ? filled : await attempted(syncBack.save({ customer: own.id }));
          t.observe("syncBackWithoutToken", saved === "refused" ? "Save is refused" : "nothing is sent");
          const user = await licensed(t, scene);
          await telephony(t, scene, user, { extension: "47110", phoneNumber: "+14155552001" });
          await polled(scene);
          const why =
            missing === "both" ? "without URL and token" : `without the ${missing === "url" ? "URL" : "token"}`;
          const { active } = await granted(syncBack.view({ customer: own.id }));
          t.expect.that(!active, {
            summary: `${why} the way back is shown as active`,
            seen: active,
            expected: false,
          });
          expectNotReached(t, scene, user, "47110", why);
          expectNotReached(t, scene, user, "+14155552001", why);
        });
    },
    mutants: {
      "sp-syncback-without-token-accepted": behaves<Decisions8x8>({
        syncBackServes: ({ syncBack }) => syncBack.url !== undefined,
      }),
      "sp-syncback-without-url-accepted": behaves<Decisions8x8>({
        syncBackServes: ({ syncBack }) => syncBack.token !== undefined,
      }),
    },
  }),

  rule({
    id: "8x8/syncback/not-needed-for-provisioning",
    title: "User provisioning can be saved and works without the URL and the token of Okta",
    covers: ["8X8-SYNCBACK-04"],
    level: "MUST",
    needs: [...WAY_BACK, "admin.scim.setRetrieval", "admin.scim.save"],
    probe: (t) =>
      withWayBack(t, async (scene) => {
        const { scim } = admin(t);
        const customer = scene.own.id;
        await granted(scim.setRetrieval({ customer, retrieval: "idp-only" }));
        const saved = await attempted(scim.save({ customer }));
        t.expect.that(saved !== "refused" && saved.retrieval === "idp-only" && !saved.unsaved, {
          summary: "user provisioning with Okta cannot be saved without the URL of Okta",
          seen: saved === "refused" ? saved : { retrieval: saved.retrieval, unsaved: saved.unsaved },
          expected: { retrieval: "idp-only", unsaved: false },
        });
        await expectProvisioned(t, scene, await licensed(t, scene), "without the URL of Okta");
      }),
    mutants: {
      "sp-okta-url-always-required": behaves<Decisions8x8>({
        syncBackLacks: ({ syncBack }) => (syncBack.url === undefined ? ["Okta URL"] : []),
      }),
    },
  }),

  rule({
    id: "8x8/syncback/blank-fields-are-in-force",
    title: "URL, token and secret that were saved are in force, whatever the page shows of them",
    covers: ["8X8-SYNCBACK-08"],
    level: "MUST",
    needs: [...WAY_BACK, "admin.syncBack.generateSecret", "admin.scim.open"],
    answers: ["syncBackFieldsAfterSave"],
    probe: (t) =>
      withWayBack(t, async (scene) => {
        const { syncBack, scim } = admin(t);
        const customer = scene.own.id;
        const token = scene.client.users.token()!;
        await granted(syncBack.set({ customer, url: scene.url, token }));
        await granted(syncBack.generateSecret({ customer }));
        await granted(syncBack.save({ customer }));
        await granted(scim.open({ customer }));
        const page = await granted(syncBack.view({ customer }));
        t.observe("syncBackFieldsAfterSave", page.url === null ? "blank" : "shown");
        t.expect.that(page.active && [null, scene.url].includes(page.url), {
          summary: "after Save the page shows another URL, or the way back as not active",
          seen: { url: page.url, active: page.active },
          expected: { url: "blank, or as it was saved", active: true },
        });
        const user = await licensed(t, scene);
        await telephony(t, scene, user, { extension: "47110", phoneNumber: "+14155552001" });
        await polled(scene);
        expectReached(t, scene, user, "47110", "an extension");
        expectReached(t, scene, user, "+14155552001", "a phone number");
      }),
    mutants: {
      "sp-blank-fields-really-empty": behaves<Decisions8x8>({
        saveSyncBack: ({ syncBack }) =>
          void Object.assign(syncBack, { url: undefined, token: undefined, draft: undefined }),
      }),
      "sp-syncback-forgets-the-token-on-leaving": behaves<Decisions8x8>((conforming) => ({
        leaveSyncBack(customer) {
          conforming.leaveSyncBack(customer);
          customer.syncBack.token = undefined;
        },
      })),
    },
  }),

  rule({
    id: "8x8/syncback/survives-another-save",
    title: "Saving another setting of the page, the blank fields untouched, keeps the way back",
    covers: ["8X8-SYNCBACK-09"],
    level: "SHOULD",
    needs: [...WAY_BACK, "admin.scim.open", "admin.scim.setRetrieval", "admin.scim.save"],
    probe: (t) =>
      withWayBack(t, async (scene) => {
        const { syncBack, scim } = admin(t);
        const customer = scene.own.id;
        await configured(t, scene);
        const user = await licensed(t, scene);
        await granted(scim.open({ customer }));
        await granted(scim.setRetrieval({ customer, retrieval: "idp-only" }));
        await granted(scim.save({ customer }));
        const { active } = await granted(syncBack.view({ customer }));
        t.expect.that(active, {
          summary: "after another setting was saved the way back is not active any more",
          seen: active,
          expected: true,
        });
        await telephony(t, scene, user, { extension: "47110" });
        await polled(scene);
        expectReached(t, scene, user, "47110", "after another setting was saved an extension");
      }),
    mutants: {
      "sp-blank-save-erases": behaves<Decisions8x8>((conforming) => ({
        saveSyncBack: (customer) =>
          customer.syncBack.draft === undefined
            ? conforming.clearSyncBack(customer)
            : conforming.saveSyncBack(customer),
      })),
      "sp-blank-save-erases-the-token": behaves<Decisions8x8>((conforming) => ({
        saveSyncBack(customer) {
          const untouched = customer.syncBack.draft === undefined;
          conforming.saveSyncBack(customer);
          if (untouched) customer.syncBack.token = undefined;
        },
      })),
    },
  }),
];
