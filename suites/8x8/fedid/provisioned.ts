import fc from "fast-check";
import { behaves, type GivenUser, idOf, type Rule, rule, type Trial } from "../../../engine/index.ts";
import type { Decisions8x8 } from "../../../profiles/index.ts";
import type { Exchange } from "../../../scim/index.ts";
import { accepted } from "../accepted.ts";
import { admin } from "../admin.ts";
import { activation, details, membersOf } from "../user.ts";
import { expectFederationId, federationIdOf } from "./scene.ts";

/** The Federation ID of a user whom SCIM made. */
export const provisioned: Rule[] = [
  rule({
    id: "8x8/fedid/create-sets-it",
    title: "A create sets the Federation ID to the userName",
    covers: ["8X8-FEDID-01"],
    level: "MUST",
    needs: ["admin.user.get"],
    async probe(t) {
      const body = t.given.representation({ emails: [{ value: t.given.userName(), type: "work", primary: true }] });
      const created = await t.client.post("/Users", { ...body, externalId: t.given.name() });
      t.expect(created).status(201).hasAttribute("id");
      const id = idOf(created);
      await expectFederationId(t, { id }, String(body["userName"]), "a user created over SCIM");
    },
    mutants: {
      "sp-fedid-from-email": behaves<Decisions8x8>({ federationIdOnCreate: (_customer, { email }) => email }),
      "sp-fedid-from-external-id": behaves<Decisions8x8>({
        federationIdOnCreate: (_customer, { externalId }) => externalId,
      }),
    },
  }),

  rule({
    id: "8x8/fedid/rename-leaves-it",
    title: "A PUT with another userName changes the Username and leaves the Federation ID",
    covers: ["8X8-FEDID-02"],
    level: "MUST",
    needs: ["admin.user.get"],
    async probe(t) {
      const user = await t.given.user();
      const before = await federationIdOf(t, user);
      if (before !== user.userName) t.inconclusive("the Federation ID of a new user is not its userName");
      const userName = t.given.userName();
      const put = await t.client.put(user.path, { ...user.sent, userName });
      if (put.response.status >= 400 && put.response.status < 500)
        t.skip(`userName cannot be changed: PUT answered ${put.response.status}`);
      t.expect(put).success();
      const page = await admin(t).user.get({ id: user.id });
      t.expect.that(page?.userName === userName, {
        summary: `the console shows Username "${page?.userName}" after a PUT with userName "${userName}"`,
        seen: page?.userName,
        expected: userName,
        attribute: "userName",
      });
      await expectFederationId(t, user, user.userName, "a renamed user");
    },
    mutants: {
      "sp-fedid-follows-username": behaves<Decisions8x8>((conforming) => ({
        replace(customer, user, body) {
          const after = conforming.replace(customer, user, body);
          return after.userName === user.userName ? after : { ...after, federationId: after.userName };
        },
      })),
      "sp-rename-empties-the-fedid": behaves<Decisions8x8>((conforming) => ({
        replace(customer, user, body) {
          const after = conforming.replace(customer, user, body);
          return after.userName === user.userName ? after : { ...after, federationId: undefined };
        },
      })),
    },
  }),

  rule({
    id: "8x8/fedid/fixed-by-the-create",
    title: "Whatever SCIM does to a user, the Federation ID stays what the create made it",
    covers: ["8X8-FEDID-03"],
    level: "MUST",
    needs: ["admin.user.get"],
    async probe(t) {
      const more = fc.commands(
        [fc.tuple(details(), fc.boolean()).map(put), fc.constant(rename()), fc.boolean().map(activate)],
        { maxCommands: 3 },
      );
      const lives = fc.shuffledSubarray([leaveAndReturn("PATCH"), leaveAndReturn("DELETE"), rename()], {
        minLength: 2,
      });
      await t.property(
        fc.record({ lives, more }),
        async (story) => {
          const user = await t.given.user({ emails: [{ value: t.given.userName(), type: "work", primary: true }] });
          if ((await federationIdOf(t, user)) !== user.userName)
            t.inconclusive("the Federation ID of a new user is not its userName");
          const stage = { model: {}, real: { t, user, userName: user.userName } };
          // Renamed first: from then on the userName and the Federation ID differ.
          await fc.asyncModelRun(() => stage, [rename(), ...story.lives]);
          await fc.asyncModelRun(() => stage, story.more);
        },
        { runs: 3 },
      );
    },
    mutants: {
      "sp-fedid-reset-on-reactivation": behaves<Decisions8x8>((conforming) => ({
        settle(customer, after, write) {
          const settled = conforming.settle(customer, after, write);
          const returned = write.before?.active === false && settled.active;
          return returned ? { ...settled, federationId: settled.userName } : settled;
        },
      })),
      "sp-fedid-emptied-by-delete": behaves<Decisions8x8>((conforming) => ({
        remove: (customer, user) => ({ ...conforming.remove(customer, user)!, federationId: undefined }),
      })),
      "sp-fedid-from-email-on-update": behaves<Decisions8x8>((conforming) => ({
        replace(customer, user, body) {
          const after = conforming.replace(customer, user, body);
          return { ...after, federationId: after.email };
        },
      })),
    },
  }),

  rule({
    id: "8x8/fedid/kept-though-not-shown",
    title: "The Federation ID of a provisioned user is kept, whether or not the user page shows it",
    covers: ["8X8-FEDID-05"],
    level: "MUST",
    needs: ["admin.user.get"],
    answers: ["fedIdVisible"],
    async probe(t) {
      const user = await t.given.user();
      const page = await admin(t).user.get({ id: user.id });
      const shown = Object.keys(page?.captions ?? {}).some((caption) => /federation/i.test(caption));
      t.observe("fedIdVisible", shown ? "yes" : "no");
      await expectFederationId(t, user, user.userName, "a provisioned user");
      // The page is one thing, what single sign-on compares with another: both before and after an edit.
      t.expect(await t.client.put(user.path, user.sent)).success();
      await expectFederationId(t, user, user.userName, "a provisioned user after an update");
    },
    mutants: {
      "sp-fedid-not-persisted": behaves<Decisions8x8>({ federationIdOnCreate: () => undefined }),
      "sp-fedid-lost-with-the-first-update": behaves<Decisions8x8>((conforming) => ({
        replace: (customer, user, body) => ({ ...conforming.replace(customer, user, body), federationId: undefined }),
      })),
    },
  }),
];

