import { behaves, idOf, type Rule, rule } from "../../../engine/index.ts";
import type { Decisions8x8 } from "../../../profiles/index.ts";
import { admin, adminIfAny, granted } from "../admin.ts";
import { withConsoleUser } from "../console-user.ts";
import { activation, named } from "../user.ts";

/** Users made in the console, and how they come under the identity provider. */
export const origin: Rule[] = [
  rule({
    id: "8x8/login/recreated-by-the-identity-provider",
    title: "Once a console user is deleted, a create with its login ID makes a user of the identity provider",
    covers: ["8X8-LOGIN-05"],
    level: "MUST",
    needs: ["admin.user.create", "admin.user.delete", "admin.user.get"],
    probe: (t) =>
      withConsoleUser(t, {}, async ({ id, userName }) => {
        const body = t.given.representation({ userName });
        const refused = await t.client.post("/Users", body);
        if (refused.response.status < 300) t.inconclusive("the login ID of a console user is not refused");
        await granted(admin(t).user.delete({ id }));

        const created = await t.client.post("/Users", body);
        t.expect(created)
          .status(201)
          .attribute("userName", userName)
          .that(idOf(created) !== id, {
            summary: "the user has the id of the one that was deleted",
            seen: id,
            expected: "another id",
            attribute: "id",
          });
        const page = await admin(t).user.get({ userName });
        for (const attribute of ["origin", "owner"] as const)
          t.expect.that(page?.[attribute] === "idp", {
            summary: `a user created over SCIM in place of a console user has ${attribute} ${page?.[attribute]}`,
            seen: page?.[attribute],
            expected: "idp",
            attribute,
          });
      }),
    mutants: {
      "sp-console-delete-keeps-the-login-id": behaves<Decisions8x8>({
        consoleDelete(_customer, user) {
          user.active = false;
          return false;
        },
      }),
      "sp-recreated-user-is-unowned": behaves<Decisions8x8>((conforming) => ({
        settle: (customer, after, write) => ({
          ...conforming.settle(customer, after, write),
          owner: write.by === "create" ? "none" : after.owner,
        }),
      })),
    },
  }),

  rule({
    id: "8x8/login/console-users-are-not-managed",
    title: "A user made in the console does not come under the identity provider by itself",
    covers: ["8X8-LOGIN-09"],
    level: "MUST",
    needs: ["admin.user.create", "admin.user.get"],
    probe: (t) =>
      withConsoleUser(t, {}, async ({ id, userName }) => {
        await t.given.user();
        const page = await admin(t).user.get({ id });
        t.expect.that(page?.owner === "none" && page.locked.length === 0, {
          summary: "a user made in the console counts as owned by the identity provider",
          seen: { owner: page?.owner, locked: page?.locked },
          expected: { owner: "none", locked: [] },
          attribute: "owner",
        });
        // With the retrieval of all users the identity provider may find it, and link it by an update.
        if (t.options["retrieval"] === "all") return;
        t.expect(await t.client.list("/Users", named(userName)))
          .status(200)
          .resources([]);
        const path = `/Users/${encodeURIComponent(id)}`;
        t.expect(await t.client.get(path)).status(404);
        t.expect(await t.client.patch(path, activation(false))).refused();
        const after = await adminIfAny(t).user!.get!({ id });
        t.expect.that(after?.active === true && after.owner === "none", {
          summary: "a PATCH reached a user made in the console, whom the identity provider does not retrieve",
          seen: { active: after?.active, owner: after?.owner },
          expected: { active: true, owner: "none" },
          attribute: "active",
        });
      }),
    mutants: {
      "sp-console-users-managed-implicitly": behaves<Decisions8x8>((conforming) => ({
        consoleCreate: (customer, fields) => ({ ...conforming.consoleCreate(customer, fields), owner: "idp" }),
      })),
      "sp-retrieval-ignored": behaves<Decisions8x8>({ visible: () => true }),
      "sp-retrieval-ignored-by-writes": behaves<Decisions8x8>((conforming) => ({
        locate: (customer, id, method) =>
          (method === "PATCH" ? customer.users.get(id) : undefined) ?? conforming.locate(customer, id, method),
      })),
    },
  }),
];
