import { behaves, type Mutant, type Rule, rule } from "../../../engine/index.ts";
import type { Decisions8x8, User8x8, UserPage } from "../../../profiles/index.ts";
import { admin, granted } from "../admin.ts";
import { employee } from "../user.ts";
import { onIdentityPage } from "./identity-page.ts";

/** What administrators find on the pages of the console. */
export const pages: Rule[] = [
  rule({
    id: "8x8/ui/identity-page",
    title: "The start page leads to the identity page, which has single sign-on and user provisioning",
    covers: ["8X8-UI-01"],
    level: "MUST",
    needs: ["admin.page.home", "admin.page.identity"],
    async probe(t) {
      const { tiles } = await granted(admin(t).page.home({}));
      const tile = tiles.find(({ opens }) => opens === "identity");
      t.expect.that(tile !== undefined && /identity/i.test(tile.caption), {
        summary: "no tile of the start page leads to Identity and Security",
        seen: tiles.map(({ caption }) => caption),
        expected: "Identity and Security",
      });
      const { sso, scim } = await granted(admin(t).page.identity({}));
      t.expect.that(/sign.?on/i.test(sso.caption) && scim !== null && /provisioning/i.test(scim.caption), {
        summary: `the identity page has no section for ${scim === null ? "user provisioning" : "single sign-on"}`,
        seen: [sso.caption, scim?.caption ?? null],
        expected: ["Single Sign-On Integration", "User Provisioning Integration"],
      });
    },
    mutants: {
      "sp-ui-identity-page-missing": behaves<Decisions8x8>((conforming) => ({
        homePage: (customer) => ({
          tiles: conforming.homePage(customer).tiles.filter(({ opens }) => opens !== "identity"),
        }),
      })),
      "sp-ui-identity-page-without-provisioning": onIdentityPage((shown) => ({ ...shown, scim: null })),
    },
  }),

  rule({
    id: "8x8/ui/single-sign-on-fields",
    title: "The section for single sign-on has sign-in URL, issuer, sign-out URL and certificate, and the page a Save",
    covers: ["8X8-UI-09"],
    level: "MUST",
    needs: ["admin.page.identity"],
    async probe(t) {
      const { sso, buttons } = await granted(admin(t).page.identity({}));
      const captions = sso.fields.map(({ caption }) => caption);
      for (const [what, caption] of Object.entries({
        "sign-in URL": /(sign|log).?in.*url/i,
        issuer: /issuer/i,
        "sign-out URL": /(sign|log).?out/i,
        certificate: /certificate/i,
      }))
        t.expect.that(
          captions.some((each) => caption.test(each)),
          { summary: `the section for single sign-on has no field for the ${what}`, seen: captions, expected: what },
        );
      t.expect.that(
        buttons.some((each) => /save/i.test(each)),
        { summary: "the identity page has no Save", seen: buttons, expected: "Save" },
      );
    },
    mutants: {
      "sp-ui-no-signout-field": onIdentityPage((shown) => ({
        ...shown,
        sso: { ...shown.sso, fields: shown.sso.fields.filter(({ caption }) => !/out/i.test(caption)) },
      })),
      "sp-ui-no-save": onIdentityPage((shown) => ({ ...shown, buttons: [] })),
    },
  }),

  rule({
    id: "8x8/ui/inactive-users-are-grey",
    title: "The list of users shows deactivated users grey, and active ones not",
    covers: ["8X8-UI-06"],
    level: "MUST",
    needs: ["admin.page.users"],
    async probe(t) {
      const [active, inactive] = [await t.given.user(), await t.given.inactiveUser()];
      const deleted = await t.given.deletedUser();
      const { rows } = await granted(admin(t).page.users({}));
      for (const [what, { id }, expected] of [
        ["an active user", active, false],
        ["a user deactivated by PATCH", inactive, true],
        ["a user removed by DELETE", deleted, true],
      ] as const) {
        const seen = rows.find((row) => row.id === id)?.grey;
        t.expect.that(seen === expected, {
          summary: `the list of users shows ${what} ${seen === undefined ? "not at all" : seen ? "grey" : "like an active one"}`,
          seen,
          expected,
          attribute: "active",
        });
      }
    },
    mutants: {
      "sp-ui-inactive-not-marked": behaves<Decisions8x8>((conforming) => ({
        consoleView: (customer, user) => ({ ...conforming.consoleView(customer, user), grey: false }),
      })),
      "sp-ui-owned-users-are-grey": behaves<Decisions8x8>((conforming) => ({
        consoleView(customer, user) {
          const view = conforming.consoleView(customer, user);
          return { ...view, grey: view.grey || view.owner === "idp" };
        },
      })),
    },
  }),

  rule({
    id: "8x8/ui/external-id-is-not-shown",
    title: "No page of the console shows the externalId of a user",
    covers: ["8X8-UI-07"],
    level: "SHOULD",
    needs: ["admin.page.user", "admin.page.users"],
    async probe(t) {
      const externalId = t.given.faker.string.uuid();
      const { id } = await t.given.user(employee(t, { externalId }));
      const { user, users } = admin(t).page;
      const shown = {
        "the page of a user": await granted(user({ id })),
        "the list of users": (await granted(users({}))).rows.find((row) => row.id === id),
      };
      for (const [page, content] of Object.entries(shown))
        t.expect.that(content !== undefined && !JSON.stringify(content).includes(externalId), {
          summary: content === undefined ? `${page} does not have the user` : `${page} shows the externalId`,
          seen: content ?? "no user",
          expected: "a user without externalId",
          attribute: "externalId",
        });
    },
    mutants: {
      "sp-ui-shows-externalid": onUserPage((shown, { externalId }) => ({
        ...shown,
        fields: [
          ...shown.fields,
          { caption: "External ID", value: externalId ?? null, locked: true, copies: null, field: null },
        ],
      })),
      "sp-ui-lists-externalid": behaves<Decisions8x8>((conforming) => ({
        usersPage: (customer) => ({
          rows: conforming
            .usersPage(customer)
            .rows.map((row) => ({ ...row, name: `${row.name} (${customer.users.get(row.id)?.externalId})` })),
        }),
      })),
    },
  }),

  rule({
    id: "8x8/ui/locked-fields-are-shown",
    title: "The page of a user of the identity provider displays the locked fields, and lets nobody edit them",
    covers: ["8X8-UI-08"],
    level: "SHOULD",
    needs: ["admin.page.user"],
    async probe(t) {
      const body = employee(t);
      const { id } = await t.given.user(body);
      const { fields } = await granted(admin(t).page.user({ id }));
      const { givenName, familyName } = body["name"] as { givenName: string; familyName: string };
      for (const [field, value] of Object.entries({ userName: body["userName"], givenName, familyName, email: null })) {
        const found = fields.find((each) => each.field === field);
        t.expect.that(found !== undefined && found.value !== null && (value === null || found.value === value), {
          summary: `the page of a user of the identity provider does not display ${field}`,
          seen: found?.value ?? fields.map(({ caption }) => caption),
          expected: value ?? "a value",
          attribute: field,
        });
        t.expect.that(found?.locked === true, {
          summary: `the page of a user of the identity provider offers ${field} to be edited`,
          seen: "editable",
          expected: "locked",
          attribute: field,
        });
      }
      const status = fields.find(({ field }) => field === "active");
      t.expect.that(status?.locked === true, {
        summary: `the page of a user of the identity provider ${status === undefined ? "does not display whether the user is active" : "offers activation to be edited"}`,
        seen: status?.value ?? "no such field",
        expected: "locked",
        attribute: "active",
      });
    },
    mutants: {
      "sp-ui-locked-fields-hidden": onUserPage((shown) => ({
        ...shown,
        fields: shown.fields.filter(({ locked }) => !locked),
      })),
      "sp-ui-locked-fields-look-editable": onUserPage((shown) => ({
        ...shown,
        fields: shown.fields.map((field) => ({ ...field, locked: false })),
      })),
    },
  }),
];

/** A service provider that shows another page of a user. */
function onUserPage(change: (shown: UserPage, user: User8x8) => UserPage): Mutant {
  return behaves<Decisions8x8>((conforming) => ({
    userPage: (customer, user) => change(conforming.userPage(customer, user), user),
  }));
}
