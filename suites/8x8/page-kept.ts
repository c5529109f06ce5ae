import type { Trial } from "../../engine/index.ts";
import type { ConsoleUser, InCustomer } from "../../profiles/index.ts";
import { admin } from "./admin.ts";

/** Judges that the console shows a user as before: every field of the page, or those named. */
export async function expectPageKept(
  t: Trial,
  before: ConsoleUser,
  what: string,
  { within = {}, fields }: { within?: InCustomer; fields?: (keyof ConsoleUser)[] } = {},
): Promise<void> {
  const after = await admin(t).user.get({ ...within, id: before.id });
  const { captions: _captions, ...rest } = before;
  for (const attribute of fields ?? [...(Object.keys(rest) as (keyof ConsoleUser)[]), "captions" as const]) {
    const [seen, expected] = [after?.[attribute], before[attribute]];
    t.expect.that(JSON.stringify(seen) === JSON.stringify(expected), {
      summary: `${what} changed ${attribute} of the user in the console`,
      seen,
      expected,
      attribute,
    });
  }
}
