import type { Trial } from "../../../engine/index.ts";
import type { Exchange } from "../../../scim/index.ts";

/**
 * Whether a filter was refused as such: 400, and invalidFilter where there is a keyword at all, which is optional
 * (RFC 7644 §3.12).
 */
export function isRefused(list: Exchange): boolean {
  return list.response.status === 400 && keywordOf(list) === "invalidFilter";
}

/** Whether a list was declined, for whatever reason: 4xx or 501. Enough where refusing is as good as filtering. */
export function isDeclined({ response: { status } }: Exchange): boolean {
  return (status >= 400 && status < 500) || status === 501;
}

/** Judges that a filter was refused as such. The form of the error is the matter of other rules. */
export function expectRefused(t: Trial, list: Exchange): void {
  t.expect(list).status(400);
  t.expect(list).that(keywordOf(list) === "invalidFilter", {
    summary: `${list.request.method} ${list.request.path} is refused with scimType ${String(keywordOf(list))}`,
    seen: keywordOf(list),
    expected: "invalidFilter",
    attribute: "scimType",
  });
}

function keywordOf({ response }: Exchange): unknown {
  return (response.body as { scimType?: unknown } | null | undefined)?.scimType ?? "invalidFilter";
}
