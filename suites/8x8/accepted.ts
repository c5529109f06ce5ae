import type { Trial } from "../../engine/index.ts";
import type { Exchange } from "../../scim/index.ts";

/** Judges that a write was carried out or refused, and not broken; tells which. */
export function accepted(t: Trial, write: Exchange): boolean {
  const done = write.response.status >= 200 && write.response.status < 300;
  if (!done) t.expect(write).refused();
  return done;
}
