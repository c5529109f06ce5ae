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

/** A profile that a bundled simulator plays, by id. Throws UsageError with a did-you-mean. */
export function readSimulated(id: string): Profile {
  const simulated = Object.values(profiles).filter(({ plays }) => plays === undefined);
  const found = simulated.find((profile) => profile.id === id);
  if (found !== undefined) return found;
  const ids = simulated.map((profile) => profile.id);
  throw new UsageError(`no simulator plays "${id}" (${ids.join(", ")})${didYouMean(id, ids)}`);
}

/** `name=value` pairs. Throws UsageError. */
export function readPairs(pairs: string[] = [], flag = "--option"): Record<string, string> {
  return Object.fromEntries(
    pairs.map((pair) => {
      const cut = pair.indexOf("=");
      if (cut < 1) throw new UsageError(`${flag} takes name=value, not "${pair}"`);
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

/** What legs are planned on: a target of the user's, or bundled simulators. */
export type Ground =
  | { target: Target }
  | {
      /** What every simulator is to play; left out, each profile has the one that fits. */
      plays?: Profile | undefined;
      simulator: (plays: Profile, options: Record<string, string>) => Target;
    };

/**
 * What to judge, by profile: on bundled simulators each profile has one that plays it; a target of the user's is judged
 * by all profiles at once. Throws UsageError.
 */
export function planLegs(flags: ProfileFlags, chosen: Profile[], ground: Ground): Leg[] {
  const overrides = readPairs(flags.option);
  const playedFor = (profile: Profile): Profile | undefined =>
    "target" in ground ? undefined : (ground.plays ?? simulatedFor(profile, chosen, flags.preset, overrides));
  const pool = [...new Set(chosen.flatMap((profile) => [profile, playedFor(profile) ?? profile]))];
  const asked = askedOf(pool, flags.preset, overrides);
  const optionsOf = (profile: Profile, instead?: Record<string, string>): Record<string, string> => {
    const { preset, overrides: own } = asked.get(profile)!;
    return profileOptions(profile, preset, { ...(preset === undefined ? instead : {}), ...own });
  };
  // Only what somebody asked for can be contradicted by what is observed; defaults are ours.
  const askedFor = (profile: Profile): Record<string, string> => {
    const { preset, overrides: own } = asked.get(profile)!;
    return { ...(preset === undefined ? {} : profile.presets[preset]), ...own };
  };
  const wanted = { rules: flags.rule ?? [], tags: flags.tag ?? [] };
  // A prefix must select something in one profile at least; so it is checked against all of them first.
  const all = new Set(select(suites, { profiles: chosen, ...wanted }));
  if ("target" in ground)
    return [
      {
        target: ground.target,
        profiles: chosen,
        rules: [...all],
        options: Object.assign({}, ...chosen.map((profile) => optionsOf(profile))),
        asked: Object.assign({}, ...chosen.map(askedFor)),
      },
    ];
  return chosen
    .map((profile): Leg => {
      const plays = playedFor(profile)!;
      const played = optionsOf(plays, plays.id === profile.plays ? profile.playsWith : undefined);
      return {
        target: ground.simulator(plays, played),
        profiles: [profile],
        rules: suitesOf(profile)
          .flatMap(({ rules }) => rules)
          .filter((rule) => all.has(rule)),
        options: plays === profile ? played : { ...played, ...optionsOf(profile) },
        asked: { ...askedFor(plays), ...askedFor(profile) },
      };
    })
    .filter(({ rules }) => rules.length > 0);
}

/** Which profile the simulator plays: another one than usual where it is judged as well, or an option of it is named. */
function simulatedFor(
  profile: Profile,
  chosen: Profile[],
  preset: string | undefined,
  overrides: Record<string, string>,
): Profile {
  const usual = profiles[profile.plays ?? profile.id]!;
  if (profile.plays === undefined) return usual;
  const means = (other: Profile): boolean =>
    chosen.includes(other) ||
    (preset !== undefined && !Object.hasOwn(profile.presets, preset) && Object.hasOwn(other.presets, preset)) ||
    Object.keys(overrides).some((name) => !Object.hasOwn(profile.options, name) && Object.hasOwn(other.options, name));
  const simulated = Object.values(profiles).filter(({ plays }) => plays === undefined);
  return means(usual) ? usual : (simulated.find(means) ?? usual);
}

/** Which preset and options each profile is asked for; each must be known to one of them. Throws UsageError. */
function askedOf(
  pool: Profile[],
  preset: string | undefined,
  overrides: Record<string, string>,
): Map<Profile, { preset: string | undefined; overrides: Record<string, string> }> {
  const withOptions = pool.filter(({ options }) => Object.keys(options).length > 0);
  const names = pool.map(({ id }) => id).join(", ");
  if (preset !== undefined && !pool.some(({ presets }) => Object.keys(presets).length > 0))
    throw new UsageError(`profile ${names} has no presets`);
  if (Object.keys(overrides).length > 0 && withOptions.length === 0)
    throw new UsageError(`profile ${names} has no options`);
  const known = (name: string): boolean => pool.some(({ options }) => Object.hasOwn(options, name));
  const unknown = Object.entries(overrides).filter(([name]) => !known(name));
  const isPreset = preset !== undefined && pool.some(({ presets }) => Object.hasOwn(presets, preset));
  return new Map(
    pool.map((profile) => [
      profile,
      {
        // What nobody knows goes to the first who has any, and is refused there with what there is.
        preset:
          preset !== undefined && (isPreset ? Object.hasOwn(profile.presets, preset) : profile === withOptions[0])
            ? preset
            : undefined,
        overrides: Object.fromEntries([
          ...Object.entries(overrides).filter(([name]) => Object.hasOwn(profile.options, name)),
          ...(profile === withOptions[0] ? unknown : []),
        ]),
      },
    ]),
  );
}

/** The bundled simulator in this process, playing a profile. */
export function bundledSimulator(profile: Profile, options: Record<string, string>, mutants: Mutant[] = []): Target {
  return serviceProvider({ profile: profile.id as SimulatedProfile, options, mutants });
}
