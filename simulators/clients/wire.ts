import { parseBody } from "../../engine/index.ts";
import { type Handler, isObject, type JsonObject } from "../../scim/index.ts";

/** What a service provider answered. */
export interface Answer {
  status: number;
  headers: Headers;
  text: string;
  /** The JSON object of the body; undefined when it is none. */
  body: JsonObject | undefined;
}

/** Why there is no answer. */
export interface NoAnswer {
  /** The service provider took longer than the product waits; or it could not be reached, or broke off. */
  trouble: "timeout" | "unreachable";
  reason: string;
}

/** How a product's requests leave. */
export interface WireSettings {
  /** The service provider. */
  provider: Handler;
  /** The SCIM base URL as the administrator entered it, without a trailing slash and query. */
  baseUrl: string;
  /** What every request of the product carries. */
  headers: Record<string, string>;
  /** What requests with a body carry. */
  contentType: string;
  /** After how many milliseconds of real time the product gives up. */
  timeoutMs: number;
}

/** Sends one request; the body is sent as JSON. Never rejects. */
export type Send = (method: string, path: string, body?: JsonObject) => Promise<Answer | NoAnswer>;

/** The wire of a product. `token` is asked for each request; where it gives none, none is sent. */
export function createWire(settings: WireSettings, token: () => string | undefined): Send {
  const { provider, baseUrl, headers, contentType, timeoutMs } = settings;
  return async (method, path, body) => {
    const secret = token();
    const { promise: late, reject: expire } = Promise.withResolvers<never>();
    const timer = setTimeout(() => expire(new Late(`no answer within ${timeoutMs / 1000} s`)), timeoutMs);
    try {
      // A URL or a token that no request can be made of is found out here, too.
      const request = new Request(baseUrl + path, {
        method,
        headers: {
          ...headers,
          ...(secret === undefined ? {} : { authorization: `Bearer ${secret}` }),
          ...(body === undefined ? {} : { "content-type": contentType }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const response = await Promise.race([provider(request), late]);
      const text = await Promise.race([response.text(), late]);
      return { status: response.status, headers: response.headers, text, body: objectIn(text) };
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      return {
        trouble: cause instanceof Late || /timeout|timed out/i.test(reason) ? "timeout" : "unreachable",
        reason,
      };
    } finally {
      clearTimeout(timer);
    }
  };
}

class Late extends Error {}

/** Whether there was an answer. */
export function isAnswer(outcome: Answer | NoAnswer): outcome is Answer {
  return "status" in outcome;
}

function objectIn(text: string): JsonObject | undefined {
  const value = parseBody(text);
  return isObject(value) ? value : undefined;
}
