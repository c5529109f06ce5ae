import { behaves, type Rule, rule } from "../../../engine/index.ts";
import type { Behaviour } from "../../../scim/index.ts";
import { userKeeping } from "./kept.ts";
import { hearsAll } from "./mutants.ts";
import { patchOp } from "./patch-op.ts";
import { userWithText } from "./texts.ts";

/** Operations build on each other (RFC 7644 §3.5.2). */
export const order: Rule[] = [
  rule({
    id: "patch/operations-run-in-order",
    title: "Operations run in the order of the request, each on what the one before left",
    covers: ["7644-3.5.2-18"],
    level: "MUST",
    needs: ["patch"],
    async probe(t) {
      const { user, text } = await userWithText(t);
      const operations = [
        { op: "replace", path: text, value: "Enchantress" },
        { op: "remove", path: text },
        { op: "add", path: text, value: "Engineer" },
      ];
      t.expect(await t.client.patch(user.path, patchOp(...operations))).status(200, 204);
      t.expect(await t.client.get(user.path))
        .status(200)
        .attribute(text, "Engineer");
    },
    mutants: {
      "runs the last operation first": hearsAll((operations) => operations.toReversed()),
      "runs the removes last": hearsAll((operations) =>
        operations.toSorted((one, other) => Number(one["op"] === "remove") - Number(other["op"] === "remove")),
      ),
      "runs only the first operation at an attribute": hearsAll((operations) =>
        operations.filter(({ path }, at) => operations.findIndex((other) => other["path"] === path) === at),
      ),
    },
  }),
  rule({
    id: "patch/operation-sees-the-one-before",
    title: "A value path finds the item that an earlier operation of the same request added",
    covers: ["7644-3.5.2-18"],
    level: "MUST",
    needs: ["patch"],
    async probe(t) {
      const [added, replaced] = [t.given.userName(), t.given.userName()];
      // A neighbour shows that two e-mail addresses can be kept at all.
      const two = ["work", "home"].map((type) => ({ value: t.given.userName(), type }));
      await userKeeping(t, { emails: two });
      const user = await t.given.user({ emails: [{ value: t.given.userName(), type: "work" }] });
      const operations = [
        { op: "add", path: "emails", value: [{ value: added, type: "home" }] },
        { op: "replace", path: 'emails[type eq "home"].value', value: replaced },
      ];
      t.expect(await t.client.patch(user.path, patchOp(...operations))).status(200, 204);
      t.expect(await t.client.get(user.path))
        .status(200)
        .attribute("emails[home].value", replaced);
    },
    mutants: {
      "looks value paths up before it runs the first operation": behaves<Behaviour>((conforming) => ({
        patch: (stored, operations, type) => {
          for (const operation of operations) conforming.patch(stored, [operation], type);
          return conforming.patch(stored, operations, type);
        },
      })),
      "runs the last operation first": hearsAll((operations) => operations.toReversed()),
    },
  }),
];
