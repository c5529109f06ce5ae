import { behaves, type Rule, rule, valueAt } from "../../../engine/index.ts";
import type { ConsoleUser, Decisions8x8 } from "../../../profiles/index.ts";
import { accepted } from "../accepted.ts";
import { admin, granted, page } from "../admin.ts";
import { entryOf, expectListed, expectNumber, madeVisible } from "../directory/scene.ts";
import { expectHeld } from "../held.ts";
import { expectLicence, expectUnlicensed, LEVEL } from "../licence/scene.ts";
import { userIn } from "../site/scene.ts";
import { knownSites } from "../sites.ts";
import { createdUser, ENTERPRISE, employee, USER } from "../user.ts";

/** How many join on one day. */
const NEWCOMERS = 6;

/** People who come, and what they are given. */
export const licences: Rule[] = [
  rule({
    id: "8x8/story/s-46-new-hire-day",
    title:
      "Those who join are provisioned without licence and hidden; a CSV file licenses them, they are made visible, and can call",
    covers: ["8X8-LIC-01", "8X8-LIC-04", "8X8-DIR-01", "8X8-DIR-02", "8X8-DIR-07", "8X8-LIC-10"],
    level: "MUST",
    needs: [
      "admin.user.get",
      "admin.user.list",
      "admin.user.bulkAssignLicence",
      "admin.user.setTelephony",
      "admin.user.setDirectoryVisible",
      "admin.directory.view",
      "admin.call.try",
    ],
    answers: ["directoryDefault"],
    tags: ["story"],
    async probe(t) {
      const [site] = await knownSites(t, 1);
      const newcomers = [];
      for (let index = 0; index < NEWCOMERS; index++) newcomers.push(await userIn(t, site!));
      for (const user of newcomers) {
        const shown = await admin(t).user.get({ id: user.id });
        expectUnlicensed(t, shown, "a newcomer");
        t.expect.that(shown?.directoryVisible === false, {
          summary: "a newcomer is visible in the company directory before an administrator decided so",
          seen: shown?.directoryVisible,
          expected: false,
          attribute: "directoryVisible",
        });
        const listed = await admin(t).user.list({ prefix: user.userName });
        t.expect.that(
          listed.some(({ id }) => id === user.id),
          { summary: "the console does not list a newcomer", seen: listed.map(({ id }) => id), expected: user.id },
        );
      }
      t.observe("directoryDefault", (await entryOf(t, newcomers[0]!)) === undefined ? "hidden" : "contact-visible");

      const csv = ["Username,Licence", ...newcomers.map(({ userName }) => `${userName},${LEVEL}`)].join("\r\n");
      await granted(admin(t).user.bulkAssignLicence({ csv }));
      for (const [index, user] of newcomers.entries()) {
        const { id } = user;
        await expectLicence(t, user, LEVEL, `newcomer ${index + 1} of ${NEWCOMERS} in a CSV file`);
        const { string } = t.given.faker;
        const extension = string.numeric({ length: 5, allowLeadingZeros: false });
        await granted(admin(t).user.setTelephony({ id, extension, phoneNumber: `+1415555${string.numeric(4)}` }));
        await madeVisible(t, user);
        await expectListed(t, user, true, "a newcomer who was made visible");
        for (const direction of ["outgoing", "incoming"] as const) {
          const answer = await admin(t).call.try({ id, direction, emergency: false });
          t.expect.that(answer.permitted, {
            summary: `${direction} calls of a licensed newcomer are refused`,
            seen: answer,
            expected: "permitted",
          });
        }
      }
    },
    mutants: {
      "sp-csv-licence-forgets-the-last-line": behaves<Decisions8x8>((conforming) => ({
        consoleBulkLicence: (customer, lines) => [
          ...conforming.consoleBulkLicence(customer, lines.slice(0, -1)),
          "stored" as const,
        ],
      })),
      "sp-second-newcomer-is-published": behaves<Decisions8x8>((conforming) => {
        let created = 0;
        return {
          create: (customer, body) => ({ ...conforming.create(customer, body), directoryVisible: ++created > 1 }),
        };
      }),
      "sp-licensed-newcomers-cannot-be-reached": behaves<Decisions8x8>((conforming) => ({
        callRefusal: (customer, user, call, now) =>
          user.owner === "idp" && call.direction === "incoming"
            ? "no-number"
            : conforming.callRefusal(customer, user, call, now),
      })),
    },
  }),

  rule({
    id: "8x8/story/s-47-contact-only-person",
    title:
      "An external stays unlicensed: colleagues see name and current number, desk phones no number, and updates go on",
    covers: ["8X8-LIC-09", "8X8-DIR-03", "8X8-DIR-05"],
    level: "SHOULD",
    needs: ["admin.user.get", "admin.user.setDirectoryVisible", "admin.directory.view"],
    tags: ["story"],
    async probe(t) {
      const withNumber = (value: string): { phoneNumbers: { type: string; value: string }[] } => ({
        phoneNumbers: [{ type: "mobile", value }],
      });
      const external = await t.given.user(employee(t, withNumber("+14155552847")));
      // Where contacts are not listed from the start, an administrator does so (C-04).
      if ((await entryOf(t, external)) === undefined) await madeVisible(t, external);
      for (const number of ["+14155552847", "+14155552874"]) {
        const body = { ...external.sent, ...withNumber(number) };
        t.expect(await t.client.put(external.path, body)).success();
        expectHeld(t, await t.client.get(external.path), body);
        const entry = await entryOf(t, external);
        const familyName = String(valueAt(body, "name.familyName"));
        t.expect.that(entry?.name.includes(familyName) === true, {
          summary: "the company directory does not show an external by name",
          seen: entry ?? "no entry",
          expected: familyName,
          attribute: "name",
        });
        expectNumber(t, entry, number, true, "work-company");
        const onPhone = await entryOf(t, external, "desk-phone");
        t.expect.that(!JSON.stringify(onPhone ?? {}).includes(number), {
          summary: "the directory of a desk phone shows the number of an external",
          seen: onPhone,
          expected: `nothing of ${number}`,
          attribute: "phoneNumbers",
        });
      }
      expectUnlicensed(t, await admin(t).user.get({ id: external.id }), "an external");
    },
    mutants: {
      "sp-number-of-unlicensed-stays-the-first": behaves<Decisions8x8>((conforming) => {
        const first = new Map<string, string | undefined>();
        return {
          directoryEntry(customer, user, surface) {
            if (!first.has(user.id)) first.set(user.id, user.mobile);
            const mobile = user.licence === undefined ? first.get(user.id) : user.mobile;
            return conforming.directoryEntry(customer, { ...user, mobile }, surface);
          },
        };
      }),
      "sp-desk-phone-dials-unlicensed": behaves<Decisions8x8>((conforming) => ({
        directoryEntry(customer, user, surface) {
          const entry = conforming.directoryEntry(customer, user, surface);
          return { ...entry, phoneNumber: entry.phoneNumber ?? user.mobile ?? null };
        },
      })),
    },
  }),

  rule({
    id: "8x8/story/s-48-smuggled-licence",
    title:
      "A create with entitlements, photos, a cost centre and a user type gives none of it, whether it is refused or not",
    covers: ["8X8-LIC-02", "8X8-SCIM-16", "8X8-SCIM-17", "8X8-SCIM-18"],
    level: "MUST",
    needs: ["admin.user.get"],
    tags: ["story"],
    async probe(t) {
      const body = employee(t);
      const photos = [{ type: "photo", value: "https://photos.example.com/portrait.png" }];
      const smuggled = { entitlements: [{ value: "X8" }], photos, userType: "Call centre" };
      const department = valueAt(body, `${ENTERPRISE}:department`) as string;
      const enterprise = { [ENTERPRISE]: { department, costCenter: "CC-4711" } };
      const created = await t.client.post("/Users", {
        ...body,
        ...smuggled,
        ...enterprise,
        schemas: [USER, ENTERPRISE],
      });
      const plain = accepted(t, created) ? created : await t.given.done(() => t.client.post("/Users", body));
      const { id, path } = createdUser(t, plain);
      const expected: Partial<ConsoleUser> = { licence: null, costCenter: null, profile: null, picture: null };
      for (const when of ["after the create", "after an update that repeats it"]) {
        const shown = await page(t, id);
        for (const [attribute, value] of Object.entries(expected) as [keyof ConsoleUser, null][])
          t.expect(created).that(shown[attribute] === value, {
            summary: `${when} the console shows ${attribute} ${shown[attribute]}`,
            seen: shown[attribute],
            expected: value,
            attribute,
          });
        t.expect(await t.client.get(path))
          .status(200)
          .lacksAttribute("photos");
        accepted(t, await t.client.put(path, { ...body, ...smuggled, ...enterprise }));
      }
    },
    mutants: {
      "sp-smuggled-cost-centre-arrives": behaves<Decisions8x8>((conforming) => ({
        settle(customer, after, write) {
          const costCenter = valueAt(write.body, `${ENTERPRISE}:costCenter`);
          const settled = conforming.settle(customer, after, write);
          return typeof costCenter === "string" ? { ...settled, costCenter } : settled;
        },
      })),
      "sp-smuggled-user-type-arrives-by-update": behaves<Decisions8x8>((conforming) => ({
        replace(customer, user, body) {
          const after = conforming.replace(customer, user, body);
          return { ...after, profile: typeof body["userType"] === "string" ? body["userType"] : after.profile };
        },
      })),
      "sp-smuggled-licence-arrives": behaves<Decisions8x8>((conforming) => ({
        create(customer, body) {
          const level = valueAt(body, "entitlements[0].value");
          const user = conforming.create(customer, body);
          return typeof level === "string" ? { ...user, licence: { level, assignedAt: 0 } } : user;
        },
      })),
    },
  }),
];
