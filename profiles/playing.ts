import type { Profile } from "../engine/index.ts";
import { profileOptions } from "./profile-options.ts";
import { profiles } from "./profiles.ts";

/** What the bundled simulator is where a profile judges it. */
export interface Playing {
  /** The profile it plays, and its option values. */
  plays: Profile;
  played: Record<string, string>;
  /** What the rules are told: the option values of both profiles. */
  options: Record<string, string>;
}

/** How the bundled simulator is set up for a profile by default. */
export function playing(profile: Profile): Playing {
  const plays = profiles[profile.plays ?? profile.id]!;
  const played = profileOptions(plays, undefined, profile.playsWith);
  return { plays, played, options: { ...played, ...profileOptions(profile) } };
}
