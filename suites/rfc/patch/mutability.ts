import { type Rule, rule } from "../../../engine/index.ts";
import type { Json, JsonObject } from "../../../scim/index.ts";
import { expectUntouched } from "../untouched.ts";
import { adopts, answersTo, forgives, hears, refusesWith } from "./mutants.ts";
import { patchOp, performedOrRefused } from "./patch-op.ts";

const LONG_AGO = "2001-01-01T00:00:00Z";

const metaOf = (value: Json | undefined): JsonObject => (value as { meta: JsonObject }).meta;

/** What a client may not change (RFC 7644 §3.5.2, §3.5.2.2). */
export const mutability: Rule[] = [
  rule({
    id: "patch/read-only-is-refused",
    title: "A change of a readOnly attribute is refused with mutability",
    covers: ["7644-3.5.2-10"],
    level: "MUST",
    needs: ["patch"],
    async probe(t) {
      const user = await t.given.user();
      const before = await t.given.read(user.path);
      for (const operation of [
        { op: "replace", path: "id", value: t.given.name() },
        { op: "add", path: "meta.created", value: LONG_AGO },
      ])
        t.expect(await t.client.patch(user.path, patchOp(operation))).scimError(400, "mutability");
      const after = await expectUntouched(t, user, before);
      t.expect(after).attribute("meta.created", (before["meta"] as JsonObject | undefined)?.["created"]);
    },
    mutants: {
      "passes over a change of id": answersTo(({ path }) => path === "id", 204),
      "passes over a change of meta": answersTo(({ path }) => path === "meta.created", 204),
      "blames the value": refusesWith(400, "invalidValue"),
    },
  }),
  rule({
    id: "patch/read-only-without-a-path",
    title: "A readOnly attribute does not change with a value that has no path",
    covers: ["7644-3.5.2-10"],
    level: "MUST",
    needs: ["patch"],
    answers: ["readOnlyWithoutPath"],
    async probe(t) {
      const user = await t.given.user();
      const before = await t.given.read(user.path);
      const meta = before["meta"] as JsonObject | undefined;
      const value = { id: t.given.name(), meta: { ...meta, created: LONG_AGO, resourceType: "Group" } };
      const answered = await t.client.patch(user.path, patchOp({ op: "replace", value }));
      t.observe("readOnlyWithoutPath", performedOrRefused(t, answered) === "refused" ? "refused" : "ignored");
      t.expect(await t.client.get(user.path))
        .status(200)
        .attribute("id", user.id)
        .attribute("meta.created", meta?.["created"])
        .attribute("meta.resourceType", meta?.["resourceType"]);
    },
    mutants: {
      "takes over when a resource was created": adopts(
        ({ path }) => path === undefined,
        (resource, { value }) => ({ ...resource, meta: { ...(resource["meta"] as JsonObject), ...metaOf(value) } }),
      ),
      "takes over an id": adopts(
        ({ path }) => path === undefined,
        (resource, { value }) => ({ ...resource, id: (value as JsonObject)["id"]! }),
      ),
      "breaks on it": answersTo(({ path }) => path === undefined, 500),
    },
  }),
  rule({
    id: "patch/read-only-without-a-path-is-refused",
    title: "A changed readOnly attribute in a value that has no path is refused",
    covers: ["7644-3.5.2-10"],
    level: "SHOULD",
    needs: ["patch"],
    async probe(t) {
      const user = await t.given.user();
      const answered = await t.client.patch(user.path, patchOp({ op: "replace", value: { id: t.given.name() } }));
      t.expect(answered).scimError(400, "mutability");
    },
    mutants: { "passes over it": forgives },
  }),
  rule({
    id: "patch/remove-of-required-is-refused",
    title: "A required attribute cannot be removed",
    covers: ["7644-3.5.2.2-07"],
    level: "MUST",
    needs: ["patch"],
    async probe(t) {
      const user = await t.given.user();
      const before = await t.given.read(user.path);
      t.expect(await t.client.patch(user.path, patchOp({ op: "remove", path: "userName" }))).refused();
      await expectUntouched(t, user, before);
    },
    mutants: {
      "passes over it": forgives,
      "clears it": hears((sent) => [
        sent["path"] === "userName" ? { op: "replace", path: "userName", value: "-" } : sent,
      ]),
      "breaks on it": answersTo(({ op }) => op === "remove", 500),
    },
  }),
  rule({
    id: "patch/remove-of-read-only-is-refused",
    title: "A readOnly attribute cannot be removed",
    covers: ["7644-3.5.2.2-08"],
    level: "MUST",
    needs: ["patch"],
    async probe(t) {
      const user = await t.given.user();
      const before = await t.given.read(user.path);
      for (const path of ["id", "meta"])
        t.expect(await t.client.patch(user.path, patchOp({ op: "remove", path }))).refused();
      t.expect(await expectUntouched(t, user, before)).attribute(
        "meta.created",
        (before["meta"] as JsonObject | undefined)?.["created"],
      );
    },
    mutants: {
      "passes over a remove of id": answersTo(({ path }) => path === "id", 204),
      "passes over a remove of meta": answersTo(({ path }) => path === "meta", 204),
    },
  }),
  rule({
    id: "patch/remove-is-refused-with-mutability",
    title: "A remove of a required or readOnly attribute is refused with mutability",
    covers: ["7644-3.5.2.2-07", "7644-3.5.2.2-08"],
    level: "SHOULD",
    needs: ["patch"],
    async probe(t) {
      const user = await t.given.user();
      for (const path of ["userName", "id"])
        t.expect(await t.client.patch(user.path, patchOp({ op: "remove", path }))).scimError(400, "mutability");
    },
    mutants: {
      "blames the value": refusesWith(400, "invalidValue"),
      "gives no reason": refusesWith(400),
    },
  }),
];
