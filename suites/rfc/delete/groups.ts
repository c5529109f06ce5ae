import { answer, behaves, on, type Rule, rule } from "../../../engine/index.ts";
import type { Behaviour } from "../../../scim/index.ts";
import { expectMembers, groupShowing } from "../patch/group-members.ts";

/** Groups and the users in them (RFC 7644 §3.6). */
export const groups: Rule[] = [
  rule({
    id: "delete/group-is-gone",
    title: "A deleted Group can no longer be read, and its members can",
    covers: ["7644-3.6-01", "7644-3.6-02"],
    level: "MUST",
    needs: ["groups"],
    async probe(t) {
      const member = await t.given.user();
      const group = await t.given.group([member]);
      t.expect(await t.client.delete(group.path))
        .status(204)
        .noBody();
      t.expect(await t.client.get(group.path)).status(404, 410);
      t.expect(await t.client.get(member.path))
        .status(200)
        .attribute("id", member.id);
    },
    mutants: {
      "answers 204 and keeps the Group": on({ method: "DELETE", path: /\/Groups\// }, answer(204)),
      "does not allow it": on({ method: "DELETE", path: /\/Groups\// }, answer(405)),
      "removes the members too": on({ method: "DELETE", path: /\/Groups\// }, async (request, next) => {
        const headers = { authorization: request.headers.get("authorization") ?? "" };
        const group = (await (await next(new Request(request.url, { headers }))).json()) as {
          members?: { value: string }[];
        };
        for (const { value } of group.members ?? [])
          await next(
            new Request(request.url.replace(/\/Groups\/.*$/, `/Users/${value}`), { method: "DELETE", headers }),
          );
        return next(request);
      }),
    },
  }),
  rule({
    id: "delete/members-do-not-dangle",
    title: "A deleted user is a member of no Group any more",
    covers: ["7644-3.6-02"],
    level: "SHOULD",
    needs: ["groups"],
    async probe(t) {
      const [goes, stays] = await t.given.users(2);
      const group = await groupShowing(t, [goes!, stays!]);
      await t.given.done(() => t.client.delete(goes!.path));
      await expectMembers(t, group.path, [stays!]);
    },
    mutants: {
      "keeps the deleted user as a member": behaves<Behaviour>({
        removes: (stored) => stored.meta["resourceType"] !== "User",
      }),
    },
  }),
];
