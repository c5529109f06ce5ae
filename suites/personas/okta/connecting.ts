import { on, type Rule, rewriteBody } from "../../../engine/index.ts";
import type { Okta } from "../../../simulators/clients/index.ts";
import { connectionRule, tokenRules } from "../connecting.ts";
import { importRule, pastTheEndRule } from "../importing.ts";
import { answersWith, refuses } from "../mutants.ts";
import type { Persona } from "../persona.ts";
import { product } from "./persona.ts";

const TEST = { method: "GET", path: /\/Users\?startIndex=1&count=2$/ };

async function retryAll({ client }: Persona): Promise<void> {
  const { tasks, retry } = client as Okta;
  for (const { id } of tasks()) await retry(id);
}

/** Whether Okta gets in at all, and what it reads. */
export const connecting: Rule[] = [
  connectionRule(product, {
    covers: ["7644-3.4.2-05", "7644-3.4.2-07", "8X8-TOKEN-10"],
    hoped: "200 with a ListResponse whose totalResults is a number",
    because:
      "It reads two users and wants a ListResponse whose counters are JSON integers (okta/test-of-two, documented by the vendor).",
    mutants: {
      "writes totalResults as text": on(
        TEST,
        rewriteBody((list) => ({ ...list, totalResults: String(list["totalResults"]) })),
      ),
      "leaves the resources out of a list": on(
        TEST,
        rewriteBody(({ Resources: _, ...list }) => list),
      ),
      "answers a list without a body": answersWith(TEST, 200, null),
      "does not know Accept-Charset": refuses(TEST, 406, ({ headers }) => headers.has("accept-charset")),
    },
  }),
  ...tokenRules(product, { heal: retryAll }),
  importRule(
    product,
    { hoped: "the import finds everybody", habits: { GET: ["okta/import-of-hundred", "okta/page-past-the-end"] } },
    true,
  ),
  pastTheEndRule(
    product,
    "an import of Okta goes on until a page is empty, and breaks off at an error (okta/page-past-the-end, seen on the wire, not documented).",
  ),
];
