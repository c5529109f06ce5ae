import { behaves, on, type Rule, rule, show, valueAt, withBody } from "../../../engine/index.ts";
import type { Decisions8x8 } from "../../../profiles/index.ts";
import type { JsonObject } from "../../../scim/index.ts";
import { ScimError } from "../../../scim/index.ts";
import { adminIfAny } from "../admin.ts";
import { expectHeld } from "../held.ts";
import { activation, createdUser, named, USER } from "../user.ts";

/** How users come into being. */
export const create: Rule[] = [
  rule({
    id: "8x8/scim/create-from-the-minimum",
    title: "A user is created from a login name, both names and a work e-mail address",
    covers: ["8X8-SCIM-05"],
    level: "MUST",
    async probe(t) {
      const userName = t.given.userName();
      const minimum = {
        schemas: [USER],
        userName,
        name: { givenName: t.given.faker.person.firstName(), familyName: t.given.faker.person.lastName() },
        emails: [{ value: userName, type: "work" }],
      };
      const created = await t.client.post("/Users", minimum);
      t.expect(created).status(201);
      const { id, path } = createdUser(t, created);
      expectHeld(t, await t.client.get(path), minimum);

      const shown = await adminIfAny(t).user?.list?.({ prefix: userName });
      t.expect.that(shown === undefined || shown.some((each) => each.id === id), {
        summary: "the console does not list the user that was created",
        seen: shown?.map((each) => each.id),
        expected: [id],
      });
    },
    mutants: {
      "sp-create-needs-extra-attribute": behaves<Decisions8x8>((conforming) => ({
        lacking: (body) => [...conforming.lacking(body), ...(body["title"] === undefined ? ["title"] : [])],
      })),
      "sp-console-hides-created-user": behaves<Decisions8x8>((conforming) => ({
        consoleList: (customer) => [...conforming.consoleList(customer)].filter(({ origin }) => origin === "console"),
      })),
    },
  }),

  rule({
    id: "8x8/scim/refused-create-leaves-no-user",
    title: "A create without one of the minimum attributes makes a whole user or none",
    covers: ["8X8-SCIM-06"],
    level: "SHOULD",
    answers: ["minimumAttributes"],
    async probe(t) {
      const accepted: string[] = [];
      for (const [attribute, without] of Object.entries(WITHOUT)) {
        const body = without(t.given.representation({ externalId: t.given.name() }));
        const created = await t.client.post("/Users", body);
        if (created.response.status < 300) {
          expectHeld(t, await t.client.get(createdUser(t, created).path), body);
          accepted.push(attribute);
          continue;
        }
        t.expect(created).refused();
        if (attribute === "userName") continue;
        const found = await t.client.list("/Users", named(String(body["userName"])));
        t.expect(found)
          .status(200)
          .that(valueAt(found.response.body, "totalResults") === 0, {
            summary: `a create without ${attribute} was answered ${created.response.status}, and yet the user can be found`,
            seen: found.response.body,
            expected: "no user",
            attribute,
          });
      }
      t.observe("minimumAttributes", accepted.length === 0 ? "required" : `optional: ${accepted.join(", ")}`);
    },
    mutants: {
      "sp-stores-partial-user": on({ method: "POST", path: /\/Users$/ }, async (request, next) => {
        const body = JSON.parse(await request.text()) as JsonObject;
        const refusal = await next(withBody(request, JSON.stringify(body)));
        if (refusal.status === 400)
          await next(
            withBody(
              request,
              JSON.stringify({ emails: [{ value: "none@example.com", type: "work" }], ...body, name: HALF }),
            ),
          );
        return refusal;
      }),
    },
  }),

  rule({
    id: "8x8/scim/created-user-is-active",
    title: "A user created with active=true is active",
    covers: ["8X8-SCIM-07"],
    level: "MUST",
    answers: ["activeByDefault"],
    async probe(t) {
      const created = await t.client.post("/Users", t.given.representation({ active: true }));
      t.expect(created).status(201);
      t.expect(await t.client.get(createdUser(t, created).path))
        .status(200)
        .attribute("active", true);

      const silent = await t.given.user({ active: undefined });
      t.observe("activeByDefault", show((await t.given.read(silent.path))["active"]));
    },
    mutants: {
      "sp-create-always-inactive": behaves<Decisions8x8>((conforming) => ({
        create: (customer, body) => ({ ...conforming.create(customer, body), active: false }),
      })),
    },
  }),

  rule({
    id: "8x8/scim/create-inactive",
    title: "A user can be created inactive, and activated later",
    covers: ["8X8-SCIM-08"],
    level: "SHOULD",
    answers: ["createInactive"],
    async probe(t) {
      const created = await t.client.post("/Users", t.given.representation({ active: false }));
      if (created.response.status >= 300) {
        t.expect(created).refused();
        t.observe("createInactive", "refused");
        return;
      }
      t.observe("createInactive", "created");
      const { path } = createdUser(t, created);
      t.expect(await t.client.get(path))
        .status(200)
        .attribute("active", false);
      t.expect(await t.client.patch(path, activation(true))).status(200, 204);
      t.expect(await t.client.get(path))
        .status(200)
        .attribute("active", true);
    },
    mutants: {
      "sp-create-forces-active": behaves<Decisions8x8>((conforming) => ({
        create: (customer, body) => ({ ...conforming.create(customer, body), active: true }),
      })),
      "sp-inactive-user-cannot-be-patched": behaves<Decisions8x8>((conforming) => ({
        patch(customer, user, operations) {
          if (user.active) return conforming.patch(customer, user, operations);
          throw new ScimError(400, "mutability", "the user is not active");
        },
      })),
    },
  }),
];

/** A representation without one of the minimum attributes. */
const WITHOUT: Record<string, (user: JsonObject) => JsonObject> = {
  userName: ({ userName: _, ...rest }) => rest,
  "name.givenName": (user) => ({ ...user, name: { familyName: (user["name"] as JsonObject)["familyName"]! } }),
  "name.familyName": (user) => ({ ...user, name: { givenName: (user["name"] as JsonObject)["givenName"]! } }),
  emails: ({ emails: _, ...rest }) => rest,
};

/** What a service provider that stores half a user puts where names are missing. */
const HALF = { givenName: "-", familyName: "-" };
