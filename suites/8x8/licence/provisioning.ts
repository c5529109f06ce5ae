import fc from "fast-check";
import { behaves, type Mutant, type Rule, rule } from "../../../engine/index.ts";
import type { Decisions8x8, User8x8 } from "../../../profiles/index.ts";
import { isObject, type JsonObject, memberOf, ScimError } from "../../../scim/index.ts";
import { accepted } from "../accepted.ts";
import { admin, adminIfAny, granted, page } from "../admin.ts";
import { expectHeld } from "../held.ts";
import { expectDecisionsKept, LICENSING, licensedUser } from "../licensed-user.ts";
import { inSite, knownSites, siteUrn } from "../sites.ts";
import {
  activation,
  createdUser,
  details,
  ENTERPRISE,
  EXTENSION,
  employee,
  membersOf,
  type Overrides,
  USER,
} from "../user.ts";
import { expectUnlicensed, LEVEL } from "./scene.ts";

/** What provisioning makes of licences: nothing. */
export const provisioning: Rule[] = [
  rule({
    id: "8x8/licence/none-by-a-create",
    title: "No create gives a licence, an extension or a number, whatever it contains",
    covers: ["8X8-LIC-01"],
    level: "MUST",
    needs: ["admin.user.get"],
    async probe(t) {
      const [site] = await knownSites(t, 1);
      const kinds = fc.record({ values: details(), active: fc.boolean(), enterprise: fc.boolean() });
      await t.property(
        // Not shrunk: every further value would leave a further user behind.
        fc.noShrink(fc.tuple(kinds, kinds)),
        async (pair) => {
          for (const [index, { values, active }] of pair.entries()) {
            const placed = index === 0 ? inSite(site!, siteUrn(t)) : {};
            const body = employee(t, { ...membersOf(values), ...placed, active });
            const created = await t.client.post("/Users", body);
            t.expect(created).success();
            const { id } = createdUser(t, created);
            expectUnlicensed(t, await admin(t).user.get({ id }), "a user created over SCIM");
          }
        },
        { runs: 2 },
      );
      // Nothing but the minimum.
      const created = await t.client.post("/Users", t.given.representation());
      t.expect(created).success();
      const { id } = createdUser(t, created);
      expectUnlicensed(t, await admin(t).user.get({ id }), "a user created with the minimum");
    },
    mutants: {
      "sp-create-assigns-licence": onCreate((user) => ({ ...user, licence: { level: "X2", assignedAt: 0 } })),
      "sp-create-in-a-site-assigns-licence": onCreate((user) =>
        user.siteId === undefined ? user : { ...user, licence: { level: "X2", assignedAt: 0 } },
      ),
      "sp-create-assigns-extension": onCreate((user) => ({ ...user, extension: "1001" })),
    },
  }),

  rule({
    id: "8x8/licence/not-in-the-payload",
    title: "Entitlements, roles and members of extensions that name a licence neither give nor take one",
    covers: ["8X8-LIC-02"],
    level: "MUST",
    needs: LICENSING,
    answers: ["unsupportedAttr"],
    async probe(t) {
      const { user, before } = await licensedUser(t);
      const answers = new Set<string>();
      await t.property(
        // Not shrunk: what a first attempt changed would be laid at the door of the next one.
        fc.noShrink(fc.constantFrom("X2", "X4", "8x8 X Series X8")),
        async (level) => {
          for (const [name, smuggled] of Object.entries(smuggling(level))) {
            const put = await t.client.put(user.path, { ...user.sent, ...smuggled });
            answers.add(accepted(t, put) ? "ignore" : `reject ${name}`);
            await expectDecisionsKept(t, before, `a PUT with ${name}`);
          }
        },
        { runs: 2 },
      );
      // Both in a create as well, where there is a site: nothing else would stand in the way of a licence.
      const [site] = await knownSites(t, 1);
      for (const smuggled of Object.values(smuggling(LEVEL))) {
        const placed = { [siteUrn(t)]: { site: site!, ...(smuggled[siteUrn(t)] as JsonObject | undefined) } };
        const created = await t.client.post("/Users", employee(t, { ...smuggled, ...placed, schemas: SCHEMAS }));
        if (!accepted(t, created)) continue;
        expectUnlicensed(t, await admin(t).user.get(createdUser(t, created)), "a user created with it");
      }
      const refused = [...answers].filter((answer) => answer !== "ignore");
      t.observe("unsupportedAttr", refused.some((answer) => /entitlements|roles/.test(answer)) ? "reject" : "ignore");
    },
    mutants: {
      "sp-entitlements-assign-licence": onWrite((body) => levelIn(memberOf(body, "entitlements"))),
      "sp-roles-assign-licence": onWrite((body) => levelIn(memberOf(body, "roles"))),
      "sp-extension-member-assigns-licence": onWrite((body) => {
        const extension = memberOf(body, EXTENSION);
        const level = isObject(extension) ? memberOf(extension, "licence") : undefined;
        return typeof level === "string" ? level : undefined;
      }),
      "sp-empty-entitlements-take-licence": behaves<Decisions8x8>((conforming) => ({
        settle(customer, after, write) {
          const settled = conforming.settle(customer, after, write);
          const sent = write.body?.["entitlements"];
          return Array.isArray(sent) && sent.length === 0 ? { ...settled, licence: undefined } : settled;
        },
      })),
    },
  }),

  rule({
    id: "8x8/licence/unlicensed-users-go-on",
    title: "A user may stay without a licence: updates go on to be stored, also after a long time",
    covers: ["8X8-LIC-09"],
    level: "MUST",
    // It moves the clock of everybody.
    alone: true,
    async probe(t) {
      const user = await t.given.user(employee(t));
      const driver = adminIfAny(t);
      if (driver.user?.get && (await page(t, user.id)).licence !== null) t.inconclusive("a new user has a licence");
      await t.property(
        fc.tuple(details(), fc.boolean()),
        async ([values, active]) => {
          if (driver.clock?.advance) await granted(driver.clock.advance({ minutes: 100 * 24 * 60 }));
          const body = { ...user.sent, ...membersOf(values), active };
          t.expect(await t.client.put(user.path, body)).success();
          expectHeld(t, await t.client.get(user.path), body);
          t.expect(await t.client.patch(user.path, activation(!active))).success();
          t.expect(await t.client.get(user.path))
            .status(200)
            .attribute("active", !active);
        },
        { runs: 3 },
      );
    },
    mutants: {
      "sp-unlicensed-users-frozen": behaves<Decisions8x8>((conforming) => ({
        replace(customer, user, body) {
          if (user.licence === undefined) throw new ScimError(403, undefined, "the user has no licence");
          return conforming.replace(customer, user, body);
        },
      })),
      "sp-updates-of-unlicensed-users-ignored": behaves<Decisions8x8>((conforming) => ({
        replace: (customer, user, body) =>
          user.licence === undefined ? user : conforming.replace(customer, user, body),
      })),
      "sp-unlicensed-users-expire": behaves<Decisions8x8>({
        elapse(customer, now) {
          const trial = 90 * 24 * 60 * 60_000;
          for (const user of [...customer.users.all()])
            if (user.licence === undefined && now - user.created > trial) customer.users.remove(user.id);
        },
      }),
    },
  }),
];

