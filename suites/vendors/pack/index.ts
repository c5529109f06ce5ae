import type { Profile, Rule } from "../../../engine/index.ts";
import type { Pack } from "./pack.ts";
import { type PackSettings, packRules } from "./rules.ts";

export type { Pack } from "./pack.ts";
export { readPack } from "./read.ts";
export type { PackSettings } from "./rules.ts";

/** A pack as what a run is made of: a profile that says what the result is not, and a rule for each request. */
export function packRun(pack: Pack, settings: PackSettings): { profile: Profile; rules: Rule[] } {
  const profile: Profile = {
    id: "pack",
    title: pack.name,
    suites: [],
    notice: `This is a rehearsal with a copy of "${pack.name}", not its vendor's result.`,
    needs: [],
    options: {},
    presets: {},
  };
  return { profile, rules: packRules(pack, settings) };
}
