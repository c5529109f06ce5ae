import type { Trial } from "../../../engine/index.ts";
import type { JsonObject } from "../../../scim/index.ts";
import {
  type JumpCloud,
  type JumpCloudSettings,
  jumpcloud,
  type NewPerson,
  type Person,
} from "../../../simulators/clients/index.ts";
import type { OwnCustomer } from "../../8x8/own-customer.ts";
import { employee } from "../employee.ts";
import { type Noted, noted } from "../noted.ts";

/** A JumpCloud in front of the target, with a group that is bound to its application, and all that it sends. */
export interface Scene {
  client: JumpCloud;
  /** The id of the bound group. */
  group: string;
  requests: Noted[];
}

/** What a scene may have otherwise. */
export type SceneSettings = Partial<JumpCloudSettings>;

/** A JumpCloud whose integration is not activated. */
export function prepared(t: Trial, settings: SceneSettings = {}): Scene {
  const { provider, requests } = noted(settings.provider ?? t.provider, settings.baseUrl ?? t.client.baseUrl);
  const client = jumpcloud({ baseUrl: t.client.baseUrl, changes: t.clientChanges, seed: 1, ...settings, provider });
  const group = client.directory.addGroup("8x8 users").id;
  client.bind(group);
  return { client, group, requests };
}

/** A JumpCloud whose integration is active. */
export async function connected(t: Trial, settings: SceneSettings = {}): Promise<Scene> {
  const scene = prepared(t, settings);
  const { ok, message } = await scene.client.activate();
  if (!ok) t.inconclusive(`the integration cannot be activated: ${message}`);
  return scene;
}

/** The settings of a client that provisions into a customer of the rule's own. */
export function into({ baseUrl, token }: OwnCustomer): Pick<JumpCloudSettings, "baseUrl" | "token"> {
  return { baseUrl, token };
}

/** Hires somebody into the bound group and lets JumpCloud do what is due. */
export async function hired(t: Trial, { client, group }: Scene, overrides: Partial<NewPerson> = {}): Promise<Person> {
  const person = client.directory.add(employee(t, overrides));
  client.directory.join(group, person.id);
  await client.settle();
  return person;
}

/** The login of a person. */
export function loginOf({ attributes }: Person): string {
  return attributes.userName!;
}

/** The same as hiring, where it only prepares something: the person has to have a user afterwards. */
export async function employed(t: Trial, scene: Scene, overrides: Partial<NewPerson> = {}): Promise<Person> {
  const person = await hired(t, scene, overrides);
  if (scene.client.linked(person.id) === undefined)
    t.inconclusive(
      `JumpCloud could not give a person a user: ${scene.client.events.at(-1)?.reason ?? "nothing was tried"}`,
    );
  return person;
}

/** The events of some types in the log of Directory Insights, oldest first. */
export function eventsOf({ client }: Scene, ...types: string[]): JsonObject[] {
  return client.log().filter(({ event_type }) => types.includes(String(event_type)));
}

/** A day on which everything happens that makes JumpCloud send something: for rules that look at the traffic. */
export async function busyDay(t: Trial): Promise<void> {
  const scene = await connected(t);
  const { client, group } = scene;
  const { directory } = client;
  const [one, other] = [await hired(t, scene), await hired(t, scene)];
  directory.change(one.id, { title: "Head of purchasing", office: "Hamburg", department: "Purchasing" });
  await client.settle();
  directory.block(one.id);
  await client.settle();
  directory.unblock(one.id);
  await client.settle();
  directory.leave(group, other.id);
  await client.settle();
  directory.purge(one.id);
  await client.settle();
}
