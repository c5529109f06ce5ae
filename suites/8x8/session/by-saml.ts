import fc from "fast-check";
import { behaves, type Rule, rule, type Trial } from "../../../engine/index.ts";
import type { App, Decisions8x8, SessionView } from "../../../profiles/index.ts";
import { admin, adminIfAny, granted } from "../admin.ts";
import { open } from "../saml/arrival.ts";
import {
  type Arrival,
  expectRefused,
  expectSignedIn,
  type OwnScene,
  SINGLE_SIGN_ON,
  type SignInScene,
  signedIn,
  withOwnSignIn,
  withSignIn,
} from "../saml/scene.ts";
import { activation } from "../user.ts";
import { APPS, HALF_HOUR, type Leaving, LIMIT, leaving, wait } from "./scene.ts";

/** The same by single sign-on: who gets in, and how long it holds. */
export const bySaml: Rule[] = [
  rule({
    id: "8x8/session/inactive-cannot-sign-in-by-saml",
    title: "A deactivated user does not sign in by an assertion, whatever the way of the deactivation",
    covers: ["8X8-SESS-01"],
    level: "MUST",
    needs: ["saml"],
    probe: (t) =>
      withSignIn(t, async (scene) => {
        await signedIn(scene);
        for (const way of ["PATCH", "PUT", "DELETE"] as const) {
          await deactivateIn(t, scene, way);
          await expectShutOut(t, scene, `a user deactivated by ${way}`);
          if (way === "DELETE") return;
          await t.given.done(() => scene.send("PATCH", userOf(t, scene).path, activation(true)));
          await signedIn(scene);
        }
      }),
    mutants: {
      "sp-inactive-user-can-login-by-saml": behaves<Decisions8x8>({ signInRefusal: () => undefined }),
      "sp-deleted-user-can-login-by-saml": behaves<Decisions8x8>((conforming) => ({
        signInRefusal: (customer, user, app) =>
          user.deleted ? undefined : conforming.signInRefusal(customer, user, app),
      })),
    },
  }),

  rule({
    id: "8x8/session/saml-sessions-end",
    title:
      "The sessions that a deactivated user opened by single sign-on end within thirty minutes, in every application",
    covers: ["8X8-SESS-02", "8X8-SESS-03"],
    level: "MUST",
    alone: true,
    needs: [...SINGLE_SIGN_ON, ...HALF_HOUR],
    probe: (t) =>
      t.property(
        leaving(),
        (way) =>
          withOwnSignIn(t, {}, async (scene) => {
            const arrivals: Arrival[] = [];
            for (const app of APPS) arrivals.push(await enter(t, scene, app));
            await deactivateIn(t, scene, way);
            await wait(t, LIMIT);
            for (const { session, browser, exchange } of arrivals) {
              const after = await now(t, scene, session!);
              t.expect.that(!after.open, {
                summary: `a session by single sign-on in ${after.app} is open ${LIMIT} minutes after a deactivation by ${way}`,
                seen: "open",
                expected: "ended",
              });
              const page = await open(browser, landingOf(exchange));
              t.expect(page).that(!page.response.text.includes(scene.subject), {
                summary: `the page of ${after.app} shows a user whose session has ended`,
                seen: page.response.status,
                expected: "a page for nobody",
              });
            }
          }),
        { runs: 2 },
      ),
    mutants: {
      "sp-saml-sessions-survive-deactivation": behaves<Decisions8x8>((conforming) => ({
        sessionEnd: (customer, session, at) =>
          session.via === "saml" ? undefined : conforming.sessionEnd(customer, session, at),
      })),
      "sp-saml-sessions-end-in-the-console-only": behaves<Decisions8x8>((conforming) => ({
        sessionEnd: (customer, session, at) =>
          session.app === "admin-console" ? conforming.sessionEnd(customer, session, at) : undefined,
      })),
    },
  }),

  rule({
    id: "8x8/session/saml-others-go-on",
    title: "The sessions that others opened by single sign-on outlast the deactivation of one user",
    covers: ["8X8-SESS-06"],
    level: "MUST",
    alone: true,
    needs: [...SINGLE_SIGN_ON, ...HALF_HOUR],
    probe: (t) =>
      withOwnSignIn(t, {}, async (scene) => {
        const other = await scene.provision();
        const kept = await signedIn(scene, other.userName);
        await signedIn(scene);
        await deactivateIn(t, scene, "PATCH");
        await wait(t, LIMIT);
        const { open: goesOn, endReason } = await now(t, scene, kept.session!);
        if (endReason === "expired") t.inconclusive("sessions expire by themselves within half an hour");
        t.expect.that(goesOn, {
          summary: "a session by single sign-on ended when another user was deactivated",
          seen: endReason,
          expected: "an open session",
        });
      }),
    mutants: {
      "sp-deactivation-ends-all-saml-sessions": behaves<Decisions8x8>((conforming) => ({
        deactivated(customer, user, at) {
          conforming.deactivated(customer, user, at);
          for (const session of customer.sessions.all())
            if (session.via === "saml") session.end ??= { at, reason: "deactivated" };
        },
      })),
    },
  }),

  rule({
    id: "8x8/session/reactivated-signs-in-by-saml",
    title: "A user who was activated again signs in by an assertion as before",
    covers: ["8X8-SESS-07"],
    level: "MUST",
    needs: ["saml"],
    probe: (t) =>
      withSignIn(t, async (scene) => {
        await signedIn(scene);
        for (const way of ["PATCH", "PUT"] as const) {
          await deactivateIn(t, scene, way);
          t.expect(await scene.send("PATCH", userOf(t, scene).path, activation(true))).success();
          const arrival = await scene.signIn(scene.subject);
          expectSignedIn(t, arrival, "a user who was activated again", scene.user?.id);
        }
      }),
    mutants: {
      "sp-reactivated-saml-login-blocked": behaves<Decisions8x8>((conforming) => {
        const left = new Set<string>();
        return {
          deactivated(customer, user, at) {
            left.add(user.id);
            conforming.deactivated(customer, user, at);
          },
          findBySubject(customer, assertion) {
            const user = conforming.findBySubject(customer, assertion);
            return user !== undefined && left.has(user.id) ? undefined : user;
          },
        };
      }),
      "sp-deactivation-empties-the-fedid": behaves<Decisions8x8>((conforming) => ({
        settle(customer, after, write) {
          const settled = conforming.settle(customer, after, write);
          return settled.active ? settled : { ...settled, federationId: undefined };
        },
      })),
    },
  }),

  rule({
    id: "8x8/session/saml-sessions-stay-ended",
    title: "A reactivation within the half hour brings no session by single sign-on back that has ended",
    covers: ["8X8-SESS-08"],
    level: "MAY",
    alone: true,
    needs: [...SINGLE_SIGN_ON, ...HALF_HOUR, "admin.session.end"],
    probe: (t) =>
      t.property(
        fc.integer({ min: 1, max: 29 }),
        (minutes) =>
          withOwnSignIn(t, {}, async (scene) => {
            const { session } = await signedIn(scene);
            await granted(admin(t).session.end({ ...scene.within, session: session!.id }));
            await deactivateIn(t, scene, "PATCH");
            await wait(t, minutes);
            await t.given.done(() => scene.send("PATCH", scene.user.path, activation(true)));
            const after = await now(t, scene, session!);
            t.expect.that(!after.open, {
              summary: `a session by single sign-on that had ended is open after a reactivation ${minutes} minutes later`,
              seen: "open",
              expected: "ended",
            });
          }),
        { runs: 2 },
      ),
    mutants: {
      "sp-reactivation-revives-saml-sessions": behaves<Decisions8x8>((conforming) => ({
        reactivated(customer, user, at) {
          conforming.reactivated(customer, user, at);
          for (const session of customer.sessions.ofUser(user.id)) if (session.via === "saml") session.end = undefined;
        },
      })),
    },
  }),
];

