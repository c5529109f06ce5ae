import { behaves, type Rule, rule, show, type Trial, valueAt } from "../../../engine/index.ts";
import type { Decisions8x8 } from "../../../profiles/index.ts";
import type { Exchange, JsonObject } from "../../../scim/index.ts";
import { inSite, knownSites, siteOf, sitesOf, siteUrn } from "../sites.ts";
import { createdUser, ENTERPRISE, EXTENSION, employee, OLDER_EXTENSION, USER } from "../user.ts";

/** Under which URN the 8x8 extension is written and read (C-01). */
export const extension: Rule[] = [
  rule({
    id: "8x8/scim/extension-urn",
    title: "The site is written and read under the URN of the 8x8 extension",
    covers: ["8X8-SCIM-20"],
    level: "MUST",
    answers: ["extensionUrn"],
    async probe(t) {
      const urn = siteUrn(t);
      const [site] = await knownSites(t, 1);
      const created = await t.client.post("/Users", employee(t, inSite(site!, urn)));
      t.expect(created).status(201);
      const read = await t.client.get(createdUser(t, created).path);
      const shown = sitesOf(read.response.body);
      if (shown.length > 0)
        t.observe("extensionUrn", shown.length > 1 ? "both" : shown[0]?.urn === EXTENSION ? "1.1" : "8x8user-2.0");
      t.expect(read)
        .status(200)
        .that(
          shown.some((each) => each.urn === urn && each.site === site),
          {
            summary: `a user was created with site ${show(site)} under ${urn}, and is read with ${shown.length === 0 ? "no site" : show(shown)}`,
            seen: shown,
            expected: [{ urn, site }],
            attribute: `${urn}:site`,
          },
        );
    },
    mutants: {
      "sp-extension-urn-unknown": behaves<Decisions8x8>((conforming) => ({
        siteAskedFor: ({ [EXTENSION]: _, ...body }) => conforming.siteAskedFor(body),
      })),
      "sp-extension-shown-under-older-urn": behaves<Decisions8x8>((conforming) => ({
        represent(customer, user) {
          const { [EXTENSION]: members, ...shown } = conforming.represent(customer, user);
          return members === undefined ? shown : { ...shown, [OLDER_EXTENSION]: members };
        },
      })),
    },
  }),

  rule({
    id: "8x8/scim/older-extension-urn",
    title: "The older URN of the 8x8 extension never gives a user a second site",
    covers: ["8X8-SCIM-21"],
    level: "SHOULD",
    answers: ["olderExtensionUrn"],
    async probe(t) {
      const [first, second] = await knownSites(t, 2);
      const created = await t.client.post("/Users", employee(t, inSite(first!, OLDER_EXTENSION)));
      if (created.response.status >= 300) {
        t.expect(created).refused();
        t.observe("olderExtensionUrn", "refused");
      } else {
        const read = await t.client.get(createdUser(t, created).path);
        t.expect(read).status(200);
        expectOneSite(t, read, [first!]);
        t.observe("olderExtensionUrn", siteOf(read.response.body) === undefined ? "ignored" : "alias");
      }

      const user = await t.given.user(employee(t, inSite(first!, siteUrn(t))));
      const { [EXTENSION]: _, ...sent } = user.sent;
      const moved = await t.client.put(user.path, { ...sent, ...inSite(second!, OLDER_EXTENSION) });
      if (moved.response.status >= 300) t.expect(moved).refused();
      const read = await t.client.get(user.path);
      t.expect(read).status(200);
      expectOneSite(t, read, [first!, second!]);
    },
    mutants: { "sp-alias-urn-conflicting-store": sitePerUrn() },
  }),

  rule({
    id: "8x8/scim/two-urns-one-site",
    title: "A create that names two sites is refused, or gives the user one of them",
    covers: ["8X8-SCIM-22"],
    level: "MAY",
    answers: ["siteUnderBothUrns"],
    async probe(t) {
      const [first, second] = await knownSites(t, 2);
      for (const [newer, older] of [
        [first!, second!],
        [second!, first!],
      ] as const) {
        const created = await t.client.post(
          "/Users",
          employee(t, {
            schemas: [USER, ENTERPRISE, EXTENSION, OLDER_EXTENSION],
            [EXTENSION]: { site: newer },
            [OLDER_EXTENSION]: { site: older },
          }),
        );
        if (created.response.status >= 300) {
          t.expect(created).refused();
          t.observe("siteUnderBothUrns", "refused");
          continue;
        }
        const read = await t.client.get(createdUser(t, created).path);
        t.expect(read).status(200);
        expectOneSite(t, read, [newer, older]);
        const site = siteOf(read.response.body);
        t.observe(
          "siteUnderBothUrns",
          site === undefined ? "none" : site === newer ? "that of the 1.1 URN" : "that of the 2.0 URN",
        );
      }
    },
    mutants: { "sp-two-sites-at-once": sitePerUrn() },
  }),
];

/** Judges that a user shows at most one site, and that it is one of those named. */
function expectOneSite(t: Trial, read: Exchange, permitted: string[]): void {
  const shown = sitesOf(read.response.body);
  const names = new Set(shown.map(({ site }) => site));
  t.expect(read)
    .hasAttribute("id")
    .that(names.size <= 1 && [...names].every((site) => permitted.includes(site)), {
      summary: `a user shows ${shown.map(({ urn, site }) => `site ${show(site)} under ${urn}`).join(" and ")}`,
      seen: shown,
      expected: permitted.length === 1 ? `no other site than ${show(permitted[0])}` : "one site",
      attribute: "site",
    });
}

/** A service provider that keeps what stands under the older URN beside the site. */
function sitePerUrn(): ReturnType<typeof behaves> {
  return behaves<Decisions8x8>((conforming) => ({
    siteAskedFor: ({ [OLDER_EXTENSION]: _, ...body }) => conforming.siteAskedFor(body),
    settle(customer, after, write) {
      const settled = conforming.settle(customer, after, write);
      const members = write.body?.[OLDER_EXTENSION] as JsonObject | undefined;
      return valueAt(members, "site") === undefined
        ? settled
        : { ...settled, extra: { ...settled.extra, [OLDER_EXTENSION]: members! } };
    },
  }));
}
