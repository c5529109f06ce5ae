import { answerInstead, type Fault, show, type Trial, valueAt } from "../../../engine/index.ts";
import type { Exchange, JsonObject } from "../../../scim/index.ts";
import { refusal } from "../refusal.ts";

/** Judges a refusal whose scimType, which is optional, is one of these if it is there. */
export function expectRefusal(t: Trial, exchange: Exchange, statuses: number[], ...keywords: string[]): void {
  const seen = valueAt(exchange.response.body, "scimType") ?? undefined;
  t.expect(exchange)
    .status(...statuses)
    .that(seen === undefined || keywords.includes(seen as string), {
      summary: `${exchange.request.method} ${exchange.request.path} answered ${exchange.response.status} with scimType ${show(seen)}, expected ${keywords.join(" or ")}`,
      seen,
      expected: keywords,
      attribute: "scimType",
    });
}

/** A fault that gives a refusal another status or scimType. */
export function refusing(status: number, scimType?: string): Fault {
  return async (request, next) => {
    const response = await next(request);
    return response.status < 400
      ? response
      : answerInstead(status, refusal(status, scimType))(request, async () => response);
  };
}

/** Judges that a user is as it was: its names and whether it is active. */
export async function expectUnchanged(t: Trial, path: string, before: JsonObject): Promise<void> {
  const read = await t.client.get(path);
  t.expect(read).status(200);
  for (const name of ["id", "userName", "name.familyName", "active", "emails[0].value"])
    t.expect(read).attribute(name, valueAt(before, name));
}
