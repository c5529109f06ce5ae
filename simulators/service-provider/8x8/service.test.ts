import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { App, SessionView } from "../../../profiles/index.ts";
import { ann, EXTENSION, patchOp, type Scene, scene } from "./test-scene.ts";

const APPS: App[] = ["admin-console", "work-desktop", "work-mobile", "contact-center", "switchboard-pro", "other"];
const PASSWORD = "correct horse";

/** A provisioned user with a password: the id. */
async function signer({ user, admin }: Scene, overrides: Parameters<Scene["user"]>[0] = {}): Promise<string> {
  const id = await user(overrides);
  await admin.user.setPassword({ id, password: PASSWORD });
  return id;
}

async function signIn({ admin }: Scene, app: App = "work-desktop", userName = "ann@example.com"): Promise<SessionView> {
  const { session, refused } = await admin.session.open({ userName, password: PASSWORD, app });
  if (session === null) throw new Error(`the sign-in was refused: ${refused}`);
  return session;
}

async function activate({ scim }: Scene, id: string, active: boolean): Promise<void> {
  await scim("PATCH", `/Users/${id}`, patchOp({ op: "replace", path: "active", value: active }));
}

async function licensed(world: Scene): Promise<string> {
  const id = await world.user();
  await world.admin.user.assignLicence({ id, licence: "X4" });
  await world.admin.user.setTelephony({ id, extension: "2001", phoneNumber: "+14155550190" });
  return id;
}

describe("a sign-in", () => {
  it("opens a session for the login ID and the password", async () => {
    const world = scene();
    const id = await signer(world);
    const session = await signIn(world, "contact-center", "ANN@example.com");
    expect(session).toMatchObject({ user: id, app: "contact-center", via: "password", open: true, endedAt: null });
    expect(await world.admin.session.check({ session: session.id })).toMatchObject({ id: session.id, open: true });
  });

  it("is refused with the reason", async () => {
    const world = scene();
    const { admin, user } = world;
    const refusalOf = async (userName: string, password = PASSWORD): Promise<string | null> =>
      (await admin.session.open({ userName, password })).refused;
    const id = await signer(world);
    await user({ userName: "bob@example.com" });
    expect(await refusalOf("nobody@example.com")).toBe("unknown-user");
    expect(await refusalOf("bob@example.com")).toBe("no-password");
    expect(await refusalOf("ann@example.com", "correct horsf")).toBe("wrong-password");
    await activate(world, id, false);
    expect(await refusalOf("ann@example.com")).toBe("inactive-user");
    expect(await admin.session.list()).toEqual([]);
    await activate(world, id, true);
    expect(await refusalOf("ann@example.com")).toBeNull();
    await admin.user.setPassword({ id, password: null });
    expect(await refusalOf("ann@example.com")).toBe("no-password");
  });

  it("goes by the present login ID, not by a former one", async () => {
    const world = scene();
    const id = await signer(world);
    await world.scim("PUT", `/Users/${id}`, ann({ userName: "anna@example.com" }));
    const former = await world.admin.session.open({ userName: "ann@example.com", password: PASSWORD });
    expect(former.refused).toBe("unknown-user");
    expect((await signIn(world, "other", "anna@example.com")).user).toBe(id);
  });
});

