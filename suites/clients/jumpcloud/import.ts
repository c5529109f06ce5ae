import fc from "fast-check";
import { behaves, decides, type Rule, rule, type Trial } from "../../../engine/index.ts";
import type { Decisions8x8 } from "../../../profiles/index.ts";
import type { ImportedUser, JumpCloudDecisions } from "../../../simulators/clients/index.ts";
import { expectUnchanged } from "../../8x8/changes.ts";
import { withConsoleUser } from "../../8x8/console-user.ts";
import { OWN_CUSTOMER, withOwnCustomer } from "../../8x8/own-customer.ts";
import { expectShown, inShort, writes } from "../noted.ts";
import { crowd, logins } from "./crowd.ts";
import { connected, employed, into, loginOf } from "./scene.ts";

/** The manual import of the users that 8x8 has already (8x8 article, Importing Users). */
export const importing: Rule[] = [
  rule({
    id: "clients/jumpcloud/import-lists-everybody",
    title: "The import lists every user that the service provider shows, on all pages",
    covers: ["8X8-IMPORT-01"],
    level: "MUST",
    judges: "client",
    async probe(t) {
      for (const count of [1, 100, 101, 250]) {
        const scene = await connected(t, { provider: crowd(t, count) });
        const listed = await scene.client.listUsers();
        const missing = logins(count).filter((login) => !listed.some(({ userName }) => userName === login));
        t.expect.that(missing.length === 0 && listed.length === count, {
          summary: `of ${count} users the import lists ${listed.length}`,
          seen: missing.length === 0 ? listed.length : `without ${missing[0]}`,
          expected: count,
        });
      }
      const known = await t.given.users(3);
      const scene = await connected(t, { importPageSize: 2 });
      const listed = await scene.client.listUsers();
      for (const { userName, id } of known)
        t.expect.that(
          listed.some((user) => user.userName === userName && user.resource === id),
          {
            summary: `the import does not list ${userName}`,
            seen: listed.length,
            expected: userName,
          },
        );
    },
    mutants: {
      "idp-jc-import-first-page-only": decides<JumpCloudDecisions>({ readsOn: () => false }),
      "reads two pages at most": decides<JumpCloudDecisions>((conforming) => ({
        readsOn: (list) => conforming.readsOn(list) && list.read <= 100,
      })),
    },
  }),

  rule({
    id: "clients/jumpcloud/import-follows-retrieval",
    title: "The import lists users of the console where the service provider shows them, and else does not",
    covers: ["8X8-IMPORT-01"],
    level: "MUST",
    judges: "client",
    needs: [OWN_CUSTOMER, "admin.user.create"],
    async probe(t) {
      for (const retrieval of ["all", "idp-only"] as const)
        await withOwnCustomer(t, { retrieval }, (own) =>
          withConsoleUser(t, { customer: own.id }, async ({ userName }) => {
            const scene = await connected(t, into(own));
            const person = await employed(t, scene);
            const listed = (await scene.client.listUsers()).map((user) => user.userName);
            const expected = retrieval === "all" ? [userName, loginOf(person)] : [loginOf(person)];
            t.expect.that(JSON.stringify(listed.toSorted()) === JSON.stringify(expected.toSorted()), {
              summary: `under retrieval ${retrieval} the import lists ${listed.join(", ") || "nobody"}`,
              seen: listed,
              expected,
            });
          }),
        );
    },
    mutants: {
      "shows users of the console whatever was chosen": behaves<Decisions8x8>({ visible: () => true }),
      "lists users of the identity provider only": behaves<Decisions8x8>((conforming) => ({
        visible: (customer, user, sight) => user.origin === "idp" && conforming.visible(customer, user, sight),
      })),
    },
  }),

  rule({
    id: "clients/jumpcloud/import-states",
    title: "A listed user is new before it is imported, and imported afterwards; who was provisioned is imported too",
    covers: ["8X8-IMPORT-02"],
    level: "MUST",
    judges: "client",
    async probe(t) {
      await t.property(
        fc.tuple(fc.integer({ min: 2, max: 8 }), fc.integer({ min: 1, max: 7 })),
        async ([count, wanted]) => {
          const scene = await connected(t, { provider: crowd(t, count) });
          const { client } = scene;
          const chosen = logins(Math.min(wanted, count - 1));
          const before = await client.listUsers();
          expectStates(t, before, [], "before an import");
          await client.importUsers(before.filter(({ userName }) => chosen.includes(userName)).map(resourceOf));
          expectStates(t, await client.listUsers(), chosen, "after an import");
          for (const login of chosen)
            t.expect.that(
              [...client.directory.people()].some(({ attributes }) => attributes.userName === login),
              { summary: `an imported user has no account: ${login}`, seen: "no account", expected: login },
            );
        },
        { runs: 4 },
      );
      const known = await t.given.user();
      const scene = await connected(t);
      const person = await employed(t, scene);
      const listed = await scene.client.listUsers();
      const status = (login: string): unknown => listed.find(({ userName }) => userName === login)?.status;
      t.expect.that(status(loginOf(person)) === "imported" && status(known.userName) === "new", {
        summary: "who has an account in JumpCloud and who has none are not told apart",
        seen: [status(loginOf(person)), status(known.userName)],
        expected: ["imported", "new"],
      });
    },
    mutants: {
      "idp-jc-import-status-static": decides<JumpCloudDecisions>({ importStatus: () => "new" }),
      "takes everybody for imported": decides<JumpCloudDecisions>({ importStatus: () => "imported" }),
    },
  }),

  rule({
    id: "clients/jumpcloud/import-filter",
    title: "With the filter for new users those not imported yet come first",
    covers: ["8X8-IMPORT-03"],
    level: "SHOULD",
    judges: "client",
    async probe(t) {
      await t.property(
        fc.tuple(fc.integer({ min: 2, max: 6 }), fc.integer({ min: 1, max: 5 })),
        async ([count, wanted]) => {
          const { client } = await connected(t, { provider: crowd(t, count) });
          const before = await client.listUsers();
          await client.importUsers(before.slice(0, Math.min(wanted, count - 1)).map(resourceOf));
          const listed = await client.listUsers({ newFirst: true });
          const states = listed.map(({ status }) => status);
          // To hide those who were imported is right as well: the filter's name says so.
          const fresh = count - Math.min(wanted, count - 1);
          const first = states.slice(0, fresh);
          t.expect.that(first.length === fresh && first.every((state) => state === "new"), {
            summary: "the filter for new users does not list them first",
            seen: states,
            expected: `${fresh} new users first`,
          });
        },
        { runs: 4 },
      );
    },
    mutants: {
      "idp-jc-import-filter-inverted": decides<JumpCloudDecisions>({
        newUsersFirst: (users) => [
          ...users.filter(({ status }) => status === "imported"),
          ...users.filter(({ status }) => status !== "imported"),
        ],
      }),
      "ignores the filter": decides<JumpCloudDecisions>({ newUsersFirst: (users) => [...users] }),
    },
  }),

  rule({
    id: "clients/jumpcloud/import-alone-manages-nobody",
    title: "An imported user is left alone until its person is in a bound group, and is managed from then on",
    covers: ["8X8-IMPORT-07"],
    level: "MUST",
    judges: "client",
    async probe(t) {
      const known = await t.given.user({ title: "Founder" });
      const scene = await connected(t);
      const { client, group, requests } = scene;
      await client.listUsers();
      await client.importUsers([known.id]);
      const people = [...client.directory.people()];
      const person =
        people.find(({ attributes }) => attributes.userName === known.userName) ??
        t.inconclusive("the imported user has no account in JumpCloud");
      client.directory.change(person.id, { title: "Chair" });
      await client.settle();
      client.directory.block(person.id);
      await client.settle();
      client.directory.unblock(person.id);
      await client.settle();
      t.expect.that(writes(requests).length === 0, {
        summary: "an imported user whose person is in no bound group is changed",
        seen: inShort(writes(requests)),
        expected: "no write",
      });
      await expectShown(t, known.userName, { title: "Founder", active: true }, "after the import alone");
      client.directory.join(group, person.id);
      await client.settle();
      const managed = { title: "Chair", id: known.id };
      await expectShown(t, known.userName, managed, "once the person of the imported user was in a bound group,");
      client.directory.leave(group, person.id);
      await client.settle();
      await expectShown(t, known.userName, { active: false }, "once the person left the bound group,");
    },
    mutants: {
      "idp-jc-import-manages-immediately": decides<JumpCloudDecisions>({
        inScope: (_person, { bound, imported }) => bound || imported,
      }),
      "never manages who was imported": decides<JumpCloudDecisions>((conforming) => ({
        inScope: (person, known) => !known.imported && conforming.inScope(person, known),
      })),
    },
  }),

  rule({
    id: "clients/jumpcloud/import-only-reads",
    title: "An import creates, changes and takes over no user of the service provider",
    covers: ["8X8-IMPORT-08"],
    level: "SHOULD",
    judges: "client",
    async probe(t) {
      const known = await t.given.users(2);
      const before = await Promise.all(known.map(({ path }) => t.given.read(path)));
      const { client, requests } = await connected(t);
      await client.listUsers();
      await client.importUsers(known.map(({ id }) => id));
      await client.settle();
      t.expect.that(writes(requests).length === 0, {
        summary: `an import sends ${inShort(writes(requests)).join(", ")}`,
        seen: inShort(writes(requests)),
        expected: "GET only",
      });
      for (const [index, { path }] of known.entries())
        expectUnchanged(t, await t.client.get(path), before[index]!, "an import");
    },
    mutants: {
      "idp-jc-import-writes-back": decides<JumpCloudDecisions>({ writesBack: (resources) => resources }),
    },
  }),
];

const resourceOf = ({ resource }: ImportedUser): string => resource;

function expectStates(t: Trial, listed: ImportedUser[], imported: string[], when: string): void {
  const wrong = listed.find(({ userName, status }) => (status === "imported") !== imported.includes(userName));
  t.expect.that(wrong === undefined, {
    summary: `${when} ${wrong?.userName} is shown as ${wrong?.status}`,
    seen: wrong?.status,
    expected: wrong?.status === "new" ? "imported" : "new",
  });
}
