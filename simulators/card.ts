import { isLoopback, type Target } from "../engine/index.ts";
import { simulatorDriver } from "./service-provider/8x8/index.ts";
import { DESCRIPTION_PATH, type SimulatedProfile } from "./service-provider/index.ts";
import type { SamlPlaces } from "./service-provider/simulation.ts";

/** What a simulator that is served on a port tells of itself, so that nobody has to copy its tokens by hand. */
export interface SimulatorCard {
  profile: SimulatedProfile;
  /** The SCIM base URL. */
  url: string;
  token: string;
  admin: string | null;
  adminToken: string | null;
  /** Where users sign in with SAML; null where the profile has none of it. */
  saml: SamlPlaces | null;
}

const MOST_WAIT_MS = 2000;

/** Asks whether a simulator of ours serves this base URL on this machine; undefined for anybody else. */
export async function askSimulator(baseUrl: URL): Promise<SimulatorCard | undefined> {
  if (!isLoopback(baseUrl)) return undefined;
  const { request } = await import("undici");
  try {
    const { statusCode, body } = await request(new URL(DESCRIPTION_PATH, baseUrl), {
      signal: AbortSignal.timeout(MOST_WAIT_MS),
    });
    const text = await body.text();
    if (statusCode !== 200) return undefined;
    const card = JSON.parse(text) as SimulatorCard;
    return isSame(new URL(card.url), baseUrl) ? card : undefined;
  } catch {
    // Whatever else listens there need not know this address, and whether it can be judged is found out next.
    return undefined;
  }
}

// Names are not compared, for localhost and 127.0.0.1 are one; but no card may send its reader to another host.
function isSame(told: URL, asked: URL): boolean {
  return isLoopback(told) && told.port === asked.port && told.pathname === asked.pathname.replace(/\/+$/, "");
}

/** The simulator of a card as a target over the network, with the driver of its admin plane. */
export function servedSimulator({ url, token, adminToken }: SimulatorCard): Target {
  return {
    name: url,
    baseUrl: url,
    token,
    driver: adminToken === null ? undefined : simulatorDriver({ origin: new URL(url).origin, adminToken }),
  };
}
