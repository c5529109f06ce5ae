import { parentPort, workerData } from "node:worker_threads";
import { prove } from "../../engine/index.ts";
import { playing, profiles } from "../../profiles/index.ts";
import { bundledSimulator, suitesOf } from "./profiles.ts";
import type { ProofMessage, ProofPart } from "./prove.ts";

// A thread of `scimproof prove`: proves its part of the rules of one profile.
const { profile: id, rules: wanted, seed, part } = workerData as ProofPart;
const profile = profiles[id]!;
const { plays, played, options } = playing(profile);
const all = suitesOf(profile).flatMap((suite) => suite.rules);
// Stories and models walk through everything, so nearly every mutant would name them, and they cost the most.
const others = suitesOf(profile)
  .filter(({ id: suite }) => !/\/(?:story|model)$/.test(suite))
  .flatMap((suite) => suite.rules)
  // The same goes for who signs in with SAML: every response meets every check, and has to be signed and verified.
  .filter(({ needs }) => !needs.some((need) => need === "saml" || need === "admin.sso.enable"));
const tell = (message: ProofMessage): void => parentPort!.postMessage(message);

tell({
  proof: await prove({
    rules: all.filter((rule) => wanted.includes(rule.id)),
    simulator: (mutants) => bundledSimulator(plays, played, mutants),
    others,
    seed,
    part,
    options,
    onMutant: (mutant, { verdict }) => tell({ judged: { rule: mutant.rule.id, caught: verdict === "fail" } }),
  }),
});
