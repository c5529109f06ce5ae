import { type Run, run, select } from "../../engine/index.ts";
import { profileOptions, profiles } from "../../profiles/index.ts";
import type { Handler } from "../../scim/index.ts";
import { serviceProvider } from "../../simulators/index.ts";
import { suites } from "../../suites/index.ts";

/** Every rule there is, judged on the bundled simulators, which answer through `wrap`. */
export function fullRun(wrap: (handler: Handler) => Handler = (handler) => handler): Promise<Run> {
  const legs = ["rfc", "8x8"].map((id) => {
    const profile = profiles[id]!;
    const options = profileOptions(profile);
    const provider = serviceProvider({ profile: id as "rfc" | "8x8", options });
    const target = { ...provider, handler: wrap(provider.handler) };
    return { target, profiles: [profile], rules: select(suites, { profiles: [profile] }), options };
  });
  return run({ legs, seed: 1 });
}

/** A service provider that soon answers everything with a long document that is no resource. */
export function breaking(handler: Handler): Handler {
  let answers = 0;
  const body = JSON.stringify({ detail: "y".repeat(20_000) });
  const headers = { "content-type": "application/scim+json" };
  return async (request) => (++answers < 60 ? handler(request) : new Response(body, { headers }));
}
