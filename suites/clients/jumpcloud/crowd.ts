import type { Trial } from "../../../engine/index.ts";
import type { Handler, JsonObject } from "../../../scim/index.ts";
import { USER } from "../../8x8/user.ts";

/** The logins of so many users. */
export function logins(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `listed-${index + 1}@crowd.example.com`);
}

/** A service provider that lists so many users page by page, and passes everything else on: users of whom nobody has to be made. */
export function crowd(t: Trial, count: number): Handler {
  const users: JsonObject[] = logins(count).map((userName, index) => ({
    schemas: [USER],
    id: `listed-${index + 1}`,
    userName,
    active: true,
  }));
  return async (request) => {
    const { searchParams, pathname } = new URL(request.url);
    if (request.method !== "GET" || !pathname.endsWith("/Users") || searchParams.has("filter"))
      return t.provider(request);
    const startIndex = Number(searchParams.get("startIndex") ?? 1);
    // No service provider has to give more than it likes (RFC 7644 §3.4.2.4): here it is 100.
    const asked = Math.min(100, Number(searchParams.get("count") ?? 100));
    const page = users.slice(startIndex - 1, startIndex - 1 + asked);
    return Response.json({
      schemas: ["urn:ietf:params:scim:api:messages:2.0:ListResponse"],
      totalResults: count,
      startIndex,
      itemsPerPage: page.length,
      Resources: page,
    });
  };
}
