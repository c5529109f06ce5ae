import type { Behaviour, Page, Paging } from "./behaviour.ts";
import { ScimError } from "./error.ts";
import { matches } from "./filter/index.ts";
import { errorMessage } from "./messages/index.ts";
import { applyPatch } from "./patch/index.ts";
import type { JsonObject, Resource } from "./resource.ts";
import { conflicts, prepareCreate, prepareReplace, project, sortResources } from "./schema/index.ts";
import { equalValues } from "./value.ts";

/** The decisions as RFC 7643, RFC 7644 and RFC 6750 want them. */
export const rfcBehaviour: Behaviour = {
  authenticate,
  matches,
  sort: sortResources,
  page,
  project,
  prepareCreate,
  prepareReplace,
  patch: applyPatch,
  conflict: conflicts,
  changed,
  removes: () => true,
  errorBody: errorMessage,
};

const BEARER = /^bearer +([\w\-.~+/]+=*)$/i;

// RFC 6750 §3: a request without a token is told the scheme only, one with a wrong token also why it was refused.
function authenticate(request: Request, token: string): ScimError | undefined {
  const header = request.headers.get("authorization");
  const sent = header === null ? undefined : BEARER.exec(header)?.[1];
  if (sent !== undefined && sameToken(sent, token)) return undefined;
  const challenge = sent === undefined ? 'Bearer realm="scim"' : 'Bearer realm="scim", error="invalid_token"';
  const detail = sent === undefined ? "A bearer token is needed" : "The bearer token is not valid";
  return new ScimError(401, undefined, detail, { "www-authenticate": challenge });
}

// The time it takes must not tell how much of a guessed token is right.
function sameToken(sent: string, token: string): boolean {
  let difference = sent.length ^ token.length;
  for (let index = 0; index < sent.length; index++) {
    difference |= sent.charCodeAt(index) ^ token.charCodeAt(index % token.length);
  }
  return difference === 0;
}

// RFC 7644 §3.4.2.4: a start below 1 is 1, a negative count is 0, and `itemsPerPage` counts what is there (erratum 6010).
function page(matching: Resource[], { startIndex = 1, count, maxResults }: Paging): Page {
  const first = Math.max(1, startIndex);
  const size = Math.min(Math.max(0, count ?? maxResults), maxResults);
  const resources = matching.slice(first - 1, first - 1 + size);
  return { totalResults: matching.length, startIndex: first, itemsPerPage: resources.length, resources };
}

// `meta` moves because of a change and is none itself.
function changed({ meta: _before, ...before }: Resource, { meta: _after, ...after }: JsonObject): boolean {
  return !equalValues(before, after);
}
