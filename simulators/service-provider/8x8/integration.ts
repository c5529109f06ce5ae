import { createHash } from "node:crypto";
import {
  AdminRefusal,
  type Customer,
  type IntegrationDecisions,
  type ProviderLabel,
  type ScimDraft,
  type ScimIntegration,
} from "../../../profiles/index.ts";
import { hashOf } from "./access.ts";
import type { World } from "./world.ts";

const PROVIDERS: ProviderLabel[] = ["azure", "okta", "other"];

/** What administrators do with the User Provisioning Integration. */
export function integrationDecisions(world: World): IntegrationDecisions {
  const { options } = world;

  return {
    scimOffered: ({ platform }) => platform === "admin-console",

    issueToken() {
      const clear = createHash("sha256").update(world.newId()).digest("base64url");
      return { clear, hash: hashOf(clear), hint: clear.slice(-4), issuedAt: world.now() };
    },

    leaveIntegration(customer) {
      if (customer.scim.draft !== undefined && options.saveModel === "implicit-on-close")
        world.decide.saveIntegration(customer);
      customer.scim.draft = undefined;
    },

    enableIntegration(customer, provider) {
      refuseWhereNotOffered(world, customer);
      const { scim } = customer;
      const draft = draftOf(scim);
      const chosen = provider ?? draft.provider;
      // A configuration that is on, saved and of the same provider keeps its token; anything else is a new one (C-42).
      const keeps = scim.enabled && draft.enabled && !draft.cleared && chosen === scim.provider;
      const token = keeps ? draft.token : (draft.token ?? world.decide.issueToken(customer));
      scim.draft = { ...draft, enabled: true, provider: chosen, token };
    },

    setRetrieval(customer, retrieval) {
      refuseWhereNotOffered(world, customer);
      customer.scim.draft = { ...draftOf(customer.scim), retrieval };
    },

    regenerateToken(customer) {
      refuseWhereNotOffered(world, customer);
      const draft = draftOf(customer.scim);
      if (!draft.enabled) throw new AdminRefusal("scim-off", "user provisioning is off: there is no token to renew");
      customer.scim.draft = { ...draft, token: world.decide.issueToken(customer) };
    },

    clearIntegration(customer) {
      refuseWhereNotOffered(world, customer);
      const draft = draftOf(customer.scim);
      customer.scim.draft = { ...draft, enabled: false, provider: undefined, token: undefined, cleared: true };
    },

    disableIntegration(customer) {
      refuseWhereNotOffered(world, customer);
      customer.scim.draft = { ...draftOf(customer.scim), enabled: false, token: undefined };
    },

    saveIntegration(customer) {
      const { scim } = customer;
      const { draft } = scim;
      if (draft === undefined) return;
      if (draft.token !== undefined || draft.cleared) {
        if (scim.token !== undefined) scim.formerTokens.push(scim.token.hash);
        scim.token = draft.token;
      }
      if (scim.enabled && !draft.enabled && options.ownershipAfterDisable === "released")
        for (const user of customer.users.all()) user.owner = "none";
      Object.assign(scim, { enabled: draft.enabled, provider: draft.provider, retrieval: draft.retrieval });
      scim.draft = undefined;
    },

    integrationView(customer) {
      const { scim } = customer;
      const offered = world.decide.scimOffered(customer);
      const { enabled, provider, retrieval, token } = draftOf(scim);
      const shown = offered && enabled;
      const current = token ?? scim.token;
      return {
        offered,
        enabled: shown,
        provider: provider ?? null,
        providers: offered ? PROVIDERS : [],
        url: shown ? world.origin + world.decide.scimPath(customer.id) : null,
        token: shown ? (current?.clear ?? null) : null,
        tokenHint: shown ? (current?.hint ?? null) : null,
        retrieval,
        unsaved: scim.draft !== undefined,
      };
    },

    tokenShown(token) {
      if (options.tokenDisplay === "once") token.clear = undefined;
    },
  };
}

/** What the page shows: the unsaved changes, or what was saved. */
function draftOf({ draft, enabled, provider, retrieval }: ScimIntegration): ScimDraft {
  return draft ?? { enabled, provider, retrieval, token: undefined, cleared: false };
}

function refuseWhereNotOffered(world: World, customer: Customer): void {
  if (!world.decide.scimOffered(customer))
    throw new AdminRefusal("scim-not-offered", "the platform of this customer has no user provisioning");
}
