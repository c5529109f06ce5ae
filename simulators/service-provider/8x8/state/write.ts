import type { Customer, StateDocument } from "../../../../profiles/index.ts";
import type { World } from "../world.ts";
import { writtenSso } from "./sso.ts";

/** Everything there is of all customers, with the options and the time, as a document that `readState` takes. */
export function writeState(world: World): StateDocument {
  return {
    format: "scimproof-8x8-state",
    version: 1,
    now: world.now(),
    ids: world.idsGiven(),
    options: { ...world.options },
    customers: Array.from(world.customers.values(), written),
  };
}

// What is undefined is left out when the document becomes JSON.
function written({ sites, users, sessions, sso, syncBack, ...customer }: Customer): object {
  return structuredClone({
    ...customer,
    sso: writtenSso(sso),
    syncBack: { url: syncBack.url },
    sites: [...sites.values()],
    users: [...users.all()],
    sessions: [...sessions.all()],
  });
}
