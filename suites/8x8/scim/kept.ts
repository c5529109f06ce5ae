import fc from "fast-check";
import { behaves, type Rule, rule, show, type Trial, valueAt } from "../../../engine/index.ts";
import type { Decisions8x8 } from "../../../profiles/index.ts";
import type { JsonObject } from "../../../scim/index.ts";
import { accepted } from "../accepted.ts";
import { adminIfAny } from "../admin.ts";
import { expectHeld } from "../held.ts";
import { createdUser, details, ENTERPRISE, employee, membersOf, USER } from "../user.ts";

/** What is kept of a create. */
export const kept: Rule[] = [
  rule({
    id: "8x8/scim/attributes-survive-a-create",
    title: "What a create carries is read back",
    covers: ["8X8-SCIM-09"],
    level: "MUST",
    answers: ["workPhone", "coreDepartment"],
    async probe(t) {
      // Not shrunk: every further value would leave a further user behind.
      await t.property(
        fc.noShrink(details()),
        async (values) => {
          const body = employee(t, membersOf(values));
          const created = await t.client.post("/Users", body);
          t.expect(created).status(201);
          expectHeld(t, await t.client.get(createdUser(t, created).path), body);
        },
        { runs: 3 },
      );

      const body = employee(t);
      const { path } = await t.given.user(body);
      await observeCoreDepartment(t, path, body);
      const both = [...(body["phoneNumbers"] as JsonObject[]), { type: "work", value: "+14155550100" }];
      const written = await t.client.put(path, { ...body, phoneNumbers: both });
      if (written.response.status >= 300) {
        t.expect(written).refused();
        t.observe("workPhone", "rejected");
        return;
      }
      const read = await t.client.get(path);
      expectHeld(t, read, body);
      const work = valueAt(read.response.body, "phoneNumbers[work].value");
      t.expect(read).that(work === undefined || String(work).replace(/\D/g, "") === "14155550100", {
        summary: `the work contact number was written as "+14155550100" and is read as ${show(work)}`,
        seen: work,
        expected: "+14155550100, or nothing",
        attribute: "phoneNumbers",
      });
      t.observe("workPhone", work === undefined ? "ignored" : "contact-only");
    },
    mutants: {
      "sp-drops-attribute-on-write": behaves<Decisions8x8>((conforming) => ({
        create: (customer, body) => ({ ...conforming.create(customer, body), title: undefined }),
      })),
      "sp-swaps-names-on-create": behaves<Decisions8x8>((conforming) => ({
        create(customer, body) {
          const user = conforming.create(customer, body);
          return { ...user, givenName: user.familyName, familyName: user.givenName };
        },
      })),
    },
  }),

  rule({
    id: "8x8/scim/external-id-is-stored",
    title: "The externalId of a create is kept, and changed by a PUT",
    covers: ["8X8-SCIM-23"],
    level: "MUST",
    async probe(t) {
      const body = employee(t);
      const created = await t.client.post("/Users", body);
      t.expect(created).status(201);
      const { id, path } = createdUser(t, created);
      t.expect(await t.client.get(path))
        .status(200)
        .attribute("externalId", body["externalId"]);

      const externalId = t.given.name();
      t.expect(await t.client.put(path, { ...body, externalId })).success();
      t.expect(await t.client.get(path))
        .status(200)
        .attribute("externalId", externalId);

      const shown = Object.entries((await adminIfAny(t).user?.get?.({ id }))?.captions ?? {});
      const [caption] = shown.find(([, value]) => value === externalId) ?? [];
      t.expect.that(caption === undefined, {
        summary: `the console shows the externalId as ${caption}`,
        seen: caption,
        expected: "not shown",
        attribute: "externalId",
      });
    },
    mutants: {
      "sp-externalid-lost": behaves<Decisions8x8>((conforming) => ({
        settle: (customer, after, write) => ({ ...conforming.settle(customer, after, write), externalId: undefined }),
      })),
      "sp-externalid-frozen-after-create": behaves<Decisions8x8>((conforming) => ({
        replace: (customer, user, body) => ({
          ...conforming.replace(customer, user, body),
          externalId: user.externalId,
        }),
      })),
      "sp-externalid-shown-in-console": behaves<Decisions8x8>((conforming) => ({
        consoleView(customer, user) {
          const view = conforming.consoleView(customer, user);
          return { ...view, captions: { ...view.captions, "Employee ID": user.externalId ?? "" } };
        },
      })),
    },
  }),
];

/** Notes whether a department outside the enterprise extension is taken, which the tables leave open (C-19). */
async function observeCoreDepartment(t: Trial, path: string, body: JsonObject): Promise<void> {
  const { [ENTERPRISE]: _enterprise, ...bare } = body;
  const written = await t.client.put(path, { ...bare, schemas: [USER], department: "Quarrying" });
  if (!accepted(t, written)) return t.observe("coreDepartment", "refused");
  const shown = await t.given.read(path);
  const seen = [valueAt(shown[ENTERPRISE], "department"), shown["department"]];
  t.observe("coreDepartment", seen.includes("Quarrying") ? "accepted" : "ignored");
}
