import type { VirtualClock } from "../clock.ts";
import type { Directory } from "../directory.ts";
import type { ProvisioningEvent } from "../event.ts";
import type { Send } from "../wire.ts";
import type { AppUser } from "./app-user.ts";
import type { OktaDecisions } from "./decisions.ts";
import type { OktaIds } from "./ids.ts";
import type { ResolvedSettings } from "./settings.ts";

/** What an entry of the System Log says beside what every entry does. */
export interface Entry {
  at: number;
  eventType: string;
  result: "SUCCESS" | "FAILURE" | "SKIPPED";
  reason?: string | undefined;
  user?: { appUser: string; person: string; login: string; name: string } | undefined;
  group?: { id: string; name: string } | undefined;
}

/** Something that waits for a person on the Tasks page. */
export interface OktaTask {
  id: string;
  /** What was tried. */
  kind: "create" | "update" | "deprovision" | "delete" | "import" | "group";
  /** The directory's id of the person it is about. */
  person: string | undefined;
  userName: string | undefined;
  /** Virtual time in milliseconds since the epoch. */
  raisedAt: number;
  /** What the administrator reads. */
  text: string;
}

/** One application of an Okta organisation: what the parts of the client share. */
export interface Application {
  readonly settings: ResolvedSettings;
  readonly decide: OktaDecisions;
  readonly directory: Directory;
  readonly clock: VirtualClock;
  readonly ids: OktaIds;
  readonly users: Map<string, AppUser>;
  readonly send: Send;
  readonly events: ProvisioningEvent[];
  readonly entries: Entry[];
  /** By id. */
  readonly tasks: Map<string, OktaTask>;
  /** Tells what happened: to the list of events, to the System Log, and to the Tasks page where it failed for good. */
  tell(telling: Telling): void;
}

/** Something that happened, and how it is logged. */
export interface Telling extends Omit<ProvisioningEvent, "at" | "changes" | "person" | "reason"> {
  eventType: string;
  user?: AppUser | undefined;
  reason?: string | undefined;
  changes?: ProvisioningEvent["changes"] | undefined;
  group?: Entry["group"];
  /** The task it raises. */
  task?: { kind: OktaTask["kind"]; text: string } | undefined;
}
