import fc from "fast-check";
import { behaves, type Rule, rule } from "../../../engine/index.ts";
import type { Customer, Decisions8x8, User8x8 } from "../../../profiles/index.ts";
import type { Exchange } from "../../../scim/index.ts";
import { admin, adminIfAny, granted } from "../admin.ts";
import { expectUnchanged } from "../changes.ts";
import { OWN_CUSTOMER, ownCustomer } from "../own-customer.ts";
import { inSite } from "../sites.ts";
import { urns } from "../urns.ts";
import { activation, employee, named } from "../user.ts";
import { employ, lookUp, rotated, tokenOf } from "./scene.ts";

/** What changes a token, what does not, and what becomes of the former one. */
export const change: Rule[] = [
  rule({
    id: "8x8/token/saved-one-is-stable",
    title: "Visiting and saving the configuration leaves the token as it is",
    covers: ["8X8-TOKEN-03"],
    level: "MUST",
    needs: [OWN_CUSTOMER, "admin.scim.open", "admin.scim.setRetrieval", "admin.scim.save"],
    async probe(t) {
      const own = await ownCustomer(t);
      const { id: customer } = own;
      const { scim } = admin(t);
      const visits = {
        open: () => scim.open({ customer }),
        save: () => scim.save({ customer }),
        "retrieve all users": () => scim.setRetrieval({ customer, retrieval: "all" }),
        "retrieve users of the identity provider": () => scim.setRetrieval({ customer, retrieval: "idp-only" }),
      };
      await t.property(
        fc.shuffledSubarray(Object.keys(visits) as (keyof typeof visits)[], { minLength: 2 }),
        async (story) => {
          for (const visit of [...story, "save" as const]) await granted(visits[visit]());
          t.expect(await lookUp(t, own)).status(200);
        },
        { runs: 4 },
      );
    },
    mutants: {
      "sp-every-save-rotates-token": behaves<Decisions8x8>((conforming) => ({
        saveIntegration(customer) {
          conforming.saveIntegration(customer);
          customer.scim.token = conforming.issueToken(customer);
        },
      })),
      "sp-retrieval-change-rotates-token": behaves<Decisions8x8>((conforming) => ({
        setRetrieval(customer, retrieval) {
          conforming.setRetrieval(customer, retrieval);
          customer.scim.draft!.token = conforming.issueToken(customer);
        },
      })),
      "sp-visit-drops-the-token": behaves<Decisions8x8>((conforming) => ({
        leaveIntegration(customer) {
          conforming.leaveIntegration(customer);
          customer.scim.token = undefined;
        },
      })),
    },
  }),

  rule({
    id: "8x8/token/clearing-changes-it",
    title: "Clearing the configuration and setting it up again yields another token, and the former one is refused",
    covers: ["8X8-TOKEN-04"],
    level: "MUST",
    needs: [OWN_CUSTOMER, "admin.scim.clear", "admin.scim.enable", "admin.scim.save"],
    async probe(t) {
      const own = await ownCustomer(t);
      const { id: customer, token: former } = own;
      const { scim } = admin(t);
      t.expect(await lookUp(t, own)).status(200);
      await granted(scim.clear({ customer }));
      await granted(scim.save({ customer }));
      const pages = [
        await granted(scim.enable({ customer, provider: "other" })),
        await granted(scim.save({ customer })),
      ];
      const token = tokenOf(...pages);
      t.expect.that(token !== undefined && token !== former, {
        summary: `a configuration that was cleared and set up again shows ${token === undefined ? "no token" : "the former token"}`,
        seen: token === undefined ? "no token" : "the former token",
        expected: "another token",
      });
      t.expect(await lookUp(t, own, former)).status(401, 403);
      t.expect(await lookUp(t, own, token)).status(200);
    },
    mutants: {
      "sp-old-token-survives-clear": behaves<Decisions8x8>((conforming) => ({
        authenticate: (customer, call, customers) =>
          isFormer(conforming, customer, call.token) ? undefined : conforming.authenticate(customer, call, customers),
      })),
      "sp-clear-keeps-the-token": behaves<Decisions8x8>((conforming) => ({
        clearIntegration: (customer) => conforming.disableIntegration(customer),
        enableIntegration(customer, provider) {
          conforming.enableIntegration(customer, provider);
          if (customer.scim.token !== undefined) customer.scim.draft!.token = undefined;
        },
      })),
    },
  }),

  rule({
    id: "8x8/token/stale-one-is-refused",
    title: "After a rotation the former token opens nothing, and the new one everything",
    covers: ["8X8-TOKEN-07"],
    level: "MUST",
    needs: [OWN_CUSTOMER, "admin.scim.regenerate", "admin.scim.save"],
    answers: ["staleTokenStatus"],
    async probe(t) {
      const own = await ownCustomer(t);
      const user = await employ(t, own, employee(t));
      const stranger = t.given.representation();
      const current = await rotated(t, own);
      const calls: Record<string, () => Promise<Exchange>> = {
        "look-up": () => lookUp(t, own),
        read: () => own.send("GET", user.path),
        create: () => own.send("POST", "/Users", stranger),
        replacement: () => own.send("PUT", user.path, { ...user.sent, title: "Intruder" }),
        deactivation: () => own.send("PATCH", user.path, activation(false)),
        removal: () => own.send("DELETE", user.path),
      };
      await t.property(
        fc.shuffledSubarray(Object.keys(calls), { minLength: 4 }),
        async (story) => {
          for (const call of story) {
            const answer = await calls[call]!();
            t.expect(answer).status(401, 403);
            t.observe("staleTokenStatus", String(answer.response.status));
          }
          const read = await own.send("GET", user.path, undefined, current);
          expectUnchanged(t, read, user.shown, "a request with the former token");
        },
        { runs: 2 },
      );
      const path = `/Users?filter=${encodeURIComponent(named(String(stranger["userName"])).filter)}`;
      t.expect(await own.send("GET", path, undefined, current))
        .status(200)
        .resources([]);
    },
    mutants: {
      "sp-stale-token-read-only-access": behaves<Decisions8x8>((conforming) => ({
        authenticate: (customer, call, customers) =>
          call.method === "GET" && isFormer(conforming, customer, call.token)
            ? undefined
            : conforming.authenticate(customer, call, customers),
      })),
      "sp-stale-token-still-writes": behaves<Decisions8x8>((conforming) => ({
        authenticate: (customer, call, customers) =>
          call.method !== "GET" && isFormer(conforming, customer, call.token)
            ? undefined
            : conforming.authenticate(customer, call, customers),
      })),
    },
  }),

  rule({
    id: "8x8/token/rotation-leaves-users",
    title: "A rotation leaves every user as it is, and the next update finds them",
    covers: ["8X8-TOKEN-08"],
    level: "MUST",
    needs: [OWN_CUSTOMER, "admin.scim.regenerate", "admin.scim.save", "admin.user.get"],
    async probe(t) {
      const own = await ownCustomer(t);
      const { id: customer } = own;
      const site = await adminIfAny(t).site?.create?.({ customer, name: t.given.name() });
      let token = own.token;
      await t.property(
        fc.array(fc.record({ active: fc.boolean(), placed: fc.boolean() }), { minLength: 1, maxLength: 3 }),
        async (kinds) => {
          const users = [];
          for (const { active, placed } of kinds) {
            const body = employee(t, {
              active,
              ...(placed && site !== undefined ? inSite(site.name, urns(t)[0]) : {}),
            });
            const user = await employ(t, own, body, token);
            users.push({ ...user, page: await granted(admin(t).user.get({ customer, id: user.id })) });
          }
          token = await rotated(t, own);
          for (const { id, path, sent, shown, page } of users) {
            const read = await own.send("GET", path, undefined, token);
            expectUnchanged(t, read, shown, "a rotation of the token");
            const after = await admin(t).user.get({ customer, id });
            for (const attribute of ["owner", "active", "siteId", "licence", "federationId"] as const)
              t.expect.that(after?.[attribute] === page?.[attribute], {
                summary: `a rotation of the token changed ${attribute} in the console`,
                seen: after?.[attribute],
                expected: page?.[attribute],
                attribute,
              });
            const lookup = `/Users?filter=${encodeURIComponent(named(String(sent["userName"])).filter)}`;
            t.expect(await own.send("GET", lookup, undefined, token))
              .status(200)
              .resources([id]);
            t.expect(await own.send("PUT", path, { ...sent, title: "Rotated" }, token)).success();
          }
        },
        { runs: 2 },
      );
    },
    mutants: {
      "sp-rotation-orphans-users": onRotation((user) => ({ ...user, owner: "none", origin: "console" })),
      "sp-rotation-deactivates-users": onRotation((user) => ({ ...user, active: false })),
      "sp-rotation-takes-sites": onRotation((user) => ({ ...user, siteId: undefined })),
    },
  }),
];

function isFormer(conforming: Decisions8x8, { scim }: Customer, token: string | undefined): boolean {
  return scim.formerTokens.some((hash) => conforming.tokenMatches(hash, token));
}

/** A service provider that changes its users when a new token is saved. */
function onRotation(change: (user: User8x8) => User8x8): ReturnType<typeof behaves> {
  return behaves<Decisions8x8>((conforming) => ({
    saveIntegration(customer) {
      const former = customer.scim.token;
      conforming.saveIntegration(customer);
      if (customer.scim.token !== former)
        for (const user of [...customer.users.all()]) customer.users.put(change(user));
    },
  }));
}
