import type { Behaviour, Handler, Json, JsonObject } from "../scim/index.ts";

/** Stands between a request and the next handler. */
export type Fault = (request: Request, next: Handler) => Response | Promise<Response>;

/** Replaces decisions inside the simulator: gets the conforming ones, gives those that differ. */
export type BehaviourChange<Decisions = Behaviour> = (conforming: Decisions) => Partial<Decisions>;

/**
 * The smallest wrong service provider: a fault round it, a behaviour in it, or both. The smallest wrong client: a fault
 * on its way to the service provider, or other decisions in it.
 */
export interface Mutant {
  /** Wraps the request and the answer. Made anew for each simulator, so that it may remember. */
  fault?: (() => Fault) | undefined;
  /** The requests the mutant is about; left out, it may be about any. */
  where?: Where | undefined;
  /** Replaces decisions of the simulator; which ones there are depends on the profile it plays. */
  // biome-ignore lint/suspicious/noExplicitAny: a profile adds decisions of its own, and only its simulator knows them.
  behaviour?: BehaviourChange<any> | undefined;
  /** Replaces decisions of a simulated identity provider; which ones there are depends on the product. */
  // biome-ignore lint/suspicious/noExplicitAny: a product has decisions of its own, and only its simulator knows them.
  client?: BehaviourChange<any> | undefined;
}

/** A mutant that replaces decisions of the conforming service provider. */
export function behaves<Decisions = Behaviour>(change: Partial<Decisions> | BehaviourChange<Decisions>): Mutant {
  return { behaviour: typeof change === "function" ? change : () => change };
}

/** A client that replaces decisions of the simulated identity provider. */
export function decides<Decisions>(change: Partial<Decisions> | BehaviourChange<Decisions>): Mutant {
  return { client: typeof change === "function" ? change : () => change };
}

/** Decisions with their changes laid over them, the last outermost. */
export function decided<Decisions extends object>(
  conforming: Decisions,
  changes: BehaviourChange<Decisions>[] = [],
): Decisions {
  let decisions = conforming;
  for (const change of changes) decisions = { ...decisions, ...change(decisions) };
  return decisions;
}

/** What every simulated identity provider decides, whichever product it is. */
export interface WireDecisions {
  /** Lets a request out, as it is or in another form. */
  sends: Fault;
}

/** A client whose requests change on their way out, some of them or all: before they are recorded, so that they show. */
export function sends(where: string | Where, fault: Fault): Mutant {
  const concerned = typeof where === "string" ? { method: where } : where;
  const change: BehaviourChange<WireDecisions> = (conforming) => ({
    sends: (request, next) =>
      concerns(request, concerned)
        ? fault(request, async (changed) => conforming.sends(changed, next))
        : conforming.sends(request, next),
  });
  return { ...decides(change), where: concerned };
}

/** A service provider as simulated identity providers with these changes meet it. */
// biome-ignore lint/suspicious/noExplicitAny: which decisions there are depends on the product.
export function leavingBy(changes: BehaviourChange<any>[], provider: Handler): Handler {
  let wire: WireDecisions = { sends: (request, next) => next(request) };
  for (const change of changes) wire = { ...wire, ...change(wire) };
  return async (request) => wire.sends(request, provider);
}

/** What simulated identity providers decide otherwise by these mutants. */
// biome-ignore lint/suspicious/noExplicitAny: which decisions there are depends on the product.
export function clientChangesOf(mutants: Mutant[]): BehaviourChange<any>[] {
  return mutants.flatMap(({ client }) => (client === undefined ? [] : [client]));
}

/** A mutant that meddles with requests and answers. `fault` is made anew for each simulator. */
export function faulty(fault: () => Fault): Mutant {
  return { fault };
}

/** Which requests a fault is about: a method (or several), and a pattern on the path below the base URL. */
export interface Where {
  method?: string | string[];
  path?: RegExp;
}

