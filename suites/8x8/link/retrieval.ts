import { behaves, idsOf, type Rule, rule, type Trial } from "../../../engine/index.ts";
import type { Decisions8x8 } from "../../../profiles/index.ts";
import { admin, adminIfAny, granted } from "../admin.ts";
import { attempted } from "../attempted.ts";
import { withConsoleUser } from "../console-user.ts";
import { OWN_CUSTOMER, ownCustomer } from "../own-customer.ts";
import { assignment, pathOf, withPlace } from "../place.ts";
import { activation, employee, named } from "../user.ts";
import { hides } from "./hides.ts";
import { expectConflict, expectListed, provisioned, retrieve } from "./scene.ts";

/** Which users the identity provider is shown. */
export const retrieval: Rule[] = [
  rule({
    id: "8x8/link/all-users-are-retrieved",
    title: "Where all users are retrieved, lists and look-ups show users of the console and of the identity provider",
    covers: ["8X8-LINK-01"],
    level: "MUST",
    needs: ["admin.user.create"],
    probe: (t) =>
      withPlace(t, "all", (place) =>
        withConsoleUser(t, place.within, async (made) => {
          const body = employee(t);
          const { id } = await provisioned(t, place, body);
          t.expect(await place.lookUp(made.userName))
            .status(200)
            .resources([made.id]);
          t.expect(await place.lookUp(String(body["userName"])))
            .status(200)
            .resources([id]);
          await expectListed(t, place, [made.id, id]);
        }),
      ),
    mutants: {
      "sp-all-users-hides-console-users": hides(({ origin }) => origin === "console"),
      "sp-all-users-list-hides-console-users": hides(({ origin }, sight) => origin === "console" && sight === "list"),
      "sp-all-users-look-up-hides-console-users": hides(
        ({ origin }, sight) => origin === "console" && sight === "lookup",
      ),
    },
  }),

  rule({
    id: "8x8/link/restricted-retrieval",
    title: "Where only users of the identity provider are retrieved, lists and look-ups show none of the console's",
    covers: ["8X8-LINK-02"],
    level: "MUST",
    needs: ["admin.user.create"],
    answers: ["consoleUserById"],
    probe: (t) =>
      withPlace(t, "idp-only", (place) =>
        withConsoleUser(t, place.within, async (made) => {
          const body = employee(t);
          const { id, path } = await provisioned(t, place, body);
          await t.given.done(() => place.send("PATCH", path, activation(false)));
          t.expect(await place.lookUp(made.userName))
            .status(200)
            .resources([]);
          t.expect(await place.lookUp(String(body["userName"])))
            .status(200)
            .resources([id]);
          await expectListed(t, place, [id], [made.id]);
          // Other filters need not be there.
          const filter = `emails.value eq ${JSON.stringify(made.email)}`;
          const byEmail = await place.send("GET", `/Users?${new URLSearchParams({ filter })}`);
          if (byEmail.response.status === 200) t.expect(byEmail).excludes(made.id);
          // Whether a read by id shows a user of the console is open.
          const byId = await place.send("GET", pathOf(made));
          if (byId.response.status !== 200) t.expect(byId).refused();
          t.observe("consoleUserById", byId.response.status === 200 ? "shown" : "hidden");
        }),
      ),
    mutants: {
      "sp-idp-only-shows-console-users": behaves<Decisions8x8>((conforming) => ({
        visible: (customer, user, sight) => sight === "lookup" || conforming.visible(customer, user, sight),
      })),
      "sp-idp-only-lists-console-users": behaves<Decisions8x8>((conforming) => ({
        visible: (customer, user, sight) => sight === "list" || conforming.visible(customer, user, sight),
      })),
      "sp-idp-only-hides-inactive-users": hides(({ active }) => !active),
      "sp-idp-only-finds-console-users-by-email": behaves<Decisions8x8>((conforming) => {
        let byEmail = false;
        return {
          find(customer, filter) {
            byEmail = filter.type === "compare" && filter.path.attribute === "emails";
            return conforming.find(customer, filter);
          },
          visible: (customer, user, sight) =>
            (sight === "lookup" && byEmail) || conforming.visible(customer, user, sight),
        };
      }),
    },
  }),

  rule({
    id: "8x8/link/option-holds-with-save",
    title: "A change of the retrieval option holds from Save on, and not before",
    covers: ["8X8-LINK-04"],
    level: "MUST",
    needs: [
      OWN_CUSTOMER,
      "admin.user.create",
      "admin.scim.setRetrieval",
      "admin.scim.save",
      "admin.scim.discard",
      "admin.scim.open",
    ],
    answers: ["saveModel"],
    probe: (t) =>
      withPlace(t, "idp-only", (place) =>
        withConsoleUser(t, place.within, (shown) =>
          withConsoleUser(t, place.within, async (hidden) => {
            const { scim } = admin(t);
            // Who has been found once may stay visible (C-35): somebody else is looked up where nobody is to be found.
            const expectFound = async (found: boolean): Promise<void> => {
              const { id, userName } = found ? shown : hidden;
              t.expect(await place.lookUp(userName))
                .status(200)
                .resources(found ? [id] : []);
            };
            for (const option of ["all", "idp-only"] as const) {
              await granted(scim.setRetrieval({ ...place.within, retrieval: option }));
              await expectFound(option === "idp-only");
              await granted(scim.save(place.within));
              await expectFound(option === "all");
            }
            // Who leaves the page without Save loses the change, or has it saved by leaving (C-09).
            await granted(scim.setRetrieval({ ...place.within, retrieval: "all" }));
            await scim.discard(place.within);
            const { retrieval: present } = await granted(scim.open(place.within));
            t.observe("saveModel", present === "all" ? "implicit-on-close" : "explicit");
            await expectFound(present === "all");
          }),
        ),
      ),
    mutants: {
      "sp-retrieval-option-needs-reenable": behaves<Decisions8x8>((conforming) => ({
        saveIntegration(customer) {
          const { enabled, retrieval: former } = customer.scim;
          conforming.saveIntegration(customer);
          if (enabled && customer.scim.enabled) customer.scim.retrieval = former;
        },
      })),
      "sp-retrieval-option-holds-unsaved": behaves<Decisions8x8>((conforming) => ({
        setRetrieval(customer, chosen) {
          conforming.setRetrieval(customer, chosen);
          customer.scim.retrieval = chosen;
        },
      })),
      "sp-left-page-still-shows-the-change": behaves<Decisions8x8>({ leaveIntegration: () => undefined }),
    },
  }),

  rule({
    id: "8x8/link/linked-user-under-restricted-retrieval",
    title: "A linked user is shown or hidden when the retrieval is restricted later, and makes room for no second one",
    covers: ["8X8-LINK-13"],
    level: "MAY",
    needs: [OWN_CUSTOMER, "admin.user.create", "admin.user.list", "admin.scim.setRetrieval", "admin.scim.save"],
    answers: ["linkedUnderIdpOnly"],
    probe: (t) =>
      withPlace(t, "all", (place) =>
        withConsoleUser(t, place.within, async (made) => {
          const body = assignment(t, made.userName);
          await t.given.done(() => place.send("PUT", pathOf(made), body));
          await retrieve(t, place, "idp-only");
          const lookup = await place.lookUp(made.userName);
          const found = idsOf(lookup)?.length !== 0;
          t.expect(lookup)
            .status(200)
            .resources(found ? [made.id] : []);
          t.observe("linkedUnderIdpOnly", found ? "returned" : "hidden");
          await expectListed(t, place, found ? [made.id] : [], found ? [] : [made.id]);
          // An identity provider that is shown nobody creates: that ends in the conflict, not in a duplicate.
          expectConflict(t, await place.send("POST", "/Users", body));
          const known = await admin(t).user.list({ ...place.within, prefix: made.userName });
          t.expect.that(known.length === 1, {
            summary: `the console lists ${known.length} users with the login ID of a linked one`,
            seen: known.map(({ id }) => id),
            expected: [made.id],
            attribute: "userName",
          });
        }),
      ),
    mutants: {
      "sp-hidden-linked-user-is-created-again": behaves<Decisions8x8>((conforming) => {
        const hidden: Decisions8x8["visible"] = (customer, { origin }) =>
          customer.scim.retrieval === "idp-only" && origin === "console";
        return {
          visible: (customer, user, sight) =>
            !hidden(customer, user, sight) && conforming.visible(customer, user, sight),
          loginIdTaken(customer, userName, exceptId) {
            const taken = conforming.loginIdTaken(customer, userName, exceptId);
            return taken === undefined || hidden(customer, taken, "lookup") ? undefined : taken;
          },
        };
      }),
      "sp-linked-user-is-listed-and-not-found": hides(
        ({ origin, owner }, sight) => origin === "console" && owner === "idp" && sight === "lookup",
      ),
    },
  }),

  rule({
    id: "8x8/link/option-by-default",
    title: "A new integration has one of the two retrieval options, and shows the one that is chosen",
    covers: ["8X8-LINK-14"],
    level: "MAY",
    needs: ["admin.user.create"],
    answers: ["retrieval", "retrievalByDefault", "retrievalOfferedFor"],
    async probe(t) {
      await withConsoleUser(t, {}, async ({ id, userName }) => {
        const lookup = await t.client.list("/Users", named(userName));
        const found = idsOf(lookup)?.length !== 0;
        t.expect(lookup)
          .status(200)
          .resources(found ? [id] : []);
        t.observe("retrieval", found ? "all" : "idp-only");
      });
      const { customer, scim } = adminIfAny(t);
      if (customer?.create && scim?.open && scim.enable && scim.setRetrieval && scim.discard) await expectOffer(t);
    },
    mutants: {
      "sp-retrieval-choice-not-shown": behaves<Decisions8x8>({ setRetrieval: () => undefined }),
    },
  }),
];

/** Tells what a new integration retrieves, and for which providers the option can be chosen; judges that it shows. */
async function expectOffer(t: Trial): Promise<void> {
  const { scim } = admin(t);
  const { id: customer } = await ownCustomer(t, { enabled: false });
  const { providers, retrieval: byDefault } = await granted(scim.open({ customer }));
  t.observe("retrievalByDefault", byDefault);
  const offered: string[] = [];
  for (const provider of providers) {
    await granted(scim.enable({ customer, provider }));
    for (const chosen of ["all", "idp-only"] as const) {
      const page = await attempted(scim.setRetrieval({ customer, retrieval: chosen }));
      if (page === "refused") break;
      t.expect.that(page.retrieval === chosen, {
        summary: `the page of an integration with ${provider} shows ${page.retrieval} where ${chosen} was chosen`,
        seen: page.retrieval,
        expected: chosen,
      });
      if (chosen === "idp-only") offered.push(provider);
    }
    await scim.discard({ customer });
  }
  t.observe("retrievalOfferedFor", offered.join(", ") || "none");
  await adminIfAny(t).customer?.delete?.({ customer });
}
