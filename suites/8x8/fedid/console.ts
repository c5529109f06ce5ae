import { behaves, idOf, type Rule, rule } from "../../../engine/index.ts";
import type { Decisions8x8 } from "../../../profiles/index.ts";
import { admin, granted } from "../admin.ts";
import { withConsoleUser } from "../console-user.ts";
import { OWN_CUSTOMER, ownCustomer } from "../own-customer.ts";
import { expectFederationId, federationIdOf } from "./scene.ts";

/** The Federation ID of a user whom the console made, or removed. */
export const inConsole: Rule[] = [
  rule({
    id: "8x8/fedid/entered-by-an-administrator",
    title: "An administrator can enter the Federation ID of a user",
    covers: ["8X8-FEDID-06"],
    level: "MUST",
    needs: ["admin.user.create", "admin.user.get", "admin.user.setFederationId"],
    probe: (t) =>
      withConsoleUser(t, {}, async (user) => {
        await federationIdOf(t, user);
        const federationId = t.given.userName();
        const result = await admin(t).user.setFederationId({ id: user.id, federationId });
        t.expect.that(result === "stored", {
          summary: `the console answers a Federation ID with "${result}"`,
          seen: result,
          expected: "stored",
          attribute: "federationId",
        });
        await expectFederationId(t, user, federationId, "a user for whom an administrator entered one");
        const page = await admin(t).user.get({ id: user.id });
        t.expect.that(page?.userName === user.userName, {
          summary: `a new Federation ID changed the Username to "${page?.userName}"`,
          seen: page?.userName,
          expected: user.userName,
          attribute: "userName",
        });
      }),
    mutants: {
      "sp-fedid-edit-not-saved": behaves<Decisions8x8>({ consoleFederationId: () => "stored" }),
      "sp-fedid-edit-changes-the-username": behaves<Decisions8x8>({
        consoleFederationId(_customer, user, federationId) {
          Object.assign(user, { federationId, userName: federationId });
          return "stored";
        },
      }),
    },
  }),

  rule({
    id: "8x8/fedid/linking",
    title: "Linking a console user leaves the Federation ID, or sets it to the userName",
    covers: ["8X8-FEDID-09"],
    level: "MAY",
    needs: [OWN_CUSTOMER, "admin.user.create", "admin.user.get"],
    answers: ["linkSetsFedId"],
    async probe(t) {
      const { id: customer, send } = await ownCustomer(t, { retrieval: "all" });
      const federationId = t.given.userName();
      await withConsoleUser(t, { customer, federationId }, async ({ id, userName }) => {
        await federationIdOf(t, { customer, id });
        const linked = await t.given.done(() =>
          send("PUT", `/Users/${encodeURIComponent(id)}`, t.given.representation({ userName })),
        );
        const seen = await federationIdOf(t, { customer, id });
        t.expect(linked).that(seen === federationId || seen === userName, {
          summary: `linking a user changed the Federation ID to ${seen}`,
          seen,
          expected: [federationId, userName],
          attribute: "federationId",
        });
        t.observe("linkSetsFedId", seen === userName ? "yes" : "no");
      });
    },
    mutants: {
      "sp-linking-empties-the-fedid": behaves<Decisions8x8>((conforming) => ({
        settle(customer, after, write) {
          const settled = conforming.settle(customer, after, write);
          return write.before?.owner === "none" ? { ...settled, federationId: undefined } : settled;
        },
      })),
    },
  }),

  rule({
    id: "8x8/fedid/recreated-user-has-its-own",
    title: "A user who was deleted in the console and is created anew has the new userName as Federation ID",
    covers: ["8X8-FEDID-10"],
    level: "SHOULD",
    needs: ["admin.user.delete", "admin.user.get"],
    async probe(t) {
      const externalId = t.given.name();
      const former = await t.given.user({ externalId });
      await federationIdOf(t, former);
      await granted(admin(t).user.delete({ id: former.id }));
      const { emails, name } = former.sent;
      const userName = t.given.userName();
      const created = await t.client.post("/Users", t.given.representation({ externalId, emails, name, userName }));
      t.expect(created).status(201).hasAttribute("id");
      const id = idOf(created);
      await expectFederationId(t, { id }, userName, "a user who was deleted and created anew");
    },
    mutants: {
      "sp-recreate-reuses-old-fedid": behaves<Decisions8x8>((conforming) => {
        const former = new Map<string | undefined, string | undefined>();
        return {
          consoleDelete(customer, user) {
            former.set(user.externalId, user.federationId);
            return conforming.consoleDelete(customer, user);
          },
          federationIdOnCreate: (customer, user) =>
            former.get(user.externalId) ?? conforming.federationIdOnCreate(customer, user),
        };
      }),
    },
  }),
];
