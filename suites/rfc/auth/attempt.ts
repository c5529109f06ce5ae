import { type Fault, rewriteHeaders, type Trial } from "../../../engine/index.ts";
import type { Exchange } from "../../../scim/index.ts";

/** A read with a token that nobody was given. */
export function readWithWrongToken(t: Trial): Promise<Exchange> {
  return t.client.get("/Users", { query: { count: 1 }, token: `${t.given.name()}-wrong` });
}

/** A read without any credentials. */
export function readWithoutToken(t: Trial): Promise<Exchange> {
  return t.client.get("/Users", { query: { count: 1 }, token: null });
}

/** Answers 401 with another header; the conforming one names the scheme, and the error when a token was sent. */
export function challenging(header: string): Fault {
  return async (request, next) => {
    const response = await next(request);
    return response.status === 401
      ? rewriteHeaders({ "www-authenticate": header })(request, async () => response)
      : response;
  };
}
