import type { Handler, Json, JsonObject } from "../../../scim/index.ts";
import { isObject } from "../../../scim/index.ts";
import type { VirtualClock } from "../clock.ts";
import type { Directory } from "../directory.ts";
import type { Person } from "../person.ts";
import type { OktaIds } from "./ids.ts";
import type { Profile, Profiles } from "./profile.ts";

/** One call of the users API; tokens are not kept. */
export interface UsersApiCall {
  /** Virtual time in milliseconds since the epoch. */
  at: number;
  method: string;
  path: string;
  status: number;
  /** The profile attributes that it named. */
  profile: Profile;
}

/** What the users API works on. */
export interface UsersApiSettings {
  directory: Directory;
  profiles: Profiles;
  clock: VirtualClock;
  ids: OktaIds;
  /** The API token in force; undefined when every one is revoked. */
  token: () => string | undefined;
  /** How many requests a minute of virtual time takes. */
  limit: () => number;
  /** Told of every call. */
  called: (call: UsersApiCall) => void;
}

const PATH = /^\/api\/v1\/users\/([^/]+)$/;
const MINUTE = 60_000;
const MOST_BYTES = 1_000_000;

/** Why the users API refuses, as Okta numbers it; the numbers are from general knowledge. */
const REFUSALS = {
  E0000011: { status: 401, summary: "Invalid token provided" },
  E0000007: { status: 404, summary: "Not found: Resource not found" },
  E0000022: { status: 405, summary: "The endpoint does not support the provided HTTP method" },
  E0000001: { status: 400, summary: "Api validation failed" },
  E0000003: { status: 400, summary: "The request body was not well-formed." },
  E0000047: { status: 429, summary: "API call exceeded rate limit due to too many requests." },
} as const;

/** The users API of an Okta organisation: reads a user, changes one in part (POST) or whole (PUT). */
export function usersApi({ directory, profiles, clock, ids, token, limit, called }: UsersApiSettings): Handler {
  let minute = 0;
  let used = 0;

  async function answer(request: Request): Promise<{ response: Response; profile: Profile }> {
    const now = Math.floor(clock.now() / MINUTE);
    if (now !== minute) [minute, used] = [now, 0];
    used += 1;
    const { pathname } = new URL(request.url);
    const expected = token();
    if (expected === undefined || request.headers.get("authorization") !== `SSWS ${expected}`)
      return { response: refusal("E0000011"), profile: {} };
    if (used > limit()) return { response: refusal("E0000047"), profile: {} };
    const key = PATH.exec(pathname)?.[1];
    const person = key === undefined ? undefined : found(decoded(key));
    if (person === undefined) return { response: refusal("E0000007"), profile: {} };
    if (request.method === "GET") return { response: Response.json(shown(person)), profile: {} };
    if (request.method !== "POST" && request.method !== "PUT") return { response: refusal("E0000022"), profile: {} };
    return written(request, person);
  }

  async function written(request: Request, person: Person): Promise<{ response: Response; profile: Profile }> {
    const text = await request.text();
    const given = text.length > MOST_BYTES ? undefined : profileIn(text);
    if (given === undefined) return { response: refusal("E0000003"), profile: {} };
    const before = profiles.read(person.id);
    // PUT is strict: what it leaves out becomes null. POST lets it be.
    const all = Object.keys(before).map((name) => [name, null]);
    const profile = request.method === "PUT" ? { ...Object.fromEntries(all), ...given } : given;
    const required = ["login", "firstName", "lastName", "email"].filter((name) => profile[name] === null);
    const causes =
      required.length > 0
        ? required.map((name) => `${name}: The field cannot be left blank`)
        : profiles.write(person.id, profile).map((name) => `${name}: Property is not defined in the user profile`);
    if (causes.length > 0) return { response: refusal("E0000001", causes), profile: given };
    return { response: Response.json(shown(directory.person(person.id))), profile: given };
  }

  /** By id, by login, or by the part of the login before the @ where only one person has it. */
  function found(key: string): Person | undefined {
    const byId = directory.find(key);
    if (byId !== undefined) return byId;
    const login = key.toLowerCase();
    const short: Person[] = [];
    for (const person of directory.people()) {
      const name = person.attributes.userName?.toLowerCase();
      if (name === login) return person;
      if (name?.split("@")[0] === login) short.push(person);
    }
    return short.length === 1 ? short[0] : undefined;
  }

  function shown(person: Person): JsonObject {
    const at = new Date(clock.now()).toISOString();
    return {
      id: person.id,
      status: person.deleted || person.blocked ? "DEPROVISIONED" : "ACTIVE",
      created: at,
      lastUpdated: at,
      profile: profiles.read(person.id),
      credentials: { provider: { type: "OKTA", name: "OKTA" } },
      _links: { self: { href: `/api/v1/users/${person.id}` } },
    };
  }

  function refusal(code: keyof typeof REFUSALS, causes: string[] = []): Response {
    const { status, summary } = REFUSALS[code];
    const body = {
      errorCode: code,
      errorSummary: summary,
      errorLink: code,
      errorId: ids.next("oae"),
      errorCauses: causes.map((errorSummary) => ({ errorSummary })),
    };
    return Response.json(body, { status });
  }

  return async (request) => {
    const { response, profile } = await answer(request);
    response.headers.set("x-rate-limit-limit", String(limit()));
    response.headers.set("x-rate-limit-remaining", String(Math.max(0, limit() - used)));
    response.headers.set("x-rate-limit-reset", String((minute + 1) * 60));
    const { pathname } = new URL(request.url);
    called({ at: clock.now(), method: request.method, path: pathname, status: response.status, profile });
    return response;
  };
}

function profileIn(text: string): Profile | undefined {
  let body: Json;
  try {
    body = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isObject(body)) return undefined;
  const profile = body["profile"] ?? {};
  if (!isObject(profile)) return undefined;
  const texts = Object.values(profile).every((value) => value === null || typeof value === "string");
  return texts ? (profile as Profile) : undefined;
}

function decoded(key: string): string {
  try {
    return decodeURIComponent(key);
  } catch {
    return key;
  }
}
