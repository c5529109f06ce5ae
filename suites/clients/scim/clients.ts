import { leavingBy, type Trial } from "../../../engine/index.ts";
import type { Handler } from "../../../scim/index.ts";
import type { IdentityProvider, Person } from "../../../simulators/clients/index.ts";
import * as entra from "../entra/scene.ts";
import * as jumpcloud from "../jumpcloud/scene.ts";
import * as okta from "../okta/scene.ts";

/** One of the bundled clients at work, whichever product it is. */
export interface Employer {
  client: IdentityProvider;
  /** Hires somebody and lets the product provision. */
  hire(): Promise<Person>;
}

/** The bundled clients at work, each in front of a service provider of its own. */
export async function employers(t: Trial, behind: () => Handler): Promise<Employer[]> {
  const before = (): { provider: Handler } => ({ provider: leavingBy(t.clientChanges, behind()) });
  const [one, other, another] = [
    await entra.running(t, before()),
    await okta.started(t, before()),
    await jumpcloud.connected(t, before()),
  ];
  return [
    { client: one.client, hire: () => entra.joins(t, one) },
    { client: other.client, hire: () => okta.assigned(t, other) },
    { client: another.client, hire: () => jumpcloud.hired(t, another) },
  ];
}

/** A busy day of each bundled client: what a rule looks at where no client from outside provisions. */
export async function busyDays(t: Trial): Promise<void> {
  await entra.busyDay(t);
  await okta.busyDay(t);
  await jumpcloud.busyDay(t);
}

/** The first request of each bundled client, by which it finds out whether it may call at all. */
export async function firstCalls(t: Trial): Promise<void> {
  await entra.prepared(t).client.testConnection();
  await okta.prepared(t).client.testConnection();
  await jumpcloud.prepared(t).client.activate();
}
