import {
  didYouMean,
  type Leg,
  type Mutant,
  mutantsOf,
  type NamedMutant,
  type Profile,
  type Suite,
  select,
  type Target,
  UsageError,
} from "../../engine/index.ts";
import { profileOptions, profiles } from "../../profiles/index.ts";
import { type SimulatedProfile, serviceProvider } from "../../simulators/index.ts";
import { suites } from "../../suites/index.ts";

/** The flags that say which rules count and which are wanted. */
export interface ProfileFlags {
  profile?: string[];
  preset?: string;
  option?: string[];
  rule?: string[];
  tag?: string[];
}

/** Profiles by id. Throws UsageError with a did-you-mean. */
export function readProfiles(ids: string[]): Profile[] {
  return [...new Set(ids)].map((id) => {
    const profile = Object.hasOwn(profiles, id) ? profiles[id] : undefined;
    if (profile === undefined)
      throw new UsageError(
        `there is no profile "${id}" (${Object.keys(profiles).join(", ")})${didYouMean(id, Object.keys(profiles))}`,
      );
    return profile;
  });
}

/** `name=value` pairs. Throws UsageError. */
export function readPairs(pairs: string[] = []): Record<string, string> {
  return Object.fromEntries(
    pairs.map((pair) => {
      const cut = pair.indexOf("=");
      if (cut < 1) throw new UsageError(`--option takes name=value, not "${pair}"`);
      return [pair.slice(0, cut), pair.slice(cut + 1)];
    }),
  );
}

/** Mutants by id, by name, or by name without regard to case and punctuation. Throws UsageError. */
export function readMutants(ids: string[] = [], among: Suite[] = suites): NamedMutant[] {
  const known = mutantsOf(among.flatMap(({ rules }) => rules));
  const plain = (text: string): string => text.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-");
  return ids.map((id) => {
    const found = known.find((each) => each.id === id) ?? known.find((each) => plain(each.id) === plain(id));
    if (found !== undefined) return found;
    const named = known.filter((each) => plain(each.name) === plain(id));
    if (named.length === 1) return named[0]!;
    if (named.length > 1)
      throw new UsageError(`several mutants are called "${id}": ${named.map((each) => each.id).join("; ")}`);
    throw new UsageError(
      `there is no mutant "${id}"${didYouMean(
        id,
        known.flatMap((each) => [each.id, each.name]),
      )}`,
    );
  });
}

/** The suites that count for a profile. */
export function suitesOf(profile: Profile): Suite[] {
  return suites.filter(({ id }) => profile.suites.includes(id));
}

/**
 * What to judge, by profile: on the bundled simulator each profile has a simulator that plays it; a target of the
 * user's is judged by all profiles at once.
 */
export function planLegs(
  flags: ProfileFlags,
  chosen: Profile[],
  targetFor: (profile: Profile, options: Record<string, string>) => Target,
  together: boolean,
): Leg[] {
  const overrides = readPairs(flags.option);
  const withOptions = chosen.filter((profile) => Object.keys(profile.options).length > 0);
  if (flags.preset !== undefined && withOptions.length === 0)
    throw new UsageError(`profile ${chosen.map(({ id }) => id).join(", ")} has no presets`);
  if (Object.keys(overrides).length > 0 && withOptions.length === 0)
    throw new UsageError(`profile ${chosen.map(({ id }) => id).join(", ")} has no options`);
  const optionsOf = (profile: Profile): Record<string, string> =>
    withOptions.includes(profile) ? profileOptions(profile, flags.preset, overrides) : {};
  // Only what somebody asked for can be contradicted by what is observed; defaults are ours.
  const askedOf = (profile: Profile): Record<string, string> =>
    withOptions.includes(profile)
      ? { ...(flags.preset === undefined ? {} : profile.presets[flags.preset]), ...overrides }
      : {};
  const wanted = { rules: flags.rule ?? [], tags: flags.tag ?? [] };
  // A prefix must select something in one profile at least; so it is checked against all of them first.
  const all = new Set(select(suites, { profiles: chosen, ...wanted }));
  const rulesOf = (profile: Profile) =>
    suitesOf(profile)
      .flatMap(({ rules }) => rules)
      .filter((rule) => all.has(rule));
  if (together) {
    const options = Object.assign({}, ...chosen.map(optionsOf));
    const asked = Object.assign({}, ...chosen.map(askedOf));
    return [{ target: targetFor(chosen[0]!, options), profiles: chosen, rules: [...all], options, asked }];
  }
  return chosen
    .map((profile) => ({
      target: targetFor(profile, optionsOf(profile)),
      profiles: [profile],
      rules: rulesOf(profile),
      options: optionsOf(profile),
      asked: askedOf(profile),
    }))
    .filter(({ rules }) => rules.length > 0);
}

/** The bundled simulator in this process, playing a profile. */
export function bundledSimulator(profile: Profile, options: Record<string, string>, mutants: Mutant[] = []): Target {
  return serviceProvider({
    profile: (profile.plays ?? profile.id) as SimulatedProfile,
    options,
    mutants,
  });
}
