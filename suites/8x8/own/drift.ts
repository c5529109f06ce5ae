import fc from "fast-check";
import { behaves, type GivenUser, type Rule, rule, show, type Trial } from "../../../engine/index.ts";
import type { ConsoleField, ConsoleUser, Decisions8x8, User8x8 } from "../../../profiles/index.ts";
import type { Exchange, JsonObject } from "../../../scim/index.ts";
import { admin, granted, page } from "../admin.ts";
import { CAPTIONS, edited, MAPPED, shows } from "../edits.ts";
import { expectHeld } from "../held.ts";
import { activation, type Details, details, ENTERPRISE, employee, membersOf, named } from "../user.ts";

/** An edit of one mapped field that only some service providers lock. */
interface Edit {
  field: ConsoleField;
  value: string;
}

/** Edits of these fields, with values that every service provider can store as they are. */
function edits(fields: ConsoleField[] = MAPPED): fc.Arbitrary<Edit> {
  const of: Partial<Record<ConsoleField, fc.Arbitrary<string>>> = {
    title: fc.constantFrom("Chief Engineer", "Head of Sales", "Y"),
    department: fc.constantFrom("Engines", "Forschung & Entwicklung", "Achats"),
    personalContactNumber: fc.constantFrom("+14155552001", "+493012345678", "+442071234567"),
    language: fc.constantFrom("it-IT", "es-ES", "nl-NL"),
    timeZone: fc.constantFrom("Asia/Tokyo", "Europe/Madrid", "America/Chicago"),
  };
  return fc.oneof(...fields.map((field) => of[field]!.map((value) => ({ field, value }))));
}

/** What becomes of mapped fields that an administrator edits. */
export const drift: Rule[] = [
  rule({
    id: "8x8/own/other-mapped-fields",
    title: "The console either stores an edit of another mapped field of an owned user or says that it is locked",
    covers: ["8X8-OWN-07"],
    level: "SHOULD",
    needs: ["admin.user.edit", "admin.user.get"],
    answers: ["consoleLock"],
    async probe(t) {
      const user = await t.given.user(employee(t));
      const stored = new Set<ConsoleField>();
      const all = fc.tuple(...MAPPED.map((field) => edits([field])));
      await t.property(
        all,
        async (tried) => {
          for (const { field, value } of tried) {
            const before = await page(t, user.id);
            const answer = (await edited(t, user, { [field]: value }))[field];
            const after = await admin(t).user.get({ id: user.id });
            const expected = answer === "stored" ? value : before[field];
            t.expect.that(shows(after, field, expected), {
              summary: `the console answers an edit of the ${CAPTIONS[field]} with "${answer}" and shows ${show(after?.[field])} then`,
              seen: after?.[field],
              expected,
              attribute: field,
            });
            if (answer === "stored") stored.add(field);
          }
        },
        { runs: 2 },
      );
      t.observe("consoleLock", stored.size === 0 ? "all" : stored.size === MAPPED.length ? "core5" : "mapped");
    },
    mutants: {
      "sp-console-edit-lost-silently": behaves<Decisions8x8>((conforming) => ({
        consoleWrite: (customer, user, field, value) =>
          user.owner === "idp" ? "stored" : conforming.consoleWrite(customer, user, field, value),
      })),
      "sp-console-edit-of-number-lost": behaves<Decisions8x8>((conforming) => ({
        consoleWrite: (customer, user, field, value) =>
          field === "personalContactNumber" ? "stored" : conforming.consoleWrite(customer, user, field, value),
      })),
      "sp-console-edit-refused-and-stored": behaves<Decisions8x8>((conforming) => ({
        consoleWrite(customer, user, field, value) {
          conforming.consoleWrite(customer, user, field, value);
          return user.owner === "idp" && field === "title" ? "locked" : "stored";
        },
      })),
    },
  }),

  rule({
    id: "8x8/own/drift-lasts-until-the-next-push",
    title:
      "What an administrator edits stays until the identity provider sends the next update, which is in force then",
    covers: ["8X8-OWN-08"],
    level: "SHOULD",
    needs: ["admin.user.edit", "admin.user.get"],
    async probe(t) {
      const user = await t.given.user(employee(t));
      const { locked } = await page(t, user.id);
      const open = MAPPED.filter((field) => !locked.includes(field));
      if (open.length === 0) t.skip("the console locks every mapped field of an owned user");
      const told = fc.record({
        before: fc.commands([edits(open).map(edit), looks(), details().map(push)], { maxCommands: 3 }),
        last: fc.array(edits(open).map(edit), { minLength: 1, maxLength: 2 }),
        calm: fc.shuffledSubarray([lookUp(), activate(), read()], { minLength: 3 }),
        update: details(),
      });
      await t.property(
        told,
        async ({ before, last, calm, update }) => {
          const real: Stage = { t, user, sent: user.sent, shown: {} };
          // Each story begins with the values of the identity provider.
          await t.given.done(() => t.client.put(user.path, user.sent));
          real.shown = shownNow(await page(t, user.id));
          const setup = (): { model: object; real: Stage } => ({ model: {}, real });
          await fc.asyncModelRun(setup, before);
          // The identity provider sends what it sent last, then something new: it does not know of the edits.
          await fc.asyncModelRun(setup, [...last, ...calm, push(), ...last, push(update)]);
        },
        { runs: 2 },
      );
    },
    mutants: {
      "sp-put-does-not-overwrite-drift": behaves<Decisions8x8>((conforming) => ({
        replace(customer, user, body) {
          const after = conforming.replace(customer, user, body);
          return { ...after, ...Object.fromEntries(user.drift.map((field) => [KEPT_AS[field], user[KEPT_AS[field]]])) };
        },
      })),
      "sp-put-of-the-same-is-skipped": behaves<Decisions8x8>((conforming) => {
        const last = new Map<string, string>();
        return {
          replace: (customer, user, body) =>
            last.get(user.id) === JSON.stringify(body) ? user : conforming.replace(customer, user, body),
          settle(customer, after, write) {
            if (write.body !== undefined) last.set(after.id, JSON.stringify(write.body));
            return conforming.settle(customer, after, write);
          },
        };
      }),
      "sp-look-up-repairs-drift": behaves<Decisions8x8>((conforming) => {
        const pushed = new Map<string, User8x8>();
        return {
          settle(customer, after, write) {
            const settled = conforming.settle(customer, after, write);
            if (write.body !== undefined) pushed.set(settled.id, { ...settled });
            return settled;
          },
          found(customer, user) {
            const last = pushed.get(user.id);
            if (last !== undefined) for (const key of Object.values(KEPT_AS)) Object.assign(user, { [key]: last[key] });
            conforming.found(customer, user);
          },
        };
      }),
    },
  }),
];