describe("a session", () => {
  it("ends by itself, by signing out, and with the user", async () => {
    const world = scene();
    const { admin } = world;
    const id = await signer(world);
    const [expiring, left, deleted] = [await signIn(world), await signIn(world), await signIn(world)];
    expect(await admin.session.end({ session: left.id })).toMatchObject({ open: false, endReason: "signed-out" });
    await admin.user.delete({ id });
    expect(await admin.session.check({ session: deleted.id })).toMatchObject({ open: false, endReason: "deleted" });
    expect(await admin.session.check({ session: left.id })).toMatchObject({ endReason: "signed-out", userName: null });

    const again = await signer(world);
    const long = await signIn(world);
    await admin.clock.advance({ minutes: 13 * 60 });
    expect(await admin.session.check({ session: long.id })).toMatchObject({
      user: again,
      open: false,
      endReason: "expired",
      endedAt: long.expiresAt,
    });
    expect(await admin.session.check({ session: expiring.id })).toMatchObject({ endReason: "deleted" });
    await expect(admin.session.check({ session: "none" })).rejects.toMatchObject({ code: "unknown-session" });
  });

  it.each(["PATCH", "PUT", "DELETE"])(
    "ends within 30 minutes of a deactivation by %s, in every application",
    async (method) => {
      const world = scene();
      const { admin, scim } = world;
      const id = await signer(world);
      await signer(world, { userName: "bob@example.com" });
      const bystander = await signIn(world, "work-desktop", "bob@example.com");
      const sessions = await Promise.all(APPS.map((app) => signIn(world, app)));
      const bodies: Record<string, object> = {
        PATCH: patchOp({ op: "replace", path: "active", value: false }),
        PUT: ann({ active: false }),
      };
      await scim(method, `/Users/${id}`, bodies[method]);
      await admin.clock.advance({ minutes: 30 });
      for (const { id: session } of sessions)
        expect(await admin.session.check({ session })).toMatchObject({ open: false, endReason: "deactivated" });
      expect(await admin.session.check({ session: bystander.id })).toMatchObject({ open: true });
    },
  );

  it.each([
    ["immediate", 0, 0],
    ["at-30", 6, 0],
    ["random", 6, 0],
  ])("ends under sessionEnd %s in its time", async (sessionEnd, openAtOnce, openAtLast) => {
    const world = scene({ sessionEnd });
    const { admin } = world;
    const id = await signer(world);
    for (const app of APPS) await signIn(world, app);
    await activate(world, id, false);
    const open = async (): Promise<number> => (await admin.session.list({ id })).filter((each) => each.open).length;
    expect(await open()).toBe(openAtOnce);
    await admin.clock.advance({ minutes: 29 });
    if (sessionEnd === "at-30") expect(await open()).toBe(6);
    await admin.clock.advance({ minutes: 1 });
    expect(await open()).toBe(openAtLast);
  });

  it("ends under sessionEnd random at moments that differ", async () => {
    const world = scene();
    const { admin } = world;
    const id = await signer(world);
    for (const app of APPS) await signIn(world, app);
    await activate(world, id, false);
    await admin.clock.advance({ minutes: 60 });
    const ends = (await admin.session.list({ id })).map(({ endedAt }) => endedAt);
    expect(new Set(ends).size).toBe(APPS.length);
  });

  it.each([
    ["continues", true],
    ["ends", false],
  ])("that was due to end %s when the user is reactivated before", async (sessionAfterReactivation, open) => {
    const world = scene({ sessionAfterReactivation, sessionEnd: "at-30" });
    const { admin } = world;
    const id = await signer(world);
    const session = await signIn(world);
    await activate(world, id, false);
    await activate(world, id, true);
    await admin.clock.advance({ minutes: 31 });
    expect(await admin.session.check({ session: session.id })).toMatchObject({ open });
    expect((await signIn(world)).user).toBe(id);
  });

  it("that has ended never opens again, whatever comes", async () => {
    const steps = fc.oneof(
      fc.constantFrom("activate", "deactivate", "sign out", "DELETE"),
      fc.integer({ min: 1, max: 20 }).map((minutes) => `wait ${minutes}`),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(steps, { maxLength: 10 }),
        fc.constantFrom("continues", "ends"),
        async (story, after) => {
          const world = scene({ sessionAfterReactivation: after });
          const { admin, scim } = world;
          const id = await signer(world);
          const { id: session } = await signIn(world);
          let ended = false;
          for (const step of story) {
            if (step === "sign out") await admin.session.end({ session });
            else if (step === "DELETE") await scim("DELETE", `/Users/${id}`);
            else if (step.startsWith("wait")) await admin.clock.advance({ minutes: Number(step.slice(5)) });
            else await activate(world, id, step === "activate");
            const { open } = await admin.session.check({ session });
            expect(open && ended).toBe(false);
            ended = !open;
          }
        },
      ),
      { numRuns: 40 },
    );
  });

  it("is ended by a deactivation in the console, too", async () => {
    const world = scene();
    const { admin } = world;
    const { id } = await admin.user.create({ userName: "ann@example.com", password: PASSWORD });
    const session = await signIn(world);
    expect(await admin.user.setActive({ id, active: false })).toBe("stored");
    await admin.clock.advance({ minutes: 30 });
    expect(await admin.session.check({ session: session.id })).toMatchObject({ endReason: "deactivated" });
  });
});

