import {
  answerInstead,
  behaves,
  type GivenUser,
  on,
  type Rule,
  rewriteBody,
  rewriteQuery,
  rule,
} from "../../../engine/index.ts";
import type { Behaviour } from "../../../scim/index.ts";
import { answered } from "../answered.ts";
import { GROUP } from "../urns.ts";
import { without } from "../without.ts";
import { expectMembers } from "./members.ts";
import { knowsNoPatch, makesOfPatch, patched, takesAndForgets } from "./patched.ts";
import { expectGroups, needsGroups } from "./published.ts";

const CREATE = { method: "POST", path: /\/Groups$/ };
const WITHOUT_MEMBERS = { method: "GET", path: /\/Groups.*excludedAttributes=members/ };

/** Groups created and changed without the provisioning engine in between; groups are mandatory for the gallery. */
export const groups: Rule[] = [
  rule({
    id: "entra-gallery/group-is-created",
    title: "A group is created, has an id, and has the display name that was sent",
    covers: ["7643-3.1-02", "7644-3.3-06", "7644-3.1-03"],
    level: "MUST",
    async probe(t) {
      await expectGroups(t);
      const displayName = t.given.name();
      answered(t, await t.client.post("/Groups", { schemas: [GROUP], displayName }))
        .status(200, 201)
        .filled("id")
        .reads("displayName", displayName);
    },
    mutants: {
      "has no groups": on(CREATE, answerInstead(404)),
      "answers a create without the id": on(
        CREATE,
        rewriteBody((group) => without(group, "id")),
      ),
      "writes the name of a group in capital letters": on(
        CREATE,
        rewriteBody((group) => ({ ...group, displayName: String(group["displayName"]).toUpperCase() })),
      ),
    },
  }),

  rule({
    id: "entra-gallery/group-is-updated",
    title: "A PATCH renames a group, and the new name is read",
    covers: ["7644-3.5.2-22", "7644-3.5.2.3-02"],
    level: "MUST",
    async probe(t) {
      await expectGroups(t);
      const group = await t.given.group();
      const displayName = t.given.name();
      const read = await patched(t, group.path, [{ op: "replace", path: "displayName", value: displayName }]);
      answered(t, read).reads("displayName", displayName);
    },
    mutants: {
      "knows no PATCH": knowsNoPatch,
      "takes a PATCH and changes nothing": takesAndForgets,
      "answers a PATCH with 202": on("PATCH", answerInstead(202, null)),
    },
  }),

  rule({
    id: "entra-gallery/members-come-and-go",
    title: "Members are added in one operation, and one is removed by a filter on its id",
    covers: ["7644-3.5.2.1-12", "7644-3.5.2.2-04", "7644-3.5.2.2-10"],
    level: "MUST",
    async probe(t) {
      await expectGroups(t);
      const [first, second, third] = (await t.given.users(3)) as [GivenUser, GivenUser, GivenUser];
      const group = await t.given.group([first]);
      const value = [{ value: second.id }, { value: third.id }];
      const all = [first, second, third].map(({ id }) => id);
      expectMembers(t, await patched(t, group.path, [{ op: "Add", path: "members", value }]), all);
      const path = `members[value eq "${second.id}"]`;
      expectMembers(t, await patched(t, group.path, [{ op: "remove", path }]), [first.id, third.id]);
    },
    mutants: {
      "takes one member at a time": makesOfPatch((conforming, _stored, [operation]) => {
        const after = conforming();
        if (operation?.op.toLowerCase() !== "add") return after;
        const members = after["members"];
        return { ...after, members: Array.isArray(members) ? members.slice(0, 2) : [] };
      }),
      "puts new members in the place of the old ones": makesOfPatch((conforming, stored, [operation]) => {
        const after = conforming();
        const before = Array.isArray(stored["members"]) ? stored["members"].length : 0;
        const members = after["members"];
        return operation?.op.toLowerCase() === "add" && Array.isArray(members)
          ? { ...after, members: members.slice(before) }
          : after;
      }),
      "removes all members for one": makesOfPatch((conforming, _stored, [operation]) =>
        operation?.op.toLowerCase() === "remove" ? { ...conforming(), members: [] } : conforming(),
      ),
      "takes a PATCH and changes nothing": takesAndForgets,
    },
  }),

  rule({
    id: "entra-gallery/group-is-read-without-members",
    title: "A group is read and looked up without its members where they are excluded",
    covers: ["7644-3.4.2.5-01", "7644-3.9-02"],
    level: "MUST",
    async probe(t) {
      await expectGroups(t);
      const user = await t.given.user();
      const group = await t.given.group([user]);
      const read = await t.client.get(group.path, { query: { excludedAttributes: "members" } });
      t.expect(read).status(200).attribute("id", group.id).lacksAttribute("members");
      const filter = `displayName eq "${group.displayName}"`;
      const found = await t.client.list("/Groups", { filter, excludedAttributes: "members" });
      t.expect(found).status(200).resources([group.id]).lacksAttribute("Resources[0].members");
    },
    mutants: {
      "shows members that are excluded": on(
        WITHOUT_MEMBERS,
        rewriteQuery((query) => query.delete("excludedAttributes")),
      ),
      "shows members that are excluded in a list": on(
        { method: "GET", path: /\/Groups\?.*excludedAttributes=members/ },
        rewriteQuery((query) => query.delete("excludedAttributes")),
      ),
      "takes no excludedAttributes": on(WITHOUT_MEMBERS, answerInstead(400)),
    },
  }),

  rule({
    id: "entra-gallery/group-is-looked-up",
    title: "A group is found by its name in any letter case, and an unknown name by an empty list",
    covers: ["7644-3.4.2-10", "7643-7-10", "7644-3.4.2.2-42"],
    level: "MUST",
    async probe(t) {
      await expectGroups(t);
      const group = await t.given.group();
      for (const name of [group.displayName, group.displayName.toUpperCase()])
        t.expect(await t.client.list("/Groups", { filter: `displayName eq "${name}"` }))
          .status(200)
          .includes(group.id);
      const unknown = await t.client.list("/Groups", { filter: `displayName eq "${t.given.name()}"` });
      answered(t, unknown).status(200).reads("totalResults", "0");
    },
    mutants: {
      "answers 404 when no group is found": on({ method: "GET", path: /\/Groups\?filter/ }, async (request, next) => {
        const response = await next(request);
        const list = (await response.clone().json()) as { totalResults?: number };
        return list.totalResults === 0 ? new Response(null, { status: 404 }) : response;
      }),
      "tells names of groups apart by letter case": on({ method: "GET", path: /\/Groups\?filter/ }, (request, next) =>
        next(new Request(request.url.replace(/SCIMPROOF/, "other"), request)),
      ),
      "ignores the filter": behaves<Behaviour>({ matches: () => true }),
    },
  }),

  rule({
    id: "entra-gallery/group-is-deleted",
    title: "A group that is deleted cannot be read",
    covers: ["7644-3.6-01", "7644-3.6-02"],
    level: "MAY",
    async probe(t) {
      await needsGroups(t);
      const group = await t.given.group();
      t.expect(await t.client.delete(group.path)).status(200, 204);
      t.expect(await t.client.get(group.path)).status(404);
    },
    mutants: {
      "keeps groups": behaves<Behaviour>({ removes: () => false }),
      "does not delete groups": on({ method: "DELETE", path: /\/Groups\// }, answerInstead(405)),
    },
  }),
];
