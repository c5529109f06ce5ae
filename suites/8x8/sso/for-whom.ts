import { behaves, type GivenUser, type Rule, rule, type Trial } from "../../../engine/index.ts";
import type { Decisions8x8 } from "../../../profiles/index.ts";
import { admin, granted } from "../admin.ts";
import { withConsoleUser } from "../console-user.ts";
import { assignment, pathOf } from "../place.ts";
import { askedBy, open } from "../saml/arrival.ts";
import { expectSignedIn, SINGLE_SIGN_ON, signedIn, withOwnSignIn } from "../saml/scene.ts";
import { APPS } from "../session/scene.ts";

/** Who signs in with single sign-on, and to what. */
export const forWhom: Rule[] = [
  rule({
    id: "8x8/sso/works-for-every-origin",
    title: "Users made in the console, over SCIM, or linked, sign in alike",
    covers: ["8X8-SSO-01"],
    level: "MUST",
    needs: [...SINGLE_SIGN_ON, "admin.user.create", "admin.user.setFederationId"],
    async probe(t) {
      await withOwnSignIn(t, { retrieval: "all" }, async (scene) => {
        const { within, own } = scene;
        expectSignedIn(t, await scene.signIn(scene.subject), "a user created over SCIM", scene.user.id);
        await withConsoleUser(t, within, async (made) => {
          const { id, userName } = made;
          await named(t, { ...within, id }, userName);
          expectSignedIn(t, await scene.signIn(userName), "a user made in the console", id);
          await t.given.done(() => own.send("PUT", pathOf(made), assignment(t, userName)));
          expectSignedIn(t, await scene.signIn(userName), "a user whom the identity provider has taken over", id);
        });
      });
    },
    mutants: {
      "sp-sso-only-for-owned-users": behaves<Decisions8x8>((conforming) => ({
        findBySubject(customer, assertion) {
          const user = conforming.findBySubject(customer, assertion);
          return user?.owner === "idp" ? user : undefined;
        },
      })),
      "sp-sso-not-for-linked-users": behaves<Decisions8x8>((conforming) => ({
        findBySubject(customer, assertion) {
          const user = conforming.findBySubject(customer, assertion);
          return user?.owner === "idp" && user.origin === "console" ? undefined : user;
        },
      })),
    },
  }),

  rule({
    id: "8x8/sso/works-on-both-platforms",
    title: "Single sign-on works for a customer of the Account Manager, to whom SCIM is not offered",
    covers: ["8X8-SSO-02"],
    level: "MUST",
    needs: [...SINGLE_SIGN_ON, "admin.customer.setPlatform"],
    probe: (t) =>
      withOwnSignIn(t, {}, async (scene) => {
        await signedIn(scene);
        await granted(admin(t).customer.setPlatform({ ...scene.within, platform: "account-manager" }));
        await granted(admin(t).sso.setUrls({ ...scene.within, signInUrl: scene.idp.urls.signIn }));
        const saved = await granted(admin(t).sso.save(scene.within));
        t.expect.that(saved.active, {
          summary: "single sign-on cannot be saved for a customer of the Account Manager",
          seen: saved.active,
          expected: true,
        });
        const arrival = await scene.signIn(scene.subject);
        expectSignedIn(t, arrival, "a user of a customer of the Account Manager", scene.user.id);
      }),
    mutants: {
      "sp-sso-needs-admin-console": behaves<Decisions8x8>((conforming) => ({
        ssoServes: (customer) => customer.platform === "admin-console" && conforming.ssoServes(customer),
      })),
      "sp-sso-users-need-admin-console": behaves<Decisions8x8>((conforming) => ({
        signInRefusal: (customer, user, app) =>
          customer.platform === "admin-console" ? conforming.signInRefusal(customer, user, app) : "inactive-user",
      })),
    },
  }),

  rule({
    id: "8x8/sso/one-login-for-every-application",
    title: "Every application of 8x8 begins a sign-in at the identity provider, and takes its answer",
    covers: ["8X8-SSO-08"],
    level: "MUST",
    needs: SINGLE_SIGN_ON,
    probe: (t) =>
      withOwnSignIn(t, {}, async (scene) => {
        await signedIn(scene);
        const { page, subject, user } = scene;
        for (const app of APPS) {
          const url = page.signInPages[app];
          t.expect.that(url !== undefined, {
            summary: `${app} has no sign-in through the identity provider`,
            seen: Object.keys(page.signInPages),
            expected: app,
          });
          const answer = await open(t.browser(url!), url!);
          const asked = askedBy(answer, url!);
          t.expect(answer).that(asked !== undefined, {
            summary: `the sign-in of ${app} does not lead to the identity provider`,
            seen: answer.response.status,
            expected: "a redirect to the sign-in URL with a request",
          });
          const arrival = await scene.signIn(subject, { inResponseTo: asked!.id, relayState: asked!.relayState });
          expectSignedIn(t, arrival, `the answer to the sign-in of ${app}`, user.id);
          t.expect(arrival.exchange).that(arrival.session?.app === app, {
            summary: `a sign-in to ${app} opens a session in ${arrival.session?.app}`,
            seen: arrival.session?.app,
            expected: app,
          });
        }
      }),
    mutants: {
      "sp-sso-not-on-softphone": behaves<Decisions8x8>((conforming) => ({
        ssoOffers: (customer, app) => app !== "work-desktop" && conforming.ssoOffers(customer, app),
        appSignedInTo: (request, relayState) =>
          request?.app ?? (relayState === undefined ? "other" : conforming.appSignedInTo(request, relayState)),
      })),
      "sp-sso-every-session-in-the-console": behaves<Decisions8x8>({ appSignedInTo: () => "admin-console" }),
      "sp-sso-mobile-shows-a-password-form": behaves<Decisions8x8>((conforming) => ({
        ssoOffers: (customer, app) => app !== "work-mobile" && conforming.ssoOffers(customer, app),
      })),
    },
  }),

  rule({
    id: "8x8/sso/session-belongs-to-one-user",
    title: "Two users who sign in with the same identity provider have each a session of their own",
    covers: ["8X8-SSO-01"],
    level: "MUST",
    needs: SINGLE_SIGN_ON,
    probe: (t) =>
      withOwnSignIn(t, {}, async (scene) => {
        const other: GivenUser = await scene.provision();
        const first = await scene.signIn(scene.subject);
        const second = await scene.signIn(other.userName);
        expectSignedIn(t, first, "a user", scene.user.id);
        expectSignedIn(t, second, "another user", other.id);
        for (const [arrival, name] of [
          [first, scene.subject],
          [second, other.userName],
        ] as const) {
          const { location } = arrival.exchange.response.headers;
          const landing = URL.parse(location ?? "/", arrival.exchange.request.url)!.href;
          const page = await open(arrival.browser, landing);
          const others = [scene.subject, other.userName].filter((each) => each !== name);
          t.expect(page).that(!others.some((each) => page.response.text.includes(each)), {
            summary: "the page of one user shows another one",
            seen: "another name",
            expected: "the name of the user, or none",
          });
        }
      }),
    mutants: {
      "sp-sso-last-user-wins": behaves<Decisions8x8>((conforming) => {
        let last: Parameters<Decisions8x8["newSession"]>[1] | undefined;
        return {
          newSession(customer, user, app, via, now) {
            const session = conforming.newSession(customer, last ?? user, app, via, now);
            last = user;
            return session;
          },
        };
      }),
    },
  }),
];

/** Has an administrator enter the name that is asserted, whichever field it is compared with. */
async function named(t: Trial, user: { customer: string; id: string }, federationId: string): Promise<void> {
  await granted(admin(t).user.setFederationId({ ...user, federationId }));
}
