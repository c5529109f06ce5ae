import { createHash } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import {
  AdminRefusal,
  type Customer,
  type SyncBack,
  type SyncBackDecisions,
  type SyncBackSettings,
} from "../../../../profiles/index.ts";
import type { World } from "../world.ts";

const BLANK: SyncBackSettings = { url: undefined, token: undefined, secret: undefined };

/** The way back of a new customer: nothing is filled in. */
export function newSyncBack(url?: string): SyncBack {
  return { ...BLANK, url, draft: undefined, told: new Map(), failure: undefined };
}

/** How telephony data goes back to Okta. */
export function syncBackDecisions(world: World): SyncBackDecisions {
  const { options } = world;

  function change({ syncBack }: Customer, fields: Partial<SyncBackSettings>): void {
    syncBack.draft = { ...(syncBack.draft ?? BLANK), ...fields };
  }

  return {
    setSyncBack(customer, { url, token }) {
      const fault = url === undefined || url === "" ? undefined : world.decide.syncBackUrlFault(url);
      if (fault !== undefined) throw new AdminRefusal("invalid-value", `url: ${fault}`);
      change(customer, {
        ...(url === undefined ? {} : { url: url === "" ? undefined : url }),
        ...(token === undefined ? {} : { token: token === "" ? undefined : token }),
      });
    },

    syncBackUrlFault: (url) =>
      ["http:", "https:"].includes(URL.parse(url)?.protocol ?? "") ? undefined : "expected an https URL",

    generateSyncBackSecret(customer) {
      change(customer, { secret: createHash("sha256").update(world.newId()).digest("base64url") });
    },

    syncBackLacks: () => [],

    saveSyncBack(customer) {
      const lacks = world.decide.syncBackLacks(customer);
      if (lacks.length > 0) throw new AdminRefusal("invalid-value", `sync-back needs: ${lacks.join(", ")}`);
      const { syncBack } = customer;
      const { draft } = syncBack;
      if (draft === undefined) return;
      const { url = syncBack.url, token = syncBack.token, secret = syncBack.secret } = draft;
      // Another organisation knows nothing yet.
      if (url !== syncBack.url) syncBack.told.clear();
      Object.assign(syncBack, { url, token, secret, draft: undefined, failure: undefined });
    },

    clearSyncBack: (customer) => void Object.assign(customer.syncBack, newSyncBack()),

    leaveSyncBack(customer) {
      customer.syncBack.draft = undefined;
    },

    syncBackView(customer) {
      const { draft, failure } = customer.syncBack;
      const { url, token, secret } = draft ?? BLANK;
      return {
        url: url ?? null,
        token: token ?? null,
        secret: secret ?? null,
        unsaved: draft !== undefined,
        active: world.decide.syncBackServes(customer),
        failure: failure ?? null,
      };
    },

    syncBackServes: ({ syncBack }) => syncBack.url !== undefined && syncBack.token !== undefined,

    syncBackDue(customer, occasion) {
      const when = { push: "change", "import+push": "import", import: undefined }[options.syncBackTransport];
      return occasion === when && world.decide.syncBackServes(customer);
    },

    syncBackProfile: (_customer, { extension, phoneNumber }) => ({
      extension8x8: extension ?? null,
      primaryPhone: phoneNumber ?? null,
    }),

    syncBackChanged(customer, user, told) {
      const profile = world.decide.syncBackProfile(customer, user);
      if (told !== undefined) return !isDeepStrictEqual(profile, told);
      return Object.values(profile).some((value) => value !== null);
    },

    syncBackFailed(customer, reason) {
      customer.syncBack.failure = reason;
    },

    telephonyShown: (customer) =>
      options.extensionAttr !== "absent" &&
      (options.syncBackTransport === "import" ||
        (options.syncBackTransport === "import+push" && world.decide.syncBackServes(customer))),
  };
}
