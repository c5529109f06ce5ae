import { behaves, idOf, type Rule, rule, type Trial } from "../../../engine/index.ts";
import type { Decisions8x8 } from "../../../profiles/index.ts";
import { testIdentityProvider } from "../../../simulators/test-idp/index.ts";
import { admin, granted } from "../admin.ts";
import { withConsoleUser } from "../console-user.ts";
import { assignment, pathOf } from "../place.ts";
import { begin } from "../saml/arrival.ts";
import { without } from "../saml/mutants.ts";
import {
  expectRefused,
  expectSignedIn,
  type OwnScene,
  renamed,
  SINGLE_SIGN_ON,
  signedIn,
  withOwnSignIn,
} from "../saml/scene.ts";
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

/** The settings that administrators enter, and what becomes of sign-ins when they are wrong. */
export const settingUp: Rule[] = [
  rule({
    id: "8x8/story/s-55-wrong-audience",
    title: "A second identifier that is the default at Microsoft keeps everybody out, until it is removed",
    covers: ["8X8-SAML-01", "8X8-SAML-03"],
    level: "MUST",
    needs: SINGLE_SIGN_ON,
    tags: ["story"],
    probe: (t) =>
      withOwnSignIn(t, { product: "entra" }, async (scene) => {
        await signedIn(scene);
        const { idp, page, subject, user } = scene;
        idp.application.entityId = "https://sso.other.example/saml2";
        expectRefused(t, await scene.signIn(subject), "with another identifier as the default, a user");
        idp.application.entityId = page.entityId;
        expectSignedIn(t, await scene.signIn(subject), "with the identifier as the only one, a user", user.id);
      }),
    mutants: { "sp-saml-takes-what-was-meant-for-others": without("audience") },
  }),

  rule({
    id: "8x8/story/s-56-placeholder-left-in-place",
    title: "While YOURDOMAIN stands in the connector of JumpCloud nobody signs in, and once it was replaced they do",
    covers: ["8X8-SAML-12", "8X8-SAML-13", "8X8-SAML-05"],
    level: "MUST",
    needs: SINGLE_SIGN_ON,
    tags: ["story"],
    probe: (t) =>
      withOwnSignIn(t, { product: "jumpcloud", issuer: `https://${t.given.name()}.com` }, async (scene) => {
        await signedIn(scene);
        const { idp, subject, user } = scene;
        const entered = idp.issuer;
        // What the connector says until somebody replaces it.
        idp.issuer = testIdentityProvider({ application: idp.application, product: "jumpcloud" }).issuer;
        const { id } = await begin(t, t.browser(scene.startUrl!), scene.startUrl!);
        const left = await scene.signIn(subject, { inResponseTo: id });
        expectRefused(t, left, "with the placeholder left in the connector, a user");
        idp.issuer = entered;
        expectSignedIn(t, await scene.signIn(subject), "with the placeholder replaced, a user", user.id);
      }),
    mutants: { "sp-saml-takes-placeholders-for-the-issuer": without("issuer") },
  }),

  rule({
    id: "8x8/story/values-of-another-okta-application",
    title: "With the values of another Okta application nobody signs in; with those of the setup instructions they do",
    covers: ["8X8-SAML-14"],
    level: "MUST",
    needs: SINGLE_SIGN_ON,
    tags: ["story"],
    probe: (t) =>
      withOwnSignIn(t, { product: "okta" }, async (scene) => {
        await signedIn(scene);
        const { idp, within, subject, user, startUrl } = scene;
        const enter = async ({ issuer, urls }: Pick<OwnScene["idp"], "issuer" | "urls">): Promise<void> => {
          await granted(admin(t).sso.setUrls({ ...within, issuer, signInUrl: urls.signIn }));
          await granted(admin(t).sso.save(within));
        };
        // Another application of the organisation has an issuer of its own.
        await enter({ ...idp, issuer: `${idp.issuer}-other` });
        const { id } = await begin(t, t.browser(startUrl!), startUrl!);
        expectRefused(
          t,
          await scene.signIn(subject, { inResponseTo: id }),
          "with values of another application, a user",
        );
        await enter(idp);
        expectSignedIn(t, await scene.signIn(subject), "with the values of the setup instructions, a user", user.id);
      }),
    mutants: {
      "sp-saml-issuer-by-its-beginning": behaves<Decisions8x8>({
        samlChecks: (checks) => ({
          ...checks,
          issuer: ({ assertion }, { issuer }) => (issuer.startsWith(assertion.issuer) ? undefined : "wrong-issuer"),
        }),
      }),
    },
  }),

  rule({
    id: "8x8/story/s-58-half-removed-integration",
    title: "While the connector is gone and single sign-on is on nobody signs in; switched off, passwords work again",
    covers: ["8X8-SSO-04", "8X8-JC-13"],
    level: "SHOULD",
    needs: [...SINGLE_SIGN_ON, "admin.sso.disable", "admin.user.setPassword", "admin.session.open"],
    tags: ["story"],
    probe: (t) =>
      withOwnSignIn(t, {}, async (scene) => {
        await signedIn(scene);
        const { within, user } = scene;
        const password = `Pw-${t.given.faker.string.alphanumeric(16)}-7`;
        await granted(admin(t).user.setPassword({ ...within, id: user.id, password }));
        await expectPassword(t, scene, password, false);
        await granted(admin(t).sso.disable(within));
        await granted(admin(t).sso.save(within));
        await expectPassword(t, scene, password, true);
        expectRefused(t, await scene.signIn(scene.subject), "with single sign-on switched off, a response");
        t.expect(await scene.send("GET", user.path))
          .status(200)
          .attribute("active", true);
      }),
    mutants: {
      "sp-sso-silently-falls-back": behaves<Decisions8x8>({ passwordRefusal: () => undefined }),
      "sp-sso-off-keeps-passwords-out": behaves<Decisions8x8>({
        passwordRefusal: ({ sso }) => (sso.certificate === undefined ? undefined : "sso-required"),
      }),
      "sp-sso-off-takes-responses-still": behaves<Decisions8x8>({
        ssoServes: ({ sso }) => sso.certificate !== undefined,
      }),
    },
  }),
];

/** Judges whether a password signs in. */
async function expectPassword(t: Trial, { within, user }: OwnScene, password: string, works: boolean): Promise<void> {
  const { session, refused } = await granted(admin(t).session.open({ ...within, userName: user.userName, password }));
  t.expect.that((session !== null) === works, {
    summary: works
      ? `with single sign-on switched off a password does not sign in: ${refused}`
      : "while single sign-on is on a password signs in",
    seen: refused ?? "a session",
    expected: works ? "a session" : "a refusal",
  });
}