describe("a call", () => {
  const OUT = { direction: "outgoing", emergency: false } as const;
  const IN = { direction: "incoming", emergency: false } as const;
  const EMERGENCY = { direction: "outgoing", emergency: true } as const;

  it("needs a licence and a number", async () => {
    const { admin, user } = scene();
    const id = await user();
    expect(await admin.call.try({ id, ...OUT })).toEqual({ permitted: false, refused: "no-licence" });
    await admin.user.assignLicence({ id, licence: "X2" });
    expect(await admin.call.try({ id, ...IN })).toEqual({ permitted: false, refused: "no-number" });
    await admin.user.setTelephony({ id, extension: "2001" });
    for (const call of [OUT, IN, EMERGENCY])
      expect(await admin.call.try({ id, ...call })).toEqual({ permitted: true, refused: null });
    await expect(admin.call.try({ id: "none", ...OUT })).rejects.toMatchObject({ code: "unknown-user" });
  });

  it("of a deactivated user is refused but for an emergency, and comes back with the user", async () => {
    const world = scene();
    const { admin } = world;
    const id = await licensed(world);
    await activate(world, id, false);
    for (const call of [OUT, IN, { ...IN, emergency: true }])
      expect(await admin.call.try({ id, ...call })).toEqual({ permitted: false, refused: "inactive-user" });
    expect(await admin.call.try({ id, ...EMERGENCY })).toMatchObject({ permitted: true });
    await activate(world, id, true);
    for (const call of [OUT, IN]) expect(await admin.call.try({ id, ...call })).toMatchObject({ permitted: true });
  });

  it("is refused with the end of the sessions under callBlock with-sessions", async () => {
    const world = scene({ callBlock: "with-sessions", sessionEnd: "at-30" });
    const { admin } = world;
    const id = await licensed(world);
    await activate(world, id, false);
    expect(await admin.call.try({ id, ...OUT })).toMatchObject({ permitted: true });
    await admin.clock.advance({ minutes: 30 });
    expect(await admin.call.try({ id, ...OUT })).toMatchObject({ refused: "inactive-user" });
  });
});

describe("a directory", () => {
  const NUMBERS = [
    { type: "mobile", value: "+14155550101" },
    { type: "work", value: "+14155550102" },
  ];

  it.each(["work-company", "contact-center", "switchboard-pro"] as const)(
    "of surface %s shows those who were made visible, with their contact numbers",
    async (surface) => {
      const { admin, user, scim } = scene();
      const id = await user();
      expect(await admin.directory.view({ surface })).toEqual([]);
      await admin.user.setDirectoryVisible({ id, directoryVisible: true });
      const entry = { id, name: "Ann Lee", extension: null, phoneNumber: null, contactNumbers: NUMBERS };
      expect(await admin.directory.view({ surface })).toEqual([entry]);
      const changed = { type: "mobile", value: "+14155550111" };
      await scim("PUT", `/Users/${id}`, ann({ phoneNumbers: [changed] }));
      expect(await admin.directory.view({ surface })).toEqual([{ ...entry, contactNumbers: [changed] }]);
    },
  );

  it("on a desk phone shows no contact number", async () => {
    const world = scene();
    const id = await licensed(world);
    await world.admin.user.setDirectoryVisible({ id, directoryVisible: true });
    expect(await world.admin.directory.view({ surface: "desk-phone" })).toEqual([
      { id, name: "Ann Lee", extension: "2001", phoneNumber: "+14155550190", contactNumbers: [] },
    ]);
  });

  it("of the console has everybody", async () => {
    const world = scene();
    const ids = [
      await world.user({ active: false, [EXTENSION]: {} }),
      await signer(world, { userName: "bob@example.com" }),
    ];
    const listed = await world.admin.directory.view({ surface: "console-list" });
    expect(listed.map(({ id }) => id)).toEqual(ids);
  });

  it("shows the unlicensed from the start under directoryDefault contact-visible", async () => {
    const { admin, user } = scene({ directoryDefault: "contact-visible" });
    const id = await user();
    expect(await admin.directory.view({ surface: "work-company" })).toMatchObject([{ id, contactNumbers: NUMBERS }]);
  });

  it.each([
    ["kept", 1],
    ["hidden", 0],
  ])("has deactivated people %s", async (inactiveInDirectory, entries) => {
    const world = scene({ inactiveInDirectory });
    const id = await world.user();
    await world.admin.user.setDirectoryVisible({ id, directoryVisible: true });
    await activate(world, id, false);
    expect(await world.admin.directory.view({ surface: "work-company" })).toHaveLength(entries);
    expect(await world.admin.user.get({ id })).toMatchObject({ directoryVisible: true });
  });
});
