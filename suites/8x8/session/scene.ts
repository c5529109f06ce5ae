import fc from "fast-check";
import { type Capability, type GivenUser, Inconclusive, type Trial } from "../../../engine/index.ts";
import type { App, CallAnswer, CallAttempt, SessionView, SignIn } from "../../../profiles/index.ts";
import type { Exchange } from "../../../scim/index.ts";
import { admin, adminIfAny, granted } from "../admin.ts";
import { activation, employee, type Overrides } from "../user.ts";

/** What a sign-in with a password needs of the driver. */
export const SIGN_IN: Capability[] = ["admin.user.setPassword", "admin.session.open"];

/** What the half hour after a deactivation needs besides. */
export const HALF_HOUR: Capability[] = ["admin.session.check", "admin.clock.advance"];

/** Within so many minutes of a deactivation sessions end. */
export const LIMIT = 30;

/** The applications of 8x8 that a user signs in to. */
export const APPS: App[] = [
  "admin-console",
  "work-desktop",
  "work-mobile",
  "contact-center",
  "switchboard-pro",
  "other",
];

/** A user who can sign in with a password. */
export interface Person extends Pick<GivenUser, "id" | "path" | "sent"> {
  userName: string;
  password: string;
}

/** Creates a user and has an administrator give a password. */
export async function person(t: Trial, overrides: Overrides = {}): Promise<Person> {
  return withPassword(t, await t.given.user({ ...employee(t), ...overrides }));
}

/** Has an administrator give a user a password. */
export async function withPassword(t: Trial, user: GivenUser): Promise<Person> {
  const password = `Pw-${t.given.faker.string.alphanumeric(16)}-7`;
  await granted(admin(t).user.setPassword({ id: user.id, password }));
  return { ...user, password };
}

/** Tries to sign in. */
export function signIn(t: Trial, { userName, password }: Person, app: App = "work-desktop"): Promise<SignIn> {
  return granted(admin(t).session.open({ userName, password, app }));
}

/** A session that was opened to set the scene. */
export async function openSession(t: Trial, who: Person, app?: App): Promise<SessionView> {
  const { session, refused } = await signIn(t, who, app);
  if (session === null) throw new Inconclusive(`could not set the scene: the sign-in was refused: ${refused}`);
  return session;
}

/** A session as it is now. */
export function sessionNow(t: Trial, { id }: SessionView): Promise<SessionView> {
  return granted(admin(t).session.check({ session: id }));
}

/** The sessions of these that are open now. */
export async function stillOpen(t: Trial, sessions: SessionView[]): Promise<SessionView[]> {
  const now: SessionView[] = [];
  for (const session of sessions) now.push(await sessionNow(t, session));
  return now.filter(({ open }) => open);
}

/** Lets minutes pass. */
export async function wait(t: Trial, minutes: number): Promise<void> {
  await granted(admin(t).clock.advance({ minutes }));
}

/** Whether a call would go through. */
export function tryCall(t: Trial, { id }: { id: string }, attempt: CallAttempt): Promise<CallAnswer> {
  return granted(admin(t).call.try({ id, ...attempt }));
}

/** How an identity provider deactivates. */
export type Leaving = "PATCH" | "PUT" | "DELETE";

/** A way of deactivating, at random. */
export function leaving(): fc.Arbitrary<Leaving> {
  return fc.constantFrom<Leaving[]>("PATCH", "PUT", "DELETE");
}

/** Deactivates a user; the answer is a success, or the scene cannot be set. */
export function deactivate(t: Trial, { path, sent }: Pick<Person, "path" | "sent">, how: Leaving): Promise<Exchange> {
  return t.given.done(() =>
    how === "PATCH"
      ? t.client.patch(path, activation(false))
      : how === "PUT"
        ? t.client.put(path, { ...sent, active: false })
        : t.client.delete(path),
  );
}

/** Judges that a sign-in is refused: at once, or after a short time where the driver can let it pass. */
export async function expectNoSignIn(t: Trial, who: Person, whose: string, app?: App): Promise<void> {
  const { clock } = adminIfAny(t);
  let answer = await signIn(t, who, app);
  if (answer.session !== null && clock?.advance !== undefined) {
    await wait(t, 2);
    answer = await signIn(t, who, app);
  }
  t.expect.that(answer.session === null, {
    summary: `${whose} signs in to ${app ?? "work-desktop"}`,
    seen: "a session",
    expected: "a refusal",
    attribute: "active",
  });
}

/** Judges that somebody signs in, as the user it is. */
export async function expectSignIn(t: Trial, who: Person, whose: string, app?: App): Promise<void> {
  const { session, refused } = await signIn(t, who, app);
  t.expect.that(session !== null, {
    summary: `${whose} cannot sign in: ${refused}`,
    seen: refused,
    expected: "a session",
    attribute: "active",
  });
  t.expect.that(session?.user === who.id, {
    summary: `${whose} signs in as another user`,
    seen: session?.user,
    expected: who.id,
    attribute: "id",
  });
}
