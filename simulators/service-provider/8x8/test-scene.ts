import type { Mutant } from "../../../engine/index.ts";
import type { AdminDriver } from "../../../profiles/index.ts";
import type { JsonObject } from "../../../scim/index.ts";
import { serviceProvider } from "../index.ts";

/** An answer of the SCIM plane. */
export interface Answer {
  status: number;
  headers: Headers;
  body: JsonObject;
}

/** A simulated 8x8 for a test, with the options given. */
export interface Scene {
  baseUrl: string;
  token: string;
  admin: AdminDriver;
  handler: (request: Request) => Promise<Response>;
  /** A call of the SCIM plane with the token, or another one; paths may be absolute. */
  scim(method: string, path: string, body?: object, token?: string | null): Promise<Answer>;
  /** A user made by POST: its id. */
  user(overrides?: JsonObject): Promise<string>;
}

export const USER = "urn:ietf:params:scim:schemas:core:2.0:User";
export const ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
export const EXTENSION = "urn:ietf:params:scim:schemas:extension:8x8:1.1:User";
export const OLDER_EXTENSION = "urn:8x8:scim:schemas:extension:8x8user:2.0:User";

/** A representation with everything that the guides map. */
export function ann(overrides: JsonObject = {}): JsonObject {
  return {
    schemas: [USER, ENTERPRISE, EXTENSION],
    userName: "ann@example.com",
    externalId: "e-1",
    name: { givenName: "Ann", familyName: "Lee" },
    title: "Engineer",
    emails: [{ value: "ann.lee@example.com", type: "work", primary: true }],
    phoneNumbers: [
      { type: "mobile", value: "+14155550101" },
      { type: "work", value: "+14155550102" },
    ],
    locale: "en-GB",
    timezone: "Europe/London",
    active: true,
    [ENTERPRISE]: { department: "Tools" },
    [EXTENSION]: { site: "Berlin" },
    ...overrides,
  };
}

/** A PatchOp message. */
export function patchOp(...operations: JsonObject[]): JsonObject {
  return { schemas: ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], Operations: operations };
}

/** The filter that looks a user up by login ID. */
export function named(userName: string): string {
  return `/Users?filter=${encodeURIComponent(`userName eq ${JSON.stringify(userName)}`)}`;
}

/** Sets a scene, with some misbehaviour if wanted. */
export function scene(options: Record<string, string> = {}, mutants: Mutant[] = []): Scene {
  const { baseUrl, token: own, handler, driver } = serviceProvider({ profile: "8x8", options, mutants });

  async function scim(method: string, path: string, body?: object, token: string | null = own): Promise<Answer> {
    const headers: Record<string, string> = { "content-type": "application/scim+json" };
    if (token !== null) headers["authorization"] = `Bearer ${token}`;
    const url = path.startsWith("http") ? path : baseUrl + path;
    const init = body === undefined ? { method, headers } : { method, headers, body: JSON.stringify(body) };
    const response = await handler(new Request(url, init));
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: text === "" ? {} : JSON.parse(text) };
  }

  return {
    baseUrl,
    token: own,
    admin: driver as unknown as AdminDriver,
    handler,
    scim,
    async user(overrides) {
      const { status, body } = await scim("POST", "/Users", ann(overrides));
      if (status !== 201) throw new Error(`the create was answered ${status}: ${JSON.stringify(body)}`);
      return String(body["id"]);
    },
  };
}
