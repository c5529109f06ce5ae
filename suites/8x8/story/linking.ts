import { behaves, idsOf, type Rule, rule } from "../../../engine/index.ts";
import type { Decisions8x8 } from "../../../profiles/index.ts";
import { admin, granted } from "../admin.ts";
import { withConsoleUser } from "../console-user.ts";
import { CORE, expectLocked } from "../edits.ts";
import { expectHeld } from "../held.ts";
import { listed, pageIn, retrieve } from "../link/scene.ts";
import { onTakeOver } from "../link/take-over.ts";
import { OWN_CUSTOMER } from "../own-customer.ts";
import { expectPageKept } from "../page-kept.ts";
import { assign, assignment, pathOf, withPlace } from "../place.ts";

/** Users of the console whom the identity provider takes over. */
export const linking: Rule[] = [
  rule({
    id: "8x8/story/s-15-link-instead",
    title:
      "After a conflict the retrieval is widened and saved, and the next cycle takes the user over with licence and extension",
    covers: ["8X8-LINK-11", "8X8-LINK-05", "8X8-LINK-09", "8X8-LINK-04"],
    level: "SHOULD",
    needs: [
      OWN_CUSTOMER,
      "admin.user.create",
      "admin.user.get",
      "admin.site.list",
      "admin.scim.setRetrieval",
      "admin.scim.save",
    ],
    tags: ["story"],
    probe: (t) =>
      withPlace(t, "idp-only", async (place) => {
        const [site] = await granted(admin(t).site.list(place.within));
        if (site === undefined) return t.skip("needs a site to license a user in");
        const service = { site: site.id, licence: "X6", extension: "4712", phoneNumber: "+14155552712" };
        await withConsoleUser(t, { ...place.within, ...service }, async (made) => {
          const before = await pageIn(t, place, made.id);
          const body = assignment(t, made.userName);
          t.expect(await assign(place, body)).status(409, 400);
          await granted(admin(t).scim.setRetrieval({ ...place.within, retrieval: "all" }));
          // Not saved yet: the cycle that runs meanwhile ends as before.
          t.expect(await assign(place, body)).status(409, 400);
          await granted(admin(t).scim.save(place.within));
          const linked = await assign(place, body);
          t.expect(linked)
            .success()
            .that(linked.request.method === "PUT", {
              summary: "the widened retrieval does not show the console user",
              seen: linked.request.method,
              expected: "PUT",
            });
          t.expect(await place.lookUp(made.userName))
            .status(200)
            .resources([made.id]);
          const fields = ["licence", "phoneNumber", "siteId", "directoryVisible"] as const;
          await expectPageKept(t, before, "the take-over", { ...place, fields: [...fields] });
        });
      }),
    mutants: {
      "sp-take-over-after-a-conflict-drops-the-number": behaves<Decisions8x8>((conforming) => {
        const refused = new Set<string>();
        return {
          loginIdTaken(customer, userName, exceptId) {
            const taken = conforming.loginIdTaken(customer, userName, exceptId);
            if (taken !== undefined) refused.add(taken.id);
            return taken;
          },
          replace(customer, user, body) {
            const after = conforming.replace(customer, user, body);
            return refused.has(user.id) ? { ...after, phoneNumber: undefined } : after;
          },
        };
      }),
      "sp-unsaved-retrieval-is-in-force": behaves<Decisions8x8>((conforming) => ({
        visible: (customer, user, sight) =>
          customer.scim.draft?.retrieval === "all" || conforming.visible(customer, user, sight),
      })),
    },
  }),

  rule({
    id: "8x8/story/s-16-take-over-aligns-data",
    title:
      "A console user with an outdated surname and e-mail has those of the identity provider after linking, and they are locked",
    covers: ["8X8-LINK-07", "8X8-LINK-08", "8X8-OWN-11"],
    level: "MUST",
    needs: ["admin.user.create", "admin.user.edit", "admin.user.get"],
    tags: ["story"],
    probe: (t) =>
      withPlace(t, "all", (place) =>
        withConsoleUser(t, { ...place.within, familyName: "Byron", email: t.given.userName() }, async (made) => {
          const body = assignment(t, made.userName, {
            name: { givenName: "Ada", familyName: "Lovelace" },
            emails: [{ value: t.given.userName(), type: "work", primary: true }],
          });
          t.expect(await assign(place, body)).success();
          expectHeld(t, await place.lookUp(made.userName), body);
          const after = await pageIn(t, place, made.id);
          t.expect.that(after.familyName === "Lovelace" && after.owner === "idp", {
            summary: `after the take-over the console shows the surname ${after.familyName} and the owner ${after.owner}`,
            seen: { familyName: after.familyName, owner: after.owner },
            expected: { familyName: "Lovelace", owner: "idp" },
            attribute: "familyName",
          });
          for (const values of [{ familyName: "Byron" }, { email: t.given.userName() }])
            await expectLocked(t, { ...after, ...place.within }, values);
          const open = CORE.filter((field) => !after.locked.includes(field));
          t.expect.that(open.length === 0, {
            summary: `after the take-over the page shows ${open.join(", ")} as not locked`,
            seen: after.locked,
            expected: CORE,
            attribute: open[0] ?? "locked",
          });
        }),
      ),
    mutants: {
      "sp-take-over-locks-the-old-surname": onTakeOver((after, { familyName }) => ({ ...after, familyName })),
      "sp-linked-email-stays-open": behaves<Decisions8x8>((conforming) => ({
        locked: (customer, user, field, route) =>
          (field !== "email" || user.origin === "idp") && conforming.locked(customer, user, field, route),
      })),
    },
  }),

  rule({
    id: "8x8/story/s-19-tightening-after-linking",
    title:
      "The retrieval is restricted after users were linked: list and look-up agree on them, and no cycle makes duplicates",
    covers: ["8X8-LINK-13", "8X8-LINK-03"],
    level: "MUST",
    needs: [OWN_CUSTOMER, "admin.user.create", "admin.user.list", "admin.scim.setRetrieval", "admin.scim.save"],
    answers: ["linkedUnderIdpOnly"],
    tags: ["story"],
    probe: (t) =>
      withPlace(t, "all", (place) =>
        withConsoleUser(t, place.within, (one) =>
          withConsoleUser(t, place.within, async (other) => {
            const bodies = [one, other].map(({ userName }) => assignment(t, userName));
            for (const body of bodies) t.expect(await assign(place, body)).success();
            await retrieve(t, place, "idp-only");
            const inList = await listed(t, place);
            for (const { id, userName } of [one, other]) {
              const found = idsOf(await place.lookUp(userName))?.includes(id) === true;
              t.observe("linkedUnderIdpOnly", found ? "returned" : "hidden");
              t.expect.that(inList?.has(id) === found, {
                summary: `a linked user is ${found ? "found by a look-up and missing in" : "not found by a look-up and shown by"} the list`,
                seen: { list: inList?.has(id), lookUp: found },
                expected: "both or neither",
              });
            }
            // The next cycle updates those who are found; the others end in the conflict.
            for (const body of bodies) {
              const call = await assign(place, body);
              if (call.request.method === "PUT") t.expect(call).success();
              else t.expect(call).status(409, 400);
            }
            const known = await admin(t).user.list(place.within);
            t.expect.that(known.length === 2, {
              summary: `the cycle after the restriction turned two users into ${known.length}`,
              seen: known.map(({ userName }) => userName),
              expected: 2,
              attribute: "userName",
            });
          }),
        ),
      ),
    mutants: {
      "sp-tightened-list-loses-linked-users": behaves<Decisions8x8>((conforming) => ({
        visible: (customer, user, sight) =>
          (sight !== "list" || user.origin === "idp" || customer.scim.retrieval === "all") &&
          conforming.visible(customer, user, sight),
      })),
      "sp-tightening-duplicates-linked-users": behaves<Decisions8x8>((conforming) => {
        const hidden: Decisions8x8["visible"] = ({ scim }, { origin }) =>
          scim.retrieval === "idp-only" && origin === "console";
        return {
          visible: (customer, user, sight) =>
            !hidden(customer, user, sight) && conforming.visible(customer, user, sight),
          loginIdTaken(customer, userName, exceptId) {
            const taken = conforming.loginIdTaken(customer, userName, exceptId);
            return taken !== undefined && hidden(customer, taken, "lookup") ? undefined : taken;
          },
        };
      }),
    },
  }),

  rule({
    id: "8x8/story/s-20-inactive-console-user-linked",
    title: "A deactivated console user who is assigned at the identity provider becomes active, by the first update",
    covers: ["8X8-LINK-15"],
    level: "SHOULD",
    needs: ["admin.user.create", "admin.user.get"],
    tags: ["story"],
    probe: (t) =>
      withPlace(t, "all", (place) =>
        withConsoleUser(t, { ...place.within, active: false }, async (made) => {
          const linked = await assign(place, assignment(t, made.userName));
          t.expect(linked).success();
          t.expect(await place.send("GET", pathOf(made)))
            .status(200)
            .attribute("active", true);
          const page = await pageIn(t, place, made.id);
          t.expect(linked).that(page.active && !page.grey, {
            summary: "a deactivated console user who was assigned is still inactive in the console",
            seen: { active: page.active, grey: page.grey },
            expected: { active: true, grey: false },
            attribute: "active",
          });
        }),
      ),
    mutants: {
      "sp-take-over-activates-with-the-second-update": onTakeOver((after, { active }) => ({ ...after, active })),
      "sp-activated-console-user-stays-grey": behaves<Decisions8x8>((conforming) => {
        const left = new Set<string>();
        return {
          consoleView(customer, user) {
            if (!user.active) left.add(user.id);
            return { ...conforming.consoleView(customer, user), grey: left.has(user.id) };
          },
        };
      }),
    },
  }),
];
