import type { JsonObject } from "../../../scim/index.ts";
import type { VirtualClock } from "../clock.ts";
import type { ProvisioningEvent } from "../event.ts";
import type { Attempt } from "./attempt.ts";
import type { EntraDecisions, Occasion } from "./decisions.ts";
import { type LogSettings, summaryOf } from "./log.ts";
import type { Tested } from "./probe.ts";
import type { Configuration } from "./settings.ts";

/** What the administrator can read afterwards: attempts, the provisioning log, mails. */
export interface Ledger {
  readonly events: ProvisioningEvent[];
  readonly entries: JsonObject[];
  readonly mails: { at: number; to: string; subject: string }[];
  /** Notes an attempt in a cycle, the how manieth it was there. Gives the object of the provisioning log. */
  note(attempt: Attempt, place: { cycle: string; number: number; retryAt: number | undefined }): JsonObject;
  /** Notes a test of the connection; the provisioning log does not hold it. */
  noteTest(tested: Tested): void;
  mail(occasion: Occasion): void;
}

/** Keeps what happens to a job. */
export function createLedger({
  configuration,
  decide,
  clock,
  newId,
}: {
  configuration: Configuration;
  decide: EntraDecisions;
  clock: VirtualClock;
  newId(): string;
}): Ledger {
  const { application, notify } = configuration;
  const events: ProvisioningEvent[] = [];
  const entries: JsonObject[] = [];
  const mails: Ledger["mails"] = [];
  const tenant = newId();
  const settings: LogSettings = {
    tenant,
    job: `scim.${tenant.replaceAll("-", "")}.${newId()}`,
    application,
    principal: newId(),
    applicationId: newId(),
    sourceSystem: newId(),
    targetSystem: newId(),
  };

  return {
    events,
    entries,
    mails,
    note(attempt, { cycle, number, retryAt }) {
      events.push(eventOf(attempt, clock.now(), retryAt));
      const entry = summaryOf(
        attempt,
        {
          id: newId(),
          at: clock.now(),
          cycle,
          change: `${cycle}-${number}`,
          status: decide.logged(attempt.outcome),
          retryAt,
        },
        settings,
      );
      entries.push(entry);
      return entry;
    },
    noteTest({ ok, message, status }) {
      events.push({
        at: clock.now(),
        operation: "test",
        outcome: ok ? "success" : "failure",
        ...(status === undefined ? {} : { status }),
        reason: message,
        changes: [],
      });
    },
    mail(occasion) {
      const subject = decide.mail(occasion, application);
      if (subject !== undefined && notify !== undefined) mails.push({ at: clock.now(), to: notify, subject });
    },
  };
}

function eventOf(attempt: Attempt, at: number, retryAt: number | undefined): ProvisioningEvent {
  const { operation, outcome, failure, skipped, resource, status } = attempt;
  const reason = failure?.reason ?? skipped?.reason;
  return {
    at,
    operation,
    outcome,
    ...(attempt.kind === "User" ? { person: { id: attempt.id, userName: attempt.name } } : {}),
    ...(resource === undefined ? {} : { resource }),
    ...(status === undefined ? {} : { status }),
    ...(reason === undefined ? {} : { reason }),
    ...(retryAt === undefined ? {} : { retryAt }),
    changes: attempt.changes.map(({ attribute, from, to }) => ({ attribute, from, to })),
  };
}
