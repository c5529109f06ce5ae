import type { Customer, Decisions8x8, Options8x8 } from "../../../profiles/index.ts";
import type { Handler } from "../../../scim/index.ts";

/** Everything there is of one simulated 8x8: its customers, its time and the decisions in force. */
export interface World {
  readonly options: Options8x8;
  /** Scheme, host and port, without a trailing slash. */
  readonly origin: string;
  /** By id. */
  readonly customers: Map<string, Customer>;
  /** Milliseconds since the epoch. */
  now(): number;
  /** The time that was told last. */
  latest(): number;
  /** Moves the time on and gives the new one. */
  advance(milliseconds: number): number;
  /** Lets the time go on from here, as a state that is read demands. */
  setTime(milliseconds: number): void;
  newId(): string;
  /** How many ids were given. */
  idsGiven(): number;
  /** Reaches other parties, such as the Okta organisation of a customer. */
  readonly outbound: Handler;
  /** The decisions in force: the conforming ones call each other through here, so that a mutant reaches them all. */
  readonly decide: Decisions8x8;
}
