import fc from "fast-check";
import { behaves, type Rule, rule, type Trial } from "../../../engine/index.ts";
import type { Decisions8x8, SessionView } from "../../../profiles/index.ts";
import { adminIfAny } from "../admin.ts";
import { LICENSING, licensedUser } from "../licensed-user.ts";
import { activation } from "../user.ts";
import {
  APPS,
  deactivate,
  expectNoSignIn,
  HALF_HOUR,
  LIMIT,
  leaving,
  openSession,
  person,
  SIGN_IN,
  sessionNow,
  stillOpen,
  tryCall,
  wait,
  withPassword,
} from "./scene.ts";

/** When sessions end, and when they go on. Time is everybody's, so these rules run alone. */
export const ending: Rule[] = [
  rule({
    id: "8x8/session/end-within-thirty-minutes",
    title: "The sessions of a deactivated user end within thirty minutes",
    covers: ["8X8-SESS-02"],
    level: "MUST",
    alone: true,
    needs: [...SIGN_IN, ...HALF_HOUR],
    answers: ["sessionEnd"],
    async probe(t) {
      let ends = 0;
      let atOnce = 0;
      let late = 0;
      await t.property(
        leaving(),
        async (how) => {
          const who = await person(t);
          const sessions: SessionView[] = [];
          for (let left = 3; left > 0; left--) sessions.push(await openSession(t, who));
          await deactivate(t, who, how);
          ends += sessions.length;
          atOnce += sessions.length - (await stillOpen(t, sessions)).length;
          await wait(t, LIMIT - 1);
          late += (await stillOpen(t, sessions)).length;
          await wait(t, 1);
          await expectEnded(t, sessions, `a user deactivated by ${how}`);
        },
        { runs: 3 },
      );
      t.observe("sessionEnd", atOnce === ends ? "immediate" : late === ends ? "at-30" : "random");
    },
    mutants: {
      "sp-sessions-survive-deactivation": behaves<Decisions8x8>({ sessionEnd: () => undefined }),
      "sp-sessions-end-after-an-hour": behaves<Decisions8x8>({
        sessionEnd: (_customer, _session, now) => ({ at: now + 60 * 60_000, reason: "deactivated" }),
      }),
    },
  }),

  rule({
    id: "8x8/session/end-in-every-application",
    title: "A deactivation ends the sessions of the user in every application",
    covers: ["8X8-SESS-03"],
    level: "MUST",
    alone: true,
    needs: [...SIGN_IN, ...HALF_HOUR],
    async probe(t) {
      const who = await person(t);
      const sessions: SessionView[] = [];
      for (const app of APPS) sessions.push(await openSession(t, who, app));
      await deactivate(t, who, "PATCH");
      await wait(t, LIMIT);
      await expectEnded(t, sessions, "a deactivated user");
    },
    mutants: {
      "sp-only-one-app-session-ends": behaves<Decisions8x8>((conforming) => ({
        sessionEnd: (customer, session, now) =>
          session.app === "admin-console" ? conforming.sessionEnd(customer, session, now) : undefined,
      })),
      "sp-mobile-sessions-survive": behaves<Decisions8x8>((conforming) => ({
        sessionEnd: (customer, session, now) =>
          session.app === "work-mobile" ? undefined : conforming.sessionEnd(customer, session, now),
      })),
    },
  }),

  rule({
    id: "8x8/session/others-go-on",
    title: "The sessions of other users outlast the deactivation of one",
    covers: ["8X8-SESS-06"],
    level: "MUST",
    alone: true,
    needs: [...SIGN_IN, ...HALF_HOUR],
    async probe(t) {
      const other = await person(t);
      await t.property(
        fc.tuple(leaving(), fc.constantFrom(...APPS)),
        async ([how, app]) => {
          const who = await person(t);
          const sessions = [await openSession(t, other, app), await openSession(t, other)];
          await openSession(t, who, app);
          await deactivate(t, who, how);
          await wait(t, LIMIT);
          for (const session of sessions) {
            const { open, endReason } = await sessionNow(t, session);
            if (endReason === "expired") t.inconclusive("sessions expire by themselves within half an hour");
            t.expect.that(open, {
              summary: `a session in ${session.app} ended when another user was deactivated by ${how}`,
              seen: endReason,
              expected: "an open session",
            });
          }
        },
        { runs: 3 },
      );
    },
    mutants: {
      "sp-deactivation-ends-all-tenant-sessions": behaves<Decisions8x8>((conforming) => ({
        deactivated(customer, user, now) {
          conforming.deactivated(customer, user, now);
          for (const session of customer.sessions.all()) session.end ??= { at: now, reason: "deactivated" };
        },
      })),
      "sp-deactivation-ends-all-sessions-of-the-app": behaves<Decisions8x8>((conforming) => ({
        deactivated(customer, user, now) {
          conforming.deactivated(customer, user, now);
          const apps = new Set(customer.sessions.ofUser(user.id).map(({ app }) => app));
          for (const session of customer.sessions.all())
            if (apps.has(session.app)) session.end ??= { at: now, reason: "deactivated" };
        },
      })),
    },
  }),

  rule({
    id: "8x8/session/ended-ones-stay-ended",
    title: "A reactivation within the half hour brings no ended session back",
    covers: ["8X8-SESS-08"],
    level: "MAY",
    alone: true,
    needs: [...SIGN_IN, ...HALF_HOUR],
    answers: ["sessionAfterReactivation"],
    async probe(t) {
      await t.property(
        fc.integer({ min: 3, max: 25 }),
        async (minutes) => {
          const who = await person(t);
          const sessions: SessionView[] = [];
          for (const app of APPS) sessions.push(await openSession(t, who, app));
          const [signedOut] = sessions;
          await adminIfAny(t).session?.end?.({ session: signedOut!.id });
          await deactivate(t, who, "PATCH");
          await wait(t, minutes);
          const open = await stillOpen(t, sessions);
          const ended = sessions.filter(({ id }) => !open.some((each) => each.id === id));
          t.expect(await t.client.patch(who.path, activation(true))).success();
          for (const later of [0, LIMIT]) {
            if (later > 0) await wait(t, later);
            const [revived] = await stillOpen(t, ended);
            t.expect.that(revived === undefined, {
              summary: `a session in ${revived?.app} that had ended is open again ${later} minutes after a reactivation`,
              seen: "open",
              expected: "ended",
            });
          }
          if (open.length === 0) return;
          const going = await stillOpen(t, open);
          if (going.length === open.length) t.observe("sessionAfterReactivation", "continues");
          else if (going.length === 0) t.observe("sessionAfterReactivation", "ends");
        },
        { runs: 2 },
      );
    },
    mutants: {
      "sp-reactivation-revives-sessions": behaves<Decisions8x8>((conforming) => ({
        reactivated(customer, user, now) {
          conforming.reactivated(customer, user, now);
          for (const session of customer.sessions.ofUser(user.id)) session.end = undefined;
        },
      })),
      "sp-sessions-are-open-while-the-user-is-active": behaves<Decisions8x8>({
        sessionOpen: ({ users }, session, now) =>
          now < session.expiresAt && users.get(session.userId)?.active !== false,
      }),
    },
  }),

  rule({
    id: "8x8/session/delete-ends-access",
    title: "DELETE ends sign-ins, sessions and calls as a deactivation does, and leaves emergency calls",
    covers: ["8X8-DELETE-03"],
    level: "MUST",
    alone: true,
    needs: [...SIGN_IN, ...HALF_HOUR, ...LICENSING, "admin.call.try"],
    async probe(t) {
      const { user } = await licensedUser(t);
      const who = await withPassword(t, user);
      const sessions = [await openSession(t, who, "work-mobile"), await openSession(t, who, "admin-console")];
      t.expect(await t.client.delete(user.path)).success();
      await expectNoSignIn(t, who, "a user removed by DELETE");
      await wait(t, LIMIT);
      await expectEnded(t, sessions, "a user removed by DELETE");
      for (const direction of ["outgoing", "incoming"] as const) {
        const call = await tryCall(t, user, { direction, emergency: false });
        t.expect.that(!call.permitted, {
          summary: `${direction} calls of a user removed by DELETE go through`,
          seen: "permitted",
          expected: "refused",
        });
      }
      const emergency = await tryCall(t, user, { direction: "outgoing", emergency: true });
      t.expect.that(emergency.permitted, {
        summary: "a user removed by DELETE cannot call an emergency number",
        seen: emergency.refused,
        expected: "permitted",
      });
    },
    mutants: {
      "sp-delete-leaves-sessions": behaves<Decisions8x8>((conforming) => ({
        sessionEnd: (customer, session, now) =>
          customer.users.get(session.userId)?.deleted ? undefined : conforming.sessionEnd(customer, session, now),
        deactivated(customer, user, now) {
          if (!user.deleted) conforming.deactivated(customer, user, now);
        },
      })),
      "sp-delete-leaves-calls": behaves<Decisions8x8>((conforming) => ({
        callRefusal: (customer, user, call, now) =>
          user.deleted ? undefined : conforming.callRefusal(customer, user, call, now),
      })),
      "sp-delete-blocks-emergency-calls": behaves<Decisions8x8>((conforming) => ({
        callRefusal: (customer, user, call, now) =>
          user.deleted ? "inactive-user" : conforming.callRefusal(customer, user, call, now),
      })),
    },
  }),
];

async function expectEnded(t: Trial, sessions: SessionView[], whose: string): Promise<void> {
  const [open] = await stillOpen(t, sessions);
  t.expect.that(open === undefined, {
    summary: `a session of ${whose} in ${open?.app} is open ${LIMIT} minutes later`,
    seen: "open",
    expected: "ended",
  });
}
