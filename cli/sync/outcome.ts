import type { Exchange } from "../../scim/index.ts";
import { type IdentityProvider, type ProvisioningEvent, type Quirk, shows } from "../../simulators/clients/index.ts";
import type { KnownPerson } from "./state.ts";

/** What became of a person's user. */
export type PersonOutcome =
  | "created"
  | "updated"
  | "deactivated"
  | "reactivated"
  | "deleted"
  | "unchanged"
  | "failed"
  | "not provisioned";

/** One person as the administrator sees it in the end. */
export interface PersonResult {
  userName: string;
  /** The directory's id. */
  id: string;
  /** The service provider's id of the user. */
  resource?: string;
  outcome: PersonOutcome;
  /** Everything that was done for the person, in order. */
  did: ProvisioningEvent["operation"][];
  /** What went wrong last. */
  reason?: string;
  status?: ProvisioningEvent["status"];
  /** When the product tries again by itself, in its own time. */
  retryAt?: string;
}

const DONE: Partial<Record<ProvisioningEvent["operation"], PersonOutcome>> = {
  create: "created",
  update: "updated",
  deactivate: "deactivated",
  reactivate: "reactivated",
  delete: "deleted",
};

/** What became of everybody, by the events of the product. */
export function outcomesOf(client: IdentityProvider, people: Iterable<KnownPerson>): PersonResult[] {
  const events = Map.groupBy(client.events, ({ person }) => person?.id);
  return [...people].map(({ id, userName }) => {
    const own = events.get(id) ?? [];
    const resource = client.linked(id);
    const last = own.at(-1);
    const known = {
      userName: client.directory.find(id)?.attributes.userName ?? userName,
      id,
      ...(resource === undefined ? {} : { resource }),
      did: own
        .filter(({ operation, outcome }) => outcome === "success" && DONE[operation])
        .map((each) => each.operation),
    };
    if (last?.outcome === "failure") {
      const { reason, status, retryAt } = last;
      return {
        ...known,
        outcome: "failed",
        ...(reason === undefined ? {} : { reason }),
        ...(status === undefined ? {} : { status }),
        ...(retryAt === undefined ? {} : { retryAt: new Date(retryAt).toISOString() }),
      };
    }
    const done = known.did.at(-1);
    const otherwise = resource === undefined ? "not provisioned" : "unchanged";
    const reason = otherwise === "not provisioned" ? last?.reason : undefined;
    return {
      ...known,
      outcome: (done === undefined ? undefined : DONE[done]) ?? otherwise,
      ...(done !== undefined || reason === undefined ? {} : { reason }),
    };
  });
}

/** How often each method met each status: `{ "POST 201": 3 }`. */
export function traffic(exchanges: readonly Exchange[]): Record<string, number> {
  const counts = Map.groupBy(exchanges, ({ request, response }) => `${request.method} ${response.status}`);
  const lines = [...counts].toSorted(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(lines.map(([line, each]) => [line, each.length]));
}

/** Who may ask, whether the name is free, how much is asked: refusals that no habit of a product decides. */
const UNRELATED = [401, 403, 409, 429];

/** Habits that showed in requests that were refused: whether the product really has them may decide the failure. */
export function quirksInRefused(quirks: readonly Quirk[], exchanges: readonly Exchange[]): Quirk[] {
  const refused = exchanges.filter(
    ({ response: { status } }) => status === 501 || (status >= 400 && status < 500 && !UNRELATED.includes(status)),
  );
  return quirks.filter((quirk) => refused.some(({ request }) => shows(quirk, request)));
}

/** What failed last that is about no person: the test of the connection, an import, a group. */
export function troublesOf(events: readonly ProvisioningEvent[]): ProvisioningEvent[] {
  const last = new Map<string, ProvisioningEvent>();
  for (const event of events) {
    const { operation, person, resource, reason } = event;
    if (person !== undefined) continue;
    // An event does not name the group: without an id, one that fails is not healed by the next one.
    last.set(operation === "group" ? `group ${resource ?? reason}` : operation, event);
  }
  return [...last.values()].filter(({ outcome }) => outcome === "failure");
}

/** Whether all that failed did so because nobody answered, or the token was refused. */
export function cannotReach(results: readonly PersonResult[]): boolean {
  const failed = results.filter(({ outcome }) => outcome === "failed");
  const unreached = new Set<unknown>([401, "timeout", "unreachable"]);
  return failed.length > 0 && failed.every(({ status }) => unreached.has(status));
}
