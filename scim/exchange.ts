/** A party that answers HTTP requests: a remote endpoint, a simulator, a mutant, or a fault wrapped round any of them. */
export type Handler = (request: Request) => Promise<Response>;

/** Where in a rule an exchange happened: setting the scene, being judged, or tidying up. */
export type Step = "preflight" | "given" | "probe" | "cleanup";

/** A request as it was sent; secrets were masked when it was recorded. */
export interface SentRequest {
  method: string;
  /** The absolute URL. */
  url: string;
  /** What follows the base URL, with the query: `/Users?filter=…`. */
  path: string;
  /** Header names in lower case. */
  headers: Record<string, string>;
  /** The body as text, exactly as sent but for masked secrets. */
  text?: string;
  /** The body as JSON, when it is JSON. */
  body?: unknown;
}

/** A response as it arrived; secrets were masked when it was recorded. */
export interface ReceivedResponse {
  status: number;
  /** Header names in lower case; a repeated header is joined with ", ". */
  headers: Record<string, string>;
  /** The body as text, decoded as UTF-8 with replacement; empty when there was none. */
  text: string;
  /** The body as JSON; undefined when the text is not JSON. */
  body: unknown;
  /** False when the bytes of the body are not valid UTF-8, or start with a byte order mark. */
  validUtf8: boolean;
  /** How long the text was, when only its beginning could be kept; there is no body then. */
  cut?: number;
}

/** One request with its response, recorded and redacted. */
export interface Exchange {
  /** Number within the run, from 1. */
  id: number;
  /** The rule in which it happened. */
  rule?: string;
  step: Step;
  request: SentRequest;
  response: ReceivedResponse;
  /** Milliseconds since the epoch. */
  startedAt: number;
  durationMs: number;
}
