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

/** The bundled clients at work: in front of the target, or each of a service provider that is made for it. */
export async function employers(t: Trial, behind?: () => Handler): Promise<Employer[]> {
  const before = (): { provider: Handler } => ({
    provider: behind === undefined ? t.provider : leavingBy(t.clientChanges, behind()),
  });
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

/** An ordinary day of each bundled client: what a rule looks at where no client from outside provisions. */
export async function workdays(t: Trial): Promise<void> {
  for (const { client, hire } of await employers(t)) {
    const { directory } = client;
    const { id } = await hire();
    directory.change(id, { familyName: "Quintrell", mobilePhone: undefined, locale: undefined });
    await client.settle();
    directory.block(id);
    await client.settle();
    directory.unblock(id);
    directory.change(id, { mobilePhone: "+14155550163", locale: "de-DE" });
    await client.settle();
  }
}

/** The first request of each bundled client, by which it finds out whether it may call at all. */
export async function firstCalls(t: Trial): Promise<void> {
  await entra.prepared(t).client.testConnection();
  await okta.prepared(t).client.testConnection();
  await jumpcloud.prepared(t).client.activate();
}
