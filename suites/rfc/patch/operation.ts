import { type Rule, rule } from "../../../engine/index.ts";
import type { JsonObject } from "../../../scim/index.ts";
import { expectUntouched } from "../untouched.ts";
import { userShowing } from "./kept.ts";
import { answersTo, hears } from "./mutants.ts";
import { patchOp, performedOrRefused } from "./patch-op.ts";
import { userWithText } from "./texts.ts";

/** The members of an operation: op and value (RFC 7644 §3.5.2). */
export const operation: Rule[] = [
  rule({
    id: "patch/op-is-demanded",
    title: "An operation that is no add, remove or replace is refused with 400",
    covers: ["7644-3.5.2-05"],
    level: "MUST",
    needs: ["patch"],
    async probe(t) {
      const user = await userShowing(t, "active");
      const operations: JsonObject[] = [
        { path: "active", value: false },
        { op: "", path: "active", value: false },
        { op: "modify", path: "active", value: false },
      ];
      for (const each of operations) t.expect(await t.client.patch(user.path, patchOp(each))).status(400);
      await expectUntouched(t, user, user.before);
    },
    mutants: {
      "takes a missing op for replace": hears((sent) => [{ op: "replace", ...sent }]),
      "passes over an op it does not know": hears((sent) => (sent["op"] === "modify" ? [] : [sent])),
      "breaks on an op it does not know": answersTo(({ op }) => op === "modify", 500),
    },
  }),
  rule({
    id: "patch/json-patch-is-not-spoken",
    title: "What only JSON Patch has is refused: move, copy, test, and a position in a list",
    covers: ["7644-3.5.2-02"],
    level: "MUST",
    needs: ["patch"],
    async probe(t) {
      const user = await userShowing(t, "active");
      const operations: JsonObject[] = [
        { op: "move", from: "name.givenName", path: "nickName" },
        { op: "copy", from: "name.givenName", path: "nickName" },
        { op: "test", path: "active", value: true },
        { op: "replace", path: "emails[0].value", value: t.given.userName() },
      ];
      for (const each of operations) {
        const answered = await t.client.patch(user.path, patchOp(each));
        t.expect(answered).status(400);
      }
      await expectUntouched(t, user, user.before);
    },
    mutants: {
      "performs a test": hears((sent) => (sent["op"] === "test" ? [] : [sent])),
      "performs a copy": hears((sent) =>
        sent["op"] === "copy" ? [{ op: "add", path: "nickName", value: "Ada" }] : [sent],
      ),
      "reads a number in brackets as a position": hears((sent) => [
        sent["path"] === "emails[0].value" ? { ...sent, path: 'emails[type eq "work"].value' } : sent,
      ]),
    },
  }),
  rule({
    id: "patch/capitalised-op",
    title: "An op in capitals is either performed or refused",
    covers: ["7644-3.5.2-05"],
    level: "MUST",
    needs: ["patch"],
    answers: ["capitalisedOp"],
    async probe(t) {
      const user = await userShowing(t, "active");
      const answered = await t.client.patch(user.path, patchOp({ op: "Replace", path: "active", value: false }));
      const outcome = performedOrRefused(t, answered);
      t.observe("capitalisedOp", outcome);
      if (outcome === "refused") await expectUntouched(t, user, user.before);
      else t.expect(await t.client.get(user.path)).attribute("active", false);
    },
    mutants: {
      "passes over an op in capitals": hears((sent) => (sent["op"] === "Replace" ? [] : [sent])),
      "breaks on an op in capitals": answersTo(({ op }) => op === "Replace", 500),
    },
  }),
  rule({
    id: "patch/add-needs-a-value",
    title: "An add without a value is refused with 400 and changes nothing",
    covers: ["7644-3.5.2.1-01"],
    level: "MUST",
    needs: ["patch"],
    async probe(t) {
      const { user, text } = await userWithText(t);
      const answered = await t.client.patch(user.path, patchOp({ op: "add", path: text }));
      t.expect(answered).status(400);
      await expectUntouched(t, user, user.before);
    },
    mutants: {
      "takes a missing value for nothing to add": hears((sent) => ("value" in sent ? [sent] : [])),
      "takes a missing value for an empty text": hears((sent) => [{ value: "", ...sent }]),
    },
  }),
  rule({
    id: "patch/replace-needs-a-value",
    title: "A replace without a value is refused with 400 and changes nothing",
    covers: ["7644-3.5.2.3-10"],
    level: "MUST",
    needs: ["patch"],
    async probe(t) {
      const { user, text } = await userWithText(t);
      const answered = await t.client.patch(user.path, patchOp({ op: "replace", path: text }));
      t.expect(answered).status(400);
      await expectUntouched(t, user, user.before);
    },
    mutants: {
      "takes a missing value for null": hears((sent) => [
        "value" in sent ? sent : { op: "remove", path: sent["path"]! },
      ]),
      "takes a missing value for nothing to do": hears((sent) => ("value" in sent ? [sent] : [])),
    },
  }),
];
