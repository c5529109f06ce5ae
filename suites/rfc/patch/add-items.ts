import { behaves, bodyOf, type Rule, rule, valueAt } from "../../../engine/index.ts";
import type { Behaviour } from "../../../scim/index.ts";
import { sameValue } from "../same-value.ts";
import { expectUntouched } from "../untouched.ts";
import { expectEmails } from "./emails.ts";
import { itemsOf } from "./items.ts";
import { userKeeping, userShowing } from "./kept.ts";
import { answersTo, hears, stores } from "./mutants.ts";
import { patchOp } from "./patch-op.ts";
import { userWithTexts } from "./texts.ts";

/** add to attributes that hold many values (RFC 7644 §3.5.2.1). */
export const addItems: Rule[] = [
  rule({
    id: "patch/add-appends-items",
    title: "An add to a multi-valued attribute appends what it brings, alone or in a list, and keeps what is there",
    covers: ["7644-3.5.2.1-06"],
    level: "MUST",
    needs: ["patch"],
    async probe(t) {
      const [work, home, other] = [t.given.userName(), t.given.userName(), t.given.userName()];
      // A neighbour shows that three e-mail addresses can be kept at all.
      const three = [
        { value: t.given.userName(), type: "work" },
        { value: t.given.userName(), type: "home" },
        { value: t.given.userName(), type: "other" },
      ];
      await userKeeping(t, { emails: three });
      const user = await t.given.user({ emails: [{ value: work, type: "work" }] });
      const list = { op: "add", path: "emails", value: [{ value: home, type: "home" }] };
      t.expect(await t.client.patch(user.path, patchOp(list))).status(200, 204);
      await expectEmails(t, user.path, [work, home]);
      const alone = { op: "add", path: "emails", value: { value: other, type: "other" } };
      t.expect(await t.client.patch(user.path, patchOp(alone))).status(200, 204);
      await expectEmails(t, user.path, [work, home, other]);
    },
    mutants: {
      "replaces the list": hears((sent) => [{ ...sent, op: "replace", value: [sent["value"]!].flat() }]),
      "refuses an item that is not in a list": answersTo(({ value }) => !Array.isArray(value), 400, "invalidValue"),
      "passes over an item that is not in a list": hears((sent) => (Array.isArray(sent["value"]) ? [sent] : [])),
    },
  }),
  rule({
    id: "patch/add-without-a-path-appends-items",
    title: "An add without a path appends the items of a multi-valued attribute",
    covers: ["7644-3.5.2.1-02"],
    level: "MUST",
    needs: ["patch"],
    async probe(t) {
      const two = [
        { value: t.given.userName(), type: "work" },
        { value: t.given.userName(), type: "home" },
      ];
      await userKeeping(t, { emails: two });
      const [work, home] = [t.given.userName(), t.given.userName()];
      const user = await t.given.user({ emails: [{ value: work, type: "work" }] });
      const operation = { op: "add", value: { emails: [{ value: home, type: "home" }] } };
      t.expect(await t.client.patch(user.path, patchOp(operation))).status(200, 204);
      await expectEmails(t, user.path, [work, home]);
    },
    mutants: {
      "replaces the list": hears((sent) => [{ ...sent, op: "replace" }]),
      "passes over lists": hears(() => []),
    },
  }),
  rule({
    id: "patch/add-of-the-same",
    title: "An add of an item that is there succeeds and makes no second one",
    covers: ["7644-3.5.2.1-08"],
    level: "SHOULD",
    needs: ["patch"],
    async probe(t) {
      const user = await userShowing(t, "emails");
      const emails = itemsOf(user.before, "emails");
      t.expect(await t.client.patch(user.path, patchOp({ op: "add", path: "emails", value: emails }))).status(200, 204);
      await expectUntouched(t, user, user.before);
    },
    mutants: {
      "adds it again": stores((after, before) => ({
        ...after,
        emails: [...itemsOf(before, "emails"), ...itemsOf(before, "emails")],
      })),
      "refuses it": answersTo(({ op }) => op === "add", 409, "uniqueness"),
    },
  }),
  rule({
    id: "patch/add-of-the-same-is-no-modification",
    title: "An add of values that are there does not move lastModified",
    covers: ["7644-3.5.2.1-09"],
    level: "MUST",
    needs: ["patch"],
    async probe(t) {
      const user = await userWithTexts(t);
      const lastModified = valueAt(user.before, "meta.lastModified");
      if (lastModified === undefined) t.skip("the service provider shows no meta.lastModified");
      const text = user.kept[0]!;
      const emails = itemsOf(user.before, "emails");
      const operations = [
        { op: "add", path: text, value: user.before[text]! },
        { op: "add", path: "name", value: user.before["name"] ?? {} },
        ...(emails.length === 0 ? [] : [{ op: "add", path: "emails", value: emails }]),
      ];
      for (const operation of operations) {
        await t.given.done(() => t.client.patch(user.path, patchOp(operation)));
        t.expect(await t.client.get(user.path))
          .status(200)
          .attribute("meta.lastModified", lastModified);
      }
    },
    mutants: {
      "counts every PATCH as a modification": behaves<Behaviour>({ changed: () => true }),
      "counts every add to a list as a modification": behaves<Behaviour>((conforming) => {
        let toList = false;
        return {
          patch: (stored, operations, type) => {
            toList = operations.some(({ path }) => path?.path.attribute === "emails");
            return conforming.patch(stored, operations, type);
          },
          changed: (before, after) => toList || conforming.changed(before, after),
        };
      }),
    },
  }),
  rule({
    id: "patch/add-through-a-value-path",
    title: "An add through a value path changes the matching items only",
    covers: ["7644-3.5.2.1-10"],
    level: "MUST",
    needs: ["patch"],
    async probe(t) {
      const emails = [
        { value: t.given.userName(), type: "work", display: "Office" },
        { value: t.given.userName(), type: "home", display: "Garden" },
      ];
      const user = await userKeeping(t, { emails });
      const operation = { op: "add", path: 'emails[type eq "work"].display', value: "Tower" };
      t.expect(await t.client.patch(user.path, patchOp(operation))).status(200, 204);
      t.expect(await t.client.get(user.path))
        .status(200)
        .attribute("emails[work].display", "Tower")
        .attribute("emails[work].value", emails[0]!.value)
        .attribute("emails[home].display", "Garden")
        .attribute("emails[home].value", emails[1]!.value);
    },
    mutants: {
      "changes every item": stores((after) => {
        for (const each of itemsOf(after, "emails")) each["display"] = "Tower";
        return after;
      }),
      "appends an item": hears((sent) => [
        { op: "add", path: "emails", value: [{ type: "work", display: sent["value"]! }] },
      ]),
      "keeps the value that is there": hears(() => []),
    },
  }),
  rule({
    id: "patch/add-through-an-unmatched-value-path",
    title: "An add through a value path that matches nothing makes such an item, or is refused with noTarget",
    covers: ["7644-3.5.2.1-11"],
    level: "MUST",
    needs: ["patch"],
    answers: ["addWithoutTarget"],
    async probe(t) {
      // A neighbour shows that two e-mail addresses can be kept at all.
      const two = ["work", "other"].map((type) => ({ value: t.given.userName(), type }));
      await userKeeping(t, { emails: two });
      const user = await userShowing(t, "emails");
      const address = t.given.userName();
      const operation = { op: "add", path: 'emails[type eq "other"].value', value: address };
      const patched = await t.client.patch(user.path, patchOp(operation));
      if (patched.response.status >= 300) {
        t.expect(patched).scimError(400, "noTarget");
        t.observe("addWithoutTarget", "refused");
        await expectUntouched(t, user, user.before);
        return;
      }
      t.observe("addWithoutTarget", "creates the item");
      const after = await t.client.get(user.path);
      t.expect(after).status(200).attribute("emails[other].value", address);
      const rest = itemsOf(bodyOf(after), "emails").filter(({ type }) => type !== "other");
      t.expect(after).that(sameValue(rest, user.before["emails"]), {
        summary: `GET ${user.path} shows other e-mail addresses changed`,
        seen: rest,
        expected: user.before["emails"],
        attribute: "emails",
      });
    },
    mutants: {
      "passes over it": hears(() => []),
      "makes an item without the type": hears((sent) => [
        { op: "add", path: "emails", value: [{ value: sent["value"]! }] },
      ]),
      "changes the item that is there": hears((sent) => [{ ...sent, path: 'emails[type eq "work"].value' }]),
      "gives another reason": answersTo(({ op }) => op === "add", 400, "invalidValue"),
    },
  }),
];
