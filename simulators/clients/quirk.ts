/** How well something is known of a product: told by its vendor, seen on the wire, claimed by others, inferred, a guess. */
export type Evidence = "documented" | "observed" | "claimed" | "inferred" | "guess";

/** A wire habit of an identity provider, as data. */
export interface Quirk {
  /** `entra/active-as-text`. */
  id: string;
  /** What is sent, or done, in one sentence. */
  sends: string;
  mark: Evidence;
  /** Title and section of a document, or a public thread. */
  source: string;
  /** Since when, where that is known. */
  since?: string;
  /** How a request shows it: patterns for method, path with query, and body. Absent where one request cannot. */
  seenIn?: { method?: string; path?: string; body?: string };
  /** The setting that turns it on or off, `dialect=default`; absent where it is always so. */
  switch?: string;
}

/** Whether a request shows a quirk. */
export function shows({ seenIn }: Quirk, request: { method: string; path: string; text?: string }): boolean {
  if (seenIn === undefined) return false;
  const { method, path, body } = seenIn;
  const has = (pattern: string | undefined, text: string): boolean =>
    pattern === undefined || new RegExp(pattern).test(text);
  return has(method, request.method) && has(path, request.path) && has(body, request.text ?? "");
}
