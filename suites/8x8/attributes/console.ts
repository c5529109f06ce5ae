import fc from "fast-check";
import { behaves, idOf, type Rule, rule, type Trial, valueAt } from "../../../engine/index.ts";
import type { Decisions8x8, User8x8 } from "../../../profiles/index.ts";
import type { Exchange, Json } from "../../../scim/index.ts";
import { accepted } from "../accepted.ts";
import { admin, page } from "../admin.ts";
import { inSite, knownSites } from "../sites.ts";
import { urns } from "../urns.ts";
import { createdUser, details, employee, membersOf } from "../user.ts";
import { fictionalNumber } from "../words.ts";
import { expectOnPage, sameNumber } from "./on-page.ts";

/** What the user page of the console makes of the attributes. */
export const inConsole: Rule[] = [
  rule({
    id: "8x8/attributes/console-shows-them",
    title: "The user page shows what SCIM wrote",
    covers: ["8X8-ATTR-43"],
    level: "MUST",
    needs: ["admin.user.get"],
    async probe(t) {
      const [site] = await knownSites(t, 1);
      const { schemas, ...extension } = inSite(site!, urns(t)[0]);
      const body = employee(t, { ...extension, schemas: schemas! });
      const user = await t.given.user(body);
      await expectOnPage(t, user.id, body, await t.client.get(user.path));
      await t.property(
        fc.tuple(details(), fc.boolean()),
        async ([values, active]) => {
          const emails = [{ value: t.given.userName(), type: "work", primary: true }];
          const written = { ...body, ...membersOf(values), schemas: schemas!, emails, active };
          t.expect(await t.client.put(user.path, written)).success();
          await expectOnPage(t, user.id, written, await t.client.get(user.path));
        },
        { runs: 3 },
      );
    },
    mutants: {
      "sp-console-shows-stale-values": behaves<Decisions8x8>((conforming) => {
        const first = new Map<string, User8x8>();
        return {
          settle(customer, after, write) {
            const settled = conforming.settle(customer, after, write);
            if (write.by === "create") first.set(settled.id, settled);
            return settled;
          },
          consoleView: (customer, user) => conforming.consoleView(customer, first.get(user.id) ?? user),
        };
      }),
      "sp-console-swaps-names": behaves<Decisions8x8>((conforming) => ({
        consoleView: (customer, user) =>
          conforming.consoleView(customer, { ...user, givenName: user.familyName, familyName: user.givenName }),
      })),
      "sp-console-without-department": behaves<Decisions8x8>((conforming) => ({
        consoleView: (customer, user) => conforming.consoleView(customer, { ...user, department: undefined }),
      })),
    },
  }),

  rule({
    id: "8x8/attributes/personal-contact-number",
    title: "The personal contact number is the mobile number, in whatever order the numbers are sent",
    covers: ["8X8-ATTR-44"],
    level: "SHOULD",
    needs: ["admin.user.get"],
    answers: ["contactNumberRule"],
    async probe(t) {
      await observeContactNumber(t);
      const user = await t.given.user(employee(t));
      await t.property(
        fc.record({
          mobile: fc.option(fictionalNumber(), { freq: 3 }),
          work: fictionalNumber(),
          workFirst: fc.boolean(),
        }),
        async ({ mobile, work, workFirst }) => {
          const entries = [
            ...(mobile === null ? [] : [{ type: "mobile", value: mobile }]),
            { type: "work", value: work },
          ];
          const put = async (phoneNumbers: Json): Promise<Exchange> =>
            t.client.put(user.path, { ...user.sent, phoneNumbers });
          const both = await put(workFirst ? entries.toReversed() : entries);
          if (!accepted(t, both)) t.expect(await put(entries.filter(({ type }) => type === "mobile"))).success();
          const read = await t.client.get(user.path);
          const known = valueAt(read.response.body, "phoneNumbers[mobile].value");
          const seen = (await page(t, user.id)).personalContactNumber;
          const expected = typeof known === "string" ? known : work;
          const empty = seen === null || seen === "";
          t.expect(read).that((empty && known === undefined) || sameNumber(seen ?? "", expected), {
            summary: `the personal contact number of a user with mobile number ${known ?? "none"} and work number ${work} is ${seen}`,
            seen,
            expected: known === undefined ? [null, work] : known,
            attribute: "phoneNumbers",
          });
        },
        { runs: 6 },
      );
    },
    mutants: {
      "sp-contact-number-last-writer": behaves<Decisions8x8>((conforming) => {
        const last = new Map<string, string>();
        return {
          settle(customer, after, write) {
            const sent = (write.body?.["phoneNumbers"] as { value: string }[] | undefined)?.at(-1);
            if (sent !== undefined) last.set(after.id, sent.value);
            return conforming.settle(customer, after, write);
          },
          personalContactNumber: (user) => last.get(user.id) ?? conforming.personalContactNumber(user),
        };
      }),
      "sp-contact-number-is-the-dialable-one": behaves<Decisions8x8>({
        personalContactNumber: ({ phoneNumber }) => phoneNumber,
      }),
    },
  }),

  rule({
    id: "8x8/attributes/work-number-has-no-field",
    title: "The user page does not show the work number of a user who has a mobile number",
    covers: ["8X8-ATTR-45"],
    level: "SHOULD",
    needs: ["admin.user.get"],
    async probe(t) {
      const [mobile, work] = ["+14155550142", "+14155550177"];
      const phoneNumbers = [
        { type: "mobile", value: mobile },
        { type: "work", value: work },
      ];
      const created = await t.client.post("/Users", employee(t, { phoneNumbers }));
      if (created.response.status >= 400 && created.response.status < 500)
        t.skip(`a work number is refused: POST answered ${created.response.status}`);
      t.expect(created).status(201).hasAttribute("id");
      const shown = await admin(t).user.get({ id: idOf(created) });
      const fields = { ...shown?.captions, phoneNumber: shown?.phoneNumber, number: shown?.personalContactNumber };
      const [caption] = Object.entries(fields).find((each) => sameNumber(each[1] ?? "", work)) ?? [];
      t.expect(created).that(caption === undefined, {
        summary: `the user page shows the work number as ${caption}`,
        seen: work,
        expected: mobile,
        attribute: "phoneNumbers[work].value",
      });
    },
    mutants: {
      "sp-work-phone-replaces-mobile": behaves<Decisions8x8>({
        personalContactNumber: ({ mobile, workPhone }) => workPhone ?? mobile,
      }),
      "sp-work-phone-becomes-dialable": behaves<Decisions8x8>((conforming) => ({
        settle(customer, after, write) {
          const settled = conforming.settle(customer, after, write);
          return { ...settled, phoneNumber: settled.workPhone };
        },
      })),
    },
  }),
];

/** Notes which number the console shows for a user who has a work number only; that number may not be kept (C-03). */
async function observeContactNumber(t: Trial): Promise<void> {
  const phoneNumbers = [{ type: "work", value: "+14155550142" }];
  const created = await t.client.post("/Users", employee(t, { phoneNumbers }));
  if (!accepted(t, created)) return;
  const { id, path } = createdUser(t, created);
  const kept = valueAt(await t.given.read(path), "phoneNumbers[work].value");
  if (typeof kept !== "string") return;
  const { personalContactNumber: shown } = await page(t, id);
  t.observe("contactNumberRule", sameNumber(shown ?? "", kept) ? "mobile-then-work" : "mobile-only");
}
