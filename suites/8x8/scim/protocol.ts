import { on, type Rule, rewriteBody, rule, valueAt } from "../../../engine/index.ts";
import { named, USER } from "../user.ts";

const LIST_RESPONSE = "urn:ietf:params:scim:api:messages:2.0:ListResponse";

/** Requests and answers have the shapes of SCIM 2.0, at a URL of the customer's own. */
export const protocol: Rule[] = [
  rule({
    id: "8x8/scim/protocol-is-scim-2",
    title: "Users are read, listed and refused in the messages of SCIM 2.0",
    covers: ["8X8-SCIM-01"],
    level: "MUST",
    answers: ["mediaType"],
    async probe(t) {
      const user = await t.given.user();
      const read = await t.client.get(user.path);
      const schemas = valueAt(read.response.body, "schemas");
      t.expect(read)
        .status(200)
        .that(Array.isArray(schemas) && schemas.includes(USER), {
          summary: "a User does not name the core schema of SCIM 2.0 in its schemas",
          seen: schemas ?? "nothing",
          expected: [USER],
          attribute: "schemas",
        })
        .attribute("id", user.id)
        .attribute("meta.resourceType", "User");
      t.observe("mediaType", read.response.headers["content-type"]?.split(";")[0] ?? "none");

      const list = await t.client.list("/Users", named(user.userName));
      t.expect(list).status(200).attribute("schemas", [LIST_RESPONSE]).resources([user.id]);

      t.expect(await t.client.get(`/Users/${t.given.faker.string.uuid()}`)).scimError([404, 400]);
    },
    mutants: {
      "sp-scim-1x-envelope": on(
        {},
        rewriteBody((body, status) => {
          if (status >= 400) return { Errors: [{ description: body["detail"] ?? "", code: String(status) }] };
          return { ...body, schemas: ["urn:scim:schemas:core:1.0"] };
        }),
      ),
      "sp-error-is-bare-text": on(
        {},
        rewriteBody((body, status) => (status >= 400 ? String(body["detail"] ?? "refused") : body)),
      ),
    },
  }),

  rule({
    id: "8x8/scim/base-url-names-the-customer",
    title: "The base URL is the customer's own, and users are found below it",
    covers: ["8X8-SCIM-02"],
    level: "MUST",
    async probe(t) {
      const { pathname } = new URL(t.client.baseUrl);
      const customer = /\/udi\/customers\/[^/]+\/scim\/v2$/.exec(pathname)?.[0];
      t.expect.that(customer !== undefined, {
        summary: `the base URL ends in ${pathname}, which names no customer`,
        seen: pathname,
        expected: "…/udi/customers/<customer id>/scim/v2",
      });
      const user = await t.given.user();
      const read = await t.client.get(user.path);
      const location = valueAt(read.response.body, "meta.location");
      const below = location === undefined || String(location).endsWith(`${customer}/Users/${user.id}`);
      t.expect(read)
        .status(200)
        .attribute("id", user.id)
        .that(below, {
          summary: "the location of a user does not lie below the base URL of the customer",
          seen: location,
          expected: `…${customer}/Users/${user.id}`,
          attribute: "meta.location",
        });
    },
    mutants: {
      "sp-base-url-without-customer": on(
        {},
        rewriteBody((body) =>
          JSON.parse(JSON.stringify(body).replaceAll(/\/udi\/customers\/[^/]+\/scim\/v2/g, "/scim/v2")),
        ),
      ),
    },
  }),
];
