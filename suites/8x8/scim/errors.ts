import { behaves, type Rule, rule } from "../../../engine/index.ts";
import type { Decisions8x8 } from "../../../profiles/index.ts";
import type { JsonObject } from "../../../scim/index.ts";
import { expectUnchanged } from "../changes.ts";
import { inSite, siteUrn } from "../sites.ts";
import { employee, named } from "../user.ts";

/** What becomes of writes that are refused. */
export const errors: Rule[] = [
  rule({
    id: "8x8/scim/errors-change-nothing",
    title: "A write that is refused leaves everything as it was",
    covers: ["8X8-SCIM-25"],
    level: "SHOULD",
    async probe(t) {
      const body = employee(t);
      const user = await t.given.user(body);
      const other = await t.given.user();
      const before = await t.given.read(user.path);
      const renamed = (): JsonObject => ({ name: { givenName: "Half", familyName: t.given.faker.person.lastName() } });
      const { userName: _, ...nameless } = body;
      let refusals = 0;
      for (const [what, replacement] of Object.entries({
        "a PUT with a login ID in use": { ...body, ...renamed(), userName: other.userName },
        "a PUT with an unknown site": { ...body, ...renamed(), ...inSite(t.given.name(), siteUrn(t)) },
        "a PUT without userName": { ...nameless, ...renamed() },
        "a PUT whose name is a text": { ...body, title: "Half", name: "Half" },
      })) {
        const written = await t.client.put(user.path, replacement);
        if (written.response.status < 300) {
          // Where it is not refused, other rules judge what it did; this one goes on from the state before.
          await t.given.done(() => t.client.put(user.path, body));
          continue;
        }
        t.expect(written).refused();
        expectUnchanged(t, await t.client.get(user.path), before, `${what}, answered ${written.response.status},`);
        refusals++;
      }

      const unborn = employee(t, inSite(t.given.name(), siteUrn(t)));
      const created = await t.client.post("/Users", unborn);
      if (created.response.status >= 300) {
        t.expect(created).refused();
        t.expect(await t.client.list("/Users", named(String(unborn["userName"]))))
          .status(200)
          .resources([]);
        refusals++;
      }
      if (refusals === 0) t.skip("none of the five faulty writes was refused");
    },
    mutants: {
      "sp-error-after-partial-write": behaves<Decisions8x8>((conforming) => ({
        replace(customer, user, body) {
          const { givenName, familyName } = (body["name"] ?? {}) as { givenName?: string; familyName?: string };
          try {
            return conforming.replace(customer, user, body);
          } catch (refusal) {
            customer.users.put({
              ...user,
              givenName: givenName ?? user.givenName,
              familyName: familyName ?? user.familyName,
            });
            throw refusal;
          }
        },
      })),
      "sp-unknown-site-leaves-user": behaves<Decisions8x8>((conforming) => ({
        create(customer, body) {
          try {
            return conforming.create(customer, body);
          } catch (refusal) {
            customer.users.put(conforming.newUser(customer, String(body["userName"]), "idp"));
            throw refusal;
          }
        },
      })),
    },
  }),
];
