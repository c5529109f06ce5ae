import { type GivenUser, show, type Trial, valueAt } from "../../engine/index.ts";
import { sameValue } from "./same-value.ts";

/**
 * Skips the rule where a user does not show an attribute as it was sent: a service provider supports the attributes it
 * wants (RFC 7643 §4.1), and a rule about something else says nothing of that.
 */
export async function needsShownAsSent(t: Trial, user: GivenUser, ...paths: string[]): Promise<void> {
  const kept = (shown: unknown, path: string): boolean => sameValue(valueAt(shown, path), valueAt(user.sent, path));
  if (paths.every((path) => kept(user.resource, path))) return;
  const shown = await t.given.read(user.path);
  const lost = paths.find((path) => !kept(shown, path));
  if (lost !== undefined)
    t.skip(`${lost} was sent as ${show(valueAt(user.sent, lost))} and is shown as ${show(valueAt(shown, lost))}`);
}
