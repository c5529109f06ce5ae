import { behaves, type Rule, rule } from "../../../engine/index.ts";
import type { Decisions8x8 } from "../../../profiles/index.ts";
import { admin, granted } from "../admin.ts";
import { expectUnchanged } from "../changes.ts";
import { activation, named } from "../user.ts";
import { DIGITS, LOWER, text, UPPER } from "../words.ts";

/** Who may call. */
export const access: Rule[] = [
  rule({
    id: "8x8/scim/request-needs-the-token",
    title: "A request without the token of the customer is refused and changes nothing",
    covers: ["8X8-SCIM-04"],
    level: "MUST",
    answers: ["refusalWithoutToken"],
    async probe(t) {
      const user = await t.given.user();
      const before = await t.given.read(user.path);
      const stranger = t.given.representation();

      const expectRefusal = async (authorization: string | null): Promise<void> => {
        const headers = { authorization };
        t.expect(await t.client.get(user.path, { headers })).status(401, 403);
        const refused = await t.client.patch(user.path, activation(false), { headers });
        t.expect(refused).status(401, 403);
        t.observe("refusalWithoutToken", String(refused.response.status));
      };
      for (const authorization of [null, "Bearer", "Basic c2NpbXByb29mOnNjaW1wcm9vZg=="])
        await expectRefusal(authorization);
      await t.property(text(UPPER + LOWER + DIGITS, 20, 40), (token) => expectRefusal(`Bearer ${token}`), {
        runs: 2,
      });
      t.expect(await t.client.post("/Users", stranger, { token: null })).status(401, 403);

      expectUnchanged(t, await t.client.get(user.path), before, "a request without the token");
      t.expect(await t.client.list("/Users", named(String(stranger["userName"]))))
        .status(200)
        .resources([]);
    },
    mutants: {
      "sp-accepts-any-token": behaves<Decisions8x8>({ authenticate: () => undefined }),
      "sp-accepts-unknown-tokens": behaves<Decisions8x8>((conforming) => ({
        authenticate: (customer, call, customers) =>
          call.token === undefined ? conforming.authenticate(customer, call, customers) : undefined,
      })),
    },
  }),

  rule({
    id: "8x8/scim/token-stays-with-its-customer",
    title: "The token of one customer opens nothing of another",
    covers: ["8X8-SCIM-03"],
    level: "MUST",
    needs: ["admin.customer.create"],
    async probe(t) {
      const user = await t.given.user();
      const before = await t.given.read(user.path);
      const other = await granted(admin(t).customer.create({ name: t.given.name() }));
      const { token } = other;
      if (token === undefined) return t.inconclusive("the driver does not tell the token of the customer it made");

      t.expect(await t.client.get(user.path, { token })).status(401, 403, 404);
      t.expect(await t.client.patch(user.path, activation(false), { token })).status(401, 403, 404);
      // The client calls no other host than that of the target.
      if (new URL(other.baseUrl).origin === new URL(t.client.baseUrl).origin)
        t.expect(await t.client.get(`${other.baseUrl}/Users`)).status(401, 403, 404);
      expectUnchanged(t, await t.client.get(user.path), before, "the token of another customer");
    },
    mutants: {
      "sp-token-crosses-tenants": behaves<Decisions8x8>((conforming) => ({
        authenticate: (customer, call, customers) =>
          [...customers].some(({ scim }) => conforming.tokenMatches(scim.token?.hash, call.token))
            ? undefined
            : conforming.authenticate(customer, call, customers),
      })),
    },
  }),

  rule({
    id: "8x8/scim/not-on-account-manager",
    title: "A customer of the Account Manager platform is offered no SCIM",
    covers: ["8X8-SCIM-24"],
    level: "MUST",
    needs: ["admin.customer.create", "admin.scim.open", "admin.scim.enable", "admin.scim.save"],
    async probe(t) {
      const { id: customer } = await granted(
        admin(t).customer.create({ name: t.given.name(), platform: "account-manager", enabled: false }),
      );
      const { scim } = admin(t);
      // However the console refuses: no section, or an error on the way.
      const page = await scim
        .enable({ customer, provider: "other" })
        .then(() => scim.save({ customer }))
        .catch(() => granted(scim.open({ customer })));
      t.expect.that(!page.offered || page.url === null, {
        summary: "a customer of the Account Manager platform could switch SCIM on and got its URL",
        seen: { offered: page.offered, enabled: page.enabled, url: page.url },
        expected: { offered: false },
      });
    },
    mutants: { "sp-scim-on-account-manager": behaves<Decisions8x8>({ scimOffered: () => true }) },
  }),
];