/** A user whose Federation ID is the userName that it was created with. */
interface Story {
  t: Trial;
  user: GivenUser;
  /** The userName now. */
  userName: string;
}

type Command = fc.AsyncCommand<object, Story>;

function put([values, active]: [Parameters<typeof membersOf>[0], boolean]): Command {
  return command(`PUT with active ${active}`, ({ t, user, userName }) =>
    t.client.put(user.path, { ...user.sent, ...membersOf(values), userName, active }),
  );
}

function rename(): Command {
  return command("PUT with another userName", async (story) => {
    const userName = story.t.given.userName();
    const renamed = await story.t.client.put(story.user.path, { ...story.user.sent, userName });
    if (renamed.response.status < 300) story.userName = userName;
    return renamed;
  });
}

function activate(active: boolean): Command {
  return command(`PATCH of active to ${active}`, ({ t, user }) => t.client.patch(user.path, activation(active)));
}

function leaveAndReturn(way: string): Command {
  return command(`deactivation by ${way} and activation`, async ({ t, user }) => {
    const left = way === "PATCH" ? t.client.patch(user.path, activation(false)) : t.client.delete(user.path);
    t.expect(await left).success();
    await expectFederationId(t, user, user.userName, `the user after deactivation by ${way}`);
    return t.client.patch(user.path, activation(true));
  });
}

/** A call that is carried out or refused, and leaves the Federation ID. */
function command(title: string, call: (story: Story) => Promise<Exchange>): Command {
  return {
    check: () => true,
    toString: () => title,
    async run(_model, story) {
      accepted(story.t, await call(story));
      await expectFederationId(story.t, story.user, story.user.userName, `the user after ${title}`);
    },
  };
}
