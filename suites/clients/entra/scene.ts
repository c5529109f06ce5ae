import { show, type Trial } from "../../../engine/index.ts";
import { type Handler, isObject, type JsonObject } from "../../../scim/index.ts";
import {
  type Entra,
  type EntraSettings,
  entra,
  type NewPerson,
  type Person,
} from "../../../simulators/clients/index.ts";
import type { OwnCustomer } from "../../8x8/own-customer.ts";
import { employee } from "../employee.ts";
import { inShort, type Noted, noted } from "../noted.ts";

/** An Entra ID in front of the target, and all that it sends. */
export interface Scene {
  client: Entra;
  requests: Noted[];
}

/** What a scene may have otherwise. */
export type SceneSettings = Partial<EntraSettings>;

/** A person to be entered; an attribute that is undefined is left out. */
export type Attributes = { [Name in keyof NewPerson]?: NewPerson[Name] | undefined };

/** Minutes and days of virtual time. */
export const MINUTE = 60_000;
export const DAY: number = 24 * 60 * MINUTE;

/** An Entra ID whose application is set up and not switched on. */
export function prepared(t: Trial, settings: SceneSettings = {}): Scene {
  const { provider, requests } = noted(settings.provider ?? t.provider, settings.baseUrl ?? t.client.baseUrl);
  const client = entra({ baseUrl: t.client.baseUrl, changes: t.clientChanges, seed: 1, ...settings, provider });
  return { client, requests };
}

/** An Entra ID that provisions. */
export async function running(t: Trial, settings: SceneSettings = {}): Promise<Scene> {
  const scene = prepared(t, settings);
  await scene.client.start();
  const { state, cause } = scene.client.health();
  if (state !== "running") t.inconclusive(`provisioning cannot be switched on: ${cause?.message ?? state}`);
  return scene;
}

/** The settings of a client that provisions into a customer of the rule's own. */
export function into({ baseUrl, token }: OwnCustomer): Pick<EntraSettings, "baseUrl" | "token"> {
  return { baseUrl, token };
}

/** A person with every attribute that is mapped by default, but for the office: that has to be the name of a site. */
export function newPerson(t: Trial, { userName = t.given.userName(), ...overrides }: Attributes = {}): NewPerson {
  const usual = employee(t, { userName });
  const attributes = { ...usual, office: undefined, mobilePhone: "+14155550142", ...overrides };
  const known = Object.entries(attributes).filter(([, value]) => value !== undefined);
  return { ...Object.fromEntries(known), userName };
}

/** Enters a person and assigns the application; nothing is sent before the next cycle. */
export function assign(t: Trial, { client }: Scene, overrides: Attributes = {}, id?: string): Person {
  const person = client.directory.add(newPerson(t, overrides), id);
  client.directory.assign(person.id);
  return person;
}

/** Assigns somebody, and lets the next cycle run. */
export async function joins(t: Trial, scene: Scene, overrides: Attributes = {}, id?: string): Promise<Person> {
  const person = assign(t, scene, overrides, id);
  await scene.client.settle();
  return person;
}

/** The same where it only prepares something: the person has to have a user afterwards. */
export async function provisioned(t: Trial, scene: Scene, overrides: Attributes = {}): Promise<Employee> {
  const person = await joins(t, scene, overrides);
  const resource = scene.client.linked(person.id);
  if (resource === undefined)
    t.inconclusive(
      `Entra could not give a person a user: ${scene.client.events.at(-1)?.reason ?? "nothing was tried"}`,
    );
  return { person: person.id, userName: loginOf(person), path: `/Users/${encodeURIComponent(resource)}` };
}

/** A person with a user. */
export interface Employee {
  /** The id in the directory. */
  person: string;
  userName: string;
  /** Where the service provider has the user. */
  path: string;
}

/** The userPrincipalName of a person. */
export function loginOf({ attributes }: Person): string {
  return attributes.userName!;
}

/** Judges that the user of an employee is there and shows `active` so. */
export async function expectActive(t: Trial, { path }: Employee, active: boolean, when: string): Promise<void> {
  const read = await t.client.get(path);
  const seen = isObject(read.response.body) ? read.response.body["active"] : undefined;
  t.expect(read)
    .status(200)
    .that(seen === active, {
      summary: `${when} the user is shown with active ${show(seen)}`,
      seen,
      expected: active,
      attribute: "active",
    });
}

/** Judges that nothing was sent; what asks whether the service provider is there does not count. */
export function expectSilence(t: Trial, requests: readonly Noted[], when: string): void {
  const sent = requests.filter(({ path }) => path.startsWith("/Users"));
  t.expect.that(sent.length === 0, {
    summary: `${when} ${inShort(sent)[0]} is sent`,
    seen: inShort(sent),
    expected: "nothing about users",
  });
}

/** The operations of a PATCH; none where it is something else. */
export function operationsOf(request: Pick<Noted, "body"> | undefined): JsonObject[] {
  const operations = isObject(request?.body) ? request.body["Operations"] : undefined;
  return Array.isArray(operations) ? operations.filter((each): each is JsonObject => isObject(each)) : [];
}

/** The target, where it says that it has no group rather than that it has no groups: who would push one goes on to. */
export function withoutGroups(t: Trial): Handler {
  return async (request) => {
    if (request.method !== "GET" || !/\/Groups(?:\?|$)/.test(request.url)) return t.provider(request);
    const schemas = ["urn:ietf:params:scim:api:messages:2.0:ListResponse"];
    return Response.json({ schemas, totalResults: 0, Resources: [] });
  };
}

/** A day on which everything happens that makes Entra send something: for rules that look at the traffic. */
export async function busyDay(t: Trial): Promise<void> {
  const scene = await running(t, { provider: withoutGroups(t) });
  const { directory } = scene.client;
  const [one, other] = [assign(t, scene), assign(t, scene)];
  directory.assignGroup(directory.addGroup("8x8 users", [directory.add(newPerson(t)).id]).id);
  await scene.client.settle();
  directory.change(one.id, { title: "Head of purchasing", department: "Purchasing", mobilePhone: "+14155550143" });
  await scene.client.settle();
  directory.block(one.id);
  directory.unassign(other.id);
  await scene.client.settle();
  directory.unblock(one.id);
  await scene.client.settle();
  directory.softDelete(one.id);
  await scene.client.settle();
  directory.purge(one.id);
  await scene.client.settle();
}
