import { type Rule, rule } from "../../../engine/index.ts";
import type { JsonObject } from "../../../scim/index.ts";
import { expectUntouched } from "../untouched.ts";
import { userShowing } from "./kept.ts";
import { adopts, answersTo, forgives, hears } from "./mutants.ts";
import { patchOp, performedOrRefused } from "./patch-op.ts";

/** Values that do not fit the schema (RFC 7644 §3.5.2, RFC 7643 §2.3). */
export const valueType: Rule[] = [
  rule({
    id: "patch/unfit-value-is-refused",
    title: "A value that does not fit the type of its attribute is refused with 400 and changes nothing",
    covers: ["7644-3.5.2-11"],
    level: "MUST",
    needs: ["patch"],
    async probe(t) {
      const user = await userShowing(t, "name", "emails", "active");
      const operations: JsonObject[] = [
        { op: "replace", path: "active", value: { a: 1 } },
        { op: "replace", path: "userName", value: 5 },
        { op: "replace", path: "emails", value: "x" },
      ];
      for (const operation of operations) t.expect(await t.client.patch(user.path, patchOp(operation))).status(400);
      await expectUntouched(t, user, user.before);
    },
    mutants: {
      "takes any object for true": hears((sent) => [
        typeof sent["value"] === "object" ? { ...sent, value: true } : sent,
      ]),
      "writes a number as text": hears((sent) => [
        typeof sent["value"] === "number" ? { ...sent, value: String(sent["value"]) } : sent,
      ]),
      "takes a text for no e-mail at all": hears((sent) => [
        sent["path"] === "emails" ? { op: "remove", path: "emails" } : sent,
      ]),
      "breaks on a number": answersTo(({ value }) => typeof value === "number", 500),
    },
  }),
  rule({
    id: "patch/boolean-as-text",
    title: "A boolean sent as text is either read as a boolean or refused, and never stored as text",
    covers: ["7644-3.5.2-11"],
    level: "MUST",
    needs: ["patch"],
    answers: ["activeAsText"],
    async probe(t) {
      const user = await userShowing(t, "name", "emails", "active");
      const answered = await t.client.patch(user.path, patchOp({ op: "replace", path: "active", value: "False" }));
      const outcome = performedOrRefused(t, answered);
      t.observe("activeAsText", outcome === "performed" ? "read as a boolean" : "refused");
      if (outcome === "refused") await expectUntouched(t, user, user.before);
      else t.expect(await t.client.get(user.path)).attribute("active", false);
    },
    mutants: {
      "stores the text": adopts(
        ({ path }) => path === "active",
        (resource, { value }) => ({ ...resource, active: value! }),
      ),
      "takes any text for true": hears((sent) => [{ ...sent, value: true }]),
      "answers success and keeps what was": hears((sent) => (sent["value"] === "False" ? [] : [sent])),
      "breaks on a text": answersTo(({ value }) => value === "False", 500),
    },
  }),
  rule({
    id: "patch/complex-needs-an-object",
    title: "A complex attribute takes a set of sub-attributes and no bare value",
    covers: ["7644-3.5.2.1-04", "7644-3.5.2.3-05"],
    level: "MUST",
    needs: ["patch"],
    async probe(t) {
      const user = await userShowing(t, "name", "emails", "active");
      for (const op of ["add", "replace"]) {
        const answered = await t.client.patch(user.path, patchOp({ op, path: "name", value: "Augusta Byron" }));
        t.expect(answered).status(400);
      }
      await expectUntouched(t, user, user.before);
    },
    mutants: {
      "takes a text for the formatted name": hears((sent) => [{ ...sent, value: { formatted: sent["value"]! } }]),
      "passes over it": forgives,
    },
  }),
  rule({
    id: "patch/no-path-needs-an-object",
    title: "Without a path the value is a set of attributes; a bare value is refused",
    covers: ["7644-3.5.2.3-01"],
    level: "MUST",
    needs: ["patch"],
    async probe(t) {
      const user = await userShowing(t, "name", "emails", "active");
      for (const op of ["add", "replace"]) {
        const answered = await t.client.patch(user.path, patchOp({ op, value: "Augusta" }));
        t.expect(answered).status(400);
      }
      await expectUntouched(t, user, user.before);
    },
    mutants: {
      "passes over it": forgives,
      "breaks on it": answersTo(({ path, value }) => path === undefined && typeof value === "string", 500),
    },
  }),
];
