import { bodyOf, type Rule, rule, valueAt } from "../../../engine/index.ts";
import { itemsOf } from "../patch/items.ts";
import { userKeeping, userKeepingSome, userShowing } from "../patch/kept.ts";
import { userWithTexts } from "../patch/texts.ts";
import { isAssigned } from "../same-value.ts";
import { expectCleared, expectSame } from "../untouched.ts";
import { hears, refuses, stores } from "./mutants.ts";
import { replacing } from "./replacing.ts";

const KEPT = ["nickName", "title", "displayName", "name", "emails", "active"];

/** What a PUT does to the values of a resource (RFC 7644 §3.5.1). */
export const values: Rule[] = [
  rule({
    id: "replace/values-are-replaced",
    title: "The values of a PUT replace what was stored: texts, parts of a name and whole lists",
    covers: ["7644-3.5.1-02"],
    level: "MUST",
    async probe(t) {
      const two = ["work", "home"].map((type) => ({ value: t.given.userName(), type }));
      const user = await userKeeping(t, { name: { givenName: "Ada", familyName: "King" }, emails: two });
      const neighbour = await userShowing(t, "name");
      const address = t.given.userName();
      const body = replacing(user, {
        name: { givenName: "Augusta", familyName: "Byron" },
        emails: [{ value: address, type: "other" }],
        active: false,
      });
      t.expect(await t.client.put(user.path, body)).success();
      const after = await t.client.get(user.path);
      t.expect(after).status(200).attribute("name.givenName", "Augusta").attribute("name.familyName", "Byron");
      if ("active" in user.before) t.expect(after).attribute("active", false);
      const addresses = itemsOf(bodyOf(after), "emails").map(({ value }) => value);
      t.expect(after).that(addresses.length === 1 && addresses[0] === address, {
        summary: `GET ${user.path} shows ${addresses.length} e-mail addresses, expected the new one alone`,
        seen: addresses,
        expected: [address],
        attribute: "emails",
      });
      expectSame(t, neighbour.before, await t.client.get(neighbour.path), [
        "id",
        "userName",
        "name",
        "emails",
        "active",
      ]);
    },
    mutants: {
      "merges lists": stores((after, before) => ({
        ...after,
        emails: [...itemsOf(before, "emails"), ...itemsOf(after, "emails")],
      })),
      "keeps the name": stores((after, before) => ({ ...after, name: before["name"]! })),
      "keeps active": stores((after, before) => ({ ...after, active: before["active"]! })),
    },
  }),
  rule({
    id: "replace/omitted-is-cleared",
    title: "An attribute that a PUT leaves out is cleared, or gets its default",
    covers: ["7644-3.5.1-03"],
    level: "SHOULD",
    answers: ["putAbsent"],
    async probe(t) {
      const user = await userWithTexts(t);
      const name = user.kept[0]!;
      t.expect(await t.client.put(user.path, replacing(user, { [name]: undefined }))).success();
      const after = await t.client.get(user.path);
      const seen = valueAt(after.response.body, name);
      t.observe("putAbsent", !isAssigned(seen) ? "clear" : seen === user.before[name] ? "keep" : "default");
      t.expect(after)
        .status(200)
        .that(seen !== user.before[name], {
          summary: `GET ${user.path} still shows ${name}, which the PUT left out`,
          seen,
          expected: "unassigned, or a default",
          attribute: name,
        });
    },
    mutants: { "keeps what is left out": hears((sent, stored) => ({ ...stored, ...sent })) },
  }),
  rule({
    id: "replace/omitted-is-stable",
    title: "A PUT that leaves attributes out has the same result when it is repeated",
    covers: ["7644-3.5.1-03", "7644-3.5.1-02"],
    level: "MUST",
    async probe(t) {
      const user = await userWithTexts(t);
      const body = replacing(user, Object.fromEntries(user.kept.map((name) => [name, undefined])));
      await t.given.done(() => t.client.put(user.path, body));
      const once = await t.given.read(user.path);
      t.expect(await t.client.put(user.path, body)).success();
      expectSame(t, once, await t.client.get(user.path), ["id", "userName", ...KEPT]);
    },
    mutants: {
      "toggles active": stores((after, before) => ({ ...after, active: before["active"] !== true })),
      "adds to a name each time": stores((after, before) => {
        const { givenName, familyName } = before["name"] as { givenName: string; familyName: string };
        return { ...after, name: { givenName, familyName: `${familyName} II` } };
      }),
    },
  }),
  rule({
    id: "replace/null-is-no-value",
    title: "null and an empty list in a PUT clear the attribute",
    covers: ["7644-3.5.1-05"],
    level: "MAY",
    async probe(t) {
      const user = await userKeepingSome(t, {
        roles: [{ value: "mathematician" }],
        phoneNumbers: [{ value: "tel:+44-20-7946-0001", type: "work" }],
        nickName: "Countess",
        title: "Analyst",
        displayName: "Ada Lovelace",
      });
      const empty = user.kept.map((name) => [name, Array.isArray(user.sent[name]) ? [] : null]);
      t.expect(await t.client.put(user.path, replacing(user, Object.fromEntries(empty)))).success();
      const after = await t.client.get(user.path);
      for (const name of user.kept) expectCleared(t, user.before, after, name);
    },
    mutants: {
      "refuses null": refuses((body) => Object.values(body).includes(null), 400, "invalidValue"),
      "takes an empty list for not sent": stores((after, before, sent) =>
        Array.isArray(sent["roles"]) && sent["roles"].length === 0 ? { ...after, roles: before["roles"]! } : after,
      ),
      "stores the text null": stores((after, _before, sent) =>
        sent["nickName"] === null ? { ...after, nickName: "null" } : after,
      ),
    },
  }),
];
