import { en, Faker } from "@faker-js/faker";
import type { Exchange, Json, JsonObject } from "../scim/index.ts";
import type { Client } from "./client/index.ts";
import { show } from "./expect.ts";
import { Inconclusive } from "./failure.ts";
import { CHOOSE_ANOTHER_SEED } from "./taken-name.ts";

/** A user that was created to set the scene. */
export interface GivenUser {
  id: string;
  /** `/Users/{id}`. */
  path: string;
  userName: string;
  /** The representation that was sent. */
  sent: JsonObject;
  /** The representation that came back. */
  resource: JsonObject;
}

/** A group that was created to set the scene. */
export interface GivenGroup {
  id: string;
  /** `/Groups/{id}`. */
  path: string;
  displayName: string;
  resource: JsonObject;
}

/** Sets the scene of a rule. What fails here makes the verdict inconclusive; what it makes is removed afterwards. */
export interface Given {
  /** Test data from the seed of the run and the rule; to be used at once, before anything else is awaited. */
  readonly faker: Faker;
  /** A login name in the namespace of the run that nobody has. */
  userName(): string;
  /** A text in the namespace of the run, for a group's name or an externalId. */
  name(): string;
  /** A valid User to send: userName, name, one work e-mail, active. A member of `overrides` that is undefined is left out. */
  representation(overrides?: Record<string, Json | undefined>): JsonObject;
  user(overrides?: Record<string, Json | undefined>): Promise<GivenUser>;
  users(count: number, overrides?: (index: number) => Record<string, Json | undefined>): Promise<GivenUser[]>;
  /** A user whose `active` was set to false by PATCH, or by PUT where there is no PATCH. */
  inactiveUser(overrides?: Record<string, Json | undefined>): Promise<GivenUser>;
  /** A user that was created and then removed by DELETE. */
  deletedUser(overrides?: Record<string, Json | undefined>): Promise<GivenUser>;
  group(members?: GivenUser[], overrides?: Record<string, Json | undefined>): Promise<GivenGroup>;
  /** The resource as a GET shows it now. */
  read(path: string): Promise<JsonObject>;
  /** Takes any other step of the scene and gives its exchange, which must have succeeded. */
  done(step: () => Promise<Exchange>): Promise<Exchange>;
}

/** What a scene is set with. */
export interface GivenSettings {
  client: Client;
  /** `scimproof-<run>-<rule>`. */
  namespace: string;
  /** The domain of invented login names and e-mail addresses. */
  domain: string;
  seed: number;
  /** A user made before, put into the state of a representation; undefined where a fresh one is needed. */
  reuse?: ((sent: JsonObject) => Promise<{ path: string; resource: JsonObject } | undefined>) | undefined;
  /** Runs a step with its exchanges marked as `given`. */
  within: <T>(work: () => Promise<T>) => Promise<T>;
}

const USER = "urn:ietf:params:scim:schemas:core:2.0:User";
const GROUP = "urn:ietf:params:scim:schemas:core:2.0:Group";
const PATCH_OP = "urn:ietf:params:scim:api:messages:2.0:PatchOp";

const shared = new Faker({ locale: en });

/** The setting half of a trial. */
export function createGiven({ client, namespace, domain, seed, reuse, within }: GivenSettings): Given {
  let made = 0;
  let drawn = 0;
  // Making a Faker is dear, so all scenes share one. Seeding it before each use keeps them apart.
  const faker = (): Faker => {
    shared.seed([seed, ++drawn]);
    return shared;
  };
  const name = (): string => `${namespace}-${++made}`;
  const userName = (): string => `${name()}@${domain}`;

  function representation(overrides: Record<string, Json | undefined> = {}): JsonObject {
    const login = typeof overrides["userName"] === "string" ? overrides["userName"] : userName();
    const { person } = faker();
    const body: Record<string, Json | undefined> = {
      schemas: [USER],
      userName: login,
      name: { givenName: person.firstName(), familyName: person.lastName() },
      emails: [{ value: login.includes("@") ? login : `${login}@${domain}`, type: "work", primary: true }],
      active: true,
      ...overrides,
    };
    for (const [member, value] of Object.entries(body)) if (value === undefined) delete body[member];
    return body as JsonObject;
  }

  async function done(step: Promise<Exchange>): Promise<Exchange> {
    const exchange = await step;
    const { status } = exchange.response;
    const advice = status === 409 ? `; ${CHOOSE_ANOTHER_SEED}` : "";
    if (status < 200 || status > 299) throw new Inconclusive(`could not set the scene: ${describe(exchange)}${advice}`);
    return exchange;
  }

  async function create(endpoint: string, body: JsonObject): Promise<{ id: string; resource: JsonObject }> {
    const exchange = await done(client.post(endpoint, body));
    const resource = exchange.response.body as JsonObject | undefined;
    const id = resource?.["id"];
    if (typeof id !== "string" || id === "")
      throw new Inconclusive(`could not set the scene: ${describe(exchange)}, and the answer has no id`);
    return { id, resource: resource! };
  }

  async function user(overrides?: Record<string, Json | undefined>): Promise<GivenUser> {
    const sent = representation(overrides);
    // Who is made inactive, or as it comes, is not who was made active and is put into that state.
    const again = sent["active"] === true ? await reuse?.(sent) : undefined;
    if (again !== undefined) {
      const { path, resource } = again;
      return { id: String(resource["id"]), path, userName: String(sent["userName"]), sent, resource };
    }
    const { id, resource } = await create("/Users", sent);
    return { id, path: `/Users/${encodeURIComponent(id)}`, userName: String(sent["userName"]), sent, resource };
  }

  async function group(
    members: GivenUser[] = [],
    overrides: Record<string, Json | undefined> = {},
  ): Promise<GivenGroup> {
    const displayName = name();
    const body = { schemas: [GROUP], displayName, members: members.map(({ id }) => ({ value: id })), ...overrides };
    const { id, resource } = await create("/Groups", body);
    return { id, path: `/Groups/${encodeURIComponent(id)}`, displayName: String(body.displayName), resource };
  }

  async function deactivate(made: GivenUser): Promise<void> {
    const operation = { op: "replace", path: "active", value: false };
    const patched = await client.patch(made.path, { schemas: [PATCH_OP], Operations: [operation] });
    if (patched.response.status > 299) await done(client.put(made.path, { ...made.sent, active: false }));
  }

  return {
    get faker() {
      return faker();
    },
    userName,
    name,
    representation,
    user: (overrides) => within(() => user(overrides)),
    users: (count, overrides) =>
      within(async () => {
        const users: GivenUser[] = [];
        for (let index = 0; index < count; index++) users.push(await user(overrides?.(index)));
        return users;
      }),
    inactiveUser: (overrides) =>
      within(async () => {
        const made = await user(overrides);
        await deactivate(made);
        return made;
      }),
    deletedUser: (overrides) =>
      within(async () => {
        const made = await user(overrides);
        await done(client.delete(made.path));
        return made;
      }),
    group: (members, overrides) => within(() => group(members, overrides)),
    read: (path) =>
      within(async () => {
        const read = await done(client.get(path));
        const { body } = read.response;
        if (typeof body !== "object" || body === null || Array.isArray(body))
          throw new Inconclusive(`could not set the scene: ${describe(read)}, and the answer is no resource`);
        return body as JsonObject;
      }),
    done: (step) => within(() => done(step())),
  };
}

function describe({ request, response }: Exchange): string {
  const detail = (response.body as { detail?: unknown } | undefined)?.detail;
  return `${request.method} ${request.path} answered ${response.status}${detail === undefined ? "" : ` ${show(detail)}`}`;
}
