import { behaves, on, type Rule, rule, show, valueAt, withBody } from "../../../engine/index.ts";
import type { Decisions8x8 } from "../../../profiles/index.ts";
import type { JsonObject } from "../../../scim/index.ts";
import { ScimError } from "../../../scim/index.ts";
import { adminIfAny } from "../admin.ts";
import { expectHeld } from "../held.ts";
import { activation, details, employee, membersOf, named, USER } from "../user.ts";

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
      t.expect(created).status(201).hasAttribute("id");
      const { id } = created.response.body as { id: string };
      expectHeld(t, await t.client.get(`/Users/${encodeURIComponent(id)}`), minimum);

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
          const { id } = created.response.body as { id: string };
          expectHeld(t, await t.client.get(`/Users/${encodeURIComponent(id)}`), body);
          accepted.push(attribute);
          continue;
        }
        t.expect(created).refused();
        if (attribute === "userName") continue;
        const found = await t.client.list("/Users", named(String(body["userName"])));
        t.expect(found)
          .status(200)
          .that((found.response.body as { totalResults?: number }).totalResults === 0, {
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
      const { id } = created.response.body as { id: string };
      t.expect(await t.client.get(`/Users/${encodeURIComponent(id)}`))
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
      const path = `/Users/${encodeURIComponent((created.response.body as { id: string }).id)}`;
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

  rule({
    id: "8x8/scim/attributes-survive-a-create",
    title: "What a create carries is read back",
    covers: ["8X8-SCIM-09"],
    level: "MUST",
    answers: ["workPhone"],
    async probe(t) {
      await t.property(
        details(),
        async (values) => {
          const body = employee(t, membersOf(values));
          const created = await t.client.post("/Users", body);
          t.expect(created).status(201).hasAttribute("id");
          const { id } = created.response.body as { id: string };
          expectHeld(t, await t.client.get(`/Users/${encodeURIComponent(id)}`), body);
        },
        { runs: 3 },
      );

      const body = employee(t);
      const { path } = await t.given.user(body);
      const both = [...(body["phoneNumbers"] as JsonObject[]), { type: "work", value: "+14155550100" }];
      const written = await t.client.put(path, { ...body, phoneNumbers: both });
      if (written.response.status >= 300) {
        t.expect(written).refused();
        t.observe("workPhone", "rejected");
        return;
      }
      const read = await t.client.get(path);
      expectHeld(t, read, body);
      const work = valueAt(read.response.body, "phoneNumbers[work].value");
      t.expect(read).that(work === undefined || String(work).replace(/\D/g, "") === "14155550100", {
        summary: `the work contact number was written as "+14155550100" and is read as ${show(work)}`,
        seen: work,
        expected: "+14155550100, or nothing",
        attribute: "phoneNumbers",
      });
      t.observe("workPhone", work === undefined ? "ignored" : "contact-only");
    },
    mutants: {
      "sp-drops-attribute-on-write": behaves<Decisions8x8>((conforming) => ({
        create: (customer, body) => ({ ...conforming.create(customer, body), title: undefined }),
      })),
      "sp-swaps-names-on-create": behaves<Decisions8x8>((conforming) => ({
        create(customer, body) {
          const user = conforming.create(customer, body);
          return { ...user, givenName: user.familyName, familyName: user.givenName };
        },
      })),
    },
  }),

  rule({
    id: "8x8/scim/external-id-is-stored",
    title: "The externalId of a create is kept, and changed by a PUT",
    covers: ["8X8-SCIM-23"],
    level: "MUST",
    async probe(t) {
      const body = employee(t);
      const created = await t.client.post("/Users", body);
      t.expect(created).status(201).hasAttribute("id");
      const { id } = created.response.body as { id: string };
      const path = `/Users/${encodeURIComponent(id)}`;
      t.expect(await t.client.get(path))
        .status(200)
        .attribute("externalId", body["externalId"]);

      const externalId = t.given.name();
      t.expect(await t.client.put(path, { ...body, externalId })).success();
      t.expect(await t.client.get(path))
        .status(200)
        .attribute("externalId", externalId);

      const shown = Object.entries((await adminIfAny(t).user?.get?.({ id }))?.captions ?? {});
      const [caption] = shown.find(([, value]) => value === externalId) ?? [];
      t.expect.that(caption === undefined, {
        summary: `the console shows the externalId as ${caption}`,
        seen: caption,
        expected: "not shown",
        attribute: "externalId",
      });
    },
    mutants: {
      "sp-externalid-lost": behaves<Decisions8x8>((conforming) => ({
        settle: (customer, after, write) => ({ ...conforming.settle(customer, after, write), externalId: undefined }),
      })),
      "sp-externalid-frozen-after-create": behaves<Decisions8x8>((conforming) => ({
        replace: (customer, user, body) => ({
          ...conforming.replace(customer, user, body),
          externalId: user.externalId,
        }),
      })),
      "sp-externalid-shown-in-console": behaves<Decisions8x8>((conforming) => ({
        consoleView(customer, user) {
          const view = conforming.consoleView(customer, user);
          return { ...view, captions: { ...view.captions, "Employee ID": user.externalId ?? "" } };
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