/** The user behind a sign-in. Skips the rule where the run was told of one whom it cannot change. */
function userOf(t: Trial, { user }: SignInScene): NonNullable<SignInScene["user"]> {
  return user ?? t.skip("the run was told whom to sign in (--saml-subject), and changes nobody it did not make");
}

async function deactivateIn(t: Trial, scene: SignInScene, way: Leaving): Promise<void> {
  const { path, sent } = userOf(t, scene);
  await t.given.done(() => {
    if (way === "PATCH") return scene.send("PATCH", path, activation(false));
    return way === "PUT" ? scene.send("PUT", path, { ...sent, active: false }) : scene.send("DELETE", path);
  });
}

/** Judges that a user is shut out: at once, or after a short time where the driver can let it pass. */
async function expectShutOut(t: Trial, scene: SignInScene, whose: string): Promise<void> {
  const first = await scene.signIn(scene.subject);
  const advance = adminIfAny(t).clock?.advance;
  if (!first.signedIn || advance === undefined) return expectRefused(t, first, whose);
  await granted(advance({ minutes: 2 }));
  expectRefused(t, await scene.signIn(scene.subject), whose);
}

function now(t: Trial, { within }: OwnScene, { id }: SessionView): Promise<SessionView> {
  return granted(admin(t).session.check({ ...within, session: id }));
}

/** A sign-in to one of the applications. */
async function enter(t: Trial, scene: OwnScene, app: App): Promise<Arrival> {
  const arrival = await scene.signIn(scene.subject, { relayState: app });
  if (arrival.session === undefined) t.inconclusive("could not set the scene: a sign-in that conforms is refused");
  return arrival;
}

function landingOf({ request, response }: Arrival["exchange"]): string {
  return URL.parse(response.headers["location"] ?? "/", request.url)!.href;
}
