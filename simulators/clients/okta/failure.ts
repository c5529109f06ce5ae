import { STATUS_CODES } from "node:http";
import type { Answer, NoAnswer } from "../wire.ts";
import { isAnswer } from "../wire.ts";

/** Why a step of provisioning did not succeed. */
export class ProvisioningFailure extends Error {
  /** The status of the answer, or why there was none. */
  readonly status: number | "timeout" | "unreachable" | undefined;
  /** Whether the product tries again by itself; else the matter waits for a person. */
  readonly pauses: boolean;
  /** `Retry-After` of the answer. */
  readonly retryAfter: string | null;
  constructor(
    reason: string,
    {
      status,
      pauses = false,
      retryAfter = null,
    }: { status?: number | "timeout" | "unreachable"; pauses?: boolean; retryAfter?: string | null } = {},
  ) {
    super(reason);
    this.name = "ProvisioningFailure";
    this.status = status;
    this.pauses = pauses;
    this.retryAfter = retryAfter;
  }
}

/** The failure that an outcome is. */
export function failureOf(outcome: Answer | NoAnswer): ProvisioningFailure {
  const reason = reasonOf(outcome);
  if (!isAnswer(outcome)) return new ProvisioningFailure(reason, { status: outcome.trouble });
  const { status, headers } = outcome;
  return new ProvisioningFailure(reason, {
    status,
    pauses: status === 429,
    retryAfter: headers.get("retry-after"),
  });
}

/** Why an answer is a failure, in the words that an administrator of Okta reads. */
export function reasonOf(outcome: Answer | NoAnswer): string {
  if (!isAnswer(outcome))
    return outcome.trouble === "timeout"
      ? `Read timed out. The remote server did not answer: ${outcome.reason}`
      : `Could not connect to the remote server: ${outcome.reason}`;
  const { status } = outcome;
  const told = toldBy(outcome);
  const phrase = STATUS_CODES[status] ?? `HTTP ${status}`;
  return told === undefined ? phrase : `${phrase}. Errors reported by remote server: ${told}`;
}

const SHOWN = 500;

function toldBy({ body, text }: Answer): string | undefined {
  if (body !== undefined) {
    const { detail } = body;
    return typeof detail === "string" && detail !== "" ? detail.slice(0, SHOWN) : undefined;
  }
  const [first] = text.trim().split(/[\s>]/, 1);
  return first ? `Invalid JSON: Unrecognized token '${first.slice(0, 40)}'` : undefined;
}
