import { show, type Trial, valueAt } from "../../../../engine/index.ts";
import type { Exchange, JsonObject } from "../../../../scim/index.ts";
import type { Entra } from "../../../../simulators/clients/index.ts";
import { expectSuccess, type Told } from "../../../personas/finding.ts";
import { type Outcome, type Persona, step } from "../../../personas/persona.ts";

/** What came of a cycle, with what the provisioning log tells of it. */
export interface Cycle extends Outcome {
  log: readonly JsonObject[];
}

/** Changes something in the directory and lets Entra ID run its next cycle. */
export function cycle(persona: Persona<Entra>, change: () => unknown): Promise<Cycle> {
  return logged(persona, () => step(persona, change));
}

/** Provisions a person or a group on demand, outside of the cycles. */
export function onDemand(persona: Persona<Entra>, id: string): Promise<Cycle> {
  const { client, wire } = persona;
  return logged(persona, async () => {
    const [exchanged, happened] = [wire.exchanges.length, client.events.length];
    await client.provisionOnDemand(id);
    wire.rethrow();
    const [exchanges, events] = [wire.exchanges.slice(exchanged), client.events.slice(happened)];
    return { exchanges, events, failure: events.findLast(({ outcome }) => outcome === "failure") };
  });
}

async function logged({ client }: Persona<Entra>, happens: () => Promise<Outcome>): Promise<Cycle> {
  const before = client.log().length;
  const outcome = await happens();
  return { ...outcome, log: client.log().slice(before) };
}

/**
 * Judges that the provisioning log tells of a success of this action for a person or a group. Gives the service
 * provider's id, which the entry names.
 */
export function expectLogged(
  t: Trial,
  persona: Persona<Entra>,
  happened: Cycle,
  { action, id, told }: { action: "create" | "update" | "disable" | "delete"; id: string; told: Told },
): string {
  expectSuccess(t, persona, happened, told);
  const entries = happened.log.filter((entry) => valueAt(entry, "sourceIdentity.id") === id);
  const entry = entries.findLast(({ provisioningAction }) => provisioningAction === action);
  const status = valueAt(entry, "provisioningStatusInfo.status");
  t.expect.that(status === "success", {
    summary: `the provisioning log of Entra ID tells of no success of the action ${action}, but of ${show(entries.map(({ provisioningAction }) => provisioningAction))}. To be mended by the service provider's developers.`,
    seen: entries.map(({ provisioningAction, provisioningStatusInfo }) => ({
      provisioningAction: provisioningAction ?? null,
      status: valueAt(provisioningStatusInfo, "status") ?? null,
    })),
    expected: { provisioningAction: action, status: "success" },
    exchange: happened.exchanges.at(-1)?.id,
  });
  return String(valueAt(entry, "targetIdentity.id"));
}

/** Judges that a look-up finds exactly one resource, the one that Entra ID knows. */
export async function expectFound(t: Trial, endpoint: string, filter: string, id: string): Promise<Exchange> {
  const found = await t.client.list(endpoint, { filter });
  t.expect(found).status(200).resources([id]);
  return found;
}

/** Judges that a look-up finds nothing: an empty list, or 404. */
export async function expectNothing(t: Trial, endpoint: string, filter: string): Promise<void> {
  const found = await t.client.list(endpoint, { filter });
  if (found.response.status !== 404) t.expect(found).status(200).resources([]);
}
