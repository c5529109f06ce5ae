import { behaves, type Mutant, type Rule, rule } from "../../../engine/index.ts";
import type { Decisions8x8 } from "../../../profiles/index.ts";
import type { JsonObject } from "../../../scim/index.ts";
import { expectUnchanged } from "../changes.ts";
import { expectHeld } from "../held.ts";
import { activation, createdUser, type Details, employee, membersOf, named } from "../user.ts";

/** What a user is given after it was created with the least. */
const GROWN: Details = {
  givenName: "Grace",
  familyName: "Hopper",
  title: "Rear admiral",
  department: "Programming",
  mobile: "+14155550119",
  locale: "en-US",
  timezone: "America/New_York",
};

/** A vendor looks whether an endpoint does what the guides say, in a minute. */
export const smoke: Rule[] = [
  rule({
    id: "8x8/story/s-07-vendor-smoke",
    title:
      "A user is created with the least, found, given every attribute one by one, switched off and on, and removed, with nothing lost on the way",
    covers: [
      "8X8-SCIM-01",
      "8X8-SCIM-05",
      "8X8-SCIM-09",
      "8X8-SCIM-12",
      "8X8-PATCH-01",
      "8X8-DELETE-01",
      "8X8-DELETE-02",
    ],
    level: "MUST",
    tags: ["story"],
    answers: ["deleteVisibility"],
    async probe(t) {
      const least = t.given.representation({ active: undefined });
      const created = await t.client.post("/Users", least);
      t.expect(created).status(201);
      const { id, path } = createdUser(t, created);
      expectHeld(t, await t.client.get(path), least);
      t.expect(await t.client.list("/Users", named(String(least["userName"]))))
        .status(200)
        .resources([id]);

      let written: JsonObject = { ...least, active: true };
      const members = { ...membersOf(GROWN), externalId: t.given.name() };
      for (const [member, value] of Object.entries(members)) {
        const schemas = employee(t)["schemas"]!;
        written = { ...written, schemas, [member]: value };
        t.expect(await t.client.put(path, written)).success();
        expectHeld(t, await t.client.get(path), written);
      }
      const grown = await t.given.read(path);
      for (const active of [false, true]) {
        t.expect(await t.client.patch(path, activation(active))).status(200, 204);
        const read = await t.client.get(path);
        t.expect(read).attribute("active", active);
        expectUnchanged(t, read, grown, `PATCH active=${active}`, ["active"]);
      }

      t.expect(await t.client.delete(path)).status(200, 202, 204);
      const read = await t.client.get(path);
      const hidden = read.response.status === 404;
      t.observe("deleteVisibility", hidden ? "hidden" : "visible-inactive");
      if (hidden && t.options["deleteVisibility"] === "hidden") return;
      t.expect(read).status(200).attribute("active", false);
      expectUnchanged(t, read, grown, "DELETE", ["active"]);
    },
    mutants: {
      "sp-put-never-sets-the-time-zone": onReplace((before) => ({ timezone: before.timezone })),
      "sp-put-takes-external-ids-once": onReplace((before, after) => ({
        externalId: before.externalId === undefined ? after.externalId?.toUpperCase() : before.externalId,
      })),
      "sp-delete-resets-the-names": behaves<Decisions8x8>((conforming) => ({
        remove: (customer, user) => ({ ...conforming.remove(customer, user)!, familyName: "Deleted" }),
      })),
    },
  }),
];

type Replace = Decisions8x8["replace"];
type User = Parameters<Replace>[1];

/** A service provider that stores something else than a PUT says. */
function onReplace(other: (before: User, after: User) => Partial<User>): Mutant {
  return behaves<Decisions8x8>((conforming) => ({
    replace(customer, user, body) {
      const after = conforming.replace(customer, user, body);
      return { ...after, ...other(user, after) };
    },
  }));
}
