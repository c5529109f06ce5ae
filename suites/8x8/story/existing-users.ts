import { behaves, type Rule, rule, type Trial } from "../../../engine/index.ts";
import type { Decisions8x8, User8x8 } from "../../../profiles/index.ts";
import { admin, granted } from "../admin.ts";
import { withConsoleUser } from "../console-user.ts";
import { expectEditable } from "../edits.ts";
import { pageIn } from "../link/scene.ts";
import { expectPageKept } from "../page-kept.ts";
import { assign, assignment, pathOf, withPlace } from "../place.ts";
import { createdUser } from "../user.ts";

/** A login ID that the console gave away before the identity provider came. */
export const existingUsers: Rule[] = [
  rule({
    id: "8x8/story/s-13-login-id-in-use",
    title:
      "A push of a login ID that a console user has ends in a conflict, however often it is tried, and touches nobody",
    covers: ["8X8-LOGIN-01", "8X8-LOGIN-02", "8X8-LINK-10"],
    level: "MUST",
    needs: ["admin.user.create", "admin.user.get", "admin.user.list"],
    tags: ["story"],
    probe: (t) =>
      withPlace(t, "idp-only", (place) =>
        withConsoleUser(t, { ...place.within, title: "Founder" }, async (made) => {
          const before = await pageIn(t, place, made.id);
          const body = assignment(t, made.userName);
          for (const _attempt of ["at first", "at the retry"]) {
            const pushed = await assign(place, body);
            t.expect(pushed).status(409, 400);
            t.expect(pushed).that(pushed.request.method === "POST", {
              summary: "the look-up shows the identity provider a user of the console",
              seen: pushed.request.method,
              expected: "POST",
            });
          }
          await expectPageKept(t, before, "a push that was refused", place);
          const known = await admin(t).user.list({ ...place.within, prefix: made.userName });
          t.expect.that(known.length === 1, {
            summary: `after two refused pushes the console lists ${known.length} users with the login ID`,
            seen: known.map(({ id }) => id),
            expected: [made.id],
            attribute: "userName",
          });
        }),
      ),
    mutants: {
      "sp-refused-push-retitles-the-holder": behaves<Decisions8x8>((conforming) => ({
        create(customer, body) {
          for (const user of customer.users.withLoginId(String(body["userName"]))) user.title = String(body["title"]);
          return conforming.create(customer, body);
        },
      })),
      "sp-second-push-of-a-taken-login-id-passes": behaves<Decisions8x8>((conforming) => {
        const refused = new Set<string>();
        return {
          loginIdTaken(customer, userName, exceptId) {
            if (refused.has(userName)) return undefined;
            const taken = conforming.loginIdTaken(customer, userName, exceptId);
            if (taken !== undefined) refused.add(userName);
            return taken;
          },
        };
      }),
    },
  }),

  rule({
    id: "8x8/story/s-14-delete-and-recreate",
    title:
      "Support deletes the console user, the identity provider tries again, and a new user without licence appears",
    covers: ["8X8-LOGIN-05", "8X8-DELETE-10", "8X8-LIFECYCLE-06"],
    level: "SHOULD",
    needs: ["admin.user.create", "admin.user.delete", "admin.user.get", "admin.site.list"],
    tags: ["story"],
    probe: (t) =>
      withPlace(t, "idp-only", async (place) => {
        const [site] = await granted(admin(t).site.list(place.within));
        const service = site === undefined ? {} : { site: site.id, licence: "X6", extension: "4711" };
        await withConsoleUser(t, { ...place.within, ...service }, async (made) => {
          const body = assignment(t, made.userName);
          const refused = await assign(place, body);
          if (refused.response.status < 300) t.inconclusive("the login ID of a console user is not refused");
          await granted(admin(t).user.delete({ ...place.within, id: made.id }));

          const created = await assign(place, body);
          t.expect(created).status(201);
          const { id } = createdUser(t, created);
          const page = await pageIn(t, place, id);
          const expected = { owner: "idp", origin: "idp", licence: null, extension: null, site: null } as const;
          for (const [attribute, value] of Object.entries(expected) as [keyof typeof expected, string | null][])
            t.expect(created).that(page[attribute] === value, {
              summary: `the user who was created anew has ${attribute} ${page[attribute]}`,
              seen: page[attribute],
              expected: value,
              attribute,
            });
          t.expect(created).that(id !== made.id, {
            summary: "the user who was created anew has the id of the one that was deleted",
            seen: id,
            expected: "another id",
            attribute: "id",
          });
        });
      }),
    mutants: {
      "sp-recreated-user-inherits-the-licence": recreating((former, user) => ({ ...user, licence: former.licence })),
      "sp-recreated-user-inherits-the-site": recreating((former, user) => ({ ...user, siteId: former.siteId })),
    },
  }),

  rule({
    id: "8x8/story/s-17-username-mismatch",
    title: "With another username a second user appears; once the usernames are the same, the console user is found",
    covers: ["8X8-LINK-06", "8X8-LOGIN-10"],
    level: "MUST",
    needs: ["admin.user.create", "admin.user.edit", "admin.user.get"],
    tags: ["story"],
    probe: (t) =>
      withPlace(t, "all", (place) =>
        withConsoleUser(t, { ...place.within, ...shortName(t) }, (bob) =>
          withConsoleUser(t, { ...place.within, ...shortName(t) }, async (carol) => {
            const before = await pageIn(t, place, bob.id);
            const domain = t.given.userName().split("@")[1];
            const called = (user: { userName: string }): string => `${user.userName}@${domain}`;
            // Bob is assigned as he is: his long name is a stranger's.
            const second = await assign(place, assignment(t, called(bob)));
            t.expect(second).status(201);
            t.expect(second).that(createdUser(t, second).id !== bob.id, {
              summary: "a create with another login ID gave out the console user",
              seen: bob.id,
              expected: "another id",
              attribute: "id",
            });
            await expectPageKept(t, before, "an assignment under another username", place);
            // Carol is renamed first.
            const renamed = { userName: called(carol) };
            await expectEditable(t, { ...place.within, id: carol.id }, renamed, "a user whom nobody owns yet");
            const lookup = await place.lookUp(called(carol));
            t.expect(lookup).status(200).resources([carol.id]);
            t.expect(await place.send("PUT", pathOf(carol), assignment(t, called(carol)))).success();
            t.expect(await place.lookUp(called(carol)))
              .status(200)
              .resources([carol.id]);
          }),
        ),
      ),
    mutants: {
      "sp-login-ids-match-without-domain": behaves<Decisions8x8>({
        loginKey: (userName) => userName.split("@")[0]!.toLowerCase(),
      }),
      "sp-console-rename-is-not-looked-up": behaves<Decisions8x8>((conforming) => ({
        find: (customer, filter) =>
          [...conforming.find(customer, filter)].filter(
            ({ origin, owner, created, lastModified }) =>
              origin === "idp" || owner === "idp" || created === lastModified,
          ),
      })),
    },
  }),

  rule({
    id: "8x8/story/s-18-align-then-link",
    title:
      "Usernames are aligned in the console, then provisioning links everybody: the number of users stays as it was",
    covers: ["8X8-LINK-12", "8X8-LOGIN-11"],
    level: "SHOULD",
    needs: ["admin.user.create", "admin.user.edit", "admin.user.get", "admin.user.setFederationId"],
    tags: ["story"],
    probe: (t) =>
      withPlace(t, "all", (place) =>
        withConsoleUser(t, { ...place.within, ...shortName(t) }, (one) =>
          withConsoleUser(t, { ...place.within, ...shortName(t), active: false }, async (other) => {
            for (const { id } of [one, other]) {
              // What sign-ins assert is the name at the identity provider; they go on by it.
              const federationId = t.given.userName();
              await granted(admin(t).user.setFederationId({ ...place.within, id, federationId }));
              const before = await pageIn(t, place, id);
              const user = { ...place.within, id };
              await expectEditable(t, user, { userName: federationId }, "a user whom nobody owns yet");
              await expectPageKept(t, before, "another username", { ...place, fields: ["federationId"] });
              const linked = await assign(place, assignment(t, federationId));
              t.expect(linked)
                .success()
                .that(linked.request.method === "PUT", {
                  summary: "a look-up by the aligned username does not find the console user",
                  seen: linked.request.method,
                  expected: "PUT",
                  attribute: "userName",
                });
              t.expect(await place.lookUp(federationId))
                .status(200)
                .resources([id]);
            }
          }),
        ),
      ),
    mutants: {
      "sp-aligning-sets-the-federation-id-to-the-email": behaves<Decisions8x8>((conforming) => ({
        consoleWrite(customer, user, field, value) {
          const result = conforming.consoleWrite(customer, user, field, value);
          if (field === "userName") user.federationId = user.email;
          return result;
        },
      })),
      "sp-inactive-aligned-users-are-not-found": behaves<Decisions8x8>((conforming) => ({
        visible: (customer, user, sight) =>
          (user.active || user.owner === "idp") && conforming.visible(customer, user, sight),
      })),
    },
  }),
];

/** A username that is no e-mail address, as administrators choose them, with an e-mail address of its own. */
function shortName(t: Trial): { userName: string; email: string } {
  return { userName: t.given.name(), email: t.given.userName() };
}

/** A service provider that lets a recreated user inherit something from the one deleted in the console. */
function recreating(inherit: (former: User8x8, user: User8x8) => User8x8): ReturnType<typeof behaves> {
  return behaves<Decisions8x8>((conforming) => {
    const gone = new Map<string, User8x8>();
    return {
      consoleDelete(customer, user) {
        gone.set(user.userName, user);
        return conforming.consoleDelete(customer, user);
      },
      create(customer, body) {
        const user = conforming.create(customer, body);
        const former = gone.get(user.userName);
        return former === undefined ? user : inherit(former, user);
      },
    };
  });
}
