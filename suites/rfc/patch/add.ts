import { bodyOf, type Rule, rule, valueAt } from "../../../engine/index.ts";
import type { JsonObject } from "../../../scim/index.ts";
import { expectSame } from "../untouched.ts";
import { userKeeping, userShowing } from "./kept.ts";
import { adopts, answersTo, hears, stores } from "./mutants.ts";
import { patchOp } from "./patch-op.ts";
import { userWithoutText, userWithText } from "./texts.ts";

/** add to attributes that hold one value (RFC 7644 §3.5.2.1). */
export const add: Rule[] = [
  rule({
    id: "patch/add-creates-an-attribute",
    title: "An add to an unassigned attribute assigns it",
    covers: ["7644-3.5.2.1-03"],
    level: "MUST",
    needs: ["patch"],
    async probe(t) {
      const { user, text, neighbour } = await userWithoutText(t);
      t.expect(await t.client.patch(user.path, patchOp({ op: "add", path: text, value: "Enchantress" }))).status(
        200,
        204,
      );
      const after = await t.client.get(user.path);
      t.expect(after).status(200).attribute(text, "Enchantress");
      expectSame(t, user.before, after, ["id", "userName", "name", "emails", "active"]);
      expectSame(t, neighbour.before, await t.client.get(neighbour.path), neighbour.kept);
    },
    mutants: {
      "has nothing to add to": hears(() => []),
      "refuses to add to what is not there": answersTo(({ op }) => op === "add", 400, "noTarget"),
      "drops the rest of the resource": stores((after, { name: _name, ...before }) => ({
        ...before,
        ...Object.fromEntries(Object.entries(after).filter(([name]) => name !== "name")),
      })),
    },
  }),
  rule({
    id: "patch/add-replaces-a-single-value",
    title: "An add to a single-valued attribute that has a value replaces it",
    covers: ["7644-3.5.2.1-07"],
    level: "MUST",
    needs: ["patch"],
    async probe(t) {
      const { user, text } = await userWithText(t);
      t.expect(await t.client.patch(user.path, patchOp({ op: "add", path: text, value: "Enchantress" }))).status(
        200,
        204,
      );
      t.expect(await t.client.get(user.path))
        .status(200)
        .attribute(text, "Enchantress");
    },
    mutants: {
      "keeps the value that is there": hears(() => []),
      "refuses to add to what is there": answersTo(({ op }) => op === "add", 400, "mutability"),
      "writes the new value behind the old one": hears((sent) => [{ ...sent, value: `Countess ${sent["value"]}` }]),
    },
  }),
  rule({
    id: "patch/add-to-a-complex-attribute",
    title: "An add to a complex attribute sets the sub-attributes it names and keeps the others",
    covers: ["7644-3.5.2.1-04"],
    level: "MUST",
    needs: ["patch"],
    async probe(t) {
      const user = await userKeeping(t, { name: { givenName: "Ada", familyName: "King" } });
      const patched = await t.client.patch(
        user.path,
        patchOp({ op: "add", path: "name", value: { familyName: "Byron" } }),
      );
      t.expect(patched).status(200, 204);
      t.expect(await t.client.get(user.path))
        .status(200)
        .attribute("name.familyName", "Byron")
        .attribute("name.givenName", "Ada");
    },
    mutants: {
      "replaces the whole attribute": stores((after, before) => ({
        ...after,
        name: { familyName: (after["name"] as JsonObject)["familyName"] ?? before.id },
      })),
      "keeps what is there": hears(() => []),
    },
  }),
  rule({
    id: "patch/add-to-a-sub-attribute",
    title: "An add to a sub-attribute sets it and keeps the others",
    covers: ["7644-3.5.2.1-05"],
    level: "MUST",
    needs: ["patch"],
    async probe(t) {
      const user = await userKeeping(t, { name: { givenName: "Ada", familyName: "King" } });
      const operation = { op: "add", path: "name.familyName", value: "Byron" };
      t.expect(await t.client.patch(user.path, patchOp(operation))).status(200, 204);
      t.expect(await t.client.get(user.path))
        .status(200)
        .attribute("name.familyName", "Byron")
        .attribute("name.givenName", "Ada");
    },
    mutants: {
      "adds to the attribute above": hears((sent) => [{ ...sent, path: "name", value: { formatted: sent["value"]! } }]),
      "replaces the whole attribute": stores((after) => ({
        ...after,
        name: { familyName: (after["name"] as JsonObject)["familyName"]! },
      })),
    },
  }),
  rule({
    id: "patch/add-without-a-path",
    title: "An add without a path merges a set of attributes into the resource",
    covers: ["7644-3.5.2.1-02", "7644-3.5.2-06"],
    level: "MUST",
    needs: ["patch"],
    async probe(t) {
      const { user, text } = await userWithText(t);
      const value = { [text]: "Enchantress", name: { familyName: "Byron" } };
      t.expect(await t.client.patch(user.path, patchOp({ op: "add", value }))).status(200, 204);
      const after = await t.client.get(user.path);
      t.expect(after)
        .status(200)
        .attribute(text, "Enchantress")
        .attribute("name.familyName", "Byron")
        .attribute("name.givenName", (user.before["name"] as JsonObject | undefined)?.["givenName"]);
      expectSame(t, user.before, after, ["id", "userName", "emails", "active"]);
    },
    mutants: {
      "demands a path": answersTo(({ path }) => path === undefined, 400, "invalidPath"),
      "passes over an operation without a path": hears((sent) => ("path" in sent ? [sent] : [])),
      "takes the value for the whole resource": stores(({ emails: _emails, ...after }) => after),
      "passes over nested attributes": hears((sent) => {
        const { name: _name, ...value } = sent["value"] as JsonObject;
        return [{ ...sent, value }];
      }),
    },
  }),
  rule({
    id: "patch/dotted-names-without-a-path",
    title: "A dotted name in a value without a path is expanded or refused, and never stored as it is written",
    covers: ["7644-3.5.2.1-02", "7644-3.5.2.3-01"],
    level: "MUST",
    needs: ["patch"],
    answers: ["dottedNames"],
    async probe(t) {
      const user = await userShowing(t, "name");
      const value = { "name.familyName": "Byron" };
      const patched = await t.client.patch(user.path, patchOp({ op: "replace", value }));
      if (patched.response.status >= 300) t.expect(patched).refused();
      const after = await t.client.get(user.path);
      const shown = bodyOf(after);
      t.expect(after)
        .status(200)
        .that(!("name.familyName" in shown), {
          summary: `GET ${user.path} shows an attribute of the name "name.familyName"`,
          seen: shown["name.familyName"],
          expected: "the familyName of name, or a refusal",
          attribute: "name.familyName",
        });
      const expanded = valueAt(shown, "name.familyName") === "Byron";
      const refused = patched.response.status >= 300 ? "refused" : "ignored";
      t.observe("dottedNames", expanded ? "expanded" : refused);
    },
    mutants: {
      "stores it as it is written": adopts(
        ({ path }) => path === undefined,
        (resource, { value }) => ({ ...resource, ...(value as JsonObject) }),
      ),
      "breaks on a dotted name": answersTo(({ path }) => path === undefined, 500),
    },
  }),
];
