import fc from "fast-check";
import type { Trial } from "../../../engine/index.ts";
import type { Exchange, Json, JsonObject } from "../../../scim/index.ts";
import { adminIfAny } from "../admin.ts";
import { changes, expectUnchanged, shownBy } from "../changes.ts";
import { type Details, details, employee, patchOp } from "../user.ts";

/** The answers of the rules that try to PATCH another attribute than active. */
export const OPEN: string[] = ["patchScope", "patchOther"];

/** A new value for each attribute. */
export type NewValues = Record<string, (values: Details) => Json>;

/** Details that differ from those of every `employee`. */
export const OTHER: Details = {
  givenName: "Patched",
  familyName: "Person",
  title: "Patched title",
  department: "Patched department",
  mobile: "+14155550177",
  locale: "fr-FR",
  timezone: "America/New_York",
};

/** Ends a rule that does not hold where PATCH may change everything (C-12). */
export function skipUnlessActiveOnly(t: Trial): void {
  if (t.options["patchScope"] === "full")
    t.skip("the profile says that PATCH changes every attribute (patchScope=full)");
}

/** Judges that PATCH operations are refused or ignored, and that the user is as before, by SCIM and in the console. */
export async function expectInVain(
  t: Trial,
  path: string,
  before: JsonObject,
  operations: JsonObject[],
): Promise<void> {
  const get = adminIfAny(t).user?.get;
  const id = String(before["id"]);
  const pageBefore = (await get?.({ id }))?.captions;
  const answers: Exchange[] = [];
  for (const operation of operations) {
    const patched = await t.client.patch(path, patchOp(operation));
    if (patched.response.status >= 300) t.expect(patched).refused();
    answers.push(patched);
  }
  const read = await t.client.get(path);
  const applied = read.response.status === 200 && changes(before, shownBy(read)).length > 0;
  t.observe("patchScope", applied ? "full" : "active-only");
  expectUnchanged(t, read, before, "PATCH");
  const ignored = answers.filter(({ response }) => response.status < 300).length;
  t.observe("patchOther", ignored === 0 ? "reject" : ignored === answers.length ? "ignore" : "reject or ignore");

  const pageAfter = (await get?.({ id }))?.captions;
  for (const [caption, value] of Object.entries(pageBefore ?? {}))
    t.expect.that(pageAfter?.[caption] === value, {
      summary: `PATCH changed ${caption} in the console`,
      seen: pageAfter?.[caption] ?? "nothing",
      expected: value,
      attribute: caption,
    });
}

/** Judges that attributes stay as they are under PATCH: by path with each kind of operation, and without a path. */
export async function expectAttributesStay(t: Trial, byPath: NewValues, byName: NewValues): Promise<void> {
  if (t.options["patchScope"] === "full") await observeScope(t);
  skipUnlessActiveOnly(t);
  const user = await t.given.user(employee(t));
  const before = await t.given.read(user.path);
  for (const op of ["replace", "add", "remove"]) {
    const operations = Object.entries(byPath).map(([path, value]) =>
      op === "remove" ? { op, path } : { op, path, value: value(OTHER) },
    );
    await expectInVain(t, user.path, before, operations);
  }
  const names = fc.subarray(Object.keys(byName), { minLength: 1 });
  await t.property(
    fc.record({ op: fc.constantFrom("replace", "add"), names, values: details() }),
    async ({ op, names, values }) => {
      const value = Object.fromEntries(names.map((name) => [name, byName[name]!(values)]));
      await expectInVain(t, user.path, before, [{ op, value }]);
    },
    { runs: 3 },
  );
}

/** Notes what PATCH can change where the profile says everything, and nothing is there to be judged. */
async function observeScope(t: Trial): Promise<void> {
  const user = await t.given.user(employee(t));
  await t.client.patch(user.path, patchOp({ op: "replace", path: "title", value: OTHER.title }));
  const { title } = await t.given.read(user.path);
  t.observe("patchScope", title === OTHER.title ? "full" : "active-only");
}
