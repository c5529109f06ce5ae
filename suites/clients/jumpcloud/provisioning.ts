import { decides, type Rule, rule } from "../../../engine/index.ts";
import type { JumpCloudDecisions } from "../../../simulators/clients/index.ts";
import { employee } from "../employee.ts";
import { expectNobody, expectShown, expectUser, inShort, writes } from "../noted.ts";
import { USERS } from "../users-path.ts";
import { connected, employed, hired, loginOf } from "./scene.ts";

/** Who is provisioned into 8x8, and what becomes of those who leave. */
export const provisioning: Rule[] = [
  rule({
    id: "clients/jumpcloud/members-of-bound-groups",
    title: "The members of a bound group are provisioned, those who join later as well, and nobody else",
    covers: ["8X8-JC-03"],
    level: "MUST",
    judges: "client",
    async probe(t) {
      const known = await t.given.user({ title: "Founder" });
      const { client, group } = await connected(t);
      const { directory } = client;
      const others = directory.addGroup("Everybody");
      const [member, follower, outsider] = [employee(t), employee(t), employee(t)].map((each) => directory.add(each));
      const founder = directory.add(employee(t, { userName: known.userName, title: "Chair" }));
      for (const { id } of [member!, follower!, outsider!, founder]) directory.join(others.id, id);
      await client.settle();
      for (const person of [member!, follower!, outsider!])
        await expectNobody(t, loginOf(person), "before anybody was in the bound group");

      for (const { id } of [member!, founder]) directory.join(group, id);
      await client.settle();
      await expectShown(t, loginOf(member!), { active: true }, "once its person was in the bound group,");
      await expectShown(t, known.userName, { title: "Chair", id: known.id }, "once its person was in the bound group,");
      directory.join(group, follower!.id);
      await client.settle();
      await expectShown(t, loginOf(follower!), { active: true }, "once its person joined the bound group,");
      await expectNobody(t, loginOf(outsider!), "although the person was in no bound group,");
    },
    mutants: {
      "idp-jc-provisions-all-users": decides<JumpCloudDecisions>({ inScope: () => true }),
      "provisions one member of a group only": decides<JumpCloudDecisions>((conforming) => {
        let first: string | undefined;
        return {
          inScope(person, known) {
            if (!conforming.inScope(person, known)) return false;
            first ??= person.id;
            return person.id === first;
          },
        };
      }),
    },
  }),

  rule({
    id: "clients/jumpcloud/looks-up-before-it-creates",
    title: "Each member is looked up by login before it is created, and who is found is updated instead",
    covers: ["8X8-JC-04"],
    level: "MUST",
    judges: "client",
    async probe(t) {
      const known = await t.given.user();
      const scene = await connected(t);
      for (const userName of [t.given.userName(), known.userName]) {
        const before = scene.requests.length;
        await hired(t, scene, { userName });
        const sent = scene.requests.slice(before).filter(({ path }) => USERS.test(path));
        const lookUp = sent.findIndex(({ method, path }) => method === "GET" && asksFor(path, userName));
        const write = sent.findIndex(({ method }) => method !== "GET");
        t.expect.that(lookUp >= 0 && lookUp < write, {
          summary: `${sent[write] === undefined ? "nothing" : inShort([sent[write]])[0]} was sent and the login was not looked up before`,
          seen: inShort(sent),
          expected: "GET /Users?filter=userName eq …, then a write",
        });
        const created = writes(sent).some(({ method }) => method === "POST");
        const found = userName === known.userName;
        t.expect.that(created !== found, {
          summary: `a login that ${found ? "was found" : "nobody has"} led to ${inShort(writes(sent)).join(", ")}`,
          seen: inShort(writes(sent)),
          expected: found ? "an update" : "a create",
        });
        await expectUser(t, userName, "after the look-up");
      }
    },
    mutants: {
      "idp-jc-create-without-lookup": decides<JumpCloudDecisions>({ looksUp: () => false }),
      "looks for the employee ID": decides<JumpCloudDecisions>({
        lookup: (userName) => `/Users?${new URLSearchParams({ filter: `externalId eq ${JSON.stringify(userName)}` })}`,
      }),
    },
  }),

  rule({
    id: "clients/jumpcloud/leavers-become-inactive",
    title: "A user whose person leaves the bound groups or is suspended becomes inactive, and active again on return",
    covers: ["8X8-JC-05"],
    level: "MUST",
    judges: "client",
    async probe(t) {
      const scene = await connected(t);
      const { client, group } = scene;
      const { directory } = client;
      const other = directory.addGroup("Telephony").id;
      client.bind(other);
      const suspended = await employed(t, scene);
      const leaving = await employed(t, scene);
      directory.join(other, leaving.id);
      directory.block(suspended.id);
      directory.leave(group, leaving.id);
      await client.settle();
      await expectShown(t, loginOf(suspended), { active: false }, "once its person was suspended,");
      await expectShown(t, loginOf(leaving), { active: true }, "while its person was in another bound group,");
      directory.leave(other, leaving.id);
      directory.unblock(suspended.id);
      await client.settle();
      await expectShown(t, loginOf(leaving), { active: false }, "once its person was in no bound group,");
      await expectShown(t, loginOf(suspended), { active: true }, "once the suspension of its person ended,");
      directory.join(group, leaving.id);
      await client.settle();
      await expectShown(t, loginOf(leaving), { active: true }, "once its person came back,");
    },
    mutants: {
      "idp-jc-removal-not-propagated": decides<JumpCloudDecisions>({ whenLeaving: () => "nothing" }),
      "tells nobody of a suspension": decides<JumpCloudDecisions>((conforming) => ({
        changes: (sent, wanted) =>
          conforming.changes(sent, wanted).filter(({ target, to }) => !(target === "active" && to === false)),
      })),
      "keeps who came back switched off": decides<JumpCloudDecisions>((conforming) => ({
        changes: (sent, wanted) =>
          conforming.changes(sent, wanted).filter(({ target, to }) => !(target === "active" && to === true)),
      })),
    },
  }),
];

function asksFor(path: string, userName: string): boolean {
  const query = new URLSearchParams(path.split("?", 2)[1]);
  return query.get("filter") === `userName eq ${JSON.stringify(userName)}`;
}
