import type { Exchange, Handler } from "../scim/index.ts";
import type { Expect } from "./expect.ts";
import type { Mutant } from "./mutant.ts";
import type { Trial } from "./trial.ts";

/** What a failure of a rule weighs (RFC 2119, and "documented behaviour" for MUST). */
export type Level = "MUST" | "SHOULD" | "MAY";

/**
 * What a rule needs of its target. The first block are the words of the requirement matrix; `saml` is a sign-in that the
 * rule can make, `admin.<noun>.<verb>` an operation of the target's driver, such as `admin.site.create`.
 */
export type Capability =
  | "patch"
  | "bulk"
  | "filter"
  | "sort"
  | "etag"
  | "changePassword"
  | "cursor"
  | "index"
  | "bearer"
  | "groups"
  | "enterprise"
  | "attr-immutable"
  | "attr-dateTime"
  | "attr-integer"
  | "attr-decimal"
  | "attr-binary"
  | "attr-request"
  | "saml"
  | `admin.${string}`;

/** One checkable behaviour: data with one small function. Everything else is derived from it. */
export interface Rule {
  /** `topic/what-holds`. Never changes; a prefix of it selects. */
  id: string;
  /** The behaviour in one plain sentence, without must or should. */
  title: string;
  /** Rows of the requirement matrices. */
  covers: string[];
  level: Level;
  /** Who is judged; a client is judged by what it sends to a service provider that conforms. */
  judges: "service-provider" | "client";
  /** Where one is missing the rule is skipped, or fails if the profile requires it. */
  needs: Capability[];
  /** Left open by its sources: the names of what the report then says was observed. */
  answers: string[];
  /** True when the rule sends nothing that could change the target. */
  reads: boolean;
  /** True when no other rule may write meanwhile (it looks at the whole list). */
  alone: boolean;
  tags: string[];
  /** An active rule: talks to the target and expects. */
  probe?: ((trial: Trial) => Promise<void>) | undefined;
  /** A passive rule that judges a client: makes the traffic it looks at, where no client from outside does. */
  scene?: ((trial: Trial) => Promise<void>) | undefined;
  /** A passive rule: which exchanges it looks at. */
  applies?: ((exchange: Exchange) => boolean) | undefined;
  /** A passive rule: judges one exchange. */
  inspect?: ((exchange: Exchange, expect: Expect) => void) | undefined;
  /** The smallest wrong service providers (or clients) this rule catches, by a name such that "one that …" reads well. */
  mutants: Record<string, Mutant>;
}

type Optional = "judges" | "needs" | "answers" | "reads" | "alone" | "tags";

/** What a rule's author writes. */
export type RuleDeclaration = Omit<Rule, Optional | "probe" | "scene" | "applies" | "inspect"> &
  Partial<Pick<Rule, Optional>> &
  (
    | { probe: (trial: Trial) => Promise<void>; scene?: never; applies?: never; inspect?: never }
    | {
        scene?: (trial: Trial) => Promise<void>;
        applies: (exchange: Exchange) => boolean;
        inspect: (exchange: Exchange, expect: Expect) => void;
        probe?: never;
      }
  );

/** Completes a declaration with the defaults. */
export function rule(declaration: RuleDeclaration): Rule {
  return { judges: "service-provider", needs: [], answers: [], reads: false, alone: false, tags: [], ...declaration };
}

/** Whether a rule makes requests; the others look at what those have exchanged. */
export function isActive({ probe, scene }: Rule): boolean {
  return probe !== undefined || scene !== undefined;
}

/** The rules of one topic, in the order they are reported. */
export interface Suite {
  /** `patch`, or `8x8/patch`. */
  id: string;
  title: string;
  rules: Rule[];
}

/** A suite whose rules must carry its id as the first part of theirs. */
export function suite(declaration: Suite): Suite {
  for (const { id } of declaration.rules)
    if (!id.startsWith(`${declaration.id}/`)) throw new Error(`rule ${id} does not belong to suite ${declaration.id}`);
  return declaration;
}

/** What a rule is judged against: a base URL with credentials, and how to reach it. */
export interface Target {
  /** As a person calls it: a URL, or `simulator (8x8)`. */
  name: string;
  /** Absolute, without a trailing slash. */
  baseUrl: string;
  token?: string | undefined;
  /** Answers in process; left out, the base URL is called over the network. */
  handler?: Handler | undefined;
  /** Operates the admin plane: nouns with verbs, such as `driver.site.create({ name })`. */
  driver?: Driver | undefined;
  /** The person behind the driver, where it is one. */
  operator?: Operator | undefined;
  /** Whose SAML responses the target takes, so that rules can sign in. */
  identityProvider?: TrustedIdentityProvider | undefined;
}

/** An identity provider that a target trusts, with the key that it signs by (SAML Profiles §4.1). */
export interface TrustedIdentityProvider {
  /** Its entity ID. */
  issuer: string;
  /** PEM. */
  privateKey: string;
  /** PEM. */
  certificate: string;
  /** The entity ID of the target. */
  audience: string;
  /** Where the target takes responses. */
  acsUrl: string;
  /** Where a sign-in begins at the target; left out, it begins at the identity provider. */
  startUrl?: string | undefined;
  /** Whom the target knows, as it is asserted; left out, users whom the run creates over SCIM. */
  subject?: string | undefined;
}

/** A person who operates the admin plane: takes time, may pass, and does not see the ids that SCIM uses. */
export interface Operator {
  /** Why an operation (`site.create`) cannot be done, once the person has said so. */
  cannot(operation: string): string | undefined;
  /** A rule begins; `find` gives the id under which SCIM shows a login ID. */
  begins(find: (userName: string) => Promise<string | undefined>): void;
  /** To be called with every exchange: ids and names are learnt from them. */
  seen(exchange: Exchange): void;
  /** Why a request cannot be sent: its path holds an id that only the driver knows. */
  unknown(path: string): string | undefined;
  /** Why the verdict of the rule cannot be relied on. */
  doubt(): string | undefined;
}

/** The admin plane of a target as nouns with asynchronous verbs; what is absent cannot be done. */
export type Driver = Record<string, Record<string, (input: never) => Promise<unknown>>>;
