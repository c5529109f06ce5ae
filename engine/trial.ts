import type { Arbitrary } from "fast-check";
import type { Handler } from "../scim/index.ts";
import type { Browser, Client } from "./client/index.ts";
import type { Expect } from "./expect.ts";
import type { Given } from "./given.ts";
import type { BehaviourChange } from "./mutant.ts";
import type { Driver, TrustedIdentityProvider } from "./rule.ts";

/** What a rule works with while it is judged. */
export interface Trial {
  /** Sends requests exactly as told and records each exchange. */
  client: Client;
  /**
   * The target as a simulated identity provider meets it: the request leaves as it is, with the token of the run where
   * it carries none, and the exchange is recorded. Rejects when no answer arrives.
   */
  provider: Handler;
  /** What a simulated identity provider is to decide otherwise: the mutants of the client that is judged. */
  // biome-ignore lint/suspicious/noExplicitAny: which decisions there are depends on the product.
  clientChanges: BehaviourChange<any>[];
  /** Sets the scene; what fails here makes the verdict inconclusive, what it makes is removed afterwards. */
  given: Given;
  /** Judges; what fails here is a finding. */
  expect: Expect;
  /** Whose SAML responses the target takes, where it was told; the exchanges of a sign-in are recorded without them. */
  identityProvider: TrustedIdentityProvider | undefined;
  /** A browser that was never there before, for a site of the target: it sends no token, and keeps its cookies. */
  browser(url: string): Browser;
  /** The admin plane of the target. Only what the rule `needs` is sure to be there. */
  admin: Driver;
  /** The options of the profile, as asked for or by default. */
  options: Record<string, string>;
  /** Notes which of the permitted behaviours was seen, under one of the rule's `answers`. */
  observe(answer: string, value: string): void;
  /** Ends the rule as not applying, with the evidence. */
  skip(because: string): never;
  /** Ends the rule as not judged. */
  inconclusive(because: string): never;
  /**
   * Holds a law for generated values. The shrunk counterexample, its seed and its exchanges go into the finding.
   * `runs` is how many values are tried (default 10); each costs requests to a real target.
   */
  property<Value>(
    values: Arbitrary<Value>,
    law: (value: Value) => Promise<void>,
    settings?: { runs?: number },
  ): Promise<void>;
}
