import type { Trial } from "../../../engine/index.ts";
import { AdminRefusal, type ConsoleUser, type FieldResult } from "../../../profiles/index.ts";
import { admin } from "../admin.ts";

/** The X Series level that rules assign. */
export const LEVEL = "X6";

/**
 * Lets the console assign a licence, or take it away; gives what became of it. Skips the rule where the customer has
 * no seat of the level: that is no fault of the service provider.
 */
export async function assignLicence(
  t: Trial,
  user: { id: string },
  licence: string | null = LEVEL,
): Promise<FieldResult | "refused"> {
  try {
    return await admin(t).user.assignLicence({ id: user.id, licence });
  } catch (cause) {
    if (!(cause instanceof AdminRefusal)) throw cause;
    if (cause.code === "no-subscription" || cause.code === "no-seat-left")
      t.skip(`the customer has no seat of level ${licence}: ${cause.message}`);
    return "refused";
  }
}

/** Judges the licence that the user page shows. */
export async function expectLicence(
  t: Trial,
  { id }: { id: string },
  licence: string | null,
  story: string,
): Promise<void> {
  const seen = (await admin(t).user.get({ id }))?.licence;
  t.expect.that(seen === licence, {
    summary: `${story} has ${seen ? `the licence ${seen}` : "no licence"} in the console`,
    seen,
    expected: licence ?? "no licence",
    attribute: "licence",
  });
}

/** Judges that the user page shows neither licence nor number. */
export function expectUnlicensed(t: Trial, page: ConsoleUser | undefined, story: string): void {
  for (const attribute of ["licence", "extension", "phoneNumber"] as const)
    t.expect.that(page?.[attribute] === null, {
      summary: `${story} has ${attribute} "${page?.[attribute]}" in the console`,
      seen: page?.[attribute],
      expected: null,
      attribute,
    });
}
