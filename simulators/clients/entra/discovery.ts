import type { ImportedUser } from "../identity-provider.ts";
import { isAnswer, type Send } from "../wire.ts";
import { resourcesOf } from "./answer.ts";
import { failureOf, unusable } from "./failure.ts";
import type { Configuration } from "./settings.ts";

/** Lists all users of the service provider page by page, as account discovery does (RFC 7644 §3.4.2.4). */
export function createDiscovery({
  configuration,
  send,
  redact,
}: {
  configuration: Configuration;
  send: Send;
  redact(text: string): string;
}): (linked: ReadonlySet<string>) => Promise<ImportedUser[]> {
  return async (linked) => {
    const users = new Map<string, ImportedUser>();
    for (let startIndex = 1; ; ) {
      const answer = await send("GET", `/Users?startIndex=${startIndex}&count=${configuration.discoveryPage}`);
      if (!isAnswer(answer) || answer.status !== 200) throw new Error(failureOf(answer, "lookup", redact).reason);
      const page = resourcesOf(answer);
      if (page === undefined) throw new Error(unusable(answer, "lookup", "list of users", redact).reason);
      const known = users.size;
      for (const attributes of page) {
        const resource = String(attributes["id"]);
        const status = linked.has(resource) ? "imported" : "new";
        users.set(resource, { resource, userName: String(attributes["userName"] ?? ""), status, attributes });
      }
      startIndex += page.length;
      const total = Number(answer.body?.["totalResults"]);
      // A page without anybody new would go on for ever at a service provider that repeats itself.
      if (users.size === known || !(startIndex <= total)) return [...users.values()];
    }
  };
}
