import { bodyOf, type Rule, rule } from "../../../engine/index.ts";
import { expectUntouched } from "../untouched.ts";
import { userKeeping } from "./kept.ts";
import { answersTo, hears, hearsAll, stores } from "./mutants.ts";
import { patchOp, performedOrRefused } from "./patch-op.ts";

const ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

/** A neighbour that shows the attributes to be supported, without which a rule does not apply. */
const supported = {
  schemas: ["urn:ietf:params:scim:schemas:core:2.0:User", ENTERPRISE],
  [ENTERPRISE]: { department: "Analysis", employeeNumber: "1815" },
};

const withoutExtension = stores(({ schemas, ...after }) => ({
  ...after,
  schemas: (schemas as string[]).filter((urn) => urn !== ENTERPRISE),
}));

/** The attributes of a schema extension (RFC 7644 §3.5.2, RFC 7643 §3.3). */
export const extension: Rule[] = [
  rule({
    id: "patch/extension-in-its-container",
    title: "An add without a path takes the attributes of an extension in the container of its URN",
    covers: ["7644-3.5.2.1-13"],
    level: "MUST",
    needs: ["patch", "enterprise"],
    async probe(t) {
      await userKeeping(t, supported);
      const user = await t.given.user();
      const operation = { op: "add", value: { [ENTERPRISE]: { department: "Engines" } } };
      t.expect(await t.client.patch(user.path, patchOp(operation))).status(200, 204);
      const after = await t.client.get(user.path);
      t.expect(after).status(200).attribute(`${ENTERPRISE}:department`, "Engines").lacksAttribute("department");
      const { schemas } = bodyOf(after);
      t.expect(after).that(Array.isArray(schemas) && schemas.includes(ENTERPRISE), {
        summary: `GET ${user.path} does not list the extension in schemas`,
        seen: schemas,
        expected: ENTERPRISE,
        attribute: "schemas",
      });
    },
    mutants: {
      "passes over the container": hears(() => []),
      "does not list the extension in schemas": withoutExtension,
      "refuses the container": answersTo(({ path }) => path === undefined, 400, "invalidPath"),
    },
  }),
  rule({
    id: "patch/extension-by-urn",
    title: "An add of an extension attribute by its URN stores it in the container and lists the URN in schemas",
    covers: ["7644-3.5.2-17", "7644-3.5.2.1-13"],
    level: "MUST",
    needs: ["patch", "enterprise"],
    async probe(t) {
      await userKeeping(t, supported);
      const user = await t.given.user();
      const operation = { op: "add", path: `${ENTERPRISE}:employeeNumber`, value: "1852" };
      t.expect(await t.client.patch(user.path, patchOp(operation))).status(200, 204);
      const after = await t.client.get(user.path);
      t.expect(after).status(200).attribute(`${ENTERPRISE}:employeeNumber`, "1852").lacksAttribute("employeeNumber");
      const { schemas } = bodyOf(after);
      t.expect(after).that(Array.isArray(schemas) && schemas.includes(ENTERPRISE), {
        summary: `GET ${user.path} does not list the extension in schemas`,
        seen: schemas,
        expected: ENTERPRISE,
        attribute: "schemas",
      });
    },
    mutants: {
      "splits the URN at the dot of its version": answersTo(
        ({ path }) => String(path).startsWith(ENTERPRISE),
        400,
        "invalidPath",
      ),
      "passes over a URN": hears(() => []),
      "does not list the extension in schemas": withoutExtension,
    },
  }),
  rule({
    id: "patch/extension-within-a-request",
    title: "An extension attribute that one operation adds can be changed by the next",
    covers: ["7644-3.5.2-16"],
    level: "MUST",
    needs: ["patch", "enterprise"],
    async probe(t) {
      await userKeeping(t, supported);
      const user = await t.given.user();
      const operations = [
        { op: "add", path: `${ENTERPRISE}:department`, value: "Analysis" },
        { op: "replace", path: `${ENTERPRISE}:department`, value: "Engines" },
      ];
      t.expect(await t.client.patch(user.path, patchOp(...operations))).status(200, 204);
      t.expect(await t.client.get(user.path))
        .status(200)
        .attribute(`${ENTERPRISE}:department`, "Engines");
    },
    mutants: {
      "does not see what the first operation added": hearsAll((operations) => operations.slice(0, 1)),
      "looks at the schemas before it runs the first operation": answersTo(
        ({ op }) => op === "replace",
        400,
        "invalidPath",
      ),
    },
  }),
  rule({
    id: "patch/bare-urn-as-path",
    title: "A path that is the URN of an extension alone is understood or refused",
    covers: ["7644-3.5.2.1-13"],
    level: "MUST",
    needs: ["patch", "enterprise"],
    answers: ["extensionUrnAsPath"],
    async probe(t) {
      const user = await userKeeping(t, supported);
      const operation = { op: "add", path: ENTERPRISE, value: { department: "Engines" } };
      const outcome = performedOrRefused(t, await t.client.patch(user.path, patchOp(operation)));
      t.observe("extensionUrnAsPath", outcome);
      if (outcome === "refused") await expectUntouched(t, user, user.before);
      else t.expect(await t.client.get(user.path)).attribute(`${ENTERPRISE}:department`, "Engines");
    },
    mutants: {
      "passes over it": hears(() => []),
      "breaks on it": answersTo(({ path }) => path === ENTERPRISE, 500),
    },
  }),
  rule({
    id: "patch/dot-after-a-urn",
    title: "A dot between the URN of an extension and the attribute is refused",
    covers: ["7644-3.5.2.1-13"],
    level: "SHOULD",
    needs: ["patch", "enterprise"],
    async probe(t) {
      const user = await userKeeping(t, supported);
      const operation = { op: "replace", path: `${ENTERPRISE}.department`, value: "Engines" };
      t.expect(await t.client.patch(user.path, patchOp(operation))).refused();
      await expectUntouched(t, user, user.before);
    },
    mutants: {
      "reads it as a colon": hears((sent) => [
        { ...sent, path: String(sent["path"]).replace(/\.department$/, ":department") },
      ]),
      "passes over it": hears(() => []),
    },
  }),
];
