/** What a client tries to do at a service provider. */
export type Operation =
  | "test"
  | "lookup"
  | "create"
  | "update"
  | "deactivate"
  | "reactivate"
  | "delete"
  | "import"
  | "group";

/** One attempt, told the same way for each product; its own log is written from this. */
export interface ProvisioningEvent {
  /** Virtual time in milliseconds since the epoch. */
  at: number;
  operation: Operation;
  outcome: "success" | "failure" | "skipped";
  /** The directory's id and name of the person it is about. */
  person?: { id: string; userName: string };
  /** The service provider's id of the user. */
  resource?: string;
  /** What the last answer was: its status, or why there was none. */
  status?: number | "timeout" | "unreachable";
  /** What the administrator is told. */
  reason?: string;
  /** Virtual time of the next attempt, where the product makes one by itself. */
  retryAt?: number;
  /** What was to become of which attribute. */
  changes: { attribute: string; from?: unknown; to?: unknown }[];
}