/** Whether a request is one of these. */
export function concerns(request: { method: string; url: string }, { method, path }: Where): boolean {
  if (method !== undefined && !(Array.isArray(method) ? method : [method]).includes(request.method)) return false;
  const { pathname, search } = new URL(request.url);
  return path === undefined || path.test(pathname + search);
}

/** A mutant that meddles with some requests only. */
export function on(where: string | Where, fault: Fault): Mutant {
  const concerned = typeof where === "string" ? { method: where } : where;
  return {
    fault: () => (request, next) => (concerns(request, concerned) ? fault(request, next) : next(request)),
    where: concerned,
  };
}

/** A fault that answers by itself and never asks the service provider. */
export function answer(status: number, body?: Json, headers: Record<string, string> = {}): Fault {
  return () =>
    body === undefined
      ? new Response(null, { status, headers })
      : new Response(JSON.stringify(body), {
          status,
          headers: { "content-type": "application/scim+json", ...headers },
        });
}

/** A fault that lets the service provider work and then answers with another status (and body, if given). */
export function answerInstead(status: number, body?: Json | null, headers: Record<string, string> = {}): Fault {
  return async (request, next) => {
    const response = await next(request);
    const text = body === undefined ? await response.text() : body === null ? "" : JSON.stringify(body);
    const merged = new Headers(response.headers);
    merged.delete("content-length");
    for (const [name, value] of Object.entries(headers)) merged.set(name, value);
    return new Response([101, 204, 205, 304].includes(status) || text === "" ? null : text, {
      status,
      headers: merged,
    });
  };
}

/** A fault that rewrites the JSON body of an answer; an answer without one passes. */
export function rewriteBody(change: (body: JsonObject, status: number) => Json): Fault {
  return async (request, next) => {
    const response = await next(request);
    const text = await response.text();
    const headers = new Headers(response.headers);
    headers.delete("content-length");
    let body: JsonObject;
    try {
      body = JSON.parse(text);
    } catch {
      return new Response(text === "" ? null : text, { status: response.status, headers });
    }
    return new Response(JSON.stringify(change(body, response.status)), { status: response.status, headers });
  };
}

/** A fault that rewrites every resource of an answer, alone or in a list. */
export function rewriteResources(change: (resource: JsonObject) => JsonObject): Fault {
  return rewriteBody((body, status) => {
    if (status >= 300) return body;
    const listed = body["Resources"];
    if (Array.isArray(listed)) return { ...body, Resources: listed.map((each) => change(each as JsonObject)) };
    return "id" in body || "meta" in body ? change(body) : body;
  });
}

/** A fault that changes response headers; null removes one. */
export function rewriteHeaders(change: Record<string, string | null>): Fault {
  return async (request, next) => {
    const response = await next(request);
    const headers = new Headers(response.headers);
    for (const [name, value] of Object.entries(change))
      if (value === null) headers.delete(name);
      else headers.set(name, value);
    return new Response(response.body, { status: response.status, headers });
  };
}

/** A fault that changes the JSON body of a request before the service provider sees it. */
export function rewriteRequest(change: (body: JsonObject) => Json): Fault {
  return async (request, next) => {
    const text = await request.text();
    let body: Json;
    try {
      body = change(JSON.parse(text));
    } catch {
      return next(new Request(request.url, { method: request.method, headers: request.headers, body: text }));
    }
    return next(withBody(request, JSON.stringify(body)));
  };
}

/** A fault that changes the query of a request before the service provider sees it. */
export function rewriteQuery(change: (query: URLSearchParams) => void): Fault {
  return (request, next) => {
    const url = new URL(request.url);
    change(url.searchParams);
    return next(new Request(url, request));
  };
}

/** The request with another body. */
export function withBody(request: Request, body: string): Request {
  const headers = new Headers(request.headers);
  headers.delete("content-length");
  return new Request(request.url, { method: request.method, headers, body });
}
