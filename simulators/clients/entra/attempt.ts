import type { JsonObject } from "../../../scim/index.ts";
import type { Operation } from "../event.ts";
import type { Change } from "./dialect.ts";
import type { Failure } from "./failure.ts";

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

/** Ends an attempt: it failed. */
export function failed(attempt: Attempt, failure: Failure): Attempt {
  return Object.assign(attempt, { outcome: "failure" as const, failure });
}

/** Ends an attempt: nothing was to be done. */
export function skipped(attempt: Attempt, code: string, reason: string): Attempt {
  return Object.assign(attempt, { outcome: "skipped" as const, skipped: { code, reason } });
}
