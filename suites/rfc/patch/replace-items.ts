import { bodyOf, type Rule, rule } from "../../../engine/index.ts";
import { expectUntouched } from "../untouched.ts";
import { expectEmails } from "./emails.ts";
import { itemsOf } from "./items.ts";
import { userKeeping, userShowing } from "./kept.ts";
import { answersTo, forgives, hears, refusesWith, stores } from "./mutants.ts";
import { patchOp } from "./patch-op.ts";

/** replace of attributes that hold many values, and of items picked by a value path (RFC 7644 §3.5.2.3). */
export const replaceItems: Rule[] = [
  rule({
    id: "patch/replace-a-list",
    title: "A replace of a multi-valued attribute leaves exactly the new items, with a path and without",
    covers: ["7644-3.5.2.3-03"],
    level: "MUST",
    needs: ["patch"],
    async probe(t) {
      const emails = [
        { value: t.given.userName(), type: "work" },
        { value: t.given.userName(), type: "home" },
      ];
      const user = await userKeeping(t, { emails });
      const [first, second] = [t.given.userName(), t.given.userName()];
      const withPath = { op: "replace", path: "emails", value: [{ value: first, type: "work" }] };
      t.expect(await t.client.patch(user.path, patchOp(withPath))).status(200, 204);
      await expectEmails(t, user.path, [first]);
      const withoutPath = { op: "replace", value: { emails: [{ value: second, type: "home" }] } };
      t.expect(await t.client.patch(user.path, patchOp(withoutPath))).status(200, 204);
      await expectEmails(t, user.path, [second]);
    },
    mutants: {
      "appends the new items": hears((sent) => [{ ...sent, op: "add" }]),
      "appends the new items where there is no path": hears((sent) => ["path" in sent ? sent : { ...sent, op: "add" }]),
      "merges items by type": stores((after, before) => {
        const emails = itemsOf(after, "emails");
        const rest = itemsOf(before, "emails").filter(({ type }) => !emails.some((each) => each["type"] === type));
        return { ...after, emails: [...emails, ...rest] };
      }),
    },
  }),
  rule({
    id: "patch/replace-changes-every-match",
    title: "A replace through a value path changes every matching item",
    covers: ["7644-3.5.2.3-07"],
    level: "MUST",
    needs: ["patch"],
    async probe(t) {
      const emails = [
        { value: t.given.userName(), type: "work", display: "Office" },
        { value: t.given.userName(), type: "work", display: "Workshop" },
        { value: t.given.userName(), type: "home", display: "Garden" },
      ];
      const user = await userKeeping(t, { emails });
      const operation = { op: "replace", path: 'emails[type eq "work"].display', value: "Tower" };
      t.expect(await t.client.patch(user.path, patchOp(operation))).status(200, 204);
      const after = await t.client.get(user.path);
      const shown = itemsOf(bodyOf(after), "emails");
      const seen = emails.map(({ value }) => shown.find((each) => each["value"] === value)?.["display"]);
      t.expect(after)
        .status(200)
        .that(seen.join() === "Tower,Tower,Garden" && shown.length === 3, {
          summary: `GET ${user.path} shows display as ${seen.join(", ")}, expected Tower, Tower, Garden`,
          seen: shown,
          expected: ["Tower", "Tower", "Garden"],
          attribute: "emails.display",
        });
    },
    mutants: {
      "changes the first match only": stores((after, before) => {
        const [, second] = itemsOf(before, "emails");
        for (const each of itemsOf(after, "emails"))
          if (each["value"] === second?.["value"]) each["display"] = second!["display"]!;
        return after;
      }),
      "changes every item": hears((sent) => [{ ...sent, path: "emails[value pr].display" }]),
    },
  }),
  rule({
    id: "patch/replace-an-item",
    title: "A replace of an item that a value path picks sets what it names, in that item alone",
    covers: ["7644-3.5.2.3-07"],
    level: "MUST",
    needs: ["patch"],
    answers: ["replacedItemParts"],
    async probe(t) {
      const emails = [
        { value: t.given.userName(), type: "work", display: "Office" },
        { value: t.given.userName(), type: "home", display: "Garden" },
      ];
      const user = await userKeeping(t, { emails });
      const address = t.given.userName();
      const operation = { op: "replace", path: 'emails[type eq "home"]', value: { value: address, type: "home" } };
      t.expect(await t.client.patch(user.path, patchOp(operation))).status(200, 204);
      const after = await t.client.get(user.path);
      t.expect(after)
        .status(200)
        .attribute("emails[home].value", address)
        .attribute("emails[work].value", emails[0]!.value)
        .attribute("emails[work].display", "Office");
      await expectEmails(t, user.path, [emails[0]!.value, address]);
      const home = itemsOf(bodyOf(after), "emails").find(({ type }) => type === "home");
      t.observe("replacedItemParts", home?.["display"] === "Garden" ? "kept" : "dropped");
    },
    mutants: {
      "appends the item": hears((sent) => [{ op: "add", path: "emails", value: [sent["value"]!] }]),
      "replaces the list": hears((sent) => [{ op: "replace", path: "emails", value: [sent["value"]!] }]),
      "passes over it": hears(() => []),
    },
  }),
  rule({
    id: "patch/replace-a-part-of-an-item",
    title:
      "A replace of a part of the items that a value path picks leaves their other parts and the other items alone",
    covers: ["7644-3.5.2.3-08"],
    level: "MUST",
    needs: ["patch"],
    async probe(t) {
      const addresses = [
        { type: "work", streetAddress: "12 St James's Square", locality: "London" },
        { type: "home", streetAddress: "1 Ockham Park", locality: "Ockham" },
      ];
      const user = await userKeeping(t, { addresses });
      const operation = { op: "replace", path: 'addresses[type eq "work"].streetAddress', value: "1 Dorset Street" };
      t.expect(await t.client.patch(user.path, patchOp(operation))).status(200, 204);
      t.expect(await t.client.get(user.path))
        .status(200)
        .attribute("addresses[work].streetAddress", "1 Dorset Street")
        .attribute("addresses[work].locality", "London")
        .attribute("addresses[home].streetAddress", "1 Ockham Park")
        .attribute("addresses[home].locality", "Ockham");
    },
    mutants: {
      "replaces the whole item": stores((after) => {
        for (const each of itemsOf(after, "addresses")) if (each["type"] === "work") delete each["locality"];
        return after;
      }),
      "changes the other items too": hears((sent) => [{ ...sent, path: "addresses[type pr].streetAddress" }]),
      "passes over it": hears(() => []),
    },
  }),
  rule({
    id: "patch/replace-without-a-match",
    title: "A replace through a value path that matches nothing is refused with noTarget",
    covers: ["7644-3.5.2.3-09"],
    level: "MUST",
    needs: ["patch"],
    async probe(t) {
      const user = await userShowing(t, "emails");
      const operation = { op: "replace", path: 'emails[type eq "other"].value', value: t.given.userName() };
      t.expect(await t.client.patch(user.path, patchOp(operation))).scimError(400, "noTarget");
      await expectUntouched(t, user, user.before);
    },
    mutants: {
      "makes the item": hears((sent) => [
        { op: "add", path: "emails", value: [{ type: "other", value: sent["value"]! }] },
      ]),
      "passes over it": forgives,
      "gives another reason": refusesWith(400, "invalidPath"),
      "breaks on it": answersTo(({ op }) => op === "replace", 500),
    },
  }),
];
