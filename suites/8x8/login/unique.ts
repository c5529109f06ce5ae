import fc from "fast-check";
import { behaves, bodyOf, type GivenUser, idOf, type Rule, rule, type Trial } from "../../../engine/index.ts";
import { AdminRefusal, type Decisions8x8 } from "../../../profiles/index.ts";
import { accepted } from "../accepted.ts";
import { adminIfAny } from "../admin.ts";
import { activation, named } from "../user.ts";

/** The cast of a story and the two login IDs that it is about. */
interface Story {
  t: Trial;
  first: GivenUser;
  names: string[];
  /** Paths of the users that SCIM made. */
  paths: Set<string>;
  /** Ids of the users that the console made. */
  made: string[];
}

type Command = fc.AsyncCommand<object, Story>;

/** The law that no two users have one login ID. */
export const unique: Rule[] = [
  rule({
    id: "8x8/login/unique-in-every-story",
    title: "Whatever happens to users, no two of them have one login ID",
    covers: ["8X8-LOGIN-03"],
    level: "MUST",
    async probe(t) {
      const opening = fc.constantFrom("PATCH", "DELETE").map(leave);
      const more = fc.shuffledSubarray([rename(0), rename(1), createInConsole(0), createInConsole(1)], {
        minLength: 2,
      });
      await t.property(
        fc.record({ opening, more }),
        async (told) => {
          const first = await t.given.user();
          const names = [first.userName, t.given.userName()];
          const story: Story = { t, first, names, paths: new Set([first.path]), made: [] };
          const setup = () => ({ model: {}, real: story });
          try {
            await fc.asyncModelRun(setup, [told.opening, create(0), create(1)]);
            await fc.asyncModelRun(setup, told.more);
          } finally {
            for (const id of story.made)
              await adminIfAny(t)
                .user?.delete?.({ id })
                .catch(() => undefined);
          }
        },
        { runs: 3 },
      );
    },
    mutants: {
      "sp-login-unique-only-among-active": behaves<Decisions8x8>({
        loginIdTaken: ({ users }, userName, exceptId) =>
          users.withLoginId(userName).find(({ id, active }) => active && id !== exceptId),
      }),
      "sp-console-create-ignores-login-ids": behaves<Decisions8x8>((conforming) => ({
        consoleCreate(customer, { userName, ...fields }) {
          const user = conforming.consoleCreate(customer, { ...fields, userName: `${userName}-another` });
          return { ...user, userName };
        },
      })),
      "sp-rename-ignores-login-ids": behaves<Decisions8x8>((conforming) => ({
        loginIdTaken: (customer, userName, exceptId) =>
          exceptId === undefined ? conforming.loginIdTaken(customer, userName) : undefined,
      })),
    },
  }),

  rule({
    id: "8x8/login/letter-case",
    title: "Creates and look-ups agree on whether letter case counts in a login ID",
    covers: ["8X8-LOGIN-03"],
    level: "MAY",
    answers: ["usernameCase"],
    async probe(t) {
      const user = await t.given.user();
      const userName = user.userName.toUpperCase();
      const created = await t.client.post("/Users", { ...user.sent, userName });
      const same = created.response.status === 409 || created.response.status === 400;
      t.observe("usernameCase", same ? "insensitive" : "sensitive");
      const lookup = await t.client.list("/Users", named(userName));
      if (same) {
        t.expect(lookup).status(200).resources([user.id]);
        return;
      }
      t.expect(created).status(201).hasAttribute("id");
      const id = idOf(created);
      t.expect(created).that(id !== user.id, {
        summary: "a create with the login ID in other letter case gave out an existing user",
        seen: id,
        expected: "another id",
        attribute: "id",
      });
      t.expect(lookup).status(200).resources([id]);
    },
    mutants: {
      "sp-other-case-is-taken-and-not-found": behaves<Decisions8x8>((conforming) => ({
        find: (customer, filter) =>
          [...conforming.find(customer, filter)].filter(
            ({ userName }) => filter.type !== "compare" || userName === filter.value,
          ),
      })),
      "sp-other-case-replaces": behaves<Decisions8x8>((conforming) => ({
        create(customer, body) {
          const taken = conforming.loginIdTaken(customer, String(body["userName"]));
          const other = taken !== undefined && taken.userName !== body["userName"];
          return other ? conforming.replace(customer, taken, body) : conforming.create(customer, body);
        },
      })),
    },
  }),
];

function leave(way: string): Command {
  return command(`deactivation of the first user by ${way}`, async ({ t, first }) => {
    const call = way === "PATCH" ? t.client.patch(first.path, activation(false)) : t.client.delete(first.path);
    t.expect(await call).success();
  });
}

function create(index: number): Command {
  return command(`POST with login ID ${index + 1}`, async (story) => {
    const { t, names, paths } = story;
    const created = await t.client.post("/Users", t.given.representation({ userName: names[index] }));
    if (accepted(t, created)) {
      t.expect(created).hasAttribute("id");
      paths.add(`/Users/${encodeURIComponent(idOf(created))}`);
    }
  });
}

function rename(index: number): Command {
  return command(`PUT of the latest user with login ID ${index + 1}`, async ({ t, names, paths }) => {
    const userName = names[index];
    accepted(t, await t.client.put([...paths].at(-1)!, t.given.representation({ userName })));
  });
}

function createInConsole(index: number): Command {
  return command(`console user with login ID ${index + 1}`, async ({ t, names, made }) => {
    const attempt = adminIfAny(t).user?.create?.({ userName: names[index]!, givenName: "Ada", familyName: "Byron" });
    const user = await attempt?.catch((cause: unknown) => {
      if (!(cause instanceof AdminRefusal)) throw cause;
    });
    if (user !== undefined) made.push(user.id);
  });
}

/** An event after which no two users have one login ID. */
function command(title: string, act: (story: Story) => Promise<void>): Command {
  return {
    check: () => true,
    toString: () => title,
    async run(_model, story) {
      await act(story);
      const holders = await holdersOf(story);
      const [userName, ids] = [...holders].find((each) => each[1].size > 1) ?? [];
      story.t.expect.that(userName === undefined, {
        summary: `after ${title} ${ids?.size} users have the login ID ${userName}`,
        seen: [...(ids ?? [])],
        expected: "one user",
        attribute: "userName",
      });
    },
  };
}

/** Who has which login ID, as SCIM and the console show it. */
async function holdersOf({ t, names, paths }: Story): Promise<Map<string, Set<string>>> {
  const holders = new Map<string, Set<string>>();
  const note = (userName: unknown, id: unknown): void => {
    const key = String(userName);
    holders.set(key, (holders.get(key) ?? new Set()).add(String(id)));
  };
  for (const path of paths) {
    const read = await t.client.get(path);
    // A deleted user may be hidden.
    if (read.response.status === 200) note(bodyOf(read)["userName"], bodyOf(read)["id"]);
  }
  for (const name of names)
    for (const user of (await adminIfAny(t).user?.list?.({ prefix: name })) ?? [])
      if (user.userName === name) note(name, user.id);
  return holders;
}
