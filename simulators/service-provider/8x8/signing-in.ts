import { createHash, scryptSync, timingSafeEqual } from "node:crypto";
import type { CallAttempt, Options8x8, Session, SessionDecisions, User8x8 } from "../../../profiles/index.ts";
import type { World } from "./world.ts";

/** Within what time the sessions of a deactivated user end (8X8-SESS-02). */
const GRACE = 30 * 60_000;

/** The hash by which the password of a user is kept. */
export function passwordHashOf({ id }: User8x8, password: string): string {
  // The lowest cost, for these are the passwords of made-up people, and tests set many of them.
  return scryptSync(password, id, 32, { N: 16 }).toString("hex");
}

/** Who signs in, for how long, and who can call. */
export function sessionDecisions(world: World): SessionDecisions {
  const { options } = world;

  return {
    findForSignIn: ({ users }, userName) => users.withLoginId(userName)[0],

    passwordMatches: (user, password) =>
      user.passwordHash !== undefined &&
      timingSafeEqual(Buffer.from(user.passwordHash), Buffer.from(passwordHashOf(user, password))),

    passwordRefusal: (customer) => (world.decide.ssoServes(customer) ? "sso-required" : undefined),

    signInRefusal: (_customer, user) => (user.active ? undefined : "inactive-user"),

    sessionOpen: (_customer, { end, expiresAt }, now) => now < Math.min(expiresAt, end?.at ?? expiresAt),

    deactivated(customer, user, now) {
      user.deactivatedAt = now;
      for (const session of customer.sessions.ofUser(user.id))
        if (world.decide.sessionOpen(customer, session, now))
          session.end = world.decide.sessionEnd(customer, session, now) ?? session.end;
    },

    sessionEnd: (_customer, { id }, now) => ({ at: now + graceOf(options, id), reason: "deactivated" }),

    reactivated(customer, user, now) {
      user.deactivatedAt = undefined;
      if (options.sessionAfterReactivation === "ends") return;
      for (const session of customer.sessions.ofUser(user.id)) if (isDue(session, now)) session.end = undefined;
    },

    callRefusal(_customer, user, call, now) {
      if (user.licence === undefined) return "no-licence";
      if (user.extension === undefined && user.phoneNumber === undefined) return "no-number";
      return isBlocked(options, user, call, now) ? "inactive-user" : undefined;
    },
  };
}

function isBlocked(options: Options8x8, user: User8x8, call: CallAttempt, now: number): boolean {
  if (user.active || (call.emergency && call.direction === "outgoing")) return false;
  const since = user.deactivatedAt;
  return since === undefined || options.callBlock === "at-once" || now >= since + graceOf(options, user.id);
}

/** An end by deactivation that has not come yet. */
function isDue({ end }: Session, now: number): boolean {
  return end?.reason === "deactivated" && end.at > now;
}

/** The part of the grace that something gets: the same each time, and spread over all of it by the ids. */
function graceOf({ sessionEnd }: Options8x8, id: string): number {
  if (sessionEnd === "immediate") return 0;
  if (sessionEnd === "at-30") return GRACE;
  const chance = createHash("sha256").update(id).digest().readUInt32BE() / 2 ** 32;
  return Math.floor(chance * GRACE);
}
