import fc from "fast-check";
import type { Trial } from "../../engine/index.ts";
import type { AdminDriver, FieldResult, Retrieval } from "../../profiles/index.ts";
import { admin, adminIfAny, granted } from "./admin.ts";
import { attempted } from "./attempted.ts";
import { aside, type Outcome, type Plot, type Step, step } from "./story.ts";

type Steps = Plot["steps"];
type UserVerbs = Partial<AdminDriver["user"]>;
type Key = { customer?: string; id: string };

/** What the console alone decides about a user: in words, and how it is done where the driver can. */
const DECISIONS: [words: string, set: (verbs: UserVerbs, key: Key) => Promise<FieldResult> | undefined][] = [
  ["licenses %s", (verbs, key) => verbs.assignLicence?.({ ...key, licence: "X6" })],
  ["gives %s an extension", (verbs, key) => verbs.setTelephony?.({ ...key, extension: "40123" })],
  ["lists %s in the directory", (verbs, key) => verbs.setDirectoryVisible?.({ ...key, directoryVisible: true })],
  ["gives %s a cost centre", (verbs, key) => verbs.setCostCenter?.({ ...key, costCenter: "Sales EMEA" })],
  ["gives %s a user profile", (verbs, key) => verbs.setProfile?.({ ...key, profile: "Reception" })],
  ["gives %s a picture", (verbs, key) => verbs.setPicture?.({ ...key, picture: "portrait.png" })],
];

/** What administrators do with users, and the passing of time, as far as the driver can. */
export function administration(t: Trial): Steps {
  const { user, clock } = adminIfAny(t);
  const steps: [boolean, Steps[number]][] = [
    [
      true,
      (place) => fc.tuple(place, fc.nat({ max: DECISIONS.length - 1 })).map(([index, what]) => decided(index, what)),
    ],
    [user?.setActive !== undefined, (place) => fc.tuple(place, fc.boolean()).map(([index, on]) => switched(index, on))],
    [user?.delete !== undefined, (place) => place.map(deleted)],
    [user?.edit !== undefined, (place) => place.map(retitledInConsole)],
    [user?.edit !== undefined, (place) => place.map(renamedInConsole)],
    [user?.create !== undefined && user.delete !== undefined, (place) => place.map(madeInConsole)],
    [clock?.advance !== undefined, () => fc.constantFrom(20, 31, 40 * 24 * 60).map(passed)],
  ];
  return steps.flatMap(([possible, each]) => (possible ? [each] : []));
}

/** An administrator sets what SCIM cannot. */
export function decided(index: number, decision: number): Step {
  const [words, set] = DECISIONS[decision]!;
  const title = (name: string): string => `an administrator ${words.replace("%s", name)}`;
  return step(index, "administrator", title, async ({ t, within }, { user }) => {
    const result = set(adminIfAny(t).user ?? {}, { ...within, id: user.id });
    return stored(result === undefined ? "refused" : await attempted(result));
  });
}

/** An administrator tries to activate or deactivate. */
export function switched(index: number, active: boolean): Step {
  const title = (name: string): string => `an administrator switches ${name} ${active ? "on" : "off"}`;
  return step(index, "administrator", title, async ({ t, within }, { user }) => {
    const result = await attempted(admin(t).user.setActive({ ...within, id: user.id, active }));
    return result === "stored" ? { active } : { refused: true };
  });
}

/** An administrator deletes for good. */
export function deleted(index: number): Step {
  const title = (name: string): string => `an administrator deletes ${name}`;
  return step(index, "administrator", title, async ({ t, within }, player) => {
    const answer = await attempted(admin(t).user.delete({ ...within, id: player.user.id }));
    // Whether the console deletes an active user of the identity provider is open (8X8-DELETE-08).
    if (answer === "refused") return { refused: true };
    player.absent = true;
    return {};
  });
}

/** An administrator gives another Federation ID. */
export function federated(index: number, suffix: string): Step {
  const title = (name: string): string => `an administrator changes the Federation ID of ${name}`;
  return step(index, "administrator", title, async ({ t, within }, { user }) => {
    const federationId = `${suffix}.${user.userName}`;
    const result = await attempted(admin(t).user.setFederationId({ ...within, id: user.id, federationId }));
    return result === "stored" ? { federationId } : { refused: true };
  });
}

/** An administrator tries to send a player to another site. */
export function relocated(index: number, site: number): Step {
  const title = (name: string): string => `an administrator moves ${name} to site ${site + 1}`;
  return step(index, "administrator", title, async ({ t, within, sites }, { user }) => {
    const listed = await admin(t).site.list(within);
    const { id } = listed.find(({ name }) => name === sites[site])!;
    return stored(await attempted(admin(t).user.assignSite({ ...within, id: user.id, site: id })));
  });
}

/** Time passes, and nobody does anything. */
export function passed(minutes: number): Step {
  const days = minutes / (24 * 60);
  return aside("time", Number.isInteger(days) ? `${days} days pass` : `${minutes} minutes pass`, async ({ t }) => {
    await admin(t).clock.advance({ minutes });
  });
}

/** An administrator chooses which users identity providers get to see, and saves. */
export function retrieved(retrieval: Retrieval): Step {
  return aside("administrator", `an administrator retrieves ${retrieval} users`, async ({ t, within }) => {
    await granted(admin(t).scim.setRetrieval({ ...within, retrieval }));
    await granted(admin(t).scim.save(within));
  });
}

function retitledInConsole(index: number): Step {
  const title = (name: string): string => `an administrator changes the job title of ${name}`;
  return step(index, "administrator", title, async ({ t, within }, { user }) => {
    const result = await attempted(admin(t).user.edit({ ...within, id: user.id, fields: { title: "Edited" } }));
    return stored(result === "refused" ? result : result.title);
  });
}

/** An administrator tries to give a player the login ID of the other. */
export function renamedInConsole(index: number): Step {
  const title = (name: string): string => `an administrator gives ${name} the username of the other`;
  const other = index === 0 ? 1 : 0;
  return step(
    index,
    "administrator",
    title,
    async ({ t, within }, { user }, players) => {
      const { userName } = players[other]!.user;
      const result = await attempted(admin(t).user.edit({ ...within, id: user.id, fields: { userName } }));
      return stored(result === "refused" ? result : result.userName);
    },
    ({ hidden, absent }, players) => !hidden && !absent && !players[other]!.absent,
  );
}

/** An administrator tries to make another user with a login ID that is in use. */
export function madeInConsole(index: number): Step {
  const title = (name: string): string => `an administrator makes a user with the username of ${name}`;
  return step(index, "administrator", title, async ({ t, within, strays }, { user: { userName } }) => {
    const made = await attempted(
      admin(t).user.create({ ...within, userName, givenName: "Second", familyName: "Player", email: userName }),
    );
    if (made === "refused") return { refused: true };
    strays.push(made.id);
    return {};
  });
}

function stored(result: FieldResult | "refused" | undefined): Outcome {
  return result === "stored" ? {} : { refused: true };
}
