import { type AdminDriver, AdminRefusal, type AdminRefusalCode, adminRefusals } from "../../../../profiles/index.ts";
import { isObject, type Json, type JsonObject, validateJson } from "../../../../scim/index.ts";
import { splitUrl } from "../../route.ts";
import { bearerOf, hashOf } from "../access.ts";
import { damagedState } from "../state/read.ts";
import { contract, type Operation } from "./contract.ts";
import { openApi } from "./open-api.ts";

/** Where the admin plane is, below the origin. */
export const ADMIN_PATH = "/admin/api";

/** Where the description of the admin plane is; it needs no token. */
export const DESCRIPTION: string = `${ADMIN_PATH}/openapi.json`;

/** What the API is told. */
export interface AdminApiSettings {
  operations: AdminDriver;
  token: string;
  /** Scheme, host and port. */
  origin: string;
  /** Learns of every change that an administrator made or was refused. */
  changed(operation: string, input: JsonObject, outcome: "done" | AdminRefusalCode): void;
}

/**
 * The admin plane over HTTP: `POST /admin/api/{noun}/{verb}` with the input as JSON, such as `site/create` with
 * `{ "name": "Paris" }`. Answers 200 with the outcome, 204 where there is none, or a problem document (RFC 9457)
 * whose `code` tells why it refused.
 */
export function adminApi({
  operations,
  token,
  origin,
  changed,
}: AdminApiSettings): (request: Request) => Promise<Response> {
  const expected = hashOf(token);

  async function answer(request: Request): Promise<Response> {
    const { path } = splitUrl(request.url);
    if (path === DESCRIPTION && request.method === "GET") return Response.json(openApi(origin));
    const sent = bearerOf(request.headers.get("authorization"));
    if (sent === undefined || hashOf(sent) !== expected)
      throw new AdminRefusal("unauthorised", "the admin token is needed as bearer token");
    const [noun = "", verb = "", ...more] = path.slice(ADMIN_PATH.length + 1).split("/");
    const operation = own(own(contract, noun), verb) as Operation | undefined;
    if (operation === undefined || more.length > 0)
      throw new AdminRefusal("unknown-operation", `there is no operation ${noun}/${verb}`);
    if (request.method !== "POST") throw new AdminRefusal("wrong-method", `${noun}/${verb} is called by POST`);
    const input = await read(request);
    const outcome = await operate(`${noun}.${verb}`, operation, input, own(own(operations, noun), verb));
    return outcome === undefined ? new Response(null, { status: 204 }) : Response.json(outcome);
  }

  async function operate(name: string, operation: Operation, input: JsonObject, act: unknown): Promise<unknown> {
    try {
      check(input, operation);
      // The contract has just checked what the type of the operation demands.
      const outcome = await (act as (input: unknown) => Promise<unknown>)(input);
      if (operation.audited) changed(name, input, "done");
      return outcome;
    } catch (cause) {
      if (operation.audited && cause instanceof AdminRefusal) changed(name, input, cause.code);
      throw cause;
    }
  }

  return async (request) => {
    try {
      return await answer(request);
    } catch (cause) {
      if (!(cause instanceof AdminRefusal)) throw cause;
      return problem(cause);
    }
  };
}

/** Refuses an input with a member that is missing, unknown or of the wrong kind. */
function check(input: JsonObject, operation: Operation): void {
  const [fault] = validateJson(operation.input, input);
  if (fault === undefined) return;
  const { path, expected } = fault;
  if (path.startsWith("state.")) throw damagedState(path.slice("state.".length), expected);
  // What was sent is not repeated, for it may be a password.
  throw new AdminRefusal("invalid-value", `${path === "" ? "the input" : path}: expected ${expected}`);
}

function own(record: unknown, name: string): unknown {
  return typeof record === "object" && record !== null && Object.hasOwn(record, name)
    ? (record as Record<string, unknown>)[name]
    : undefined;
}

async function read(request: Request): Promise<JsonObject> {
  const text = await request.text();
  let body: Json;
  try {
    body = text === "" ? {} : JSON.parse(text);
  } catch (cause) {
    throw new AdminRefusal("invalid-value", `the input is not JSON: ${(cause as Error).message}`);
  }
  if (isObject(body)) return body;
  throw new AdminRefusal("invalid-value", "the input is a JSON object");
}

const HEADERS: Partial<Record<AdminRefusalCode, Record<string, string>>> = {
  unauthorised: { "www-authenticate": 'Bearer realm="8x8 admin"' },
  "wrong-method": { allow: "POST" },
};

function problem({ status, code, message, outcome }: AdminRefusal): Response {
  const { title } = adminRefusals[code];
  const body = { type: `urn:scimproof:problem:${code}`, title, status, detail: message, code, outcome };
  return new Response(JSON.stringify(body), {
    status,
    headers: { "content-type": "application/problem+json", ...HEADERS[code] },
  });
}
