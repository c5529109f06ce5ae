import { groupType, rfcBehaviour, userType } from "../../../scim/index.ts";
import { discoveryOf } from "../discovery.ts";
import { frame } from "../frame.ts";
import type { Simulation, SimulationSettings } from "../simulation.ts";
import { config } from "./config.ts";
import { endpointOf, touched } from "./endpoint.ts";
import { createMembership } from "./membership.ts";
import { createStore } from "./store.ts";

/** A service provider as RFC 7643 and RFC 7644 describe it: users, groups and the enterprise extension, in memory. */
export function rfcSimulation({ origin, token, decide, clock, ids }: SimulationSettings): Simulation {
  const baseUrl = `${origin}/scim/v2`;
  const behaviour = decide(rfcBehaviour);
  const users = createStore(userType, ["externalId"]);
  const groups = createStore(groupType, ["externalId", "displayName"]);
  const membership = createMembership(users, groups, (resource) => touched(resource, clock));
  const shared = { behaviour, membership, baseUrl, clock, ids };
  const handler = frame({
    baseUrl,
    authenticate: (request) => behaviour.authenticate(request, token),
    endpoints: {
      [userType.endpoint]: endpointOf({ store: users, ...shared }),
      [groupType.endpoint]: endpointOf({ store: groups, ...shared }),
    },
    discovery: discoveryOf({ baseUrl, types: [userType, groupType], config }),
    errorBody: (error) => behaviour.errorBody(error),
  });
  return { baseUrl, token, handler };
}
