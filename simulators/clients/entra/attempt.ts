import type { JsonObject } from "../../../scim/index.ts";
import type { Operation } from "../event.ts";
import type { Change } from "./dialect.ts";
import type { Failure } from "./failure.ts";
import type { Link } from "./link.ts";

/** What the provisioning log calls an action. */
export type Action = "create" | "update" | "disable" | "delete" | "other";

/** One step of an attempt, as the provisioning log tells it. */
export interface Step {
  name: string;
  type: "import" | "scoping" | "matching" | "processing" | "referenceResolution" | "export";
  status: "success" | "failure" | "skipped";
  description: string;
  details: JsonObject;
}

/** One object on its way to the service provider, told as far as it went. */
export interface Attempt {
  kind: "User" | "Group";
  id: string;
  /** What the object is called: userPrincipalName, or the name of a group. */
  name: string;
  displayName: string;
  operation: Operation;
  action: Action;
  outcome: "success" | "failure" | "skipped";
  failure?: Failure;
  /** Why nothing was sent, by the code of the log. */
  skipped?: { code: string; reason: string };
  resource?: string;
  status?: number | "timeout" | "unreachable";
  changes: Change[];
  steps: Step[];
  /** The link turned out to be broken once. */
  relinked?: boolean;
  /** More is to be told in the next cycle. */
  unfinished?: boolean;
  /** How many requests it took. */
  requests: number;
}

/** An attempt of which nothing has happened yet. */
export function newAttempt(kind: Attempt["kind"], id: string, name: string, displayName: string): Attempt {
  return {
    kind,
    id,
    name,
    displayName,
    operation: "lookup",
    action: "other",
    outcome: "success",
    changes: [],
    steps: [],
    requests: 0,
  };
}

/** A step as it is told, successful and without details unless said otherwise. */
export type ToldStep = Omit<Step, "status" | "details"> & Partial<Step>;

/** Adds a step to an attempt. */
export function step(attempt: Attempt, { status = "success", details = {}, ...rest }: ToldStep): void {
  attempt.steps.push({ ...rest, status, details });
}

/** Ends an attempt: it failed, in this step. */
export function failed(attempt: Attempt, failure: Failure, at?: ToldStep): Attempt {
  if (at !== undefined) step(attempt, { ...at, status: "failure", details: { ErrorCode: failure.code } });
  return Object.assign(attempt, { outcome: "failure" as const, failure });
}

/** Ends an attempt: nothing was to be done. */
export function skipped(attempt: Attempt, code: string, reason: string): Attempt {
  return Object.assign(attempt, { outcome: "skipped" as const, skipped: { code, reason } });
}

/** What an update of a linked user is called, by what becomes of `active`. */
export function operationFor(link: Link, active: unknown): Pick<Attempt, "operation" | "action"> {
  if (active === false && link.active) return { operation: "deactivate", action: "disable" };
  if (active === true && !link.active) return { operation: "reactivate", action: "update" };
  return { operation: "update", action: "update" };
}
