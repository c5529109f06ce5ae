import { behaves, type Mutant, type Rule, rule } from "../../../engine/index.ts";
import type { Customer, Decisions8x8 } from "../../../profiles/index.ts";
import type { Exchange } from "../../../scim/index.ts";
import { admin, adminIfAny, granted } from "../admin.ts";
import { attempted } from "../attempted.ts";
import { expectUnchanged } from "../changes.ts";
import { OWN_CUSTOMER, withOwnCustomer } from "../own-customer.ts";
import { employ, lookUp, rotated, tokenOf } from "../token/scene.ts";
import { activation, employee, named } from "../user.ts";

/** Connecting an identity provider, and what goes wrong on the way. */
export const connection: Rule[] = [
  rule({
    id: "8x8/story/s-02-forgot-to-save",
    title: "A token that was copied before the page was left without Save fails, and the one that was saved connects",
    covers: ["8X8-TOKEN-02", "8X8-UI-05"],
    level: "MUST",
    needs: [OWN_CUSTOMER, "admin.scim.enable", "admin.scim.discard", "admin.scim.open", "admin.scim.save"],
    tags: ["story"],
    async probe(t) {
      if (t.options["saveModel"] === "implicit-on-close")
        t.skip("leaving the page saves: saveModel is implicit-on-close");
      await withOwnCustomer(t, { enabled: false }, async (own) => {
        const { id: customer } = own;
        const { scim } = admin(t);
        const { token: forgotten } = await granted(scim.enable({ customer, provider: "okta" }));
        await granted(scim.discard({ customer }));
        if (forgotten !== null) t.expect(await lookUp(t, own, forgotten)).status(401, 403, 404);
        const { enabled } = await granted(scim.open({ customer }));
        t.expect.that(!enabled, {
          summary: "user provisioning is on at the next visit though it was never saved",
          seen: "on",
          expected: "off",
        });
        const pages = [
          await granted(scim.enable({ customer, provider: "okta" })),
          await granted(scim.save({ customer })),
        ];
        const saved = tokenOf(...pages);
        t.expect.that(saved !== undefined && saved !== forgotten, {
          summary: saved === undefined ? "no token is shown" : "the token that was not saved is shown again",
          seen: saved === undefined ? "no token" : "the same token",
          expected: "another token",
        });
        t.expect(await lookUp(t, own, saved)).status(200);
        if (forgotten !== null) t.expect(await lookUp(t, own, forgotten)).status(401, 403);
      });
    },
    mutants: {
      "sp-forgotten-token-connects": behaves<Decisions8x8>((conforming) => {
        const shown = new Set<string>();
        return {
          enableIntegration(customer, provider) {
            conforming.enableIntegration(customer, provider);
            shown.add(customer.scim.draft!.token!.hash);
          },
          authenticate: (customer, call, customers) =>
            [...shown].some((hash) => conforming.tokenMatches(hash, call.token))
              ? undefined
              : conforming.authenticate(customer, call, customers),
        };
      }),
      "sp-page-remembers-what-was-not-saved": behaves<Decisions8x8>({ leaveIntegration: () => {} }),
    },
  }),

  rule({
    id: "8x8/story/s-03-lost-token",
    title: "A token that nobody copied is renewed: the former one is refused, and the users are as they were",
    covers: ["8X8-TOKEN-04", "8X8-TOKEN-05", "8X8-TOKEN-08"],
    level: "SHOULD",
    needs: [OWN_CUSTOMER, "admin.scim.open", "admin.scim.regenerate", "admin.scim.save"],
    tags: ["story"],
    async probe(t) {
      await withOwnCustomer(t, {}, async (own) => {
        const { id: customer } = own;
        const user = await employ(t, own, employee(t));
        await granted(admin(t).scim.open({ customer }));
        const { token: again } = await granted(admin(t).scim.open({ customer }));
        if (t.options["tokenDisplay"] !== "always")
          t.expect.that(again === null, {
            summary: "the page shows the clear token at a later visit",
            seen: "a token",
            expected: "no token",
          });
        const renewed = await rotated(t, own);
        t.expect(await lookUp(t, own)).status(401, 403);
        t.expect(await lookUp(t, own, renewed)).status(200);
        const read = await own.send("GET", user.path, undefined, renewed);
        expectUnchanged(t, read, user.shown, "the renewal of the token");
      });
    },
    mutants: {
      "sp-lost-token-still-works": behaves<Decisions8x8>((conforming) => ({
        authenticate: (customer, call, customers) =>
          customer.scim.formerTokens.some((hash) => conforming.tokenMatches(hash, call.token))
            ? undefined
            : conforming.authenticate(customer, call, customers),
      })),
      "sp-renewal-forgets-external-ids": onSave(({ users }) => {
        for (const user of [...users.all()]) users.put({ ...user, externalId: undefined });
      }),
    },
  }),

  rule({
    id: "8x8/story/s-05-wrong-tenant-url",
    title: "With the URL of another company a token opens nothing, and that company is neither read nor changed",
    covers: ["8X8-SCIM-03", "8X8-SCIM-04"],
    level: "MUST",
    needs: [OWN_CUSTOMER],
    tags: ["story"],
    async probe(t) {
      await withOwnCustomer(t, {}, async (ours) => {
        await withOwnCustomer(t, {}, async (theirs) => {
          const user = await employ(t, theirs, employee(t));
          const stranger = employee(t);
          const wrong = (method: string, path: string, body?: Parameters<typeof ours.send>[2]): Promise<Exchange> =>
            theirs.send(method, path, body, ours.token);
          const audit = adminIfAny(t).audit?.list;
          const before = (await audit?.({ customer: theirs.id, plane: "scim" })) ?? [];
          for (const call of [
            () => wrong("GET", "/Users?count=1"),
            () => wrong("GET", `/Users?${new URLSearchParams(named(String(user.sent["userName"])))}`),
            () => wrong("GET", user.path),
            () => wrong("POST", "/Users", stranger),
            () => wrong("PUT", user.path, { ...user.sent, title: "Intruder" }),
            () => wrong("PATCH", user.path, activation(false)),
            () => wrong("DELETE", user.path),
          ])
            t.expect(await call()).status(401, 403, 404);
          const lines = ((await audit?.({ customer: theirs.id, plane: "scim" })) ?? []).slice(before.length);
          const served = lines.find(({ outcome }) => outcome.startsWith("2"));
          t.expect.that(served === undefined, {
            summary: `the audit log of the other company shows ${served?.what} as served`,
            seen: served?.outcome,
            expected: "refusals only",
          });
          expectUnchanged(t, await theirs.send("GET", user.path), user.shown, "a token of another company");
          const lookup = `/Users?${new URLSearchParams(named(String(stranger["userName"])))}`;
          t.expect(await theirs.send("GET", lookup))
            .status(200)
            .resources([]);
        });
      });
    },
    mutants: {
      "sp-foreign-token-reads": foreignToken((method) => method === "GET"),
      "sp-foreign-token-deactivates": foreignToken((method) => method === "PATCH" || method === "DELETE"),
    },
  }),

  rule({
    id: "8x8/story/s-06-account-manager-customer",
    title: "A customer on the older platform finds no section for user provisioning, and no call is served",
    covers: ["8X8-SCIM-24"],
    level: "MUST",
    needs: [OWN_CUSTOMER, "admin.customer.setPlatform", "admin.scim.enable", "admin.scim.open"],
    tags: ["story"],
    async probe(t) {
      await withOwnCustomer(t, {}, async (own) => {
        const { id: customer } = own;
        const { scim, customer: customers } = admin(t);
        t.expect(await lookUp(t, own)).status(200);
        await granted(customers.setPlatform({ customer, platform: "account-manager" }));
        const { offered, url } = await granted(scim.open({ customer }));
        const identity = await adminIfAny(t).page?.identity?.({ customer });
        t.expect.that(!offered && url === null && (identity === undefined || identity.scim === null), {
          summary: "a customer on the older platform finds a section for user provisioning",
          seen: { offered, url },
          expected: { offered: false, url: null },
        });
        const enabled = await attempted(scim.enable({ customer, provider: "other" }));
        t.expect.that(enabled === "refused" || enabled.url === null, {
          summary: "a customer on the older platform switches user provisioning on",
          seen: "on",
          expected: "a refusal",
        });
        t.expect(await lookUp(t, own)).status(401, 403, 404);
        await granted(customers.setPlatform({ customer, platform: "admin-console" }));
        t.expect(await lookUp(t, own)).status(200);
      });
    },
    mutants: {
      "sp-older-platform-still-serves": behaves<Decisions8x8>({ serves: ({ scim }) => scim.enabled }),
      "sp-older-platform-shows-the-section": behaves<Decisions8x8>((conforming) => ({
        integrationView: (customer) => ({ ...conforming.integrationView(customer), offered: true }),
      })),
    },
  }),

  rule({
    id: "8x8/story/s-12-switched-off-for-a-week",
    title: "User provisioning off for a week refuses calls and changes nobody; on again, updates meet the same users",
    covers: ["8X8-TOKEN-12", "8X8-LIFECYCLE-08"],
    level: "SHOULD",
    needs: [OWN_CUSTOMER, "admin.scim.disable", "admin.scim.enable", "admin.scim.save", "admin.user.list"],
    tags: ["story"],
    async probe(t) {
      await withOwnCustomer(t, {}, async (own) => {
        const { id: customer } = own;
        const { scim, user: verbs } = admin(t);
        const users = [await employ(t, own, employee(t)), await employ(t, own, employee(t, { active: false }))];
        await granted(scim.disable({ customer }));
        await granted(scim.save({ customer }));
        for (const days of [0, 7]) {
          await adminIfAny(t).clock?.advance?.({ minutes: days * 24 * 60 });
          t.expect(await lookUp(t, own)).status(401, 403, 404);
          t.expect(await own.send("PATCH", users[0]!.path, activation(false))).status(401, 403, 404);
        }
        const listed = await granted(verbs.list({ customer }));
        const states = users.map(({ id }) => listed.find((each) => each.id === id)?.active);
        t.expect.that(listed.length === 2 && states[0] === true && states[1] === false, {
          summary: "users changed while user provisioning was off",
          seen: states,
          expected: [true, false],
          attribute: "active",
        });
        const pages = [
          await granted(scim.enable({ customer, provider: "other" })),
          await granted(scim.save({ customer })),
        ];
        const token = tokenOf(...pages) ?? own.token;
        for (const { id, path, sent, shown } of users) {
          const lookup = `/Users?${new URLSearchParams(named(String(sent["userName"])))}`;
          t.expect(await own.send("GET", lookup, undefined, token))
            .status(200)
            .resources([id]);
          t.expect(await own.send("PUT", path, { ...sent, title: "Back again" }, token)).success();
          const read = await own.send("GET", path, undefined, token);
          t.expect(read).attribute("title", "Back again");
          expectUnchanged(t, read, shown, "a week without user provisioning", ["title"]);
        }
        t.expect.that((await granted(verbs.list({ customer }))).length === 2, {
          summary: "updates after a week without user provisioning made further users",
          seen: (await granted(verbs.list({ customer }))).length,
          expected: 2,
        });
      });
    },
    mutants: {
      "sp-week-off-deactivates-users": behaves<Decisions8x8>({
        elapse(customer, now) {
          if (customer.scim.enabled) return;
          for (const user of customer.users.all())
            if (now - user.lastModified > 5 * 24 * 60 * 60_000) user.active = false;
        },
      }),
      "sp-switching-on-again-orphans-users": onSave(({ users, scim }) => {
        if (!scim.enabled) return;
        for (const user of [...users.all()]) users.put({ ...user, owner: "none", origin: "console" });
      }),
      "sp-off-still-takes-deactivations": behaves<Decisions8x8>((conforming) => ({
        authenticate: (customer, call, customers) =>
          call.method === "PATCH" && conforming.tokenMatches(customer.scim.token?.hash, call.token)
            ? undefined
            : conforming.authenticate(customer, call, customers),
      })),
    },
  }),
];

/** A service provider that does something more when the configuration is saved. */
function onSave(more: (customer: Customer) => void): Mutant {
  return behaves<Decisions8x8>((conforming) => ({
    saveIntegration(customer) {
      conforming.saveIntegration(customer);
      more(customer);
    },
  }));
}

/** A service provider that takes the token of any customer for some calls. */
function foreignToken(takes: (method: string) => boolean): Mutant {
  return behaves<Decisions8x8>((conforming) => ({
    authenticate: (customer, call, customers) =>
      takes(call.method) && [...customers].some(({ scim }) => conforming.tokenMatches(scim.token?.hash, call.token))
        ? undefined
        : conforming.authenticate(customer, call, customers),
  }));
}
