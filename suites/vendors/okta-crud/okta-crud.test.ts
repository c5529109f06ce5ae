import { describe, expect, it } from "vitest";
import { judge, on } from "../../../engine/index.ts";
import { serviceProvider } from "../../../simulators/index.ts";
import { oktaCrud } from "./index.ts";

const OKTA = "Okta SCIM Client 1.0.0";

/** The requests that the simulated Okta makes while all rules are judged, by method and path without ids. */
async function requestsOfOkta(): Promise<string[]> {
  const sent: string[] = [];
  const noting = on({}, (request, next) => {
    const { pathname } = new URL(request.url);
    if (request.headers.get("user-agent") === OKTA)
      sent.push(`${request.method} ${pathname.replace(/^.*\/v2/, "").replace(/(?<=\/Users\/).*/, "{id}")}`);
    return next(request);
  });
  for (const rule of oktaCrud.rules) {
    const { verdict, because } = await judge(rule, serviceProvider({ mutants: [noting] }));
    expect({ rule: rule.id, verdict, because }).toEqual({ rule: rule.id, verdict: "pass", because: undefined });
  }
  return sent;
}

describe("the rehearsal of Okta's CRUD test", () => {
  it("has a rule for the application and one for each of the five looks at the user", () => {
    expect(oktaCrud.rules).toHaveLength(6);
  });

  it("looks up, creates, replaces and switches off, and never sends a DELETE", async () => {
    const sent = new Set(await requestsOfOkta());
    expect([...sent].sort()).toEqual([
      "GET /Users",
      "GET /Users/{id}",
      "PATCH /Users/{id}",
      "POST /Users",
      "PUT /Users/{id}",
    ]);
  });
});
