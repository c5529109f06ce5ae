import type { Capability, Trial } from "../../../engine/index.ts";
import type { ConsoleUser } from "../../../profiles/index.ts";
import { adminIfAny } from "../admin.ts";
import type { Player, Plot, Stage, Step } from "../story.ts";
import { activated, calls, createdAgain, removed, replaced } from "../story-calls.ts";
import { administration, decided, deleted, passed, switched } from "../story-console.ts";
import type { Details } from "../user.ts";

/** What the user page has to show for most invariants. */
export const PAGE: Capability = "admin.user.get";

/** What a player is given last, so that no story goes without an update. */
const CURTAIN: Details = {
  givenName: "Final",
  familyName: "Curtain",
  title: "Last to leave",
  department: "Stage",
  mobile: "+14155550188",
  locale: "en-US",
  timezone: "Europe/London",
};

/** Every step of SCIM clients, administrators and the time, as far as the driver goes. */
export function everyStep(t: Trial): Plot["steps"] {
  return [...calls, ...administration(t)];
}

/** A whole life for Bob, and a new one for Ada: what every story ends with, as far as the driver goes. */
export function wholeLives(t: Trial): Step[] {
  const { user, clock } = adminIfAny(t);
  return [
    // Whoever was deleted on the way is there again.
    createdAgain(0),
    createdAgain(1),
    decided(0, 0),
    decided(1, 2),
    replaced(1, CURTAIN, true),
    removed(1),
    createdAgain(1),
    ...(clock?.advance ? [passed(40 * 24 * 60)] : []),
    ...(user?.setActive ? [switched(1, true)] : []),
    activated(1, true),
    ...(user?.delete ? [deleted(0), createdAgain(0)] : []),
  ];
}

/** The page of a player, where the driver can open it and the player is there. */
export async function pageOf({ t, within }: Stage, { user, absent }: Player): Promise<ConsoleUser | undefined> {
  return absent ? undefined : adminIfAny(t).user?.get?.({ ...within, id: user.id });
}

/** Notes the page of a player: what later steps are held against. */
export async function notePage(player: Player, stage: Stage): Promise<void> {
  player.page = await pageOf(stage, player);
}
