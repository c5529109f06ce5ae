import type { BehaviourChange } from "../../engine/index.ts";
import type { Handler, JsonObject } from "../../scim/index.ts";
import type { VirtualClock } from "./clock.ts";
import type { Directory } from "./directory.ts";
import type { ProvisioningEvent } from "./event.ts";

/** The products that are simulated. */
export type Product = "entra" | "okta" | "jumpcloud";

/** How a client is set up; each product adds settings of its own. */
export interface ClientSettings {
  /** The service provider to provision into. */
  provider: Handler;
  /** The SCIM base URL as the administrator enters it. */
  baseUrl: string;
  /** The bearer token as the administrator enters it; left out where `provider` adds one. */
  token?: string | undefined;
  /** What the application is called in the console of the product (default "8x8"). */
  application?: string | undefined;
  /** All ids, passwords and times follow from it (default 1). */
  seed?: number | undefined;
  clock?: VirtualClock | undefined;
  /** After how many milliseconds of real time an answer is given up (default: what the product waits). */
  timeoutMs?: number | undefined;
  /** What `memory()` of an earlier client of this product gave: this one goes on from there. */
  memory?: JsonObject | undefined;
  /** Decisions that are replaced: mutants of the client. */
  // biome-ignore lint/suspicious/noExplicitAny: which decisions there are depends on the product.
  changes?: BehaviourChange<any>[] | undefined;
}

/** Whether provisioning runs: not yet or no more, as it should, held back, or given up. */
export interface Health {
  state: "off" | "running" | "quarantine" | "disabled";
  /** Why it is held back or given up: the product's code, and what the administrator reads. */
  cause?: { code: string; message: string };
}

/** A user of the service provider as an import lists it. */
export interface ImportedUser {
  resource: string;
  userName: string;
  /** `imported` when a person of the directory is linked to it. */
  status: "new" | "imported";
  attributes: JsonObject;
}

/** An identity provider with one application that is provisioned by SCIM. */
export interface IdentityProvider {
  readonly product: Product;
  readonly directory: Directory;
  readonly clock: VirtualClock;
  /** Tries URL and token as the button of the product does. Resolves with what the administrator is told. */
  testConnection(): Promise<{ ok: boolean; message: string }>;
  /** Switches provisioning on; refused connections keep it off where the product tests them first. */
  start(): Promise<void>;
  /** Switches provisioning off; users stay as they are. */
  stop(): Promise<void>;
  /** Does what is due, until nothing is due at this moment. Entra begins its next cycle. */
  settle(): Promise<void>;
  /** Moves the clock, and does what falls due on the way. */
  advance(milliseconds: number): Promise<void>;
  /** The administrator enters another token, by the way the product documents. */
  changeToken(token: string): Promise<void>;
  /** Lists the users of the service provider as the product imports them. */
  import(): Promise<ImportedUser[]>;
  health(): Health;
  /** The service provider's id of a person's user, once it is known. */
  linked(person: string): string | undefined;
  /**
   * What it knows of the users it provisioned (their ids, what was sent last), by ids of people, without secrets. A
   * client that goes on from it, over a directory with people of the same ids, sends nothing that did not change.
   */
  memory(): JsonObject;
  /** Every attempt so far. */
  readonly events: readonly ProvisioningEvent[];
  /** The log of the product, as its administrator would export it. */
  log(): JsonObject[];
  /** Mails that were sent to the administrator. */
  readonly mails: readonly { at: number; to: string; subject: string }[];
}
