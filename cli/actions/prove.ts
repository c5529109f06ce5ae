import { availableParallelism } from "node:os";
import { extname } from "node:path";
import { styleText } from "node:util";
import { Worker } from "node:worker_threads";
import { joinProofs, mutantsOf, type Proof, type Rule, select } from "../../engine/index.ts";
import { profiles } from "../../profiles/index.ts";
import { suites } from "../../suites/index.ts";
import { readSeed } from "../numbers.ts";
import { type Progress, progressOf } from "../progress.ts";
import { type ProfileFlags, readProfiles } from "./profiles.ts";

/** The flags of `scimproof prove`. */
export interface ProveFlags extends ProfileFlags {
  seed?: string;
  json?: boolean;
}

/** What a thread is told. */
export interface ProofPart {
  profile: string;
  rules: string[];
  seed: number;
  part: { index: number; count: number };
}

/** What a thread tells: each mutant as it is judged, at last the proof of its part. */
export type ProofMessage = { judged: { rule: string; caught: boolean } } | { proof: Proof };

/** Judges the rules on their mutants. Resolves with the exit code: 0 when every mutant was caught. */
export async function proveRules(flags: ProveFlags): Promise<number> {
  const chosen = readProfiles(flags.profile ?? Object.keys(profiles));
  const seed = flags.seed === undefined ? 1 : readSeed(flags.seed);
  const wanted = new Set(select(suites, { profiles: chosen, rules: flags.rule ?? [], tags: flags.tag ?? [] }));
  const clock = performance.now();
  const threads = Math.min(availableParallelism(), 8);
  const progress = progressOf(process.stderr, mutantsOf([...wanted]).length, "mutants");
  const proofs: Proof[] = [];
  for (const profile of chosen) {
    const rules = rulesFor(profile.suites).filter((rule) => wanted.has(rule));
    if (rules.length === 0) continue;
    const parts = Array.from(
      { length: Math.min(threads, rules.length) },
      (_, place, count = Math.min(threads, rules.length)) =>
        provePart(
          { profile: profile.id, rules: rules.map(({ id }) => id), seed, part: { index: place + 1, count } },
          progress,
        ),
    );
    proofs.push(...(await Promise.all(parts)));
  }
  progress.end();
  const proof = { ...joinProofs(proofs), durationMs: Math.round(performance.now() - clock) };
  if (flags.json) process.stdout.write(`${JSON.stringify({ schemaVersion: 1, ...proof }, null, 2)}\n`);
  else process.stdout.write(proofReport(proof));
  return proof.survived.length + proof.unsound.length === 0 ? 0 : 4;
}

function rulesFor(ids: string[]): Rule[] {
  return suites.filter(({ id }) => ids.includes(id)).flatMap(({ rules }) => rules);
}

let judged = 0;

function provePart(part: ProofPart, progress: Progress): Promise<Proof> {
  return new Promise((resolve, reject) => {
    // The published package is JavaScript, and no compiler looks into this name.
    const file = `./prove-part${extname(import.meta.url)}`;
    const worker = new Worker(new URL(file, import.meta.url), { workerData: part });
    worker.on("message", (message: ProofMessage) => {
      if ("proof" in message) resolve(message.proof);
      else progress.step(++judged, message.judged.caught ? undefined : `survived: a mutant of ${message.judged.rule}`);
    });
    worker.on("error", reject);
    worker.on("exit", (code) => {
      if (code !== 0) reject(new Error(`a thread of the proof ended with ${code}`));
    });
  });
}

const MOST_TRIPS = 6;

function proofReport({ mutants, killed, survived, unsound, trips, durationMs }: Proof): string {
  const out: string[] = [];
  for (const { rule, verdict, because } of unsound)
    out.push(
      `${styleText("red", "UNSOUND ")} ${rule}: ${verdict} on the conforming simulator\n         ${because ?? ""}`,
    );
  for (const { mutant, rule, verdict, because } of survived)
    out.push(`${styleText("red", "SURVIVED")} ${mutant}\n         ${rule}: ${verdict} ${because ?? ""}`);
  const wide = Object.entries(trips)
    .filter(([, rules]) => rules.length > 0)
    .sort(([, one], [, other]) => other.length - one.length);
  if (wide.length > 0) {
    out.push("Mutants that other rules see as well:");
    for (const [mutant, rules] of wide.slice(0, 15))
      out.push(
        `  ${mutant}\n    ${rules.slice(0, MOST_TRIPS).join(", ")}${rules.length > MOST_TRIPS ? `, and ${rules.length - MOST_TRIPS} more` : ""}`,
      );
    if (wide.length > 15) out.push(`  … and ${wide.length - 15} more; --json has them all`);
  }
  out.push("");
  const verdict =
    survived.length + unsound.length === 0 ? styleText("green", "PROVEN") : styleText("red", "NOT PROVEN");
  out.push(
    `${verdict}  ${mutants} mutants, ${killed} killed, ${survived.length} survived (${(durationMs / 1000).toFixed(1)} s)`,
  );
  return `${out.join("\n")}\n`;
}
