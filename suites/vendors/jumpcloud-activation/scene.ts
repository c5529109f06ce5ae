import { show, type Trial } from "../../../engine/index.ts";
import type { Exchange } from "../../../scim/index.ts";
import type { JumpCloud, JumpCloudSettings, Person } from "../../../simulators/clients/index.ts";
import { answer, expectSuccess, sent, type Told } from "../../personas/finding.ts";
import { jumpcloudPersona } from "../../personas/jumpcloud/persona.ts";
import { type Outcome, type Persona, started } from "../../personas/persona.ts";

/** JumpCloud with a custom connector that is not activated. */
export function connector(t: Trial, settings: Partial<JumpCloudSettings> = {}): Promise<Persona<JumpCloud>> {
  return jumpcloudPersona(t, { connector: "custom", ...settings });
}

/** JumpCloud with a connector that was activated; the test user has rules of its own, so none is made here. */
export async function activeConnector(t: Trial): Promise<Persona<JumpCloud>> {
  return started(t, await connector(t, { activation: ["lookup"] }));
}

/** Judges what the button of the connector tells. Gives everything that was exchanged for it. */
export async function expectVerified(
  t: Trial,
  { wire }: Persona<JumpCloud>,
  press: () => Promise<{ ok: boolean; message: string }>,
  why: string,
): Promise<readonly Exchange[]> {
  const before = wire.exchanges.length;
  const { ok, message } = await press();
  wire.rethrow();
  const exchanges = wire.exchanges.slice(before);
  const last = exchanges.at(-1)!;
  t.expect.that(ok, {
    summary: `JumpCloud sent ${sent(last)} and was answered ${answer(last)}, so the connector cannot be activated. ${why} To be mended by the service provider's developers.`,
    seen: `the administrator reads: ${message}`,
    expected: "The integration has been successfully verified.",
    exchange: last.id,
  });
  return exchanges;
}

/** Judges that Directory Insights tell of a success: an event of this type about a person. */
export function expectEvent(
  t: Trial,
  persona: Persona<JumpCloud>,
  outcome: Outcome,
  { type, person, told }: { type: string; person: Person; told: Told },
): void {
  expectSuccess(t, persona, outcome, told);
  const events = persona.client
    .log()
    .filter(({ resource }) => (resource as { id?: unknown } | undefined)?.id === person.id)
    .map(({ event_type, success }) => `${event_type} ${success}`);
  t.expect.that(events.at(-1) === `${type} true`, {
    summary: `Directory Insights tell of ${show(events)} and end with no success of ${type}. To be mended by the service provider's developers.`,
    seen: events,
    expected: type,
    exchange: outcome.exchanges.at(-1)?.id,
  });
}
