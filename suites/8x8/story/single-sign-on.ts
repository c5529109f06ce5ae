import { behaves, idOf, type Rule, rule } from "../../../engine/index.ts";
import type { Decisions8x8 } from "../../../profiles/index.ts";
import { admin, granted } from "../admin.ts";
import { withConsoleUser } from "../console-user.ts";
import { assignment, pathOf } from "../place.ts";
import { begin } from "../saml/arrival.ts";
import { expectRefused, expectSignedIn, renamed, SINGLE_SIGN_ON, signedIn, withOwnSignIn } from "../saml/scene.ts";
import { activation } from "../user.ts";

/** People who are provisioned, and who sign in at their identity provider. */
export const signingOn: Rule[] = [
  rule({
    id: "8x8/story/s-49-both-ways-in",
    title: "A console user, a provisioned one and a linked one sign in from either side",
    covers: ["8X8-SAML-06", "8X8-SAML-07", "8X8-SSO-01"],
    level: "MUST",
    needs: [...SINGLE_SIGN_ON, "admin.user.create", "admin.user.setFederationId"],
    tags: ["story"],
    probe: (t) =>
      withOwnSignIn(t, { retrieval: "all" }, async (scene) => {
        const { within, own, startUrl } = scene;
        await withConsoleUser(t, within, async (clerk) =>
          withConsoleUser(t, within, async (linked) => {
            for (const { id, userName } of [clerk, linked])
              await granted(admin(t).user.setFederationId({ ...within, id, federationId: userName }));
            await t.given.done(() => own.send("PUT", pathOf(linked), assignment(t, linked.userName)));
            const people = [
              ["a user made in the console", clerk],
              ["a provisioned user", scene.user],
              ["a linked user", linked],
            ] as const;
            for (const [who, { id, userName }] of people) {
              expectSignedIn(t, await scene.signIn(userName), `${who}, from the portal of the identity provider,`, id);
              const asked = await begin(t, t.browser(startUrl!), startUrl!);
              const answered = await scene.signIn(userName, { inResponseTo: asked.id, relayState: asked.relayState });
              expectSignedIn(t, answered, `${who}, from the sign-in page,`, id);
            }
          }),
        );
      }),
    mutants: {
      "sp-sso-from-the-page-for-console-users-only": behaves<Decisions8x8>((conforming) => ({
        findBySubject(customer, assertion) {
          const user = conforming.findBySubject(customer, assertion);
          return user?.owner === "idp" && assertion.inResponseTo !== undefined ? undefined : user;
        },
      })),
      "sp-linking-ends-single-sign-on": behaves<Decisions8x8>((conforming) => ({
        settle(customer, after, write) {
          const settled = conforming.settle(customer, after, write);
          return write.before?.owner === "none" ? { ...settled, federationId: undefined } : settled;
        },
      })),
    },
  }),

  rule({
    id: "8x8/story/s-52-renamed-user-cannot-sign-in",
    title:
      "A renamed user keeps the Federation ID and signs in by the former name, until an administrator enters the new one or the user is created anew",
    covers: ["8X8-FEDID-02", "8X8-FEDID-04", "8X8-FEDID-06", "8X8-FEDID-10"],
    level: "SHOULD",
    needs: [...SINGLE_SIGN_ON, "admin.sso.setMapping", "admin.user.setFederationId", "admin.user.delete"],
    tags: ["story"],
    probe: (t) =>
      withOwnSignIn(t, { mapping: "federation-id" }, async (scene) => {
        await signedIn(scene);
        const { within, own, user } = scene;
        const changed = await renamed(t, scene);
        expectRefused(t, await scene.signIn(changed.userName), "the new name of a renamed user");
        expectSignedIn(t, await scene.signIn(user.userName), "the former name of a renamed user", user.id);
        await granted(admin(t).user.setFederationId({ ...within, id: user.id, federationId: changed.userName }));
        expectSignedIn(t, await scene.signIn(changed.userName), "a name that an administrator has entered", user.id);
        expectRefused(t, await scene.signIn(user.userName), "a name that an administrator has replaced");
        await granted(admin(t).user.delete({ ...within, id: user.id }));
        const again = { ...changed, userName: t.given.userName() };
        const created = await t.given.done(() => own.send("POST", "/Users", again));
        expectSignedIn(t, await scene.signIn(again.userName), "a user who was created anew", idOf(created));
        expectRefused(t, await scene.signIn(changed.userName), "the name of the record before");
      }),
    mutants: {
      "sp-entered-fedid-adds-to-the-former": behaves<Decisions8x8>((conforming) => {
        const former = new Map<string, string>();
        return {
          consoleFederationId(customer, user, federationId) {
            if (user.federationId !== undefined) former.set(user.federationId, user.id);
            return conforming.consoleFederationId(customer, user, federationId);
          },
          findBySubject: (customer, assertion) =>
            conforming.findBySubject(customer, assertion) ?? customer.users.get(former.get(assertion.nameId) ?? ""),
        };
      }),
      "sp-rename-moves-the-sign-in": behaves<Decisions8x8>((conforming) => ({
        replace(customer, user, body) {
          const after = conforming.replace(customer, user, body);
          return after.userName === user.userName ? after : { ...after, federationId: after.userName };
        },
      })),
    },
  }),

  rule({
    id: "8x8/story/s-53-mapping-field",
    title:
      "Where names differ from Usernames nobody signs in by Username; with Federation IDs those do for whom one was entered",
    covers: ["8X8-FEDID-07", "8X8-FEDID-08"],
    level: "MUST",
    needs: [...SINGLE_SIGN_ON, "admin.sso.setMapping", "admin.user.create", "admin.user.setFederationId"],
    tags: ["story"],
    probe: (t) =>
      withOwnSignIn(t, { mapping: "username" }, async (scene) => {
        await signedIn(scene);
        const { within } = scene;
        await withConsoleUser(t, within, async (one) =>
          withConsoleUser(t, within, async (other) => {
            const names = [t.given.userName(), t.given.userName()] as const;
            for (const name of names)
              expectRefused(t, await scene.signIn(name), "with mapping by Username, a name that is no Username");
            await granted(admin(t).sso.setMapping({ ...within, mapping: "federation-id" }));
            await granted(admin(t).sso.save(within));
            await granted(admin(t).user.setFederationId({ ...within, id: one.id, federationId: names[0] }));
            await granted(admin(t).user.setFederationId({ ...within, id: other.id, federationId: null }));
            expectSignedIn(t, await scene.signIn(names[0]), "the name that was entered for one user", one.id);
            expectRefused(t, await scene.signIn(names[1]), "the name that was not entered for the other user");
          }),
        );
      }),
    mutants: {
      "sp-only-user-without-fedid-is-meant": behaves<Decisions8x8>((conforming) => ({
        findBySubject(customer, assertion) {
          const without_ = [...customer.users.all()].filter(({ federationId }) => federationId === undefined);
          return conforming.findBySubject(customer, assertion) ?? (without_.length === 1 ? without_[0] : undefined);
        },
      })),
      "sp-mapping-of-the-first-save-stays": behaves<Decisions8x8>((conforming) => ({
        saveSso(customer) {
          const { mapping, certificate } = customer.sso;
          conforming.saveSso(customer);
          if (certificate !== undefined) customer.sso.mapping = mapping;
        },
      })),
    },
  }),

  rule({
    id: "8x8/story/s-57-nobody-by-single-sign-on-alone",
    title: "Who was not provisioned is nobody here, and stays so however often the identity provider sends a response",
    covers: ["8X8-SAML-08"],
    level: "MUST",
    needs: [...SINGLE_SIGN_ON, "admin.user.list"],
    tags: ["story"],
    probe: (t) =>
      withOwnSignIn(t, { product: "jumpcloud" }, async (scene) => {
        await signedIn(scene);
        const { within, stranger, idp, page } = scene;
        idp.people = [{ userName: stranger, assigned: false }];
        const form = new URLSearchParams({ userName: stranger });
        const refused = await idp.handler(new Request(idp.urls.signIn, { method: "POST", body: form }));
        if (refused.status !== 403) t.inconclusive("the test identity provider signs in whom it should not");
        // A response that slips out all the same.
        for (let time = 1; time <= 2; time++)
          expectRefused(t, await scene.signIn(stranger), "a response for somebody who was not provisioned");
        const users = await granted(admin(t).user.list({ ...within, prefix: stranger }));
        t.expect.that(users.length === 0 && page.active, {
          summary: "a response for somebody who was not provisioned made a user",
          seen: users.map(({ id }) => id),
          expected: [],
        });
      }),
    mutants: {
      "sp-second-attempt-makes-the-user": behaves<Decisions8x8>((conforming) => {
        const tried = new Set<string>();
        return {
          findBySubject(customer, assertion) {
            const found = conforming.findBySubject(customer, assertion);
            if (found !== undefined || !tried.has(assertion.nameId)) {
              tried.add(assertion.nameId);
              return found;
            }
            const user = { ...conforming.newUser(customer, assertion.nameId, "idp"), federationId: assertion.nameId };
            customer.users.put(user);
            return user;
          },
        };
      }),
    },
  }),

  rule({
    id: "8x8/story/two-applications",
    title: "With one application for single sign-on and one for provisioning, only who has both signs in",
    covers: ["8X8-SSO-05", "8X8-SSO-03"],
    level: "MUST",
    needs: [...SINGLE_SIGN_ON, "admin.user.list"],
    tags: ["story"],
    probe: (t) =>
      withOwnSignIn(t, {}, async (scene) => {
        await signedIn(scene);
        const { within, stranger } = scene;
        const both = await scene.provision();
        const provisioned = await scene.provision();
        const people = [
          { userName: both.userName },
          { userName: provisioned.userName, assigned: false },
          { userName: stranger },
        ];
        const { idp } = scene;
        idp.people = people;
        const before = (await granted(admin(t).user.list(within))).length;
        const handedOn: string[] = [];
        for (const { userName } of people) {
          const form = new URLSearchParams({ userName });
          const answer = await idp.handler(new Request(idp.urls.signIn, { method: "POST", body: form }));
          if (answer.status === 200) handedOn.push(userName);
        }
        if (handedOn.join() !== [both.userName, stranger].join())
          t.inconclusive("the test identity provider hands others on than those who have its application");
        expectSignedIn(t, await scene.signIn(both.userName), "a user of both applications", both.id);
        expectRefused(t, await scene.signIn(stranger), "a user of the application for single sign-on alone");
        t.expect(await scene.send("GET", provisioned.path))
          .status(200)
          .attribute("active", true);
        const after = (await granted(admin(t).user.list(within))).length;
        t.expect.that(after === before, {
          summary: "sign-ins changed the number of users",
          seen: after,
          expected: before,
        });
      }),
    mutants: {
      "sp-sign-in-provisions": behaves<Decisions8x8>((conforming) => ({
        findBySubject(customer, assertion) {
          const found = conforming.findBySubject(customer, assertion);
          if (found !== undefined) return found;
          const user = { ...conforming.newUser(customer, assertion.nameId, "console"), federationId: assertion.nameId };
          customer.users.put(user);
          return user;
        },
      })),
      "sp-who-never-signed-in-is-deactivated": behaves<Decisions8x8>((conforming) => ({
        newSession(customer, user, app, via, now) {
          for (const other of [...customer.users.all()])
            if (other.id !== user.id && customer.sessions.ofUser(other.id).length === 0)
              customer.users.put({ ...other, active: false });
          return conforming.newSession(customer, user, app, via, now);
        },
      })),
    },
  }),

  rule({
    id: "8x8/story/life-with-single-sign-on",
    title:
      "Provisioned, signed in, renamed with the Federation ID kept, deactivated and refused, activated and signed in: one user all along",
    covers: ["8X8-SSO-01", "8X8-FEDID-02", "8X8-FEDID-04", "8X8-SESS-01", "8X8-SESS-02", "8X8-SESS-07"],
    level: "MUST",
    alone: true,
    needs: [...SINGLE_SIGN_ON, "admin.sso.setMapping", "admin.session.check", "admin.clock.advance"],
    tags: ["story"],
    probe: (t) =>
      withOwnSignIn(t, { mapping: "federation-id" }, async (scene) => {
        const { own, user, within } = scene;
        const hired = await scene.signIn(user.userName);
        expectSignedIn(t, hired, "a user who was provisioned", user.id);
        const changed = await renamed(t, scene, { title: "Captain" });
        expectSignedIn(t, await scene.signIn(user.userName), "a renamed user", user.id);
        t.expect(await own.send("PATCH", user.path, activation(false))).status(200, 204);
        const left = await scene.signIn(user.userName);
        await granted(admin(t).clock.advance({ minutes: 30 }));
        // A short delay is nobody's fault; half an hour later it would be.
        expectRefused(t, left.signedIn ? await scene.signIn(user.userName) : left, "a leaver");
        for (const { id } of (await granted(admin(t).session.list(within))).filter((each) => each.open))
          t.expect.that(false, { summary: `session ${id} of a leaver is open`, seen: "open", expected: "ended" });
        t.expect(await own.send("PATCH", user.path, activation(true))).status(200, 204);
        expectRefused(t, await scene.signIn(changed.userName), "the new name of a user who came back");
        expectSignedIn(t, await scene.signIn(user.userName), "a user who came back", user.id);
      }),
    mutants: {
      "sp-return-moves-the-sign-in-to-the-new-name": behaves<Decisions8x8>((conforming) => ({
        settle(customer, after, write) {
          const settled = conforming.settle(customer, after, write);
          const returned = write.before?.active === false && settled.active;
          return returned ? { ...settled, federationId: settled.userName } : settled;
        },
      })),
      "sp-leaver-stays-signed-in": behaves<Decisions8x8>({ sessionEnd: () => undefined }),
      "sp-leaver-signs-in-by-the-former-name": behaves<Decisions8x8>((conforming) => ({
        signInRefusal: (customer, user, app) =>
          user.userName === user.federationId ? conforming.signInRefusal(customer, user, app) : undefined,
      })),
    },
  }),
];
