import { type Rule, rule } from "../../../engine/index.ts";
import type { JsonObject } from "../../../scim/index.ts";
import { expectSame } from "../untouched.ts";
import { userKeeping, userShowing } from "./kept.ts";
import { answersTo, hears, stores } from "./mutants.ts";
import { patchOp } from "./patch-op.ts";
import { userWithoutText, userWithText, userWithTexts } from "./texts.ts";

const nameOf = (resource: JsonObject): JsonObject => (resource["name"] ?? {}) as JsonObject;

/** replace of attributes that hold one value (RFC 7644 §3.5.2.3). */
export const replace: Rule[] = [
  rule({
    id: "patch/replace-without-a-path",
    title: "A replace without a path replaces the attributes it names and no other",
    covers: ["7644-3.5.2.3-01", "7644-3.5.2-06"],
    level: "MUST",
    needs: ["patch"],
    async probe(t) {
      const user = await userWithTexts(t, 2);
      const [one, another] = user.kept as [string, string];
      const value = { [one]: "Enchantress", [another]: "Engineer" };
      t.expect(await t.client.patch(user.path, patchOp({ op: "replace", value }))).status(200, 204);
      const after = await t.client.get(user.path);
      t.expect(after).status(200).attribute(one, "Enchantress").attribute(another, "Engineer");
      expectSame(t, user.before, after, ["id", "userName", "name", "emails", "active"]);
    },
    mutants: {
      "demands a path": answersTo(({ path }) => path === undefined, 400, "invalidPath"),
      "takes the value for the whole resource": stores(({ name: _name, ...after }) => after),
      "replaces the first attribute only": hears((sent) => [
        { ...sent, value: Object.fromEntries(Object.entries(sent["value"] as JsonObject).slice(0, 1)) },
      ]),
    },
  }),
  rule({
    id: "patch/deactivate-without-a-path",
    title: "A replace of active without a path deactivates the user and changes nothing else",
    covers: ["7644-3.5.2.3-01"],
    level: "MUST",
    needs: ["patch"],
    async probe(t) {
      const user = await userShowing(t, "active");
      t.expect(await t.client.patch(user.path, patchOp({ op: "replace", value: { active: false } }))).status(200, 204);
      const after = await t.client.get(user.path);
      t.expect(after).status(200).attribute("active", false);
      expectSame(t, user.before, after, ["id", "userName", "name", "emails"]);
    },
    mutants: {
      "demands a path": answersTo(({ path }) => path === undefined, 400, "noTarget"),
      "takes the value for the whole resource": stores(({ name: _name, emails: _emails, ...after }) => after),
      "answers success and does nothing": hears(() => []),
      "keeps the user active": stores((after) => ({ ...after, active: true })),
    },
  }),
  rule({
    id: "patch/replace-a-single-value",
    title: "A replace of a single-valued attribute sets the new value and changes nothing else",
    covers: ["7644-3.5.2.3-02"],
    level: "MUST",
    needs: ["patch"],
    async probe(t) {
      const { user, text } = await userWithText(t);
      const neighbour = await t.given.user();
      const neighbourBefore = await t.given.read(neighbour.path);
      t.expect(await t.client.patch(user.path, patchOp({ op: "replace", path: text, value: "Enchantress" }))).status(
        200,
        204,
      );
      const after = await t.client.get(user.path);
      t.expect(after).status(200).attribute(text, "Enchantress");
      expectSame(t, user.before, after, ["id", "userName", "name", "emails", "active"]);
      expectSame(t, neighbourBefore, await t.client.get(neighbour.path), [
        "id",
        "userName",
        "name",
        "emails",
        "active",
        text,
      ]);
    },
    mutants: {
      "keeps the value that is there": hears(() => []),
      "takes the operation for a remove": hears(({ path }) => [{ op: "remove", path: path! }]),
      "drops the rest of the resource": stores(({ emails: _emails, ...after }) => after),
      "activates or deactivates by the way": stores((after) => ({ ...after, active: false })),
    },
  }),
  rule({
    id: "patch/replace-creates-an-attribute",
    title: "A replace of an unassigned attribute assigns it",
    covers: ["7644-3.5.2.3-04"],
    level: "MUST",
    needs: ["patch"],
    async probe(t) {
      const { user, text } = await userWithoutText(t);
      t.expect(await t.client.patch(user.path, patchOp({ op: "replace", path: text, value: "Enchantress" }))).status(
        200,
        204,
      );
      t.expect(await t.client.get(user.path))
        .status(200)
        .attribute(text, "Enchantress");
    },
    mutants: {
      "finds nothing to replace": answersTo(({ op }) => op === "replace", 400, "noTarget"),
      "passes over it": hears(() => []),
    },
  }),
  rule({
    id: "patch/replace-a-complex-attribute",
    title: "A replace of a complex attribute sets the sub-attributes it names and keeps the others",
    covers: ["7644-3.5.2.3-05"],
    level: "MUST",
    needs: ["patch"],
    async probe(t) {
      const user = await userKeeping(t, { name: { givenName: "Ada", familyName: "King" } });
      const operation = { op: "replace", path: "name", value: { familyName: "Byron" } };
      t.expect(await t.client.patch(user.path, patchOp(operation))).status(200, 204);
      t.expect(await t.client.get(user.path))
        .status(200)
        .attribute("name.familyName", "Byron")
        .attribute("name.givenName", "Ada");
    },
    mutants: {
      "replaces the whole attribute": stores((after) => ({
        ...after,
        name: { familyName: nameOf(after)["familyName"]! },
      })),
      "passes over it": hears(() => []),
    },
  }),
  rule({
    id: "patch/replace-a-sub-attribute",
    title: "A replace of a sub-attribute sets it and keeps the others",
    covers: ["7644-3.5.2.3-06"],
    level: "MUST",
    needs: ["patch"],
    async probe(t) {
      const user = await userKeeping(t, { name: { givenName: "Ada", familyName: "King" } });
      const operation = { op: "replace", path: "name.familyName", value: "Byron" };
      t.expect(await t.client.patch(user.path, patchOp(operation))).status(200, 204);
      const after = await t.client.get(user.path);
      t.expect(after).status(200).attribute("name.familyName", "Byron").attribute("name.givenName", "Ada");
      expectSame(t, user.before, after, ["id", "userName", "emails", "active"]);
    },
    mutants: {
      "replaces the whole attribute": stores((after) => ({
        ...after,
        name: { familyName: nameOf(after)["familyName"]! },
      })),
      "passes over it": hears(() => []),
      "takes givenName for familyName": hears((sent) => [{ ...sent, path: "name.givenName" }]),
    },
  }),
];
