import {
  clientChangesOf,
  fileJournal,
  isActive,
  isLoopback,
  type Journal,
  journalPath,
  type Leg,
  type Level,
  noJournal,
  type Run,
  run,
  SetupError,
  UsageError,
} from "../../engine/index.ts";
import { askSimulator, servedSimulator } from "../../simulators/index.ts";
import { type ChosenDriver, chooseDriver, type Stage } from "../drivers/choose.ts";
import { readIdentityProvider, remotePage, type SamlFlags, samlFlags } from "../identity-provider.ts";
import { readRate, readSeed, readShard, readWhole } from "../numbers.ts";
import { progressOf } from "../progress.ts";
import { readBaseUrl, readDomain, readToken, remoteTarget, type TargetFlags, tokenFlags } from "../target.ts";
import { interruptible } from "./interrupt.ts";
import { type PackCircumstances, type PackFlags, packLeg, readPackFlags } from "./pack.ts";
import { bundledSimulator, type ProfileFlags, planLegs, readMutants, readProfiles, readSimulated } from "./profiles.ts";
import { prepareFolder, printRun, readFormats, writeReports } from "./reports.ts";

/** The flags of `scimproof run`. */
export interface RunFlags extends ProfileFlags, TargetFlags, PackFlags, SamlFlags {
  level?: string;
  seed?: string;
  rate?: string;
  concurrency?: string;
  shard?: string;
  bail?: boolean;
  readOnly?: boolean;
  allowWrites?: boolean;
  dryRun?: boolean;
  testDomain?: string;
  timeout?: string;
  driver?: string;
  maxUsers?: string;
  mutant?: string[];
  report?: string[];
  out?: string;
  json?: boolean;
}

/** Judges a target and reports. Resolves with the exit code. */
export async function judgeTarget(named: string | undefined, flags: RunFlags): Promise<number> {
  const formats = readFormats(flags.report ?? ["html", "json"]);
  const out = flags.out ?? "scimproof-results";
  const seed = readSeed(flags.seed);
  const shard = flags.shard === undefined ? undefined : readShard(flags.shard);
  const settings = {
    seed,
    rate: flags.rate === undefined ? undefined : readRate(flags.rate),
    concurrency: flags.concurrency === undefined ? 1 : readWhole("--concurrency", flags.concurrency, 1, 64),
    timeoutMs: flags.timeout === undefined ? undefined : readWhole("--timeout", flags.timeout, 1, 600) * 1000,
    maxUsers: flags.maxUsers === undefined ? undefined : readWhole("--max-users", flags.maxUsers, 1, 100_000),
    bail: flags.bail,
    failOn: flags.level?.toUpperCase() as Level | undefined,
    ...(flags.testDomain === undefined ? {} : { domain: readDomain(flags.testDomain) }),
  };
  if (flags.driver === "ask") holdAskable(flags, settings.concurrency);
  const pack = readPackFlags(flags);
  const planned = await planTarget(
    named ?? process.env["SCIMPROOF_TARGET"] ?? "sim",
    pack === undefined ? flags : { ...flags, profile: ["rfc"] },
  );
  const readOnly = flags.readOnly ? "--read-only: this rule writes" : planned.readOnly;
  const circumstances: PackCircumstances = { readOnly: readOnly !== undefined };
  const counting = pack === undefined ? planned.legs : [packLeg(pack, flags, planned.legs[0]!.target, circumstances)];
  const legs = counting.map((leg) =>
    shard === undefined
      ? leg
      : { ...leg, rules: leg.rules.filter((_, place) => place % shard.count === shard.index - 1) },
  );
  if (flags.dryRun) return listPlan(legs, readOnly, flags.json === true);
  prepareFolder(formats, out);
  if (readOnly !== undefined && !flags.readOnly) process.stderr.write(`${planned.notice}\n`);

  const journal = planned.remote ? openJournal(seed) : noJournal;
  const stop = interruptible("Stopping; removing what this run made. Press Ctrl-C again to leave it.");
  circumstances.signal = stop.signal;
  const progress = progressOf(
    process.stderr,
    legs.reduce((sum, { rules }) => sum + rules.length, 0),
    "rules",
  );
  let close: ChosenDriver["close"] | undefined;
  let finished: Run;
  try {
    const driven = await withDriver(legs, flags.driver, { clear: progress.clear, quit: stop.stop });
    close = driven.close;
    finished = await run({
      legs: driven.legs,
      ...settings,
      mutants: flags.mutant,
      pack: flags.pack,
      clientChanges: clientChangesOf(readMutants(flags.mutant).map(({ mutant }) => mutant)),
      readOnly,
      journal,
      signal: stop.signal,
      onResult: ({ verdict, rule, level }, done) =>
        progress.step(done, verdict === "fail" ? `fail ${rule} (${level})` : undefined),
    });
  } catch (cause) {
    // Whoever reads standard output as JSON gets a document in any case.
    if (flags.json && cause instanceof SetupError && cause.run !== undefined) await printRun(cause.run);
    throw cause;
  } finally {
    progress.end();
    stop.end();
    close?.();
  }
  await writeReports(finished, formats, out, flags.json === true);
  return finished.exit.code;
}

