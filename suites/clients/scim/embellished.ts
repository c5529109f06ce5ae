import { type Handler, isObject } from "../../../scim/index.ts";

/**
 * A service provider that shows users with more than was written, with less, and in other letters where case does not
 * count: all of which RFC 7644 §3.1 allows.
 */
export function embellished(next: Handler): Handler {
  return async (request) => {
    const response = await next(request);
    if (!/\/Users(?:[/?]|$)/.test(request.url) || !response.ok || response.status === 204) return response;
    const body: unknown = await response.json();
    const headers = new Headers(response.headers);
    headers.delete("content-length");
    return new Response(JSON.stringify(shown(body)), { status: response.status, headers });
  };
}

function shown(body: unknown): unknown {
  if (!isObject(body)) return body;
  const listed = body["Resources"];
  if (Array.isArray(listed)) return { ...body, Resources: listed.map(shown) };
  const { title: _left, ...user } = body;
  return {
    ...user,
    ...(typeof user["displayName"] === "string" ? { displayName: user["displayName"].toUpperCase() } : {}),
    nickName: "Addy",
    profileUrl: "https://people.example.com/addy",
    "urn:example:scim:schemas:extension:badge:2.0:User": { badge: "4711" },
  };
}
