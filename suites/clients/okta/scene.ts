import type { Trial } from "../../../engine/index.ts";
import { type NewPerson, type Okta, type OktaSettings, okta, type Person } from "../../../simulators/clients/index.ts";
import { employee } from "../employee.ts";
import { type Noted, noted } from "../noted.ts";

/** An Okta in front of the target, and all that it sends. */
export interface Scene {
  client: Okta;
  requests: Noted[];
}

/** What a scene may have otherwise. */
export type SceneSettings = Partial<OktaSettings>;

/** An Okta whose provisioning is not switched on. */
export function prepared(t: Trial, settings: SceneSettings = {}): Scene {
  const { provider, requests } = noted(settings.provider ?? t.provider, settings.baseUrl ?? t.client.baseUrl);
  const client = okta({ baseUrl: t.client.baseUrl, changes: t.clientChanges, seed: 1, ...settings, provider });
  return { client, requests };
}

/** An Okta that provisions. */
export async function started(t: Trial, settings: SceneSettings = {}): Promise<Scene> {
  const scene = prepared(t, settings);
  await scene.client.start();
  const { state, cause } = scene.client.health();
  if (state !== "running") t.inconclusive(`provisioning cannot be switched on: ${cause?.message ?? state}`);
  return scene;
}

/** Assigns somebody to the application and lets Okta do what is due. */
export async function assigned(t: Trial, { client }: Scene, overrides: Partial<NewPerson> = {}): Promise<Person> {
  const person = client.directory.add(employee(t, overrides));
  client.directory.assign(person.id);
  await client.settle();
  return person;
}

/** The same where it only prepares something: the person has to have a user afterwards. */
export async function employed(t: Trial, scene: Scene, overrides: Partial<NewPerson> = {}): Promise<Person> {
  const person = await assigned(t, scene, overrides);
  expectLinked(t, scene, person);
  return person;
}

/** Ends the rule as not judged where a person was given no user. */
export function expectLinked(t: Trial, { client }: Scene, { id }: Person): void {
  if (client.linked(id) === undefined)
    t.inconclusive(`Okta could not give a person a user: ${client.events.at(-1)?.reason ?? "nothing was tried"}`);
}

/** The login of a person. */
export function loginOf({ attributes }: Person): string {
  return attributes.userName!;
}

/** A day on which everything happens that makes Okta send something: for rules that look at the traffic. */
export async function busyDay(t: Trial): Promise<void> {
  const scene = await started(t);
  const { client } = scene;
  const { directory } = client;
  const group = directory.addGroup("Telephony").id;
  directory.assignGroup(group);
  const [one, other] = [await assigned(t, scene), directory.add(employee(t))];
  directory.join(group, other.id);
  await client.settle();
  directory.change(one.id, { familyName: "Vale", title: "Head of purchasing" });
  await client.settle();
  directory.unassign(one.id);
  directory.leave(group, other.id);
  await client.settle();
  directory.assign(one.id);
  await client.settle();
  for (const lacking of ["givenName", "familyName", "email"] as const) {
    const incomplete = await assigned(t, scene, { [lacking]: "" });
    directory.change(incomplete.id, { [lacking]: "ada@mail.example.com" });
    await client.settle();
  }
  await client.runImport();
}