function holdAskable(flags: RunFlags, concurrency: number): void {
  if (concurrency > 1) throw new UsageError("--driver ask asks for one thing at a time: leave --concurrency out");
  if (flags.tokenStdin && !process.stdin.isTTY)
    throw new UsageError("standard input cannot hold both the token and the answers to --driver ask: use --token-env");
}

/** The legs, each target with the driver that was asked for. */
async function withDriver(
  legs: Leg[],
  named: string | undefined,
  stage: Stage,
): Promise<{ legs: Leg[]; close?: ChosenDriver["close"] }> {
  const [first] = legs;
  if (named === undefined || first === undefined) return { legs };
  if (first.target.handler !== undefined && named !== "none")
    throw new UsageError(
      "the bundled simulator has a driver of its own: --driver takes none there; name a target, or the URL of scimproof simulate",
    );
  const context = { target: first.target.baseUrl, options: first.options ?? {} };
  const { driver, operator, close } = await chooseDriver(named, context, stage);
  return { legs: legs.map((leg) => ({ ...leg, target: { ...leg.target, driver, operator } })), close };
}

function openJournal(seed: number): Journal {
  try {
    return fileJournal(journalPath(seed));
  } catch (cause) {
    throw new UsageError(
      `the journal of what the run makes cannot be kept in .scimproof (${(cause as NodeJS.ErrnoException).code}): run from a folder that can be written to`,
    );
  }
}

interface Plan {
  legs: Leg[];
  remote: boolean;
  /** Why rules that write are left out. */
  readOnly?: string;
  notice?: string;
}

async function planTarget(named: string, flags: RunFlags): Promise<Plan> {
  const mutants = readMutants(flags.mutant);
  const simulated = /^sim(?::(?<plays>.*))?$/.exec(named);
  if (simulated !== null) {
    const [tokenFlag] = tokenFlags(flags);
    if (tokenFlag !== undefined)
      throw new UsageError(`the bundled simulator needs no token: name a target, or leave ${tokenFlag} out`);
    const [samlFlag] = samlFlags(flags);
    if (samlFlag !== undefined)
      throw new UsageError(
        `the bundled simulator is made to trust a key by its own console: name a target, or leave ${samlFlag} out`,
      );
    const plays = simulated.groups?.["plays"];
    const legs = planLegs(flags, readProfiles(flags.profile ?? [plays ?? "8x8"]), {
      plays: plays === undefined ? undefined : readSimulated(plays),
      simulator: (profile, options) =>
        bundledSimulator(
          profile,
          options,
          mutants.map(({ mutant }) => mutant),
        ),
    });
    return { legs, remote: false };
  }
  if (mutants.length > 0)
    throw new UsageError("--mutant changes the bundled simulator and not a target; use it with sim, or with simulate");
  const url = readBaseUrl(named);
  const token = await readToken(flags, url);
  const identityProvider = await readIdentityProvider(flags);
  // A simulator of ours says how it is called, so that nobody has to copy its tokens by hand.
  const card = await askSimulator(url);
  const profiles = readProfiles(flags.profile ?? [card?.profile ?? "rfc"]);
  const target = card === undefined ? remoteTarget(url, token) : servedSimulator(card);
  if (token !== undefined) target.token = token;
  if (identityProvider !== undefined) target.identityProvider = identityProvider;
  const legs = planLegs(flags, profiles, { target });
  const page = identityProvider === undefined ? undefined : remotePage(identityProvider);
  const elsewhere = isLoopback(url) ? page : url;
  if (elsewhere === undefined || flags.allowWrites) return { legs, remote: true };
  const { hostname } = elsewhere;
  return {
    legs,
    remote: true,
    readOnly: `writes to ${hostname} are not allowed without --allow-writes`,
    notice: `${hostname} is not on this machine: only rules that read are judged. --allow-writes lets the run create, change and remove users of its own.`,
  };
}

function listPlan(legs: Leg[], readOnly: string | undefined, json: boolean): number {
  const rules = legs.flatMap((leg) =>
    leg.rules.map((rule) => ({
      rule: rule.id,
      target: leg.target.name,
      judged: readOnly === undefined || rule.reads || !isActive(rule),
    })),
  );
  if (json) process.stdout.write(`${JSON.stringify({ schemaVersion: 1, rules }, null, 2)}\n`);
  else for (const { rule, judged } of rules) process.stdout.write(`${judged ? "judge" : "skip "}  ${rule}\n`);
  return 0;
}
