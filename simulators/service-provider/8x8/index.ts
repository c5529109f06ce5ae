import type { Decisions8x8, Options8x8 } from "../../../profiles/index.ts";
import { errorMessage, ScimError } from "../../../scim/index.ts";
import { splitUrl } from "../route.ts";
import type { Simulation, SimulationSettings } from "../simulation.ts";
import { ADMIN_PATH, adminApi } from "./admin/api.ts";
import { adminOperations } from "./admin/operations.ts";
import { conforming8x8 } from "./conforming.ts";
import { addCustomer } from "./customer.ts";
import { simulatorDriver } from "./driver.ts";
import { scimPlane } from "./scim-plane.ts";
import type { World } from "./world.ts";

export { type DriverSettings, simulatorDriver } from "./driver.ts";

/** What the simulation of 8x8 can be told beside what every simulation is. */
export interface Settings8x8 extends SimulationSettings {
  /** The id of the first customer. */
  customerId?: string | undefined;
  /** The bearer token of the admin plane. */
  adminToken?: string | undefined;
}

/** The service provider of the four guides: its SCIM plane for every customer, and its admin plane. */
export function eightByEight(settings: Settings8x8): Simulation {
  const { origin, token, clock, ids, customerId = "simulator", adminToken = "8x8-admin-token" } = settings;
  let ahead = 0;
  const base: Omit<World, "decide"> & { decide?: Decisions8x8 } = {
    // The options were resolved against the profile, which holds their values to the type.
    options: settings.options as Options8x8,
    origin,
    customers: new Map(),
    now: () => clock() + ahead,
    advance(milliseconds) {
      ahead += milliseconds;
      return clock() + ahead;
    },
    newId: ids,
  };
  const world = base as World;
  base.decide = settings.decide(conforming8x8(world));
  const first = addCustomer(world, { id: customerId, token });
  // Whoever started the simulator knows this token: it counts as shown.
  if (first.scim.token !== undefined) world.decide.tokenShown(first.scim.token);

  const planes = new Map<string, ReturnType<typeof scimPlane>>();
  const admin = adminApi(adminOperations(world, customerId), adminToken);

  function scim(request: Request): Response | Promise<Response> {
    const { path } = splitUrl(request.url);
    for (const customer of world.customers.values()) {
      const base = world.decide.scimPath(customer.id);
      if (path !== base && !path.startsWith(`${base}/`)) continue;
      const plane = planes.get(customer.id) ?? scimPlane(world, customer);
      planes.set(customer.id, plane);
      world.decide.elapse(customer, world.now());
      return plane(request);
    }
    const error = new ScimError(404, undefined, `there is no customer at ${path}`);
    return Response.json(errorMessage(error), { status: 404, headers: { "content-type": "application/scim+json" } });
  }

  const handler: Simulation["handler"] = (request) =>
    splitUrl(request.url).path.startsWith(`${ADMIN_PATH}/`) ? admin(request) : scim(request);
  return {
    baseUrl: origin + world.decide.scimPath(customerId),
    token,
    handler,
    driver: simulatorDriver({ origin, adminToken, customerId, handler }),
    admin: { url: origin + ADMIN_PATH, token: adminToken },
  };
}