const SCHEMAS = [USER, ENTERPRISE, EXTENSION];

/** Ways to name a licence in a User. */
function smuggling(level: string): Record<string, Overrides & JsonObject> {
  const item = [{ value: level, display: `Licence ${level}`, primary: true }];
  return {
    entitlements: { entitlements: item },
    roles: { roles: item },
    "no entitlements": { entitlements: [] },
    "a member of the extension": { schemas: SCHEMAS, [EXTENSION]: { licence: level, license: level } },
  };
}

function levelIn(value: unknown): string | undefined {
  const first = Array.isArray(value) ? (value[0] as { value?: unknown } | undefined)?.value : undefined;
  return typeof first === "string" ? first : undefined;
}

/** A service provider that makes something else of a create. */
function onCreate(change: (user: User8x8) => User8x8): Mutant {
  return behaves<Decisions8x8>((conforming) => ({
    create: (customer, body) => change(conforming.create(customer, body)),
  }));
}

/** A service provider that reads a licence out of a body. */
function onWrite(levelOf: (body: JsonObject) => string | undefined): Mutant {
  return behaves<Decisions8x8>((conforming) => ({
    settle(customer, after, write) {
      const settled = conforming.settle(customer, after, write);
      const level = write.body === undefined ? undefined : levelOf(write.body);
      return level === undefined ? settled : { ...settled, licence: { level, assignedAt: 0 } };
    },
  }));
}
