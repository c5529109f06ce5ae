import fc from "fast-check";
import { decides, idsOf, type Rule, rule, sends, type Trial } from "../../../engine/index.ts";
import type { EntraDecisions } from "../../../simulators/clients/index.ts";
import { admin, granted } from "../../8x8/admin.ts";
import { withConsoleUser } from "../../8x8/console-user.ts";
import { OWN_CUSTOMER, withOwnCustomer } from "../../8x8/own-customer.ts";
import { ENTERPRISE } from "../../8x8/user.ts";
import { word } from "../../8x8/words.ts";
import { expectShown, expectUser, inShort, writes } from "../noted.ts";
import { DAY, expectActive, into, joins, provisioned, running } from "./scene.ts";

/** Whom Entra takes for whom (Entra tutorial, step 5; 8x8 article, Link an existing 8x8 user). */
export const matching: Rule[] = [
  rule({
    id: "clients/entra/match-decides",
    title: "Who is found by the matching attribute is updated, and who is not found is created",
    covers: ["8X8-ENTRA-08"],
    level: "MUST",
    judges: "client",
    async probe(t) {
      const scene = await running(t);
      await t.property(
        fc.record({ known: fc.boolean(), surname: word(2, 8) }),
        async ({ known, surname }) => {
          // A namesake: who matches by anything but the login ID takes one for the other.
          const name = { givenName: "Kim", familyName: surname };
          const namesake = await t.given.user({ name, displayName: `Kim ${surname}`, title: "Founder" });
          const there = known ? await t.given.user({ title: "Founder" }) : undefined;
          const userName = there?.userName ?? t.given.userName();
          const before = scene.requests.length;
          await joins(t, scene, { userName, ...name, displayName: `Kim ${surname}`, title: "Buyer" });
          const sent = inShort(writes(scene.requests.slice(before)));
          const expected = there === undefined ? "POST /Users" : `PATCH ${there.path}`;
          t.expect.that(sent.length === 1 && sent[0] === expected, {
            summary: `a login ID that ${known ? "somebody" : "nobody"} has leads to ${sent.join(", ") || "no write"}`,
            seen: sent,
            expected,
          });
          await expectShown(t, userName, { title: "Buyer" }, "after the cycle");
          t.expect(await t.client.get(namesake.path)).attribute("title", "Founder");
        },
        { runs: 4 },
      );
      t.expect.that(
        scene.requests
          .filter(({ path }) => path.startsWith("/Users?"))
          .every(({ path }) => /filter=userName\+eq/.test(path)),
        { summary: "a look-up asks for another attribute than userName", seen: "another", expected: "userName eq …" },
      );
    },
    mutants: {
      "idp-entra-match-on-displayname": decides<EntraDecisions>({
        matchOn: (_values, { displayName }) => [{ attribute: "displayName", value: String(displayName) }],
      }),
      "creates whoever it finds": decides<EntraDecisions>({ isMatch: () => false }),
    },
  }),

  rule({
    id: "clients/entra/takes-over",
    title: "Who is assigned and has a user of the console with the same login ID takes that user over",
    covers: ["8X8-LINK-05"],
    level: "MUST",
    judges: "client",
    needs: ["admin.user.create", "admin.user.get"],
    probe: (t) =>
      withConsoleUser(t, {}, async (made) => {
        const scene = await running(t);
        const { id: person } = await joins(t, scene, { userName: made.userName });
        const conflict = scene.requests.find(({ status }) => status >= 400);
        t.expect.that(conflict === undefined, {
          summary: `${conflict?.method} ${conflict?.path} ends in ${conflict?.status}`,
          seen: conflict?.status,
          expected: "no conflict",
        });
        const list = await expectUser(t, made.userName, "after the assignment");
        t.expect(list).resources([made.id]);
        t.expect.that(scene.client.linked(person) === made.id, {
          summary: "Entra knows another user than that of the console",
          seen: scene.client.linked(person),
          expected: made.id,
        });
        await expectOwner(t, made.id, {});
      }),
    mutants: {
      "idp-entra-always-posts": decides<EntraDecisions>({ matchOn: () => [] }),
    },
  }),

  rule({
    id: "clients/entra/take-over-brings-up-to-date",
    title: "Whoever is taken over gets the values of Entra where those differ",
    covers: ["8X8-LINK-07"],
    level: "MUST",
    judges: "client",
    needs: ["admin.user.create"],
    async probe(t) {
      const scene = await running(t);
      await t.property(
        fc.record({ givenName: word(2, 8), familyName: word(2, 8), title: word(2, 8), department: word(2, 8) }),
        ({ givenName, familyName, title, department }) =>
          withConsoleUser(t, { givenName: "Old", familyName: "Name", title: "Old title" }, async ({ userName }) => {
            const email = `mail-${userName}`;
            const known = { userName, givenName, familyName, title, department, email, mobilePhone: "+14155550177" };
            await joins(t, scene, known);
            const expected = {
              "name.givenName": givenName,
              "name.familyName": familyName,
              title,
              [`${ENTERPRISE}:department`]: department,
              "emails[work].value": email,
              "phoneNumbers[mobile].value": "+14155550177",
            };
            await expectShown(t, userName, expected, "after the take-over");
          }),
        { runs: 3 },
      );
    },
    mutants: {
      "idp-entra-link-skips-update": decides<EntraDecisions>({ updatesOnLink: () => false }),
      "adds what is missing and replaces nothing": decides<EntraDecisions>((conforming) => ({
        changes: (...told) => conforming.changes(...told).filter(({ op }) => op === "Add"),
      })),
    },
  }),

  rule({
    id: "clients/entra/looks-up-again-after-a-conflict",
    title: "After a conflict the login ID is looked up anew at each attempt: the retrieval of all users ends it",
    covers: ["8X8-LINK-11"],
    level: "SHOULD",
    judges: "client",
    needs: [OWN_CUSTOMER, "admin.user.create", "admin.user.get", "admin.scim.setRetrieval", "admin.scim.save"],
    probe: (t) =>
      withOwnCustomer(t, { retrieval: "idp-only" }, (own) =>
        withConsoleUser(t, { customer: own.id }, async (made) => {
          const scene = await running(t, into(own));
          const { id: person } = await joins(t, scene, { userName: made.userName });
          if (scene.requests.at(-1)?.status !== 409) t.inconclusive("the login ID of a console user is not refused");
          await granted(admin(t).scim.setRetrieval({ customer: own.id, retrieval: "all" }));
          await granted(admin(t).scim.save({ customer: own.id }));
          await scene.client.advance(DAY);
          t.expect.that(scene.client.linked(person) === made.id, {
            summary: "a day after the retrieval was changed to all users the user of the console is not taken over",
            seen: scene.client.linked(person),
            expected: made.id,
          });
          await expectOwner(t, made.id, { customer: own.id });
        }),
      ),
    mutants: {
      "idp-entra-caches-failed-lookup": decides<EntraDecisions>((conforming) => {
        const looked = new Set<string>();
        return {
          matchOn(values, sources) {
            const login = String(values.get("userName"));
            if (looked.has(login)) return [];
            looked.add(login);
            return conforming.matchOn(values, sources);
          },
        };
      }),
    },
  }),

  rule({
    id: "clients/entra/tries-again-after-a-conflict",
    title: "Once the user whose login ID was in use is deleted in the console, Entra creates its own by itself",
    covers: ["8X8-LOGIN-05"],
    level: "MUST",
    judges: "client",
    needs: [OWN_CUSTOMER, "admin.user.create", "admin.user.get", "admin.user.delete"],
    probe: (t) =>
      withOwnCustomer(t, { retrieval: "idp-only" }, (own) =>
        withConsoleUser(t, { customer: own.id }, async (made) => {
          const scene = await running(t, into(own));
          const { id: person } = await joins(t, scene, { userName: made.userName });
          if (scene.requests.at(-1)?.status !== 409) t.inconclusive("the login ID of a console user is not refused");
          await granted(admin(t).user.delete({ customer: own.id, id: made.id }));
          await scene.client.advance(DAY);
          const list = await expectUser(t, made.userName, "a day after the conflict was removed", own);
          const [id] = idsOf(list) ?? [];
          t.expect.that(id !== made.id && scene.client.linked(person) === id, {
            summary: "a day after the conflict was removed the person has no user of its own",
            seen: scene.client.linked(person),
            expected: id,
          });
          await expectOwner(t, id!, { customer: own.id });
        }),
      ),
    mutants: {
      "idp-never-retries-after-conflict": decides<EntraDecisions>((conforming) => ({
        retry: (failure, waited) => (failure.code === "Conflict" ? undefined : conforming.retry(failure, waited)),
      })),
      "tries again after a month": decides<EntraDecisions>({ retry: (_failure, waited) => waited + 30 * DAY }),
    },
  }),

  rule({
    id: "clients/entra/survives-a-deleted-record",
    title: "A user who is gone from the service provider is looked up and created anew with the next change",
    covers: ["8X8-LIFECYCLE-07"],
    level: "MAY",
    judges: "client",
    needs: ["admin.user.delete"],
    async probe(t) {
      const scene = await running(t);
      const { person, path, userName } = await provisioned(t, scene);
      await granted(admin(t).user.delete({ id: decodeURIComponent(path.slice("/Users/".length)) }));
      const before = scene.requests.length;
      scene.client.directory.change(person, { title: "Head of purchasing" });
      await scene.client.settle();
      const sent = scene.requests.slice(before);
      const lookUp = sent.findIndex((request) => request.path.startsWith("/Users?"));
      const create = sent.findIndex(({ method }) => method === "POST");
      t.expect.that(lookUp >= 0 && lookUp < create, {
        summary: "a user who is gone was not looked up before it was created anew",
        seen: inShort(sent),
        expected: ["GET /Users/{id}", "GET /Users?filter=…", "POST /Users"],
      });
      await expectShown(t, userName, { title: "Head of purchasing", active: true }, "after the next change");
    },
    mutants: {
      "creates whoever is gone without a look-up": decides<EntraDecisions>((conforming) => {
        let looked = false;
        return {
          matchOn(...person) {
            if (looked) return [];
            looked = true;
            return conforming.matchOn(...person);
          },
        };
      }),
      "gives up a user who is gone": sends("POST", async (request, next) =>
        (await request.clone().text()).includes("Head of purchasing")
          ? new Response(null, { status: 404 })
          : next(request),
      ),
    },
  }),

  rule({
    id: "clients/entra/changes-arrive",
    title: "After any changes of a person's attributes the user shows what the directory has",
    covers: ["8X8-ENTRA-09"],
    level: "MUST",
    judges: "client",
    async probe(t) {
      const scene = await running(t);
      const { directory } = scene.client;
      const change = fc.oneof(
        fc.record({ title: word(2, 8) }),
        fc.record({ department: word(2, 8) }),
        fc.record({ givenName: word(2, 8), familyName: word(2, 8) }),
        fc.record({ mobilePhone: fc.constantFrom("+14155550181", "+14155550182") }),
      );
      await t.property(
        fc.array(change, { minLength: 1, maxLength: 4 }),
        async (changes) => {
          const { person, userName } = await provisioned(t, scene);
          const wanted: Record<string, unknown> = {};
          for (const attributes of changes) {
            directory.change(person, attributes);
            await scene.client.settle();
            for (const [name, value] of Object.entries(attributes)) wanted[SHOWN[name as keyof typeof SHOWN]] = value;
            await expectShown(t, userName, wanted, "after the next cycle");
          }
        },
        { runs: 3 },
      );
    },
    mutants: {
      "idp-entra-updates-dropped": decides<EntraDecisions>({ changes: () => [] }),
      "sends the first change of a person only": decides<EntraDecisions>((conforming) => ({
        changes: (...told) => conforming.changes(...told).slice(0, 1),
      })),
    },
  }),

  rule({
    id: "clients/entra/changes-need-no-administrator",
    title: "A change of a mapped attribute reaches the service provider within an hour by itself",
    covers: ["8X8-AAD-09"],
    level: "MUST",
    judges: "client",
    async probe(t) {
      const scene = await running(t);
      const mover = await provisioned(t, scene, { title: "Buyer" });
      const values = fc.tuple(word(2, 8), word(2, 8)).map(([one, other]) => `${one} ${other}`);
      await t.property(
        values,
        async (title) => {
          scene.client.directory.change(mover.person, { title });
          await scene.client.advance(DAY / 24);
          await expectShown(t, mover.userName, { title }, "an hour after the change");
          await expectActive(t, mover, true, "an hour after the change");
        },
        { runs: 3 },
      );
    },
    mutants: {
      "idp-aad-needs-manual-restart": decides<EntraDecisions>((conforming) => {
        let cycles = 0;
        return { due: (changed, retried) => (cycles++ === 0 ? conforming.due(changed, retried) : retried) };
      }),
    },
  }),
];

const SHOWN = {
  title: "title",
  department: `${ENTERPRISE}:department`,
  givenName: "name.givenName",
  familyName: "name.familyName",
  mobilePhone: "phoneNumbers[mobile].value",
};

/** Judges that the console shows a user as owned by the identity provider. */
async function expectOwner(t: Trial, id: string, within: { customer?: string }): Promise<void> {
  const user = await admin(t).user.get({ ...within, id });
  t.expect.that(user?.owner === "idp", {
    summary: "the console does not show the user as owned by the identity provider",
    seen: user?.owner,
    expected: "idp",
    attribute: "owner",
  });
}
