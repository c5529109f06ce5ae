import { type Rule, rule } from "../../../engine/index.ts";
import type { JsonObject } from "../../../scim/index.ts";
import { expectMembers, groupShowing } from "../patch/group-members.ts";
import { itemsOf } from "../patch/items.ts";
import { userKeeping } from "../patch/kept.ts";
import { refuses, stores } from "./mutants.ts";
import { replacing } from "./replacing.ts";

const GROUP = "urn:ietf:params:scim:schemas:core:2.0:Group";
const USER = "urn:ietf:params:scim:schemas:core:2.0:User";
const ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

const departmentOf = (user: JsonObject): JsonObject => (user[ENTERPRISE] ?? {}) as JsonObject;

/** PUT of a Group, and of a user with the enterprise extension (RFC 7644 §3.5.1, RFC 7643 §4.2, §4.3). */
export const groupsAndExtensions: Rule[] = [
  rule({
    id: "replace/members-are-replaced",
    title: "The members of a PUT replace those of the Group",
    covers: ["7644-3.5.1-02"],
    level: "MUST",
    needs: ["groups"],
    async probe(t) {
      const [old, first, second] = await t.given.users(3);
      const made = await groupShowing(t, [old!, first!]);
      const members = [{ value: first!.id }, { value: second!.id }];
      const body = { schemas: [GROUP], displayName: made.displayName, members };
      t.expect(await t.client.put(made.path, body)).success();
      await expectMembers(t, made.path, [first!, second!]);
      t.expect(await t.client.get(made.path)).attribute("displayName", made.displayName);
    },
    mutants: {
      "adds the members": stores((after, before) => ({
        ...after,
        members: [...itemsOf(before, "members"), ...itemsOf(after, "members")],
      })),
      "keeps the members": stores((after, before) => ({ ...after, members: before["members"]! })),
      "does not allow a change of members": refuses((body) => "members" in body, 400, "mutability"),
    },
  }),
  rule({
    id: "replace/extension-is-replaced",
    title: "The values of an extension in a PUT replace what was stored",
    covers: ["7644-3.5.1-02"],
    level: "MUST",
    needs: ["enterprise"],
    async probe(t) {
      const user = await userKeeping(t, { schemas: [USER, ENTERPRISE], [ENTERPRISE]: { department: "Analysis" } });
      const body = replacing(user, { [ENTERPRISE]: { department: "Engines" } });
      t.expect(await t.client.put(user.path, body)).success();
      t.expect(await t.client.get(user.path))
        .status(200)
        .attribute(`${ENTERPRISE}:department`, "Engines");
    },
    mutants: {
      "keeps the extension": stores((after, before) => ({ ...after, [ENTERPRISE]: departmentOf(before) })),
      "drops the extension": stores(({ [ENTERPRISE]: _extension, ...after }) => after),
    },
  }),
];
