import { STATUS_CODES } from "node:http";
import type { JsonObject } from "../../../scim/index.ts";
import { type Answer, isAnswer, type NoAnswer } from "../wire.ts";

const MOST_DETAIL = 500;

/** Whether the service provider did what was asked. A body, where there is one, has to be JSON. */
export function succeeded(outcome: Answer | NoAnswer): outcome is Answer {
  if (!isAnswer(outcome) || outcome.status < 200 || outcome.status > 299) return false;
  return outcome.text.trim() === "" || outcome.body !== undefined;
}

/** Why it did not, in the words an administrator reads: `409 Conflict: Login ID is already in use`. */
export function failureOf(outcome: Answer | NoAnswer): string {
  if (!isAnswer(outcome)) return outcome.reason;
  const { status, body, text } = outcome;
  const phrase = STATUS_CODES[status];
  const head = phrase === undefined ? String(status) : `${status} ${phrase}`;
  const detail = body?.["detail"] ?? (body === undefined && text.trim() !== "" ? "the answer is not JSON" : undefined);
  return detail === undefined ? head : `${head}: ${String(detail).slice(0, MOST_DETAIL)}`;
}

/** The status of an answer, or why there is none. */
export function statusOf(outcome: Answer | NoAnswer): number | "timeout" | "unreachable" {
  return isAnswer(outcome) ? outcome.status : outcome.trouble;
}

/** The resources and the total of a ListResponse; undefined when the answer is none (RFC 7644 §3.4.2). */
export function listIn(outcome: Answer | NoAnswer): { resources: JsonObject[]; total: number } | undefined {
  if (!succeeded(outcome) || outcome.body === undefined) return undefined;
  const { Resources, totalResults } = outcome.body;
  if (typeof totalResults !== "number") return undefined;
  if (Resources === undefined && totalResults === 0) return { resources: [], total: 0 };
  if (!Array.isArray(Resources)) return undefined;
  return { resources: Resources.filter(isResource), total: totalResults };
}

/** The id of the resource in an answer. */
export function idIn(outcome: Answer | NoAnswer): string | undefined {
  const id = isAnswer(outcome) ? outcome.body?.["id"] : undefined;
  return typeof id === "string" && id !== "" ? id : undefined;
}

function isResource(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && typeof (value as JsonObject)["id"] === "string";
}