/** Where the simulated service provider keeps mapped fields. */
const KEPT_AS: Record<ConsoleField, keyof User8x8> = {
  userName: "userName",
  givenName: "givenName",
  familyName: "familyName",
  email: "email",
  active: "active",
  title: "title",
  department: "department",
  personalContactNumber: "mobile",
  language: "locale",
  timeZone: "timezone",
};

/** A user, what the identity provider sent last, and what the page showed last. */
interface Stage {
  t: Trial;
  user: GivenUser;
  sent: JsonObject;
  shown: Partial<Record<ConsoleField, string | null>>;
}

type Command = fc.AsyncCommand<object, Stage>;

function edit({ field, value }: Edit): Command {
  return command(`the ${CAPTIONS[field]} becomes ${value} in the console`, async (stage) => {
    const { t, user, shown } = stage;
    if ((await edited(t, user, { [field]: value }))[field] === "stored") stage.shown = { ...shown, [field]: value };
  });
}

/** An update of the identity provider: of what it has sent last, or of new values. */
function push(values?: Details): Command {
  return command(values === undefined ? "the same PUT again" : "a PUT of new values", async (stage) => {
    const { t, user } = stage;
    if (values !== undefined) stage.sent = { ...stage.sent, ...membersOf(values) };
    t.expect(await t.client.put(user.path, stage.sent)).success();
    expectHeld(t, await t.client.get(user.path), stage.sent);
    const { title, locale, timezone, phoneNumbers } = stage.sent as Record<string, string> & JsonObject;
    stage.shown = {
      title: title!,
      department: (stage.sent[ENTERPRISE] as { department: string }).department,
      personalContactNumber: (phoneNumbers as unknown as { value: string }[])[0]!.value,
      language: locale!,
      timeZone: timezone!,
    };
  });
}

const looks = (): fc.Arbitrary<Command> => fc.constantFrom(lookUp(), activate(), read());

function lookUp(): Command {
  return quiet("a look-up", ({ t, user }) => t.client.list("/Users", named(user.userName)));
}

function activate(): Command {
  return quiet("a PATCH of active to true", ({ t, user }) => t.client.patch(user.path, activation(true)));
}

function read(): Command {
  return quiet("a read", ({ t, user }) => t.client.get(user.path));
}

/** A call that sends no value of these fields. */
function quiet(title: string, call: (stage: Stage) => Promise<Exchange>): Command {
  return command(title, async (stage) => {
    await granted(call(stage));
  });
}

function command(title: string, act: (stage: Stage) => Promise<void>): Command {
  return {
    check: () => true,
    toString: () => title,
    async run(_model, stage) {
      await act(stage);
      const { t, user, shown } = stage;
      const now = await admin(t).user.get({ id: user.id });
      for (const [field, value] of Object.entries(shown) as [ConsoleField, string | null][])
        t.expect.that(shows(now, field, value), {
          summary: `after ${title} the console shows the ${CAPTIONS[field]} ${show(now?.[field])}, not ${show(value)}`,
          seen: now?.[field],
          expected: value,
          attribute: field,
        });
    },
  };
}

function shownNow(user: ConsoleUser): Stage["shown"] {
  return Object.fromEntries(MAPPED.map((field) => [field, user[field] as string | null]));
}
