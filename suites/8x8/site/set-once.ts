import fc from "fast-check";
import { behaves, type Rule, rule, valueAt } from "../../../engine/index.ts";
import type { Decisions8x8 } from "../../../profiles/index.ts";
import type { JsonObject } from "../../../scim/index.ts";
import { accepted } from "../accepted.ts";
import { inSite, knownSites, siteOf } from "../sites.ts";
import { urns } from "../urns.ts";
import { EXTENSION, OLDER_EXTENSION, patchOp, USER } from "../user.ts";
import { expectSite, looksAtSites, resent, userIn } from "./scene.ts";

/** What updates make of the site of a user. */
export const setOnce: Rule[] = [
  rule({
    id: "8x8/site/cannot-be-changed",
    title: "A user who has a site stays in it, whatever site an update names",
    covers: ["8X8-SITE-02"],
    level: "MUST",
    answers: ["siteUpdate", "siteInPatch"],
    async probe(t) {
      const [first, second] = await knownSites(t, 2);
      const user = await userIn(t, first!);
      const name = { givenName: "Ottoline", familyName: "Quintrell" };
      const moved = await t.client.put(user.path, { ...user.sent, ...inSite(second!, urns(t)[0]), name });
      const done = accepted(t, moved);
      const read = await t.client.get(user.path);
      expectSite(t, read, first, `a user of site "${first}" after a PUT with site "${second}"`);
      const applied = ["givenName", "familyName"].filter(
        (part) => valueAt(read.response.body, `name.${part}`) === name[part as keyof typeof name],
      );
      t.expect(read).that(applied.length !== 1, {
        summary: `a PUT with another site changed ${applied} only`,
        seen: applied,
        expected: "all of its other attributes are applied, or none",
        attribute: "name",
      });

      const path = `${urns(t)[0]}:site`;
      const patched = await t.client.patch(user.path, patchOp({ op: "replace", path, value: second! }));
      t.observe("siteInPatch", accepted(t, patched) ? "ignore" : "reject");
      expectSite(
        t,
        await t.client.get(user.path),
        first,
        `a user of site "${first}" after a PATCH with site "${second}"`,
      );
      if (!done) t.observe("siteUpdate", "reject");
      else if (await looksAtSites(t, user)) t.observe("siteUpdate", "ignore");
    },
    mutants: {
      "sp-site-mutable": behaves<Decisions8x8>((conforming) => ({
        siteOnUpdate: (customer, user, name) =>
          (name === undefined ? undefined : conforming.resolveSite(customer, name)?.id) ?? user.siteId,
      })),
      "sp-site-moved-by-patch": behaves<Decisions8x8>((conforming) => ({
        patch(customer, user, operations) {
          const site = operations.find(({ path }) => path?.path.attribute === "site")?.value;
          if (typeof site !== "string") return conforming.patch(customer, user, operations);
          return { ...user, siteId: conforming.resolveSite(customer, site)?.id };
        },
      })),
      "sp-another-site-stops-half-way": behaves<Decisions8x8>((conforming) => ({
        replace(customer, user, body) {
          const after = conforming.replace(customer, user, body);
          const other = siteOf(body) !== undefined && siteOf(body) !== conforming.siteName(customer, user);
          return other ? { ...after, familyName: user.familyName } : after;
        },
      })),
    },
  }),

  rule({
    id: "8x8/site/same-site-is-harmless",
    title: "An update that repeats the site of the user is carried out",
    covers: ["8X8-SITE-04"],
    level: "MUST",
    async probe(t) {
      const [site] = await knownSites(t, 1);
      const user = await userIn(t, site!);
      t.expect(await t.client.put(user.path, resent(user, "Quintrell"))).success();
      const read = await t.client.get(user.path);
      expectSite(t, read, site, `a user of site "${site}" after a PUT with the same site`);
      t.expect(read).attribute("name.familyName", "Quintrell");
    },
    mutants: {
      "sp-site-same-value-rejected": behaves<Decisions8x8>((conforming) => ({
        // The name of no site: refused as such.
        siteOnUpdate: (customer, user, name) =>
          conforming.siteOnUpdate(customer, user, name === undefined ? undefined : `${name}, again`),
      })),
      "sp-site-repeated-loses-the-rest": behaves<Decisions8x8>((conforming) => ({
        replace: (customer, user, body) =>
          siteOf(body) === undefined ? conforming.replace(customer, user, body) : { ...user },
      })),
    },
  }),

  rule({
    id: "8x8/site/omission-keeps-the-site",
    title: "A user keeps the site when an update names none",
    covers: ["8X8-SITE-05"],
    level: "MUST",
    answers: ["emptySite"],
    async probe(t) {
      const [site] = await knownSites(t, 1);
      const user = await userIn(t, site!);
      const { [EXTENSION]: _, [OLDER_EXTENSION]: _older, ...rest } = user.sent;
      const bare = { ...rest, schemas: [USER] };
      const urn = urns(t)[0]!;
      const forms: Record<string, JsonObject> = {
        "no extension": bare,
        "an extension without members": { ...bare, schemas: [USER, urn], [urn]: {} },
        "an empty text": { ...bare, schemas: [USER, urn], [urn]: { site: "" } },
        null: { ...bare, schemas: [USER, urn], [urn]: { site: null } },
      };
      const names = Object.keys(forms);
      await t.property(
        fc.shuffledSubarray(names, { minLength: 1 }),
        async (history) => {
          for (const form of history) {
            const put = await t.client.put(user.path, forms[form]);
            if (form === "no extension") t.expect(put).success();
            else t.observe("emptySite", accepted(t, put) ? "ignored" : "refused");
            expectSite(t, await t.client.get(user.path), site, `a user of site "${site}" after a PUT with ${form}`);
          }
        },
        { runs: 6 },
      );
    },
    mutants: {
      "sp-site-cleared-by-put": behaves<Decisions8x8>((conforming) => ({
        siteOnUpdate: (customer, user, name) =>
          name === undefined ? undefined : conforming.siteOnUpdate(customer, user, name),
      })),
      "sp-site-cleared-by-null": behaves<Decisions8x8>((conforming) => ({
        replace(customer, user, body) {
          const after = conforming.replace(customer, user, body);
          return valueAt(body[EXTENSION], "site") === null ? { ...after, siteId: undefined } : after;
        },
      })),
    },
  }),

  rule({
    id: "8x8/site/late-first-site",
    title: "A user without a site gets the first one that an update names for good, or none",
    covers: ["8X8-SITE-06"],
    level: "SHOULD",
    answers: ["siteMutability"],
    async probe(t) {
      const [first, second] = await knownSites(t, 2);
      const user = await t.given.user();
      const placed = siteOf(await t.given.read(user.path));
      if (placed !== undefined) t.skip(`a user created without a site has site "${placed}"`);

      const late = await t.client.put(user.path, resent(user, "Quintrell", inSite(first!, urns(t)[0])));
      const taken = accepted(t, late);
      const read = await t.client.get(user.path);
      const site = taken ? siteOf(read.response.body) : undefined;
      expectSite(
        t,
        read,
        site === undefined ? undefined : first,
        `a user without site after a PUT with site "${first}"`,
      );
      if (site !== undefined) t.observe("siteMutability", "set-once");
      else if (!taken || (await looksAtSites(t, user))) t.observe("siteMutability", "create-only");

      accepted(t, await t.client.put(user.path, resent(user, "Quintrell", inSite(second!, urns(t)[0]))));
      const story = `a user ${site === undefined ? "without site" : `of site "${first}"`} after a PUT with site "${second}"`;
      expectSite(t, await t.client.get(user.path), site, story);
    },
    mutants: {
      "sp-site-late-set-flips": behaves<Decisions8x8>((conforming) => {
        const late = new Set<string>();
        return {
          siteOnUpdate(customer, user, name) {
            const site = name === undefined ? undefined : conforming.resolveSite(customer, name);
            if (site === undefined) return conforming.siteOnUpdate(customer, user, name);
            if (user.siteId === undefined) late.add(user.id);
            return late.has(user.id) ? site.id : conforming.siteOnUpdate(customer, user, name);
          },
        };
      }),
      "sp-late-site-is-another": behaves<Decisions8x8>((conforming) => ({
        siteOnUpdate: (customer, user, name) =>
          user.siteId === undefined && name !== undefined
            ? [...customer.sites.keys()].at(-1)
            : conforming.siteOnUpdate(customer, user, name),
      })),
    },
  }),
];
