import { type AdminDriver, AdminRefusal, type AdminRefusalCode } from "../../../../profiles/index.ts";
import { isObject } from "../../../../scim/index.ts";
import { splitUrl } from "../../route.ts";
import { bearerOf, hashOf } from "../access.ts";
import { checkInput, type Input, inputs } from "./inputs.ts";

/** Where the admin plane is, below the origin. */
export const ADMIN_PATH = "/admin/api";

/**
 * The admin plane over HTTP: `POST /admin/api/{noun}/{verb}` with the input as JSON, such as `site/create` with
 * `{ "name": "Paris" }`. Answers 200 with the outcome, 204 where there is none, or a problem document (RFC 9457)
 * whose `code` tells why it refused.
 */
export function adminApi(operations: AdminDriver, token: string): (request: Request) => Promise<Response> {
  const expected = hashOf(token);

  async function answer(request: Request): Promise<Response> {
    const sent = bearerOf(request.headers.get("authorization"));
    if (sent === undefined || hashOf(sent) !== expected)
      throw new AdminRefusal("unauthorised", "the admin token is needed as bearer token");
    const [noun = "", verb = "", ...more] = splitUrl(request.url)
      .path.slice(ADMIN_PATH.length + 1)
      .split("/");
    const input = own(own(inputs, noun), verb) as Input | undefined;
    if (input === undefined || more.length > 0)
      throw new AdminRefusal("unknown-operation", `there is no operation ${noun}/${verb}`);
    if (request.method !== "POST")
      return problem(405, "unknown-operation", `${noun}/${verb} is called by POST`, { allow: "POST" });
    const given = await read(request);
    checkInput(given, input);
    // The table of inputs has checked what the type of the operation demands.
    const operate = own(own(operations, noun), verb) as (input: unknown) => Promise<unknown>;
    const outcome = await operate(given);
    return outcome === undefined ? new Response(null, { status: 204 }) : Response.json(outcome);
  }

  return async (request) => {
    try {
      return await answer(request);
    } catch (cause) {
      if (!(cause instanceof AdminRefusal)) throw cause;
      const challenge = cause.status === 401 ? { "www-authenticate": 'Bearer realm="8x8 admin"' } : {};
      return problem(cause.status, cause.code, cause.message, challenge);
    }
  };
}

function own(record: unknown, name: string): unknown {
  return typeof record === "object" && record !== null && Object.hasOwn(record, name)
    ? (record as Record<string, unknown>)[name]
    : undefined;
}

async function read(request: Request): Promise<Record<string, unknown>> {
  const text = await request.text();
  let body: unknown;
  try {
    body = text === "" ? {} : JSON.parse(text);
  } catch {
    body = undefined;
  }
  if (isObject(body)) return body;
  throw new AdminRefusal("invalid-value", "the input is a JSON object");
}

function problem(
  status: number,
  code: AdminRefusalCode,
  detail: string,
  headers: Record<string, string> = {},
): Response {
  const body = { type: `urn:scimproof:problem:${code}`, title: code.replaceAll("-", " "), status, detail, code };
  return new Response(JSON.stringify(body), {
    status,
    headers: { "content-type": "application/problem+json", ...headers },
  });
}
