export { bodyOf, idOf } from "./body.ts";
export { type Catalogue, catalogue, mutantsOf, type NamedMutant, reasonOf } from "./catalogue.ts";
export type { Browser, Client, SendOptions } from "./client/index.ts";
export { parse as parseBody } from "./client/parse.ts";
export { createRedactor, handlerOf, type Redactor } from "./client/index.ts";
export { type Connection, type ConnectionSettings, connect } from "./connection.ts";
export { curl, quote } from "./curl.ts";
export { type ExchangeExpectation, type Expect, expect, idsOf, show } from "./expect.ts";
export { type Deviation, Inconclusive, NotApplicable, SetupError, UsageError, Violation } from "./failure.ts";
export type { Given, GivenGroup, GivenUser } from "./given.ts";
export { type Ids, seededIds } from "./ids.ts";
export { announce, fileJournal, type Journal, type JournalLine, journalPath, noJournal } from "./journal.ts";
export { inspectAll, judge, judgeOn } from "./judge.ts";
export { explainingOrder, type Interval } from "./linearizability.ts";
export { isLoopback } from "./loopback.ts";
export * from "./mutant.ts";
export { preflight } from "./preflight.ts";
export type { Option, Profile } from "./profile.ts";
export { joinProofs, type Proof, type ProofSettings, prove } from "./prove.ts";
export { type Requirement, requirements } from "./requirement.ts";
export type { Contradiction, ExitCode, Finding, Leftover, Result, Run, Summary, Verdict } from "./result.ts";
export { summarise } from "./result.ts";
export {
  type Capability,
  type Driver,
  isActive,
  type Level,
  type Operator,
  type Rule,
  type RuleDeclaration,
  rule,
  type Suite,
  suite,
  type Target,
  type TrustedIdentityProvider,
} from "./rule.ts";
export { type Leg, type RunSettings, run } from "./run.ts";
export { didYouMean, type Selection, select, selects, withoutReason } from "./selection.ts";
export { sweep } from "./sweep.ts";
export { judgeTraffic, type Recorded, recorded, type TrafficSettings } from "./traffic.ts";
export type { Trial } from "./trial.ts";
export { valueAt } from "./value-at.ts";
