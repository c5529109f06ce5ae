import type { Clock } from "../clock.ts";
import type { World } from "./world.ts";

/** The virtual time of a world: that of a clock, moved on as far as it was told. */
export function timeOf(clock: Clock): Pick<World, "now" | "latest" | "advance" | "setTime"> {
  let ahead = 0;
  let latest = 0;
  const now = (): number => {
    latest = clock() + ahead;
    return latest;
  };
  return {
    now,
    latest: () => latest,
    advance(milliseconds) {
      ahead += milliseconds;
      return now();
    },
    setTime(milliseconds) {
      ahead = milliseconds - clock();
      latest = milliseconds;
    },
  };
}
