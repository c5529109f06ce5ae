import type { Decisions8x8, Options8x8 } from "../../../profiles/index.ts";
import { errorMessage, ScimError } from "../../../scim/index.ts";
import { splitUrl } from "../route.ts";
import type { Simulation, SimulationSettings } from "../simulation.ts";
import { ADMIN_PATH, adminApi } from "./admin/api.ts";
import { adminOperations } from "./admin/operations.ts";
import { note, noteChange } from "./audit.ts";
import { conforming8x8 } from "./conforming.ts";
import { addCustomer } from "./customer.ts";
import { simulatorDriver } from "./driver.ts";
import { APPS_PATH, METADATA_PATH, metadataUrl, signInPage } from "./saml/places.ts";
import { scimPlane } from "./scim-plane.ts";
import { parseState, readState } from "./state/read.ts";
import { writeState } from "./state/write.ts";
import { afterChange, afterImport, isImport } from "./sync-back/occasions.ts";
import { outboundHttp } from "./sync-back/outbound.ts";
import { timeOf } from "./time.ts";
import type { World } from "./world.ts";

export { contract as adminContract } from "./admin/contract.ts";
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
  const { origin, token, customerId = "simulator", adminToken = "8x8-admin-token" } = settings;
  const world = worldOf(settings);
  const first = addCustomer(world, { id: customerId, token });
  // Whoever started the simulator knows this token: it counts as shown.
  if (first.scim.token !== undefined) world.decide.tokenShown(first.scim.token);

  const scim = scimPlanes(world);
  const saml = samlPaths(world, customerId);
  const admin = adminApi({
    operations: adminOperations(world, customerId),
    token: adminToken,
    origin,
    changed: (operation, input, outcome) => noteChange(world, customerId, operation, input, outcome),
  });
  const handler: Simulation["handler"] = (request) => {
    const { path } = splitUrl(request.url);
    if (path.startsWith(`${ADMIN_PATH}/`)) return afterChange(world, admin(request));
    return saml(path, request) ?? scim(request);
  };
  return {
    baseUrl: origin + world.decide.scimPath(customerId),
    token,
    handler,
    driver: simulatorDriver({ origin, adminToken, customerId, handler }),
    admin: { url: origin + ADMIN_PATH, token: adminToken },
    saml: {
      entityId: world.decide.entityId(),
      acs: origin + world.decide.acsPath(),
      metadata: metadataUrl(origin),
      signIn: signInPage(origin, customerId, "work-desktop"),
    },
    state: {
      export: () => JSON.stringify(writeState(world)),
      import: (text) => readState(world, parseState(text), customerId),
    },
  };
}

function worldOf({ origin, options, clock, ids, decide, outbound = outboundHttp }: Settings8x8): World {
  let given = 0;
  const base: Omit<World, "decide"> & { decide?: Decisions8x8 } = {
    // The options were resolved against the profile, which holds their values to the type. They are copied, because a
    // state that is read brings its own.
    options: { ...(options as Options8x8) },
    origin,
    outbound,
    customers: new Map(),
    ...timeOf(clock),
    newId() {
      given += 1;
      return ids();
    },
    idsGiven: () => given,
  };
  const world = base as World;
  base.decide = decide(conforming8x8(world));
  return world;
}

const SCIM_PLANE = /\/scim\/v2(?:\/|$)/;

/** The SAML plane, for the paths that are its own: what it is made of is loaded when the first request comes. */
function samlPaths(
  world: World,
  home: string,
): (path: string, request: Request) => ReturnType<Simulation["handler"]> | undefined {
  let plane: Promise<(request: Request) => Promise<Response>> | undefined;

  return (path, request) => {
    // Asked in this order, so that no decision about SAML is met by what is plainly for the SCIM plane.
    if (SCIM_PLANE.test(path)) return undefined;
    if (!path.startsWith(`${APPS_PATH}/`) && path !== METADATA_PATH && path !== world.decide.acsPath())
      return undefined;
    plane ??= import("./saml/plane.ts").then(({ samlPlane }) => samlPlane(world, home));
    return plane.then((answer) => answer(request));
  };
}

/** The SCIM planes of all customers; one is made when it is called for the first time. */
function scimPlanes(world: World): Simulation["handler"] {
  const planes = new WeakMap<object, ReturnType<typeof scimPlane>>();

  return (request) => {
    const { path } = splitUrl(request.url);
    for (const customer of world.customers.values()) {
      const base = world.decide.scimPath(customer.id);
      if (path !== base && !path.startsWith(`${base}/`)) continue;
      const plane = planes.get(customer) ?? scimPlane(world, customer);
      planes.set(customer, plane);
      world.decide.elapse(customer, world.now());
      const at = world.latest();
      const { method } = request;
      const noted = (response: Response): Response => {
        note(customer, { at, plane: "scim", method, path: path.slice(base.length), status: response.status });
        return response;
      };
      const answer = plane(request);
      const response = answer instanceof Promise ? answer.then(noted) : noted(answer);
      return isImport(request, path.slice(base.length)) ? afterImport(world, customer, response) : response;
    }
    const error = new ScimError(404, undefined, `there is no customer at ${path}`);
    return Response.json(errorMessage(error), { status: 404, headers: { "content-type": "application/scim+json" } });
  };
}
