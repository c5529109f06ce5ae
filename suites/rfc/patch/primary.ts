import { bodyOf, type Rule, rule } from "../../../engine/index.ts";
import { itemsOf } from "./items.ts";
import { userKeeping } from "./kept.ts";
import { stores } from "./mutants.ts";
import { patchOp, performedOrRefused } from "./patch-op.ts";

/** There is one primary item (RFC 7644 §3.5.2). */
export const primary: Rule[] = [
  rule({
    id: "patch/one-primary",
    title: "Making one item primary makes the others not primary",
    covers: ["7644-3.5.2-19"],
    level: "MUST",
    needs: ["patch"],
    async probe(t) {
      const [work, home, other] = [t.given.userName(), t.given.userName(), t.given.userName()];
      const emails = [
        { value: work, type: "work", primary: true },
        { value: home, type: "home" },
      ];
      const user = await userKeeping(t, { emails });
      const expectPrimary = async (value: string): Promise<void> => {
        const after = await t.client.get(user.path);
        const seen = itemsOf(bodyOf(after), "emails").filter((each) => each["primary"] === true);
        t.expect(after).that(seen.length === 1 && seen[0]!["value"] === value, {
          summary: `GET ${user.path} shows ${seen.length} primary e-mail addresses, expected ${value} alone`,
          seen,
          expected: [{ value, primary: true }],
          attribute: "emails.primary",
        });
      };
      const set = patchOp({ op: "replace", path: 'emails[type eq "home"].primary', value: true });
      // Which paths are supported is a matter of other rules: an item can also be added as the primary one.
      if (performedOrRefused(t, await t.client.patch(user.path, set)) === "performed") await expectPrimary(home);
      const add = patchOp({ op: "add", path: "emails", value: [{ value: other, type: "other", primary: true }] });
      t.expect(await t.client.patch(user.path, add)).status(200, 204);
      await expectPrimary(other);
    },
    mutants: {
      "keeps the old primary beside the new one": stores((after, before) => {
        const old = itemsOf(before, "emails").filter((each) => each["primary"] === true);
        for (const each of itemsOf(after, "emails"))
          if (old.some(({ value }) => value === each["value"])) each["primary"] = true;
        return after;
      }),
      "keeps the old primary beside an added one": stores((after, before) => {
        const [emails, was] = [itemsOf(after, "emails"), itemsOf(before, "emails")];
        const old = was.find((each) => each["primary"] === true);
        const kept = emails.length > was.length ? emails.find((each) => each["value"] === old?.["value"]) : undefined;
        if (kept !== undefined) kept["primary"] = true;
        return after;
      }),
      "has no primary any more": stores((after) => {
        for (const each of itemsOf(after, "emails")) delete each["primary"];
        return after;
      }),
    },
  }),
];
