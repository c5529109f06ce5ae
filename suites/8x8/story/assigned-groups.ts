import { behaves, faulty, type GivenUser, type Rule, rule } from "../../../engine/index.ts";
import type { Decisions8x8 } from "../../../profiles/index.ts";
import { expectUnchanged } from "../changes.ts";
import { activation, employee, patchOp } from "../user.ts";

const GROUP = "urn:ietf:params:scim:schemas:core:2.0:Group";

/** Groups that assign people: users arrive one by one, and no group does. */
export const assignedGroups: Rule[] = [
  rule({
    id: "8x8/story/s-63-group-assignment",
    title: "Five members of a group arrive as five users; one leaves; a group that is pushed is refused without harm",
    covers: ["8X8-GROUP-01", "8X8-GROUP-06"],
    level: "SHOULD",
    tags: ["story"],
    async probe(t) {
      const members: GivenUser[] = [];
      for (let left = 5; left > 0; left--) members.push(await t.given.user(employee(t)));
      const [leaver, ...others] = members as [GivenUser, ...GivenUser[]];
      const before = new Map<GivenUser, Awaited<ReturnType<typeof t.given.read>>>();
      for (const other of others) before.set(other, await t.given.read(other.path));

      const group = {
        schemas: [GROUP],
        displayName: t.given.name(),
        members: members.map(({ id }) => ({ value: id })),
      };
      t.expect(await t.client.post("/Groups", group)).status(403, 404, 405, 501);
      const leaves = patchOp({ op: "remove", path: `members[value eq "${leaver.id}"]` });
      t.expect(await t.client.patch(`/Groups/${t.given.faker.string.uuid()}`, leaves)).status(403, 404, 405, 501);

      t.expect(await t.client.patch(leaver.path, activation(false))).status(200, 204);
      t.expect(await t.client.get(leaver.path))
        .status(200)
        .attribute("active", false);
      for (const other of others)
        expectUnchanged(t, await t.client.get(other.path), before.get(other)!, "a group that was pushed");
      const late = await t.client.post("/Users", employee(t));
      t.expect(late).status(201);
    },
    mutants: {
      "sp-pushed-group-deactivates-its-members": behaves<Decisions8x8>((conforming) => ({
        groups(customer, method) {
          if (method === "PATCH")
            for (const user of [...customer.users.all()]) customer.users.put({ ...user, active: false });
          conforming.groups(customer, method);
        },
      })),
      "sp-pushed-group-stops-provisioning": faulty(() => {
        let stopped = false;
        return (request, next) => {
          const { pathname } = new URL(request.url);
          if (stopped && pathname.endsWith("/Users")) return new Response(null, { status: 403 });
          stopped ||= request.method === "POST" && pathname.endsWith("/Groups");
          return next(request);
        };
      }),
    },
  }),
];
