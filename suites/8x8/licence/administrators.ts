import { behaves, type Rule, rule, type Trial } from "../../../engine/index.ts";
import type { Decisions8x8 } from "../../../profiles/index.ts";
import { admin, adminIfAny, granted, page } from "../admin.ts";
import { attempted } from "../attempted.ts";
import { LICENSING, licensedUser } from "../licensed-user.ts";
import { OWN_CUSTOMER, ownCustomer } from "../own-customer.ts";
import { userIn } from "../site/scene.ts";
import { knownSites } from "../sites.ts";
import { named } from "../user.ts";
import { assignLicence, expectLicence, LEVEL } from "./scene.ts";

/** How administrators license users who were provisioned. */
export const administrators: Rule[] = [
  rule({
    id: "8x8/licence/assigned-individually",
    title: "An administrator can license a provisioned user who has a site",
    covers: ["8X8-LIC-03"],
    level: "MUST",
    needs: ["admin.user.get", "admin.user.assignLicence"],
    async probe(t) {
      const [site] = await knownSites(t, 1);
      const user = await userIn(t, site!);
      await expectAssigned(t, user, "a provisioned user with a site");
      // The identity provider goes on to own the user all the same.
      const { owner } = await page(t, user.id);
      t.expect.that(owner === "idp", {
        summary: "a licence took the user from the identity provider",
        seen: owner,
        expected: "idp",
        attribute: "owner",
      });
    },
    mutants: {
      "sp-console-licence-refused-for-owned": behaves<Decisions8x8>((conforming) => ({
        consoleLicence: (customer, user, level) =>
          user.owner === "idp" ? "locked" : conforming.consoleLicence(customer, user, level),
      })),
      "sp-console-licence-not-stored": behaves<Decisions8x8>({ consoleLicence: () => "stored" }),
      "sp-licence-ends-ownership": behaves<Decisions8x8>((conforming) => ({
        consoleLicence(customer, user, level) {
          user.owner = "none";
          return conforming.consoleLicence(customer, user, level);
        },
      })),
    },
  }),

  rule({
    id: "8x8/licence/assigned-in-bulk",
    title: "An administrator can license several provisioned users at once, by the Edit feature or by a CSV file",
    covers: ["8X8-LIC-04"],
    level: "MUST",
    needs: ["admin.user.get", "admin.user.bulkAssignLicence"],
    answers: ["csvLineOfNobody"],
    async probe(t) {
      const [site] = await knownSites(t, 1);
      const { bulkAssignLicence } = admin(t).user;
      for (const route of ["the Edit feature", "a CSV file"]) {
        const users = [await userIn(t, site!), await userIn(t, site!), await userIn(t, site!)];
        const lines = users.map(({ userName }) => `${userName},${LEVEL}`);
        const answer = await attempted(
          bulkAssignLicence(
            route === "a CSV file"
              ? { csv: ["Username,Licence", ...lines].join("\r\n") }
              : { users: users.map(({ id }) => id), licence: LEVEL },
          ),
        );
        const failed = answer === "refused" ? answer : answer.find(({ result }) => result !== "stored");
        t.expect.that(failed === undefined, {
          summary: `licensing ${users.length} users with sites by ${route} does not answer that each is licensed`,
          seen: answer,
          expected: users.map(() => "stored"),
          attribute: "licence",
        });
        for (const [index, user] of users.entries())
          await expectLicence(t, user, LEVEL, `user ${index + 1} of ${users.length} licensed by ${route}`);
      }
      // What a line with nobody's login ID does to the others is open.
      const user = await userIn(t, site!);
      const csv = ["Username,Licence", `${t.given.userName()},${LEVEL}`, `${user.userName},${LEVEL}`].join("\r\n");
      await attempted(bulkAssignLicence({ csv }));
      t.observe("csvLineOfNobody", (await page(t, user.id)).licence === null ? "refuses the file" : "is passed over");
    },
    mutants: {
      "sp-bulk-licence-first-only": behaves<Decisions8x8>((conforming) => ({
        consoleBulkLicence(customer, lines) {
          conforming.consoleBulkLicence(customer, lines.slice(0, 1));
          return lines.map(() => "stored");
        },
      })),
      "sp-bulk-licence-stops-at-the-second": behaves<Decisions8x8>((conforming) => ({
        consoleBulkLicence: (customer, lines) => [
          ...conforming.consoleBulkLicence(customer, lines.slice(0, 1)),
          ...lines.slice(1).map(() => "invalid" as const),
        ],
      })),
    },
  }),

  rule({
    id: "8x8/licence/needs-a-site",
    title: "The console licenses a user only once the user has a site",
    covers: ["8X8-LIC-05"],
    level: "MUST",
    needs: ["admin.user.get", "admin.user.assignLicence"],
    async probe(t) {
      const without = await t.given.user();
      if ((await page(t, without.id)).site !== null) t.inconclusive("a user created without a site has one");
      const result = await assignLicence(t, without);
      t.expect.that(result !== "stored", {
        summary: "the console licenses a user without a site",
        seen: result,
        expected: "refused",
        attribute: "licence",
      });
      await expectLicence(t, without, null, "a user without a site, whom the console refused to license,");
      // With a first site from the console, where it gives one, the same user can be licensed.
      const driver = adminIfAny(t);
      if (driver.user?.assignSite && driver.site?.list) {
        const [first] = await granted(driver.site.list({}));
        const given = first && (await attempted(driver.user.assignSite({ id: without.id, site: first.id })));
        if (given === "stored") await expectAssigned(t, without, "a user who was given a first site");
      }
      const [site] = await knownSites(t, 1);
      await expectAssigned(t, await userIn(t, site!), "a user with a site");
    },
    mutants: {
      "sp-licence-without-site": behaves<Decisions8x8>((conforming) => ({
        licenceRefusal(customer, user, level) {
          const code = conforming.licenceRefusal(customer, user, level);
          return code === "licence-without-site" ? undefined : code;
        },
      })),
      "sp-licence-refused-and-assigned": behaves<Decisions8x8>((conforming) => ({
        consoleLicence(customer, user, level) {
          const result = conforming.consoleLicence(customer, user, level);
          if (level !== null) user.licence = { level, assignedAt: 0 };
          return result;
        },
      })),
      "sp-first-site-of-the-console-does-not-count": behaves<Decisions8x8>((conforming) => {
        const given = new Set<string>();
        return {
          consoleSite(customer, user, site) {
            given.add(user.id);
            return conforming.consoleSite(customer, user, site);
          },
          licenceRefusal: (customer, user, level) =>
            given.has(user.id) ? "licence-without-site" : conforming.licenceRefusal(customer, user, level),
        };
      }),
    },
  }),

  rule({
    id: "8x8/licence/brings-telephony",
    title: "A provisioned user whom an administrator licensed and configured can place and receive calls",
    covers: ["8X8-LIC-10"],
    level: "MUST",
    needs: [...LICENSING, "admin.call.try"],
    async probe(t) {
      const { user } = await licensedUser(t);
      for (const direction of ["outgoing", "incoming"] as const) {
        const answer = await admin(t).call.try({ id: user.id, direction, emergency: false });
        t.expect.that(answer.permitted, {
          summary: `${direction} calls of a provisioned user with a licence and a number are refused`,
          seen: answer,
          expected: "permitted",
        });
      }
    },
    mutants: {
      "sp-owned-users-no-calls": behaves<Decisions8x8>((conforming) => ({
        callRefusal: (customer, user, call, now) =>
          user.owner === "idp" ? "no-licence" : conforming.callRefusal(customer, user, call, now),
      })),
      "sp-owned-users-only-receive": behaves<Decisions8x8>((conforming) => ({
        callRefusal: (customer, user, call, now) =>
          user.owner === "idp" && call.direction === "outgoing"
            ? "no-number"
            : conforming.callRefusal(customer, user, call, now),
      })),
    },
  }),

  rule({
    id: "8x8/licence/needs-a-subscription",
    title: "A customer without an X Series subscription has no licence to assign",
    covers: ["8X8-LIC-11"],
    level: "MAY",
    needs: [OWN_CUSTOMER, "admin.user.create", "admin.user.get", "admin.user.assignLicence", "admin.site.create"],
    answers: ["provisioningWithoutSubscription"],
    async probe(t) {
      const { id: customer, send } = await ownCustomer(t, { subscriptions: {} });
      const lookup = await send("GET", `/Users?${new URLSearchParams(named(t.given.userName()))}`);
      // Whether the prerequisite is enforced anywhere but here is not documented.
      t.observe("provisioningWithoutSubscription", lookup.response.status === 200 ? "works" : "refused");
      const site = await granted(admin(t).site.create({ customer, name: t.given.name() }));
      const userName = t.given.userName();
      const user = await granted(admin(t).user.create({ customer, userName, email: userName, site: site.id }));
      const result = await attempted(admin(t).user.assignLicence({ customer, id: user.id, licence: LEVEL }));
      const { licence } = (await granted(admin(t).user.get({ customer, id: user.id })))!;
      t.expect.that(result !== "stored" && licence === null, {
        summary: "a customer without a subscription can license a user",
        seen: { answer: result, licence },
        expected: "refused",
        attribute: "licence",
      });
      await adminIfAny(t).customer?.delete?.({ customer });
    },
    mutants: {
      "sp-licence-without-subscription": behaves<Decisions8x8>({ licenceRefusal: () => undefined }),
    },
  }),
];

/** Judges that the console licenses a user, and shows the licence. */
async function expectAssigned(t: Trial, user: { id: string }, whom: string): Promise<void> {
  const result = await assignLicence(t, user);
  t.expect.that(result === "stored", {
    summary: `the console does not license ${whom}`,
    seen: result,
    expected: "stored",
    attribute: "licence",
  });
  await expectLicence(t, user, LEVEL, `${whom}, whom the console licensed,`);
}
