import { type ConnectionSettings, clientChangesOf, type Mutant, type Rule, type Target } from "../engine/index.ts";
import { type Playing, playing, profiles } from "../profiles/index.ts";
import { type SimulatedProfile, serviceProvider } from "../simulators/index.ts";

const all = Object.values(profiles);
const played = new Map<string, Playing>();

/** The bundled simulator as the profile has it to which a rule belongs. */
export function playingFor({ id }: Rule): Playing {
  const suite = id.slice(0, id.lastIndexOf("/"));
  const profile = all.find(({ suites }) => suites.includes(suite));
  if (profile === undefined) throw new Error(`no profile has suite ${suite}`);
  const known = played.get(profile.id) ?? playing(profile);
  played.set(profile.id, known);
  return known;
}

/** A simulator for a rule, misbehaving as told, and how to connect to it. */
export function simulated(rule: Rule, mutants: Mutant[] = []): [target: Target, settings: Partial<ConnectionSettings>] {
  const { plays, played: options, options: told } = playingFor(rule);
  return [
    serviceProvider({ profile: plays.id as SimulatedProfile, options, mutants }),
    { options: told, clientChanges: clientChangesOf(mutants) },
  ];
}
