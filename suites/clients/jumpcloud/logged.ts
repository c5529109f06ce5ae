import { decides, type Mutant, show, type Trial, valueAt } from "../../../engine/index.ts";
import type { JsonObject } from "../../../scim/index.ts";
import type { JumpCloudDecisions } from "../../../simulators/clients/index.ts";
import { eventsOf, type Scene } from "./scene.ts";

/** An event: its type, whether it tells of success, and the login of whom it is about. */
export type Logged = [type: string, success: boolean, userName?: string];

/** Judges that the log holds exactly these events of some types, in this order. */
export function expectLogged(t: Trial, scene: Scene, types: string[], expected: Logged[], after: string): void {
  const events = eventsOf(scene, ...types);
  const seen = events.map((event, index) => loggedAs(event, expected[index]));
  t.expect.that(JSON.stringify(seen) === JSON.stringify(expected), {
    summary: `after ${after} the log has ${seen.map(inShort).join(", ") || "no event"}, expected ${expected.map(inShort).join(", ")}`,
    seen,
    expected,
  });
}

// Only where a login is expected it is looked at: an event of the integration has none.
function loggedAs(event: JsonObject, expected: Logged | undefined): Logged {
  const type = String(event["event_type"]);
  const success = event["success"] === true;
  if (expected?.length === 2) return [type, success];
  return [type, success, String(valueAt(event, "resource.username"))];
}

function inShort([type, success, userName]: Logged): string {
  return `${type} (${success ? "success" : "failure"}${userName === undefined ? "" : `, ${show(userName, 60)}`})`;
}

type Decide = JumpCloudDecisions["eventType"];
type Events = { [Occurrence in Parameters<Decide>[0]]?: ReturnType<Decide> };

export function logs(otherwise: Events): Mutant {
  return decides<JumpCloudDecisions>((conforming) => ({
    eventType: (occurrence, outcome) =>
      occurrence in otherwise ? otherwise[occurrence] : conforming.eventType(occurrence, outcome),
  }));
}

export function quietOnFailure(about: Parameters<Decide>[0]): Mutant {
  return decides<JumpCloudDecisions>((conforming) => ({
    eventType: (occurrence, outcome) =>
      occurrence === about && outcome === "failure" ? undefined : conforming.eventType(occurrence, outcome),
  }));
}
