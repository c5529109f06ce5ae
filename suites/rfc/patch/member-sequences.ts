import fc from "fast-check";
import { type Rule, rule } from "../../../engine/index.ts";
import type { JsonObject } from "../../../scim/index.ts";
import { expectMembers, groupShowing } from "./group-members.ts";
import { hears, hearsAll } from "./mutants.ts";
import { patchOp } from "./patch-op.ts";

/** One step on the members of a Group: what is done, and with whom of three users. */
interface Step {
  what: "add" | "remove one" | "replace" | "remove all";
  who: number[];
}

const step: fc.Arbitrary<Step> = fc.record({
  what: fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom("add" as const, "remove one" as const) },
    { weight: 1, arbitrary: fc.constantFrom("replace" as const, "remove all" as const) },
  ),
  who: fc.subarray([0, 1, 2], { minLength: 1 }),
});

/** Any sequence of operations has the effect of one after the other (RFC 7644 §3.5.2). */
export const memberSequences: Rule[] = [
  rule({
    id: "patch/sequence-on-members",
    title: "Any sequence of operations on members leaves the Group with the members they make",
    covers: ["7644-3.5.2-18", "7644-3.5.2.1-12", "7644-3.5.2.2-10", "7644-3.5.2.3-11"],
    level: "MUST",
    needs: ["patch", "groups"],
    tags: ["property"],
    async probe(t) {
      const users = await t.given.users(3);
      const group = await groupShowing(t, users);
      const listed = (indexes: Iterable<number>): JsonObject[] =>
        [...indexes].map((index) => ({ value: users[index]!.id }));
      const law = async (steps: Step[]): Promise<void> => {
        let members = new Set([0]);
        const operations: JsonObject[] = [{ op: "replace", path: "members", value: listed(members) }];
        for (const { what, who } of steps) {
          const absent = who.filter((index) => !members.has(index));
          const present = who.find((index) => members.has(index));
          if (what === "add" && absent.length > 0) {
            operations.push({ op: "add", path: "members", value: listed(absent) });
            members = members.union(new Set(absent));
          } else if (what === "remove one" && present !== undefined) {
            operations.push({ op: "remove", path: `members[value eq "${users[present]!.id}"]` });
            members = members.difference(new Set([present]));
          } else if (what === "replace") {
            operations.push({ op: "replace", path: "members", value: listed(who) });
            members = new Set(who);
          } else if (what === "remove all" && members.size > 0) {
            operations.push({ op: "remove", path: "members" });
            members = new Set();
          }
        }
        t.expect(await t.client.patch(group.path, patchOp(...operations))).status(200, 204);
        const expected = users.filter((_user, index) => members.has(index));
        await expectMembers(t, group.path, expected);
      };
      // A plain sequence comes first, so that what fails on any does not hang on the seed.
      await law([
        { what: "add", who: [1, 2] },
        { what: "remove one", who: [0] },
        { what: "add", who: [0] },
      ]);
      await t.property(fc.noBias(fc.array(step, { minLength: 1, maxLength: 6, size: "max" })), law);
    },
    mutants: {
      "takes add for replace": hears((sent) => [sent["op"] === "add" ? { ...sent, op: "replace" } : sent]),
      "takes all members out when one is to go": hears((sent) => [
        sent["op"] === "remove" ? { op: "remove", path: "members" } : sent,
      ]),
      "runs the removes last": hearsAll((operations) =>
        operations.toSorted((one, other) => Number(one["op"] === "remove") - Number(other["op"] === "remove")),
      ),
    },
  }),
];
