import { Inconclusive, show, type Trial } from "../../engine/index.ts";
import type { Exchange } from "../../scim/index.ts";
import type { IdentityProvider, NewPerson, Person, ProvisioningEvent, Quirk } from "../../simulators/clients/index.ts";
import type { DescribedTarget } from "./target.ts";
import type { PersonaWire } from "./wire.ts";

/** A product that provisions into the target of a rule. */
export interface Persona<Client extends IdentityProvider = IdentityProvider> {
  /** What it is called: `Entra ID`. */
  name: string;
  client: Client;
  wire: PersonaWire;
  target: DescribedTarget;
  quirks: readonly Quirk[];
  /** What the product does about a failure, as the end of a sentence that begins with its name. */
  reaction(failure: ProvisioningEvent): string;
  /** What the administrator reads of it. */
  notice(failure: ProvisioningEvent): string;
  /** Why the product has nothing else to try, where that is known of a refused request. */
  deadlock?(refused: Exchange): string | undefined;
}

/** Switches provisioning on; where that fails, the rule cannot be judged. */
export async function started<Client extends IdentityProvider>(
  t: Trial,
  persona: Persona<Client>,
): Promise<Persona<Client>> {
  const { client, wire, name } = persona;
  await t.given.done(async () => {
    await client.start();
    wire.rethrow();
    const first = wire.exchanges[0];
    return first ?? t.inconclusive(`${name} has sent nothing`);
  });
  const { state, cause } = client.health();
  return state === "running" ? persona : t.inconclusive(`${name} does not start provisioning: ${cause?.message}`);
}

/** What came of a step. */
export interface Outcome {
  exchanges: readonly Exchange[];
  events: readonly ProvisioningEvent[];
  /** The last attempt of the step that failed, if any did. */
  failure: ProvisioningEvent | undefined;
}

/** Changes something in the directory, and lets the product do what is due then. */
export async function step(persona: Persona, change: () => unknown): Promise<Outcome> {
  const { client, wire } = persona;
  const [exchanged, happened] = [wire.exchanges.length, client.events.length];
  await change();
  await client.settle();
  wire.rethrow();
  const [exchanges, events] = [wire.exchanges.slice(exchanged), client.events.slice(happened)];
  return { exchanges, events, failure: events.findLast(({ outcome }) => outcome === "failure") };
}

/** The same as a part of the scene: where it fails, the rule cannot be judged. */
export async function sceneStep(t: Trial, persona: Persona, change: () => unknown): Promise<void> {
  await t.given.done(async () => {
    const { failure } = await step(persona, change);
    if (failure !== undefined)
      throw new Inconclusive(`could not set the scene: ${persona.name} reports: ${persona.notice(failure)}`);
    const last = persona.wire.exchanges.at(-1);
    if (last === undefined) throw new Inconclusive(`could not set the scene: ${persona.name} has sent nothing`);
    return last;
  });
}

/** Somebody whom the product has provisioned. */
export interface Hired {
  person: Person;
  /** `/Users/{id}`. */
  path: string;
  id: string;
}

/** Enters somebody into the directory and has the product make the user. */
export async function hired(t: Trial, persona: Persona, attributes: NewPerson): Promise<Hired> {
  const { client } = persona;
  const person = client.directory.add(attributes);
  await sceneStep(t, persona, () => client.directory.assign(person.id));
  return linked(t, persona, person);
}

/** Where the user of a person is. */
export function linked(t: Trial, { client, name }: Persona, person: Person): Hired {
  const id = client.linked(person.id);
  if (id === undefined) t.inconclusive(`${name} has made no user for ${person.attributes.userName}`);
  return { person, id, path: `/Users/${encodeURIComponent(id)}` };
}

/** Judges that the product still has the same user for a person. */
export function expectSame(t: Trial, { client, name }: Persona, { person, id }: Hired, { exchanges }: Outcome): void {
  const now = client.linked(person.id);
  t.expect.that(now === id, {
    summary: `${name} found the user ${id} of ${person.attributes.userName} no more and has another now, ${show(now)}: what belonged to the former one is lost. To be mended by the service provider's developers.`,
    seen: now ?? null,
    expected: id,
    attribute: "id",
    exchange: exchanges.at(-1)?.id,
  });
}
