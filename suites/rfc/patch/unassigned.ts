import { type Rule, rule } from "../../../engine/index.ts";
import { expectCleared, expectUntouched } from "../untouched.ts";
import { userKeepingSome } from "./kept.ts";
import { answersTo, hears } from "./mutants.ts";
import { patchOp, performedOrRefused } from "./patch-op.ts";
import { userWithText } from "./texts.ts";

/** null and an empty list stand for no value (RFC 7643 §2.5). */
export const unassigned: Rule[] = [
  rule({
    id: "patch/null-is-no-value",
    title: "A replace by null leaves the attribute unassigned, or is refused, and is never stored as a value",
    covers: ["7643-2.5-04"],
    level: "MUST",
    needs: ["patch"],
    answers: ["replaceByNull"],
    async probe(t) {
      const { user, text } = await userWithText(t);
      const patched = await t.client.patch(user.path, patchOp({ op: "replace", path: text, value: null }));
      const outcome = performedOrRefused(t, patched);
      t.observe("replaceByNull", outcome === "performed" ? "clears" : "refused");
      if (outcome === "refused") await expectUntouched(t, user, user.before);
      else expectCleared(t, user.before, await t.client.get(user.path), text);
    },
    mutants: {
      "stores the text null": hears((sent) => [{ ...sent, value: "null" }]),
      "breaks on null": answersTo(({ value }) => value === null, 500),
      "passes over it": hears(() => []),
    },
  }),
  rule({
    id: "patch/empty-list-is-no-value",
    title: "A replace by an empty list leaves the attribute unassigned, or is refused",
    covers: ["7643-2.5-04"],
    level: "MUST",
    needs: ["patch"],
    answers: ["replaceByEmptyList"],
    async probe(t) {
      const user = await userKeepingSome(t, {
        phoneNumbers: [{ value: "tel:+44-20-7946-0001", type: "work" }],
        emails: [{ value: t.given.userName(), type: "work" }],
      });
      const list = user.kept[0]!;
      const patched = await t.client.patch(user.path, patchOp({ op: "replace", path: list, value: [] }));
      const outcome = performedOrRefused(t, patched);
      t.observe("replaceByEmptyList", outcome === "performed" ? "clears" : "refused");
      if (outcome === "refused") await expectUntouched(t, user, user.before);
      else
        t.expect(await t.client.get(user.path))
          .status(200)
          .lacksAttribute(list);
    },
    mutants: {
      "appends nothing": hears((sent) => [{ ...sent, op: "add" }]),
      "breaks on an empty list": answersTo(({ value }) => Array.isArray(value) && value.length === 0, 500),
    },
  }),
  rule({
    id: "patch/null-clears",
    title: "A replace by null succeeds",
    covers: ["7643-2.5-04"],
    level: "SHOULD",
    needs: ["patch"],
    async probe(t) {
      const { user, text } = await userWithText(t);
      t.expect(await t.client.patch(user.path, patchOp({ op: "replace", path: text, value: null }))).status(200, 204);
    },
    mutants: { "refuses null": answersTo(({ value }) => value === null, 400, "invalidValue") },
  }),
];
