import { setImmediate as turn } from "node:timers/promises";
import { concerns, type Fault, type Mutant, type Where, withBody } from "../../../engine/index.ts";
import type { Handler, JsonObject } from "../../../scim/index.ts";

/** Turns of the event loop that a mutant lets pass between reading and writing: enough for another call to come between. */
const TURNS = 12;

/** Lets other calls come between two steps of one. */
export async function letOthersGo(turns: number = TURNS): Promise<void> {
  for (let left = turns; left > 0; left--) await turn();
}

/** A mutant that does some calls in several steps; `fault` is made anew for each simulator. */
export function inSteps(where: Where, fault: () => Fault): Mutant {
  return {
    fault: () => {
      const steps = fault();
      return (request, next) => (concerns(request, where) ? steps(request, next) : next(request));
    },
    where,
  };
}

/** A request that reads what is at a URL, with the rights of another request. */
export function reading({ headers }: Request, url: string): Request {
  const rest = new Headers(headers);
  rest.delete("content-length");
  rest.delete("content-type");
  return new Request(url, { headers: rest });
}

/** What a service provider has stored for the user that a request is about, read as its client could. */
export async function stored(request: Request, next: Handler): Promise<JsonObject> {
  const response = await next(reading(request, request.url));
  return (await response.json()) as JsonObject;
}

/** A PUT of a representation, in the place of another request. */
export function asPut(request: Request, body: JsonObject): Request {
  const headers = new Headers(request.headers);
  headers.set("content-type", "application/scim+json");
  return withBody(new Request(request.url, { method: "PUT", headers }), JSON.stringify(body));
}
