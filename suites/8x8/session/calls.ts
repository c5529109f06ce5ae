import { behaves, type Rule, rule } from "../../../engine/index.ts";
import type { Decisions8x8 } from "../../../profiles/index.ts";
import { adminIfAny } from "../admin.ts";
import { LICENSING, licensedUser } from "../licensed-user.ts";
import { deactivate, LIMIT, openSession, sessionNow, tryCall, withPassword } from "./scene.ts";

const ORDINARY = [
  { direction: "outgoing", emergency: false },
  { direction: "incoming", emergency: false },
] as const;

/** Who may call and be called. */
export const calls: Rule[] = [
  rule({
    id: "8x8/session/calls-stop",
    title: "Ordinary calls of a deactivated user are refused, in both directions",
    covers: ["8X8-SESS-04"],
    level: "MUST",
    alone: true,
    needs: [...LICENSING, "admin.call.try"],
    answers: ["callBlock"],
    async probe(t) {
      const { user } = await licensedUser(t);
      for (const call of ORDINARY) {
        const { permitted, refused } = await tryCall(t, user, call);
        if (!permitted) t.inconclusive(`${call.direction} calls of a licensed user are refused: ${refused}`);
      }
      const { clock, session: sessions, user: verbs } = adminIfAny(t);
      const session =
        sessions?.open && sessions.check && verbs?.setPassword
          ? await openSession(t, await withPassword(t, user))
          : null;
      await deactivate(t, user, "PATCH");
      const first = await tryCall(t, user, ORDINARY[0]);
      // Where sessions end at once, the two moments are one.
      if (first.permitted) t.observe("callBlock", "with-sessions");
      else if (session !== null && (await sessionNow(t, session)).open) t.observe("callBlock", "at-once");
      if (first.permitted && clock?.advance === undefined)
        t.inconclusive("calls may go on for half an hour, and the driver cannot let it pass");
      await clock?.advance?.({ minutes: LIMIT });
      for (const call of ORDINARY) {
        const { permitted } = await tryCall(t, user, call);
        t.expect.that(!permitted, {
          summary: `${call.direction} calls of a deactivated user go through`,
          seen: "permitted",
          expected: "refused",
        });
      }
    },
    mutants: {
      "sp-inactive-can-receive-calls": behaves<Decisions8x8>((conforming) => ({
        callRefusal: (customer, user, call, now) =>
          conforming.callRefusal(customer, call.direction === "incoming" ? { ...user, active: true } : user, call, now),
      })),
      "sp-inactive-can-call-out": behaves<Decisions8x8>((conforming) => ({
        callRefusal: (customer, user, call, now) =>
          conforming.callRefusal(customer, call.direction === "outgoing" ? { ...user, active: true } : user, call, now),
      })),
    },
  }),

  rule({
    id: "8x8/session/emergency-calls-go-through",
    title: "A deactivated user with a licence can call an emergency number",
    covers: ["8X8-SESS-05"],
    level: "MUST",
    alone: true,
    needs: [...LICENSING, "admin.call.try"],
    async probe(t) {
      const { user } = await licensedUser(t);
      await deactivate(t, user, "PATCH");
      for (const minutes of [0, LIMIT]) {
        if (minutes > 0) await adminIfAny(t).clock?.advance?.({ minutes });
        const { permitted, refused } = await tryCall(t, user, { direction: "outgoing", emergency: true });
        t.expect.that(permitted, {
          summary: `a deactivated user cannot call an emergency number: ${refused}`,
          seen: refused,
          expected: "permitted",
        });
      }
    },
    mutants: {
      "sp-emergency-calls-blocked": behaves<Decisions8x8>((conforming) => ({
        callRefusal: (customer, user, call, now) =>
          user.active ? conforming.callRefusal(customer, user, call, now) : "inactive-user",
      })),
      "sp-emergency-calls-end-with-sessions": behaves<Decisions8x8>((conforming) => ({
        callRefusal: (customer, user, call, now) =>
          !user.active && now - (user.deactivatedAt ?? now) >= 30 * 60_000
            ? "inactive-user"
            : conforming.callRefusal(customer, user, call, now),
      })),
    },
  }),
];
