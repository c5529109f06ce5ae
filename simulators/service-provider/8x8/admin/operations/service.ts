import {
  type AdminDriver,
  AdminRefusal,
  type App,
  type Customer,
  type Session,
  type SessionView,
  type SignInRefusal,
  type User8x8,
} from "../../../../../profiles/index.ts";
import { note } from "../../audit.ts";
import type { Desk } from "./desk.ts";

/** What users do: sign in, call, look each other up. */
export function serviceOperations({
  world,
  customerOf,
  userOf,
}: Desk): Pick<AdminDriver, "session" | "call" | "directory"> {
  const { decide } = world;

  function sessionOf(customer: Customer, id: string): Session {
    const session = customer.sessions.get(id);
    if (session === undefined) throw new AdminRefusal("unknown-session", `there is no session ${id}`);
    return session;
  }

  function view(customer: Customer, session: Session, now: number): SessionView {
    const { id, userId, app, via, createdAt, expiresAt, end } = session;
    const open = decide.sessionOpen(customer, session, now);
    // What is due later than now, or was to come after it expired, is not how it ended.
    const cut = end !== undefined && end.at <= Math.min(now, expiresAt) ? end : undefined;
    return {
      id,
      user: userId,
      userName: customer.users.get(userId)?.userName ?? null,
      app,
      via,
      open,
      createdAt: isoOf(createdAt),
      expiresAt: isoOf(expiresAt),
      endedAt: open ? null : isoOf(cut?.at ?? expiresAt),
      endReason: open ? null : (cut?.reason ?? "expired"),
    };
  }

  function refusalOf(
    customer: Customer,
    user: User8x8 | undefined,
    password: string,
    app: App,
  ): SignInRefusal | undefined {
    const refused = decide.passwordRefusal(customer, app);
    if (refused !== undefined) return refused;
    if (user === undefined) return "unknown-user";
    if (user.passwordHash === undefined) return "no-password";
    if (!decide.passwordMatches(user, password)) return "wrong-password";
    return decide.signInRefusal(customer, user, app);
  }

  return {
    session: {
      async open({ userName, password, app = "work-desktop", ...input }) {
        const customer = customerOf(input);
        const now = world.now();
        const user = decide.findForSignIn(customer, userName);
        const refused = refusalOf(customer, user, password, app);
        const outcome = refused ?? "session";
        note(customer, { at: now, plane: "sign-in", userName, app, via: "password", outcome });
        if (refused !== undefined) return { session: null, refused };
        const session = decide.newSession(customer, user!, app, "password", now);
        customer.sessions.put(session);
        return { session: view(customer, session, now), refused: null };
      },
      async check({ session: id, ...input }) {
        const customer = customerOf(input);
        return view(customer, sessionOf(customer, id), world.now());
      },
      async list(input) {
        const customer = customerOf(input);
        const { sessions } = customer;
        const now = world.now();
        const wanted = input?.id === undefined ? sessions.all() : sessions.ofUser(input.id);
        return Array.from(wanted, (session) => view(customer, session, now));
      },
      async end({ session: id, ...input }) {
        const customer = customerOf(input);
        const session = sessionOf(customer, id);
        const now = world.now();
        decide.signedOut(customer, session, now);
        return view(customer, session, now);
      },
    },

    call: {
      async try({ id, direction, emergency, ...input }) {
        const customer = customerOf(input);
        const user = userOf(customer, id);
        const refused = decide.callRefusal(customer, user, { direction, emergency }, world.now()) ?? null;
        return { permitted: refused === null, refused };
      },
    },

    directory: {
      async view({ surface, ...input }) {
        const customer = customerOf(input);
        return Array.from(decide.directoryUsers(customer, surface), (user) =>
          decide.directoryEntry(customer, user, surface),
        );
      },
    },
  };
}

function isoOf(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
