import type { Customer, User8x8, Write } from "../../../profiles/index.ts";
import { errorMessage, type JsonObject, memberOf, project, ScimError } from "../../../scim/index.ts";
import { discoveryOf } from "../discovery.ts";
import { frame } from "../frame.ts";
import type { Call, Endpoint, ListAnswer, ListQuery, Provider } from "../provider.ts";
import { splitUrl } from "../route.ts";
import { bearerOf } from "./access.ts";
import { recordRefusal } from "./refusals.ts";
import { userTypeOf } from "./schema.ts";
import type { World } from "./world.ts";

const MOST_RESULTS = 200;

/** The SCIM plane of one customer. */
export function scimPlane(world: World, customer: Customer): (request: Request) => Response | Promise<Response> {
  const { decide } = world;
  const path = decide.scimPath(customer.id);
  const baseUrl = world.origin + path;
  const type = userTypeOf(world.options);
  // The login ID that a request was about, for the support view: it stands in the body, which is read only once.
  const userNames = new WeakMap<Request, string>();
  const provider: Provider = {
    baseUrl,
    authenticate(request) {
      const header = request.headers.get("authorization");
      const call = {
        method: request.method,
        path: splitUrl(request.url).path.slice(path.length),
        authorization: header ?? undefined,
        token: bearerOf(header),
      };
      return decide.authenticate(customer, call, world.customers.values());
    },
    endpoints: { "/Users": users(), "/Groups": groups() },
    discovery: discoveryOf({
      baseUrl,
      types: [type],
      open: false,
      config: {
        patch: { supported: true },
        bulk: { supported: false, maxOperations: 0, maxPayloadSize: 0 },
        filter: { supported: true, maxResults: MOST_RESULTS },
        changePassword: { supported: false },
        sort: { supported: false },
        etag: { supported: false },
        pagination: { cursor: false, index: true },
        authenticationSchemes: [
          {
            type: "oauthbearertoken",
            name: "8x8 API Token",
            description: "The API token that the identity page of the console shows",
            primary: true,
          },
        ],
      },
    }),
    errorBody: errorMessage,
    refused: (request, error) =>
      recordRefusal(world, customer, { request, basePath: path, userName: userNames.get(request) }, error),
  };

  function represent(user: User8x8, { projection }: Call): JsonObject {
    const resource: JsonObject = {
      ...decide.represent(customer, user),
      meta: {
        resourceType: type.name,
        created: new Date(user.created).toISOString(),
        lastModified: new Date(user.lastModified).toISOString(),
        location: locate(user),
      },
    };
    const whole = projection.attributes === undefined && projection.excludedAttributes === undefined;
    return whole ? resource : project(resource, type, projection);
  }

  function remember({ request }: Call, body: JsonObject): void {
    const userName = memberOf(body, "userName");
    if (typeof userName === "string") userNames.set(request, userName);
  }

  function locate({ id }: User8x8): string {
    return `${baseUrl}/Users/${encodeURIComponent(id)}`;
  }

  function store(user: User8x8, by: Write, body?: JsonObject): User8x8 {
    const before = customer.users.get(user.id);
    const settled = decide.settle(customer, user, { by, before, body });
    if (before?.active && !settled.active) decide.deactivated(customer, settled, world.latest());
    if (before?.active === false && settled.active) decide.reactivated(customer, settled, world.latest());
    customer.users.put(settled);
    return settled;
  }

  function list({ filter, startIndex, count, ...call }: ListQuery): ListAnswer {
    const found: User8x8[] = [];
    if (filter === undefined) {
      for (const user of customer.users.all()) if (decide.visible(customer, user, "list")) found.push(user);
    } else {
      for (const user of decide.find(customer, filter)) {
        if (!decide.visible(customer, user, "lookup")) continue;
        decide.found(customer, user);
        found.push(user);
      }
    }
    const first = Math.max(1, startIndex ?? 1);
    const size = Math.min(Math.max(0, count ?? MOST_RESULTS), MOST_RESULTS);
    const page = found.slice(first - 1, first - 1 + size);
    return {
      totalResults: found.length,
      startIndex: first,
      itemsPerPage: page.length,
      resources: page.map((user) => represent(user, call)),
    };
  }

  function users(): Endpoint {
    return {
      list,
      create(body, call) {
        remember(call, body);
        const user = decide.create(customer, body);
        const stored = store(user, customer.users.get(user.id) === undefined ? "create" : "replace", body);
        return { location: locate(stored), resource: represent(stored, call) };
      },
      read: (id, call) => represent(decide.locate(customer, id, "GET"), call),
      replace(id, body, call) {
        remember(call, body);
        const user = decide.locate(customer, id, "PUT");
        return represent(store(decide.replace(customer, user, body), "replace", body), call);
      },
      patch(id, operations, call) {
        const user = decide.locate(customer, id, "PATCH");
        return represent(store(decide.patch(customer, user, operations), "patch"), call);
      },
      remove(id) {
        const user = decide.locate(customer, id, "DELETE");
        const after = decide.remove(customer, user);
        if (after === undefined) customer.users.remove(id);
        else store(after, "remove");
      },
    };
  }

  /** Groups are not a resource; what a list of none looks like is an option (C-11). */
  function groups(): Endpoint {
    const refuse = (method: string): never => {
      decide.groups(customer, method);
      throw new ScimError(404, undefined, "groups are not supported");
    };
    return {
      list() {
        decide.groups(customer, "GET");
        return { totalResults: 0, startIndex: 1, itemsPerPage: 0, resources: [] };
      },
      create: () => refuse("POST"),
      read: () => refuse("GET"),
      replace: () => refuse("PUT"),
      patch: () => refuse("PATCH"),
      remove: () => refuse("DELETE"),
    };
  }

  return frame(provider);
}
