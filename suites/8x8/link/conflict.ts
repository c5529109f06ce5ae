import fc from "fast-check";
import { behaves, idsOf, type Rule, rule, type Trial } from "../../../engine/index.ts";
import type { Decisions8x8, User8x8 } from "../../../profiles/index.ts";
import { type JsonObject, ScimError } from "../../../scim/index.ts";
import { accepted } from "../accepted.ts";
import { admin } from "../admin.ts";
import { withConsoleUser } from "../console-user.ts";
import { OWN_CUSTOMER } from "../own-customer.ts";
import { expectPageKept } from "../page-kept.ts";
import { assign, assignment, type Place, pathOf, withPlace } from "../place.ts";
import { createdUser, details, employee, membersOf } from "../user.ts";
import { expectConflict, pageIn, provisioned, retrieve } from "./scene.ts";

/** Who is not taken over, and what becomes of an assignment then. */
export const conflict: Rule[] = [
  rule({
    id: "8x8/link/other-login-id-is-somebody-else",
    title:
      "A user assigned with another login ID becomes a user of its own, whatever else it shares with a console user",
    covers: ["8X8-LINK-06"],
    level: "MUST",
    needs: ["admin.user.create", "admin.user.get"],
    answers: ["emailInUse"],
    probe: (t) =>
      withPlace(t, "all", (place) =>
        withConsoleUser(t, { ...place.within, givenName: "Bob", familyName: "Babbage" }, async ({ id, email }) => {
          const before = await pageIn(t, place, id);
          const userName = t.given.userName();
          t.expect(await place.lookUp(userName))
            .status(200)
            .resources([]);
          const created = await place.send(
            "POST",
            "/Users",
            assignment(t, userName, {
              name: { givenName: "Bob", familyName: "Babbage" },
              emails: [{ value: email, type: "work", primary: true }],
            }),
          );
          // An e-mail address that somebody has may be refused; a merge with that user is no answer to it.
          const separate = created.response.status < 300;
          t.observe("emailInUse", separate ? "accepted" : "refused");
          if (separate) {
            const made = createdUser(t, created);
            t.expect(created).that(made.id !== id, {
              summary: "a create with another login ID gave out the console user with the same e-mail address",
              seen: made.id,
              expected: "another id",
              attribute: "id",
            });
            t.expect(await place.lookUp(userName))
              .status(200)
              .resources([made.id]);
          } else t.expect(created).refused();
          await expectPageKept(t, before, "an assignment with another login ID", place);
        }),
      ),
    mutants: {
      "sp-links-by-email": mergesWith((customer, body) => customer.users.withEmail(emailOf(body))[0]),
      "sp-links-by-name": mergesWith((customer, body) => {
        const { givenName, familyName } = body["name"] as Partial<User8x8>;
        return [...customer.users.all()].find((user) => user.givenName === givenName && user.familyName === familyName);
      }),
      "sp-same-email-is-marked-as-owned": behaves<Decisions8x8>((conforming) => ({
        create(customer, body) {
          for (const user of customer.users.withEmail(emailOf(body))) user.owner = "idp";
          return conforming.create(customer, body);
        },
      })),
    },
  }),

  rule({
    id: "8x8/link/restricted-retrieval-ends-in-a-conflict",
    title: "Where console users are not retrieved, a create with the login ID of one is refused and takes nobody over",
    covers: ["8X8-LINK-10"],
    level: "MUST",
    needs: ["admin.user.create", "admin.user.get"],
    probe: (t) =>
      withPlace(t, "idp-only", (place) =>
        withConsoleUser(t, place.within, async (made) => {
          const before = await pageIn(t, place, made.id);
          for (let attempt = 0; attempt < 2; attempt++) {
            t.expect(await place.lookUp(made.userName))
              .status(200)
              .resources([]);
            expectConflict(t, await place.send("POST", "/Users", assignment(t, made.userName)));
            await expectPageKept(t, before, "a create with its login ID", place);
          }
        }),
      ),
    mutants: {
      "sp-idp-only-create-takes-over": mergesWith((customer, body) =>
        customer.users.withLoginId(String(body["userName"])).find(({ owner }) => owner === "none"),
      ),
      "sp-conflict-makes-the-identity-provider-owner": behaves<Decisions8x8>((conforming) => ({
        create(customer, body) {
          for (const user of customer.users.withLoginId(String(body["userName"]))) user.owner = "idp";
          return conforming.create(customer, body);
        },
      })),
    },
  }),

  rule({
    id: "8x8/link/wider-retrieval-repairs-a-conflict",
    title: "After a conflict, the retrieval of all users lets the same assignment take the console user over",
    covers: ["8X8-LINK-11"],
    level: "SHOULD",
    needs: [OWN_CUSTOMER, "admin.user.create", "admin.user.get", "admin.scim.setRetrieval", "admin.scim.save"],
    probe: (t) =>
      withPlace(t, "idp-only", (place) =>
        withConsoleUser(t, place.within, async (made) => {
          const body = assignment(t, made.userName);
          const refused = await place.send("POST", "/Users", body);
          if (refused.response.status < 300) t.inconclusive("the login ID of a console user is not refused");
          await retrieve(t, place, "all");
          t.expect(await place.lookUp(made.userName))
            .status(200)
            .resources([made.id]);
          t.expect(await place.send("PUT", pathOf(made), body)).success();
          const page = await admin(t).user.get({ ...place.within, id: made.id });
          t.expect.that(page?.owner === "idp" && page.userName === made.userName, {
            summary: "the console user was not taken over after the retrieval was changed to all users",
            seen: { owner: page?.owner, userName: page?.userName },
            expected: { owner: "idp", userName: made.userName },
            attribute: "owner",
          });
        }),
      ),
    mutants: {
      "sp-conflict-is-remembered": behaves<Decisions8x8>((conforming) => {
        const refused = new Set<string>();
        return {
          loginIdTaken(customer, userName, exceptId) {
            const taken = conforming.loginIdTaken(customer, userName, exceptId);
            if (taken?.owner === "none") refused.add(taken.id);
            return taken;
          },
          visible: (customer, user, sight) => !refused.has(user.id) && conforming.visible(customer, user, sight),
        };
      }),
      "sp-found-console-user-cannot-be-linked": behaves<Decisions8x8>((conforming) => ({
        replace(customer, user, body) {
          if (user.owner === "none") throw new ScimError(403, undefined, "the identity provider did not create it");
          return conforming.replace(customer, user, body);
        },
      })),
    },
  }),

  rule({
    id: "8x8/link/number-of-users-stays",
    title: "Assigning a user whose login ID exists leaves the number of users as it is, whatever is retrieved",
    covers: ["8X8-LINK-12"],
    level: "MUST",
    needs: [OWN_CUSTOMER, "admin.user.create", "admin.user.list", "admin.scim.setRetrieval", "admin.scim.save"],
    answers: ["usernameCase"],
    probe: (t) =>
      withPlace(t, "all", async (place) => {
        const { userName } = employee(t) as { userName: string };
        const { id } = await provisioned(t, place, employee(t, { userName }));
        const shouted = await place.lookUp(userName.toUpperCase());
        t.expect(shouted).status(200).includes();
        // Whether letter case counts is open; where it does not, it makes nobody somebody else (8X8-LOGIN-03).
        const caseCounts = !idsOf(shouted)?.includes(id);
        t.observe("usernameCase", caseCounts ? "sensitive" : "insensitive");

        const kinds = fc.record({
          values: details(),
          active: fc.boolean(),
          option: fc.constantFrom("all", "idp-only"),
          spelled: fc.constantFrom("as it is", "in capitals"),
        });
        const population = fc
          .tuple(kinds, kinds, fc.array(kinds, { maxLength: 1 }))
          .map(([one, other, more]) => [
            { ...one, option: "idp-only", spelled: "in capitals" } as const,
            { ...other, option: "all", spelled: "in capitals" } as const,
            ...more,
          ]);
        await t.property(
          // Not shrunk: every further value would need further users.
          fc.noShrink(population),
          async (people) => {
            for (const { values, active, option, spelled } of people)
              await withConsoleUser(t, { ...place.within, active }, async (made) => {
                await retrieve(t, place, option);
                const before = await countOf(t, place);
                const name = spelled === "in capitals" && !caseCounts ? made.userName.toUpperCase() : made.userName;
                const call = await assign(place, assignment(t, name, membersOf(values)));
                // A refusal is fine here, as long as it makes nobody a second user.
                accepted(t, call);
                const after = await countOf(t, place);
                t.expect(call).that(after === before, {
                  summary: `assigning a user whose login ID exists turned ${before} users into ${after}`,
                  seen: after,
                  expected: before,
                  attribute: "userName",
                });
              });
          },
          { runs: 2 },
        );
      }),
    mutants: {
      "sp-case-variant-duplicates": behaves<Decisions8x8>({
        loginIdTaken: ({ users }, userName, exceptId) =>
          users.withLoginId(userName).find((user) => user.userName === userName && user.id !== exceptId),
      }),
      "sp-take-over-leaves-the-console-user-behind": behaves<Decisions8x8>((conforming) => ({
        replace(customer, user, body) {
          const after = conforming.replace(customer, user, body);
          return user.owner === "none" ? { ...after, id: `${user.id}-linked` } : after;
        },
      })),
      "sp-hidden-users-do-not-count-as-taken": behaves<Decisions8x8>((conforming) => ({
        loginIdTaken(customer, userName, exceptId) {
          const taken = conforming.loginIdTaken(customer, userName, exceptId);
          return taken === undefined || conforming.visible(customer, taken, "lookup") ? taken : undefined;
        },
      })),
    },
  }),
];

async function countOf(t: Trial, { within }: Place): Promise<number> {
  return (await admin(t).user.list(within)).length;
}

function emailOf(body: JsonObject): string {
  return String((body["emails"] as { value: string }[] | undefined)?.[0]?.value);
}

/** A service provider that takes a user over by a create. */
function mergesWith(
  whom: (customer: Parameters<Decisions8x8["create"]>[0], body: JsonObject) => User8x8 | undefined,
): ReturnType<typeof behaves> {
  return behaves<Decisions8x8>((conforming) => ({
    create(customer, body) {
      const taken = whom(customer, body);
      return taken === undefined ? conforming.create(customer, body) : conforming.replace(customer, taken, body);
    },
  }));
}
