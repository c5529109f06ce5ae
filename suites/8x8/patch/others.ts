import { behaves, type Mutant, type Rule, rule } from "../../../engine/index.ts";
import type { Decisions8x8 } from "../../../profiles/index.ts";
import { type JsonObject, type PatchPath, ScimError } from "../../../scim/index.ts";
import { inSite, knownSites, siteOf, siteUrn } from "../sites.ts";
import { ENTERPRISE, EXTENSION, employee, named, OLDER_EXTENSION, patchOp } from "../user.ts";
import { expectAttributesStay, expectInVain, OPEN, OTHER, skipUnlessActiveOnly } from "./in-vain.ts";

/** PATCH of anything but active: refused or ignored, and never stored. */
export const others: Rule[] = [
  rule({
    id: "8x8/patch/other-attributes-stay",
    title: "PATCH of another attribute than active leaves it as it was",
    covers: ["8X8-PATCH-03"],
    level: "MUST",
    answers: OPEN,
    async probe(t) {
      const name = ({ givenName, familyName }: typeof OTHER): JsonObject => ({ givenName, familyName });
      await expectAttributesStay(
        t,
        {
          title: ({ title }) => title,
          "name.givenName": ({ givenName }) => givenName,
          "name.familyName": ({ familyName }) => familyName,
          name,
          externalId: ({ title }) => title,
        },
        { title: ({ title }) => title, name, externalId: ({ title }) => title },
      );
    },
    mutants: {
      "sp-patch-modifies-title": patching(({ path }) => path.attribute === "title"),
      "sp-patch-modifies-family-name": patching(
        ({ path }) => path.attribute === "name" && path.subAttribute === "familyName",
      ),
      "sp-patch-remove-is-stored": behaves<Decisions8x8>((conforming) => ({
        patchable: (customer, path, operations) =>
          operations.some(({ op }) => op === "remove") || conforming.patchable(customer, path, operations),
      })),
    },
  }),

  rule({
    id: "8x8/patch/contact-data-stays",
    title: "PATCH of contact data, department, language and time zone leaves them as they were",
    covers: ["8X8-PATCH-06"],
    level: "MUST",
    answers: OPEN,
    async probe(t) {
      const email = ({ givenName }: typeof OTHER): string => `${givenName.toLowerCase()}@scimproof.example.com`;
      await expectAttributesStay(
        t,
        {
          'emails[type eq "work"].value': email,
          'phoneNumbers[type eq "mobile"].value': ({ mobile }) => mobile,
          [`${ENTERPRISE}:department`]: ({ department }) => department,
          locale: ({ locale }) => locale,
          timezone: ({ timezone }) => timezone,
        },
        {
          emails: (values) => [{ type: "work", value: email(values), primary: true }],
          phoneNumbers: ({ mobile }) => [{ type: "mobile", value: mobile }],
          [ENTERPRISE]: ({ department }) => ({ department }),
          locale: ({ locale }) => locale,
          timezone: ({ timezone }) => timezone,
        },
      );
    },
    mutants: {
      "sp-patch-modifies-filtered-path": patching(({ filter }) => filter !== undefined),
      "sp-patch-modifies-enterprise-extension": patching(({ path }) => path.attribute === "department"),
      "sp-patch-modifies-locale": patching(({ path }) => path.attribute === "locale"),
    },
  }),

  rule({
    id: "8x8/patch/login-id-stays",
    title: "PATCH does not rename the login ID",
    covers: ["8X8-PATCH-04"],
    level: "MUST",
    answers: OPEN,
    async probe(t) {
      skipUnlessActiveOnly(t);
      const user = await t.given.user();
      const before = await t.given.read(user.path);
      const userName = t.given.userName();
      await expectInVain(t, user.path, before, [
        { op: "replace", path: "userName", value: userName },
        { op: "replace", value: { userName } },
      ]);
      t.expect(await t.client.list("/Users", named(user.userName)))
        .status(200)
        .resources([user.id]);
      t.expect(await t.client.list("/Users", named(userName)))
        .status(200)
        .resources([]);
    },
    mutants: { "sp-patch-modifies-username": patching(({ path }) => path.attribute === "userName") },
  }),

  rule({
    id: "8x8/patch/site-stays",
    title: "PATCH neither gives a user a site nor moves the user to another",
    covers: ["8X8-PATCH-05"],
    level: "MUST",
    answers: OPEN,
    async probe(t) {
      skipUnlessActiveOnly(t);
      const [first, second] = await knownSites(t, 1, 2);
      const writes = (site: string): JsonObject[] =>
        [EXTENSION, OLDER_EXTENSION].flatMap((urn) => [
          { op: "replace", path: `${urn}:site`, value: site },
          { op: "add", value: { [urn]: { site } } },
        ]);
      const removals = [EXTENSION, OLDER_EXTENSION].map((urn) => ({ op: "remove", path: `${urn}:site` }));

      const without = await t.given.user(employee(t));
      await expectInVain(t, without.path, await t.given.read(without.path), writes(first!));
      const placed = await t.given.user(employee(t, inSite(first!, siteUrn(t))));
      const before = await t.given.read(placed.path);
      await expectInVain(t, placed.path, before, [...(second === undefined ? [] : writes(second)), ...removals]);
    },
    mutants: {
      "sp-patch-sets-site": patching(({ path }) => path.attribute === "site"),
      "sp-patch-moves-site": behaves<Decisions8x8>((conforming) => ({
        patch(customer, user, operations) {
          const asked = operations.map(({ path, value }) => (path?.path.attribute === "site" ? value : siteOf(value)));
          const name = asked.find((value) => typeof value === "string");
          const site = name === undefined ? undefined : conforming.resolveSite(customer, name);
          return site === undefined ? conforming.patch(customer, user, operations) : { ...user, siteId: site.id };
        },
      })),
    },
  }),

  rule({
    id: "8x8/patch/put-does-the-rest",
    title: "A change that PATCH does not make is made by PUT",
    covers: ["8X8-PATCH-12"],
    level: "MUST",
    async probe(t) {
      const body = employee(t);
      const user = await t.given.user(body);
      const patched = await t.client.patch(user.path, patchOp({ op: "replace", path: "title", value: OTHER.title }));
      if (patched.response.status >= 300) t.expect(patched).refused();
      t.expect(await t.client.put(user.path, { ...body, title: OTHER.title })).success();
      t.expect(await t.client.get(user.path))
        .status(200)
        .attribute("title", OTHER.title);
    },
    mutants: {
      "sp-put-refuses-nonactive-change": behaves<Decisions8x8>((conforming) => ({
        replace(customer, user, body) {
          const after = conforming.replace(customer, user, body);
          if (after.title === user.title) return after;
          throw new ScimError(400, "mutability", "title cannot be changed");
        },
      })),
      "sp-put-applies-active-only": behaves<Decisions8x8>((conforming) => ({
        replace: (customer, user, body) => ({ ...user, active: conforming.replace(customer, user, body).active }),
      })),
    },
  }),
];

/** A service provider whose PATCH also changes what some paths name. */
function patching(which: (path: PatchPath) => boolean): Mutant {
  return behaves<Decisions8x8>((conforming) => ({
    patchable: (customer, path, operations) => which(path) || conforming.patchable(customer, path, operations),
  }));
}
