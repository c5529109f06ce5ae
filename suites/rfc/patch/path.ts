import { answer, on, type Rule, rule } from "../../../engine/index.ts";
import type { JsonObject } from "../../../scim/index.ts";
import { expectRefusal } from "../errors/refusals.ts";
import { expectSame, expectUntouched } from "../untouched.ts";
import { userShowing } from "./kept.ts";
import { answersTo, forgives, hears, refusesWith } from "./mutants.ts";
import { patchOp } from "./patch-op.ts";

const USER = "urn:ietf:params:scim:schemas:core:2.0:User";

const pathOf = (operation: JsonObject): string => String(operation["path"] ?? "");

/** What the path of an operation may be (RFC 7644 §3.5.2, §3.10). */
export const path: Rule[] = [
  rule({
    id: "patch/path-forms",
    title: "A path may be an attribute, a sub-attribute, or a value path with a sub-attribute",
    covers: ["7644-3.5.2-08"],
    level: "MUST",
    needs: ["patch"],
    async probe(t) {
      const user = await userShowing(t, "name", "emails", "active");
      const address = t.given.userName();
      for (const operation of [
        { op: "replace", path: "active", value: false },
        { op: "replace", path: "name.familyName", value: "Byron" },
        { op: "replace", path: 'emails[type eq "work"].value', value: address },
      ])
        t.expect(await t.client.patch(user.path, patchOp(operation))).status(200, 204);
      t.expect(await t.client.get(user.path))
        .status(200)
        .attribute("active", false)
        .attribute("name.familyName", "Byron")
        .attribute("emails[work].value", address);
    },
    mutants: {
      "does not know a value path": answersTo((sent) => pathOf(sent).includes("["), 400, "invalidPath"),
      "passes over a path with a dot": hears((sent) => (pathOf(sent) === "name.familyName" ? [] : [sent])),
    },
  }),
  rule({
    id: "patch/path-with-urn",
    title: "A path may carry the URN of the schema of its attribute",
    covers: ["7644-3.5.2-08", "7644-3.5.2-15"],
    level: "MUST",
    needs: ["patch"],
    async probe(t) {
      const user = await userShowing(t, "name", "active");
      for (const operation of [
        { op: "replace", path: `${USER}:active`, value: false },
        { op: "replace", path: `${USER}:name.familyName`, value: "Byron" },
      ])
        t.expect(await t.client.patch(user.path, patchOp(operation))).status(200, 204);
      t.expect(await t.client.get(user.path))
        .status(200)
        .attribute("active", false)
        .attribute("name.familyName", "Byron");
    },
    mutants: {
      "does not know a URN in a path": answersTo((sent) => pathOf(sent).startsWith(USER), 400, "invalidPath"),
      "passes over a path with a URN": hears((sent) => (pathOf(sent).startsWith(USER) ? [] : [sent])),
      "does not know a sub-attribute behind a URN": hears((sent) => [
        { ...sent, path: pathOf(sent).replace(".familyName", ".formatted") },
      ]),
    },
  }),
  rule({
    id: "patch/path-letter-case",
    title: "A path is read without regard to letter case",
    covers: ["7644-3.5.2-15"],
    level: "MUST",
    needs: ["patch"],
    async probe(t) {
      const user = await userShowing(t, "name", "active");
      for (const operation of [
        { op: "replace", path: "ACTIVE", value: false },
        { op: "replace", path: "NAME.familyname", value: "Byron" },
      ])
        t.expect(await t.client.patch(user.path, patchOp(operation))).status(200, 204);
      t.expect(await t.client.get(user.path))
        .status(200)
        .attribute("active", false)
        .attribute("name.familyName", "Byron");
    },
    mutants: {
      "does not know an attribute in capitals": answersTo(
        ({ path: sent }) => /^[A-Z]+$/.test(String(sent)),
        400,
        "invalidPath",
      ),
      "passes over a sub-attribute in another letter case": hears((sent) =>
        pathOf(sent).endsWith(".familyname") ? [] : [sent],
      ),
    },
  }),
  rule({
    id: "patch/malformed-path-is-refused",
    title: "A malformed path is refused with invalidPath, or invalidFilter for what is in brackets",
    covers: ["7644-3.5.2-09"],
    level: "MUST",
    needs: ["patch"],
    async probe(t) {
      const user = await userShowing(t, "name", "emails", "active");
      for (const malformed of ["emails[", 'emails[type zz "work"].value']) {
        const answered = await t.client.patch(
          user.path,
          patchOp({ op: "replace", path: malformed, value: t.given.userName() }),
        );
        expectRefusal(t, answered, [400], "invalidPath", "invalidFilter");
      }
      for (const malformed of ["name..givenName", "/nickName"]) {
        const answered = await t.client.patch(user.path, patchOp({ op: "replace", path: malformed, value: "Augusta" }));
        expectRefusal(t, answered, [400], "invalidPath");
      }
      await expectUntouched(t, user, user.before);
    },
    mutants: {
      "reads a path of JSON Pointer": hears((sent) => [{ ...sent, path: pathOf(sent).replace(/^\//, "") }]),
      "overlooks a second dot": hears((sent) => [{ ...sent, path: pathOf(sent).replace("..", ".") }]),
      "breaks on an open bracket": answersTo((sent) => pathOf(sent).endsWith("["), 500),
      "passes over a filter it cannot read": answersTo((sent) => pathOf(sent).includes(" zz "), 204),
    },
  }),
  rule({
    id: "patch/unknown-path-is-refused",
    title: "A path to an attribute that no schema has is refused with invalidPath or noTarget",
    covers: ["7644-3.5.2-14"],
    level: "SHOULD",
    needs: ["patch"],
    async probe(t) {
      const user = await t.given.user();
      const answered = await t.client.patch(
        user.path,
        patchOp({ op: "replace", path: "noSuchAttribute", value: "Augusta" }),
      );
      t.expect(answered).scimError(400, ["invalidPath", "noTarget"]);
    },
    mutants: { "passes over a path it does not know": forgives, "blames the value": refusesWith(400, "invalidValue") },
  }),
  rule({
    id: "patch/unknown-path-breaks-nothing",
    title:
      "A path to an attribute that no schema has neither breaks the service provider nor changes another attribute",
    covers: ["7644-3.5.2-14"],
    level: "MUST",
    needs: ["patch"],
    async probe(t) {
      const user = await userShowing(t, "name", "emails", "active");
      const answered = await t.client.patch(
        user.path,
        patchOp({ op: "replace", path: "noSuchAttribute", value: "Augusta" }),
      );
      t.expect(answered).that(answered.response.status < 500 || answered.response.status === 501, {
        summary: `${answered.request.method} ${answered.request.path} answered ${answered.response.status}`,
        seen: answered.response.status,
        expected: "2xx or 4xx",
      });
      expectSame(t, user.before, await t.client.get(user.path), ["id", "userName", "name", "emails", "active"]);
    },
    mutants: {
      "breaks on it": on("PATCH", answer(500)),
      "takes it for the whole resource": hears(() => [{ op: "replace", value: { active: false } }]),
    },
  }),
];
