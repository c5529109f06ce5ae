import type { ProvisioningEvent } from "../event.ts";
import type { JumpCloudDecisions } from "./decisions.ts";
import type { Insight, Occurrence, Subject } from "./insights.ts";

/** One attempt, as it is to be remembered and logged. */
export interface Attempt {
  occurrence: Occurrence;
  operation: ProvisioningEvent["operation"];
  subject: Subject;
  /** What went wrong; undefined when nothing did. */
  failure?: string | undefined;
  resource?: string | undefined;
  status?: ProvisioningEvent["status"];
  changes?: ProvisioningEvent["changes"];
}

/** Everything that was tried, and the events that tell of it. */
export interface Ledger {
  readonly events: ProvisioningEvent[];
  readonly insights: Insight[];
  record(attempt: Attempt): void;
}

/** An empty ledger. `secret` gives the token, which no failure may repeat. */
export function createLedger(
  decisions: JumpCloudDecisions,
  now: () => number,
  secret: () => string | undefined,
): Ledger {
  const events: ProvisioningEvent[] = [];
  const insights: Insight[] = [];
  return {
    events,
    insights,
    record({ occurrence, operation, subject, failure, resource, status, changes = [] }) {
      const reason = failure === undefined ? undefined : withoutSecret(failure, secret());
      const outcome = reason === undefined ? "success" : "failure";
      events.push({
        at: now(),
        operation,
        outcome,
        ...(subject.type === "user" ? { person: { id: subject.id, userName: subject.username } } : {}),
        ...(resource === undefined ? {} : { resource }),
        ...(status === undefined ? {} : { status }),
        ...(reason === undefined ? {} : { reason }),
        changes,
      });
      const type = decisions.eventType(occurrence, outcome);
      if (type === undefined) return;
      insights.push({
        type,
        at: now(),
        subject,
        success: reason === undefined,
        failure: reason === undefined ? undefined : decisions.failureDetail(reason),
        changes,
      });
    },
  };
}

/** A text that does not repeat a token. */
export function withoutSecret(text: string, secret: string | undefined): string {
  return secret === undefined || secret === "" ? text : text.replaceAll(secret, "[redacted]");
}
