import fc from "fast-check";
import { behaves, type Rule, rule, type SendOptions, show, type Trial, valueAt } from "../../../engine/index.ts";
import type { Decisions8x8 } from "../../../profiles/index.ts";
import { ScimError } from "../../../scim/index.ts";
import { admin, granted } from "../admin.ts";
import { activation, employee } from "../user.ts";

/** PATCH of active, however the user came into being. */
export const origins: Rule[] = [
  rule({
    id: "8x8/patch/works-on-every-user",
    title: "PATCH of active works on users that were created inactive, linked, or deleted",
    covers: ["8X8-PATCH-13"],
    level: "SHOULD",
    needs: ["admin.customer.create", "admin.user.create"],
    async probe(t) {
      const users: Record<string, Reach> = {
        "a user created inactive": { path: (await t.given.user({ active: false })).path, options: {} },
        "a linked user": await linkedUser(t),
      };
      const { path: deleted } = await t.given.deletedUser();
      // Where DELETE hides the user no way back by PATCH is documented.
      if ((await t.client.get(deleted)).response.status !== 404)
        users["a deleted user"] = { path: deleted, options: {} };

      for (const [which, { path, options }] of Object.entries(users))
        await t.property(
          fc.array(fc.boolean(), { maxLength: 2 }),
          async (values) => {
            for (const value of [...values, true, false]) {
              t.expect(await t.client.patch(path, activation(value), options)).status(200, 204);
              const read = await t.client.get(path, options);
              const seen = valueAt(read.response.body, "active");
              t.expect(read)
                .status(200)
                .that(seen === value, {
                  summary: `PATCH active=${value} of ${which} was answered with success, and active is ${show(seen)}`,
                  seen,
                  expected: value,
                  attribute: "active",
                });
            }
          },
          { runs: 2 },
        );
    },
    mutants: {
      "sp-patch-only-on-scim-created": behaves<Decisions8x8>((conforming) => ({
        patch(customer, user, operations) {
          if (user.origin === "idp") return conforming.patch(customer, user, operations);
          throw new ScimError(403, undefined, "the user was not created by the identity provider");
        },
      })),
      "sp-patch-after-delete-is-void": behaves<Decisions8x8>((conforming) => ({
        patch: (customer, user, operations) =>
          user.deleted ? { ...user } : conforming.patch(customer, user, operations),
      })),
    },
  }),
];

/** Where a user is reached, and as which customer. */
interface Reach {
  path: string;
  options: SendOptions;
}

/** A user whom the console of another customer created, and whom a PUT took over (C-06). */
async function linkedUser(t: Trial): Promise<Reach> {
  const {
    id: customer,
    baseUrl,
    token,
  } = await granted(admin(t).customer.create({ name: t.given.name(), retrieval: "all" }));
  const body = employee(t);
  const names = { givenName: "Grace", familyName: "Hopper", email: String(body["userName"]) };
  const { id } = await granted(admin(t).user.create({ customer, userName: String(body["userName"]), ...names }));
  const reach = { path: `${baseUrl}/Users/${encodeURIComponent(id)}`, options: { token: token ?? null } };
  await t.given.done(() => t.client.put(reach.path, body, reach.options));
  return reach;
}
