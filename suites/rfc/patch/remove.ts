import { type Rule, rule, type Trial, valueAt } from "../../../engine/index.ts";
import { expectCleared, expectSame } from "../untouched.ts";
import { expectEmails } from "./emails.ts";
import { itemsOf } from "./items.ts";
import { type KeptUser, userKeeping, userKeepingSome } from "./kept.ts";
import { answersTo, hears, stores } from "./mutants.ts";
import { patchOp } from "./patch-op.ts";
import { userWithText } from "./texts.ts";

/**
 * Removes all items of a list. A service provider may want every user to have an e-mail address, and a required
 * attribute is not removed (RFC 7644 §3.5.2.2, AMB-09): a refusal that says so ends the rule.
 */
async function removeAll(t: Trial, user: KeptUser, list: string, path: string): Promise<void> {
  const removal = await t.client.patch(user.path, patchOp({ op: "remove", path }));
  const scimType = String(valueAt(removal.response.body, "scimType"));
  if (list === "emails" && removal.response.status === 400 && /^(mutability|invalidValue)$/.test(scimType))
    t.skip(`a user needs an e-mail address here: its removal is refused with ${scimType}`);
  t.expect(removal).status(200, 204);
}

/** remove of attributes and of items (RFC 7644 §3.5.2.2). */
export const remove: Rule[] = [
  rule({
    id: "patch/remove-a-single-value",
    title: "A remove of a single-valued attribute leaves it unassigned, and nothing else",
    covers: ["7644-3.5.2.2-02"],
    level: "MUST",
    needs: ["patch"],
    async probe(t) {
      const { user, text } = await userWithText(t);
      t.expect(await t.client.patch(user.path, patchOp({ op: "remove", path: text }))).status(200, 204);
      const after = await t.client.get(user.path);
      expectCleared(t, user.before, after, text);
      expectSame(t, user.before, after, ["id", "userName", "name", "emails", "active"]);
    },
    mutants: {
      "keeps it": hears(() => []),
      "writes an empty text": hears((sent) => [{ op: "replace", path: sent["path"]!, value: "" }]),
      "drops another attribute too": stores(({ emails: _emails, ...after }) => after),
    },
  }),
  rule({
    id: "patch/remove-a-sub-attribute",
    title: "A remove of a sub-attribute leaves it unassigned and keeps its siblings",
    covers: ["7644-3.5.2.2-02"],
    level: "MUST",
    needs: ["patch"],
    async probe(t) {
      const user = await userKeeping(t, { name: { givenName: "Ada", familyName: "King", middleName: "Augusta" } });
      t.expect(await t.client.patch(user.path, patchOp({ op: "remove", path: "name.middleName" }))).status(200, 204);
      t.expect(await t.client.get(user.path))
        .status(200)
        .lacksAttribute("name.middleName")
        .attribute("name.givenName", "Ada")
        .attribute("name.familyName", "King");
    },
    mutants: {
      "keeps it": hears(() => []),
      "drops the whole attribute": hears(() => [{ op: "remove", path: "name" }]),
    },
  }),
  rule({
    id: "patch/remove-a-list",
    title: "A remove of a multi-valued attribute without a filter drops all of its items",
    covers: ["7644-3.5.2.2-03"],
    level: "MUST",
    needs: ["patch"],
    async probe(t) {
      const user = await userKeepingSome(t, {
        phoneNumbers: [
          { value: "tel:+44-20-7946-0001", type: "work" },
          { value: "tel:+44-20-7946-0002", type: "mobile" },
        ],
        emails: [
          { value: t.given.userName(), type: "work" },
          { value: t.given.userName(), type: "home" },
        ],
      });
      const list = user.kept[0]!;
      await removeAll(t, user, list, list);
      const after = await t.client.get(user.path);
      t.expect(after).status(200).lacksAttribute(list);
      expectSame(t, user.before, after, ["id", "userName", "name", "active"]);
    },
    mutants: {
      "keeps it": hears(() => []),
      "drops the first item only": hears((sent) => [{ ...sent, path: `${sent["path"]}[type eq "work"]` }]),
    },
  }),
  rule({
    id: "patch/remove-an-item-by-value",
    title: "A remove with a filter on value drops the matching item and keeps the others",
    covers: ["7644-3.5.2.2-04"],
    level: "MUST",
    needs: ["patch"],
    async probe(t) {
      const [work, home] = [t.given.userName(), t.given.userName()];
      const emails = [
        { value: work, type: "work" },
        { value: home, type: "home" },
      ];
      const user = await userKeeping(t, { emails });
      const operation = { op: "remove", path: `emails[value eq "${home}"]` };
      t.expect(await t.client.patch(user.path, patchOp(operation))).status(200, 204);
      await expectEmails(t, user.path, [work]);
    },
    mutants: {
      "keeps it": hears(() => []),
      "drops the whole list": hears(() => [{ op: "remove", path: "emails" }]),
      "drops another item": hears(() => [{ op: "remove", path: 'emails[type eq "work"]' }]),
    },
  }),
  rule({
    id: "patch/remove-the-last-item",
    title: "When the last item is removed the attribute is unassigned",
    covers: ["7644-3.5.2.2-04"],
    level: "MUST",
    needs: ["patch"],
    async probe(t) {
      const user = await userKeepingSome(t, {
        phoneNumbers: [{ value: "tel:+44-20-7946-0001", type: "work" }],
        emails: [{ value: t.given.userName(), type: "work" }],
      });
      const list = user.kept[0]!;
      const [{ value }] = user.sent[list] as [{ value: string }];
      await removeAll(t, user, list, `${list}[value eq "${value}"]`);
      t.expect(await t.client.get(user.path))
        .status(200)
        .lacksAttribute(list);
    },
    mutants: {
      "keeps it": hears(() => []),
      "leaves an empty item": stores((after) => ({ ...after, phoneNumbers: [{ type: "work" }] })),
    },
  }),
  rule({
    id: "patch/remove-items-by-two-conditions",
    title: "A remove with a filter of two conditions drops the items that match both",
    covers: ["7644-3.5.2.2-05"],
    level: "MUST",
    needs: ["patch"],
    async probe(t) {
      const [goes, stays, home] = [t.given.userName(), t.given.userName(), t.given.userName()];
      const emails = [
        { value: goes, type: "work" },
        { value: stays, type: "work" },
        { value: home, type: "home" },
      ];
      const user = await userKeeping(t, { emails });
      const operation = { op: "remove", path: `emails[type eq "work" and value eq "${goes}"]` };
      t.expect(await t.client.patch(user.path, patchOp(operation))).status(200, 204);
      await expectEmails(t, user.path, [stays, home]);
    },
    mutants: {
      "looks at the first condition only": hears(() => [{ op: "remove", path: 'emails[type eq "work"]' }]),
      "takes and for or": hears((sent) => [{ ...sent, path: String(sent["path"]).replace(" and ", " or ") }]),
      "does not know two conditions": answersTo(({ path }) => String(path).includes(" and "), 400, "invalidFilter"),
    },
  }),
  rule({
    id: "patch/remove-a-part-of-an-item",
    title: "A remove of a part of the items that a value path picks keeps the items",
    covers: ["7644-3.5.2.2-06"],
    level: "MUST",
    needs: ["patch"],
    async probe(t) {
      const emails = [
        { value: t.given.userName(), type: "work", display: "Office" },
        { value: t.given.userName(), type: "home", display: "Garden" },
      ];
      const user = await userKeeping(t, { emails });
      const operation = { op: "remove", path: 'emails[type eq "work"].display' };
      t.expect(await t.client.patch(user.path, patchOp(operation))).status(200, 204);
      const after = await t.client.get(user.path);
      expectCleared(t, user.before, after, "emails[work].display");
      t.expect(after).attribute("emails[work].value", emails[0]!.value).attribute("emails[home].display", "Garden");
    },
    mutants: {
      "drops the item": hears((sent) => [{ ...sent, path: 'emails[type eq "work"]' }]),
      "drops the part from every item": stores((after) => {
        for (const each of itemsOf(after, "emails")) delete each["display"];
        return after;
      }),
      "keeps it": hears(() => []),
    },
  }),
];
