import { behaves, type Rule, rule, valueAt } from "../../../engine/index.ts";
import type { Behaviour, JsonObject } from "../../../scim/index.ts";
import { expectMembers, groupShowing, memberIds } from "./group-members.ts";
import { itemsOf } from "./items.ts";
import { adopts, answersTo, forgives, hears, stores } from "./mutants.ts";
import { patchOp, performedOrRefused } from "./patch-op.ts";

/** The members of a Group (RFC 7644 §3.5.2.1–3, RFC 7643 §4.2). */
export const members: Rule[] = [
  rule({
    id: "patch/add-members",
    title: "An add to members appends the new ones and keeps those that are there",
    covers: ["7644-3.5.2.1-12"],
    level: "MUST",
    needs: ["patch", "groups"],
    async probe(t) {
      const [old, first, second] = await t.given.users(3);
      const group = await groupShowing(t, [old!]);
      const value = [{ value: first!.id }, { value: second!.id }];
      t.expect(await t.client.patch(group.path, patchOp({ op: "add", path: "members", value }))).status(200, 204);
      await expectMembers(t, group.path, [old!, first!, second!]);
    },
    mutants: {
      "replaces the members": hears((sent) => [{ ...sent, op: "replace" }]),
      "adds the first member only": hears((sent) => [{ ...sent, value: (sent["value"] as JsonObject[]).slice(0, 1) }]),
      "passes over it": hears(() => []),
    },
  }),
  rule({
    id: "patch/add-a-present-member",
    title: "An add of a member who is there succeeds and makes no second one",
    covers: ["7644-3.5.2.1-08"],
    level: "SHOULD",
    needs: ["patch", "groups"],
    async probe(t) {
      const member = await t.given.user();
      const group = await groupShowing(t, [member]);
      const operation = { op: "add", path: "members", value: [{ value: member.id }] };
      t.expect(await t.client.patch(group.path, patchOp(operation))).status(200, 204);
      await expectMembers(t, group.path, [member]);
    },
    mutants: {
      "has the member twice": adopts(
        ({ op }) => op === "add",
        (group, { value }) => ({ ...group, members: [...itemsOf(group, "members"), ...(value as JsonObject[])] }),
      ),
      "refuses it": answersTo(({ op }) => op === "add", 409, "uniqueness"),
    },
  }),
  rule({
    id: "patch/add-a-present-member-is-no-modification",
    title: "An add of a member who is there does not move lastModified",
    covers: ["7644-3.5.2.1-09"],
    level: "MUST",
    needs: ["patch", "groups"],
    async probe(t) {
      const member = await t.given.user();
      const group = await groupShowing(t, [member]);
      const lastModified = valueAt(await t.given.read(group.path), "meta.lastModified");
      if (lastModified === undefined) t.skip("the service provider shows no meta.lastModified");
      const operation = { op: "add", path: "members", value: [{ value: member.id }] };
      await t.given.done(() => t.client.patch(group.path, patchOp(operation)));
      t.expect(await t.client.get(group.path))
        .status(200)
        .attribute("meta.lastModified", lastModified);
    },
    mutants: {
      "counts every PATCH as a modification": behaves<Behaviour>({ changed: () => true }),
    },
  }),
  rule({
    id: "patch/remove-a-member",
    title: "A remove with a filter takes one member out of a Group and keeps the others",
    covers: ["7644-3.5.2.2-10"],
    level: "MUST",
    needs: ["patch", "groups"],
    async probe(t) {
      const [goes, stays] = await t.given.users(2);
      const group = await groupShowing(t, [goes!, stays!]);
      const operation = { op: "remove", path: `members[value eq "${goes!.id}"]` };
      t.expect(await t.client.patch(group.path, patchOp(operation))).status(200, 204);
      await expectMembers(t, group.path, [stays!]);
      t.expect(await t.client.get(goes!.path)).status(200);
    },
    mutants: {
      "takes all members out": hears(() => [{ op: "remove", path: "members" }]),
      "keeps the member": hears(() => []),
      "reads members by value path only to add": answersTo(
        ({ path }) => String(path).includes("["),
        400,
        "invalidPath",
      ),
    },
  }),
  rule({
    id: "patch/remove-all-members",
    title: "A remove of members without a filter empties the Group",
    covers: ["7644-3.5.2.2-10", "7644-3.5.2.2-03"],
    level: "MUST",
    needs: ["patch", "groups"],
    async probe(t) {
      const users = await t.given.users(2);
      const group = await groupShowing(t, users);
      t.expect(await t.client.patch(group.path, patchOp({ op: "remove", path: "members" }))).status(200, 204);
      await expectMembers(t, group.path, []);
      t.expect(await t.client.get(group.path)).attribute("displayName", group.displayName);
    },
    mutants: {
      "keeps the members": hears(() => []),
      "takes the first member out only": stores((after, before) => ({
        ...after,
        members: itemsOf(before, "members").slice(1),
      })),
    },
  }),
  rule({
    id: "patch/remove-of-a-stranger",
    title: "A remove of somebody who is no member changes nothing: success, or noTarget",
    covers: ["7644-3.5.2.2-09"],
    level: "MUST",
    needs: ["patch", "groups"],
    answers: ["removeWithoutTarget"],
    async probe(t) {
      const [member, stranger] = await t.given.users(2);
      const group = await groupShowing(t, [member!]);
      const operation = { op: "remove", path: `members[value eq "${stranger!.id}"]` };
      const patched = await t.client.patch(group.path, patchOp(operation));
      const success = patched.response.status < 300;
      if (success) t.expect(patched).status(200, 204);
      else t.expect(patched).scimError(400, "noTarget");
      t.observe("removeWithoutTarget", success ? "success" : "refused");
      await expectMembers(t, group.path, [member!]);
    },
    mutants: {
      "takes all members out": hears(() => [{ op: "remove", path: "members" }]),
      "does not find the resource": answersTo(({ op }) => op === "remove", 404),
      "breaks on it": answersTo(({ op }) => op === "remove", 500),
    },
  }),
  rule({
    id: "patch/remove-with-a-value",
    title: "A remove of members with a value takes those out, takes all out, or is refused",
    covers: ["7644-3.5.2.2-03"],
    level: "MUST",
    needs: ["patch", "groups"],
    answers: ["removeWithValue"],
    async probe(t) {
      const [goes, stays] = await t.given.users(2);
      const group = await groupShowing(t, [goes!, stays!]);
      const operation = { op: "remove", path: "members", value: [{ value: goes!.id }] };
      const patched = await t.client.patch(group.path, patchOp(operation));
      const outcome = performedOrRefused(t, patched);
      if (outcome === "refused") await expectMembers(t, group.path, [goes!, stays!]);
      const left = memberIds(await t.client.get(group.path));
      if (outcome === "performed" && left.length > 0) await expectMembers(t, group.path, [stays!]);
      const performed = left.length === 0 ? "takes all members out" : "takes the named members out";
      t.observe("removeWithValue", outcome === "refused" ? "refused" : performed);
    },
    mutants: {
      "keeps all members": hears(() => []),
      "takes the others out": stores((after, before) => ({
        ...after,
        members: itemsOf(before, "members").slice(0, 1),
      })),
      "breaks on it": answersTo(({ op }) => op === "remove", 500),
    },
  }),
  rule({
    id: "patch/remove-with-a-value-spares-the-others",
    title: "A remove of members with a value does not take the others out",
    covers: ["7644-3.5.2.2-03"],
    level: "MAY",
    needs: ["patch", "groups"],
    async probe(t) {
      const [goes, stays] = await t.given.users(2);
      const group = await groupShowing(t, [goes!, stays!]);
      const operation = { op: "remove", path: "members", value: [{ value: goes!.id }] };
      performedOrRefused(t, await t.client.patch(group.path, patchOp(operation)));
      const after = await t.client.get(group.path);
      t.expect(after).that(memberIds(after).includes(stays!.id), {
        summary: "a remove of one member by value emptied the Group",
        seen: memberIds(after),
        expected: [stays!.id],
        attribute: "members",
      });
    },
    mutants: { "passes over the value": hears(({ op, path }) => [{ op: op!, path: path! }]) },
  }),
  rule({
    id: "patch/replace-members",
    title: "A replace of members leaves exactly the new ones",
    covers: ["7644-3.5.2.3-11"],
    level: "MUST",
    needs: ["patch", "groups"],
    async probe(t) {
      const [old, first, second] = await t.given.users(3);
      const group = await groupShowing(t, [old!, first!]);
      const value = [{ value: first!.id }, { value: second!.id }];
      t.expect(await t.client.patch(group.path, patchOp({ op: "replace", path: "members", value }))).status(200, 204);
      await expectMembers(t, group.path, [first!, second!]);
    },
    mutants: {
      "appends the new members": hears((sent) => [{ ...sent, op: "add" }]),
      "takes all members out": hears(({ path }) => [{ op: "remove", path: path! }]),
      "does not allow a change of members": answersTo(({ path }) => path === "members", 400, "mutability"),
    },
  }),
  rule({
    id: "patch/member-value-stays",
    title: "The value of a member is not edited in place",
    covers: ["7644-3.5.2.3-11"],
    level: "SHOULD",
    needs: ["patch", "groups"],
    async probe(t) {
      const [member, other] = await t.given.users(2);
      const group = await groupShowing(t, [member!]);
      const operation = { op: "replace", path: `members[value eq "${member!.id}"].value`, value: other!.id };
      t.expect(await t.client.patch(group.path, patchOp(operation))).refused();
      await expectMembers(t, group.path, [member!]);
    },
    mutants: {
      "swaps the member": hears((sent) => [{ op: "replace", path: "members", value: [{ value: sent["value"]! }] }]),
      "passes over it": forgives,
    },
  }),
];
