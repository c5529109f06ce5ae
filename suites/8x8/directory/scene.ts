import type { Trial } from "../../../engine/index.ts";
import type { DirectoryEntry, Surface } from "../../../profiles/index.ts";
import { admin, granted } from "../admin.ts";
import { sameNumber } from "../attributes/on-page.ts";

/** The directories of the applications, which show contact numbers (8X8-DIR-04). */
export const APPLICATIONS: Surface[] = ["work-company", "contact-center", "switchboard-pro"];

/** How directories are called. */
export const CALLED: Record<Surface, string> = {
  "work-company": "the company directory of Work",
  "contact-center": "the Contact Center directory",
  "switchboard-pro": "the Switchboard Pro directory",
  "desk-phone": "the directory of a desk phone",
  "console-list": "the list of the console",
};

/** The entry of a user in a directory; undefined where it lists none. */
export async function entryOf(
  t: Trial,
  { id }: { id: string },
  surface: Surface = "work-company",
): Promise<DirectoryEntry | undefined> {
  return (await admin(t).directory.view({ surface })).find((entry) => entry.id === id);
}

/** Judges whether a directory lists a user. */
export async function expectListed(
  t: Trial,
  user: { id: string },
  listed: boolean,
  story: string,
  surface?: Surface,
): Promise<void> {
  const entry = await entryOf(t, user, surface);
  t.expect.that((entry !== undefined) === listed, {
    summary: `${story} is ${entry === undefined ? "missing in" : "listed in"} ${CALLED[surface ?? "work-company"]}`,
    seen: entry ?? "no entry",
    expected: listed ? "an entry" : "no entry",
    attribute: "directoryVisible",
  });
}

/** Lets an administrator make a user visible, as part of the scene. */
export async function madeVisible(t: Trial, { id }: { id: string }): Promise<void> {
  await granted(admin(t).user.setDirectoryVisible({ id, directoryVisible: true }));
}

/** Whether an entry has a contact number, in whatever way it is written. */
export function hasNumber(entry: DirectoryEntry | undefined, number: string): boolean {
  return entry?.contactNumbers.some(({ value }) => sameNumber(value, number)) === true;
}

/** Judges that an entry shows a contact number, or that it does not. */
export function expectNumber(
  t: Trial,
  entry: DirectoryEntry | undefined,
  number: string,
  shown: boolean,
  surface: Surface,
): void {
  t.expect.that(hasNumber(entry, number) === shown, {
    summary: `${CALLED[surface]} ${entry === undefined ? "does not list the user" : `${shown ? "does not show" : "shows"} the contact number ${number}`}`,
    seen: entry ?? "no entry",
    expected: shown ? `the contact number ${number}` : `not the contact number ${number}`,
    attribute: "phoneNumbers",
  });
}
