import type { Assertion, Source } from "./assertion.ts";
import type { Script } from "./script/script.ts";

/** One request of a pack, with what is asserted of the answer. */
export interface RequestStep {
  /** Its place among the steps of the file, counted from 1. */
  number: number;
  note: string;
  /** The file says that it is left out. */
  skipped: boolean;
  /** Seconds that the pauses before it take together. */
  pause: number;
  method: string;
  url: string;
  headers: [name: string, value: string][];
  body: string | undefined;
  assertions: Assertion[];
  variables: Extraction[];
  before: Script[];
  after: Script[];
}

/** A value of an answer that later steps use. */
export interface Extraction {
  name: string;
  source: Source;
  property: string;
}

/** A vendor's own tests as they were exported: requests in order, with variables that pass from one to the next. */
export interface Pack {
  name: string;
  steps: RequestStep[];
  /** Variables that the file itself gives a value. */
  variables: Record<string, string>;
}
