import { isLoopback, SetupError, type Target, UsageError } from "../../engine/index.ts";
import { type AdminDriver, profileOptions } from "../../profiles/index.ts";
import type { ListedPerson, Product } from "../../simulators/clients/index.ts";
import { askSimulator, type SimulatedProfile, servedSimulator, serviceProvider } from "../../simulators/index.ts";
import { readPairs, readSimulated } from "../actions/profiles.ts";
import { readBaseUrl, readToken, remoteTarget, type TargetFlags, tokenFlags } from "../target.ts";

/** The flags that say where a directory is provisioned to. */
export interface SyncTargetFlags extends TargetFlags {
  preset?: string;
  option?: string[];
  allowWrites?: boolean;
  dryRun?: boolean;
}

/** Where a directory is provisioned to; a simulator of this process ends with it. */
export interface SyncTarget {
  target: Target;
  simulated: boolean;
}

const PRESETS: Record<Product, string> = { entra: "azure", okta: "okta", jumpcloud: "other" };

/** The target as a person names it. A dry run takes an empty simulator in its stead. Throws UsageError, SetupError. */
export async function openTarget(
  named: string,
  flags: SyncTargetFlags,
  { product, people }: { product: Product; people: readonly ListedPerson[] },
): Promise<SyncTarget> {
  const simulated = /^sim(?::(?<plays>.*))?$/.exec(named);
  const url = simulated === null ? readBaseUrl(named) : undefined;
  if (url === undefined || flags.dryRun) {
    const [tokenFlag] = simulated === null ? [] : tokenFlags(flags);
    if (tokenFlag !== undefined)
      throw new UsageError(`the bundled simulator needs no token: name a target, or leave ${tokenFlag} out`);
    const target = await emptySimulator(simulated?.groups?.["plays"] ?? "8x8", flags, { product, people });
    return { target, simulated: true };
  }
  if ((flags.preset ?? flags.option) !== undefined)
    throw new UsageError("--preset and --option shape the bundled simulator: use them with sim");
  if (!isLoopback(url) && !flags.allowWrites)
    throw new SetupError(`${url.hostname} is not on this machine, and a sync creates and changes users there`, [
      "Give --allow-writes if that is wanted; --dry-run shows the requests and sends none.",
    ]);
  const token = await readToken(flags, url);
  const card = await askSimulator(url);
  const target = card === undefined ? remoteTarget(url, token) : servedSimulator(card);
  if (token !== undefined) target.token = token;
  return { target, simulated: false };
}

async function emptySimulator(
  plays: string,
  flags: SyncTargetFlags,
  { product, people }: { product: Product; people: readonly ListedPerson[] },
): Promise<Target> {
  const profile = readSimulated(plays);
  const preset = flags.preset ?? (profile.id === "8x8" ? PRESETS[product] : undefined);
  const options = profileOptions(profile, preset, readPairs(flags.option));
  const provider = serviceProvider({ profile: profile.id as SimulatedProfile, options });
  // A simulator that begins empty has none of the customer's sites, which a real one would.
  const sites = new Set(people.flatMap(({ attributes }) => attributes.office ?? []));
  if (profile.id === "8x8") {
    const { site } = provider.driver as unknown as AdminDriver;
    const there = new Set((await site.list()).map(({ name }) => name));
    for (const name of sites.difference(there)) await site.create({ name });
  }
  return provider;
}
