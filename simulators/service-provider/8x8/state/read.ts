import {
  AdminRefusal,
  type Customer,
  type Options8x8,
  type ScimIntegration,
  type Session,
  type Site,
  type User8x8,
} from "../../../../profiles/index.ts";
import { validateJson } from "../../../../scim/index.ts";
import { newSsoIntegration } from "../saml/integration.ts";
import { createSessions } from "../sessions.ts";
import { newSyncBack } from "../sync-back/decisions.ts";
import { createUsers } from "../users.ts";
import type { World } from "../world.ts";
import { EMPTY_USER } from "../writing.ts";
import { stateShape } from "./shape.ts";
import { restoredSso, type WrittenSso } from "./sso.ts";

/** A state document once its shape was checked. */
interface State {
  now: number;
  ids: number;
  options: Partial<Options8x8>;
  customers: (Omit<Customer, "sites" | "users" | "sessions" | "sso" | "syncBack"> & {
    sites: Site[];
    users: User8x8[];
    sessions: Session[];
    sso?: WrittenSso;
    syncBack?: { url?: string };
  })[];
}

/**
 * Replaces everything there is by what a document holds. One that is damaged is refused whole, with the place of the
 * fault. `home` is the customer that has to be there, since its URL is known to others.
 */
export function readState(world: World, document: unknown, home: string): void {
  const state = checked(document);
  const customers = underOptions(world, state.options, () => {
    refuseRepeated(state.customers, ({ id }) => id, "customers", "id");
    if (!state.customers.some(({ id }) => id === home)) throw damagedState("customers", `a customer ${home}`);
    return state.customers.map((customer, index) => restored(world, customer, `customers[${index}]`));
  });
  world.customers.clear();
  for (const customer of customers) world.customers.set(customer.id, customer);
  world.setTime(state.now);
  // Ids are given in a fixed order, so the next one has to lie beyond those that are in use.
  while (world.idsGiven() < state.ids) world.newId();
}

/** Does something under other options, which stay in force unless it fails: what login IDs are compared by depends on them. */
function underOptions<Outcome>(world: World, options: Partial<Options8x8>, act: () => Outcome): Outcome {
  const before = { ...world.options };
  Object.assign(world.options, options);
  try {
    return act();
  } catch (cause) {
    Object.assign(world.options, before);
    throw cause;
  }
}

/** The document in a text. */
export function parseState(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new AdminRefusal("invalid-state", `the state is not JSON: ${(cause as Error).message}`);
  }
}

function checked(document: unknown): State {
  const [problem] = validateJson(stateShape, document);
  if (problem !== undefined) throw damagedState(problem.path, problem.expected);
  return document as State;
}

function restored(world: World, given: State["customers"][number], at: string): Customer {
  const { id, platform, xSeriesSubscriptions, refusals, audit, scim, sso, syncBack } = structuredClone(given);
  const users = createUsers(world.decide.loginKey);
  const sessions = createSessions();
  const sites = new Map(given.sites.map((site) => [site.id, structuredClone(site)]));
  refuseRepeated(given.sites, (site) => site.id, `${at}.sites`, "id");
  refuseRepeated(given.sites, (site) => site.name, `${at}.sites`, "name");
  refuseRepeated(given.users, (user) => user.id, `${at}.users`, "id");
  refuseRepeated(given.users, (user) => world.decide.loginKey(user.userName), `${at}.users`, "userName");
  refuseRepeated(given.sessions, (session) => session.id, `${at}.sessions`, "id");
  given.users.forEach((user, index) => {
    if (user.siteId !== undefined && !sites.has(user.siteId))
      throw damagedState(`${at}.users[${index}].siteId`, "the id of a site that is there");
    users.put({ ...EMPTY_USER, ...structuredClone(user) });
  });
  for (const session of given.sessions) sessions.put(withMembers(structuredClone(session), { end: undefined }));
  return {
    id,
    platform,
    xSeriesSubscriptions,
    sites,
    users,
    sessions,
    scim: restoredIntegration(scim),
    sso: sso === undefined ? newSsoIntegration(world) : restoredSso(sso),
    syncBack: newSyncBack(syncBack?.url),
    refusals: refusals.map((refusal) => withMembers(refusal, { userKey: undefined, scimType: undefined })),
    audit,
  };
}

function restoredIntegration(scim: ScimIntegration): ScimIntegration {
  const token = (issued: ScimIntegration["token"]): ScimIntegration["token"] =>
    issued && withMembers(issued, { clear: undefined });
  const draft = scim.draft && withMembers(scim.draft, { provider: undefined, token: undefined });
  return {
    ...withMembers(scim, { provider: undefined }),
    token: token(scim.token),
    draft: draft && { ...draft, token: token(draft.token) },
  };
}

// JSON has no undefined: members that it leaves out come back.
function withMembers<Value extends object>(value: Value, absent: Partial<Record<keyof Value, undefined>>): Value {
  return { ...absent, ...value };
}

function refuseRepeated<Item>(items: Item[], keyOf: (item: Item) => string, at: string, member: string): void {
  const seen = new Set<string>();
  items.forEach((item, index) => {
    const key = keyOf(item);
    if (seen.has(key)) throw damagedState(`${at}[${index}].${member}`, "one that is not there already");
    seen.add(key);
  });
}

/** The refusal of a state with a fault at a place. */
export function damagedState(at: string, expected: string): AdminRefusal {
  return new AdminRefusal(
    "invalid-state",
    `the state is damaged at ${at === "" ? "its top" : at}: expected ${expected}`,
  );
}
