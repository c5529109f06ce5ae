import { describe, expect, it } from "vitest";
import type { BehaviourChange } from "../../../engine/index.ts";
import { anna, bo, provisioned, WIDE, type Wired, wired } from "../../../test/idp/entra.ts";
import type { MappingRow } from "../mapping.ts";
import type { EntraDecisions } from "./decisions.ts";
import { entraMappings } from "./mappings.ts";
import type { EntraSettings } from "./settings.ts";

type Change = BehaviourChange<EntraDecisions>;
const DAY = 86_400_000;
const OFF = { op: "Replace", path: "active", value: "False" };

/** What a story makes an Entra send, with one decision replaced or none. */
async function told(
  story: (wire: Wired) => Promise<unknown>,
  change?: Change,
  settings: Partial<EntraSettings> = {},
): Promise<string> {
  const wire = wired({ ...settings, changes: change === undefined ? [] : [change] }, WIDE);
  await wire.admin.site.create({ name: "Lisbon" });
  await story(wire);
  return JSON.stringify(wire.sent);
}

const joins = async (wire: Wired, person = anna): Promise<string> => {
  const { id } = wire.client.directory.add({ ...person, office: "Lisbon", city: "Porto", locale: "en-GB" });
  wire.client.directory.assign(id);
  await wire.client.start();
  await wire.client.settle();
  return id;
};
const then =
  (change: (wire: Wired, id: string) => void, again?: (wire: Wired, id: string) => void) =>
  async (wire: Wired): Promise<void> => {
    const id = await provisioned(wire);
    change(wire, id);
    await wire.client.settle();
    if (again === undefined) return;
    wire.forget();
    again(wire, id);
    await wire.client.settle();
  };
const renames = then(({ client }, id) => client.directory.change(id, { title: "Lead" }));
const blocks = then(({ client }, id) => client.directory.block(id));
const deletes = then(({ client }, id) => client.directory.softDelete(id));
const leaves = then(({ client }, id) => client.directory.unassign(id));
const returns = then(
  ({ client }, id) => client.directory.unassign(id),
  ({ client }, id) => client.directory.assign(id),
);
const purges = then(({ client }, id) => {
  client.directory.softDelete(id);
  client.directory.purge(id);
});

const rows =
  (edit: (row: MappingRow) => MappingRow | undefined): Change =>
  ({ mapping }) => ({
    mapping: (saved, edited) => mapping(saved, edited).flatMap((row) => edit(row) ?? []),
  });
const without = (target: string): Change => rows((row) => (row.target === target ? undefined : row));
const from = (target: string, attribute: string): Change =>
  rows((row) => (row.target === target ? { ...row, source: { attribute } } : row));
const only =
  (kept: (reason: string) => boolean): Change =>
  (conforming) => ({
    reasons: (person, inScope) => conforming.reasons(person, inScope).filter(kept),
  });

/** Decisions that are wrong in one thing: what shows in the requests of the conforming client, and what in the other's. */
const wrong: [
  name: string,
  story: (wire: Wired) => Promise<unknown>,
  change: Change,
  conforming: string | undefined,
  mutant: string | undefined,
][] = [
  ["leaves userName out", joins, without("userName"), '"userName"', undefined],
  ["leaves externalId out", joins, without("externalId"), '"externalId"', undefined],
  ["sends no title", joins, without("title"), '"title"', undefined],
  [
    "takes the site from the city",
    joins,
    from("urn:ietf:params:scim:schemas:extension:8x8:1.1:User:site", "city"),
    '"site":"Lisbon"',
    '"site":"Porto"',
  ],
  ["sends mail as userName", joins, from("userName", "mail"), '"userName":"anna.ortiz@', '"userName":"anna@'],
  ["does not negate IsSoftDeleted", joins, from("active", "isSoftDeleted"), '"active":true', '"active":false'],
  ["swaps the names", joins, from("name.givenName", "surname"), '"givenName":"Anna"', '"givenName":"Ortiz"'],
  [
    "sends mobile as work",
    joins,
    rows((row) => ({ ...row, target: row.target.replace('"mobile"', '"work"') })),
    '"type":"mobile"',
    undefined,
  ],
  [
    "sends the department at core level",
    joins,
    rows((row) => ({ ...row, target: row.target.replace(/^urn:.*:(department)$/, "$1") })),
    undefined,
    '"department":"Sourcing","',
  ],
  [
    "sends the office as an address",
    joins,
    rows((row) => (row.target.endsWith(":site") ? { ...row, target: "addresses.formatted" } : row)),
    undefined,
    '"addresses":{"formatted":"Lisbon"}',
  ],
  [
    "sends locale unasked",
    joins,
    ({ mapping }) => ({ mapping: (...both) => [...mapping(...both), ...entraMappings.tutorialOptional] }),
    undefined,
    '"locale":"en-GB"',
  ],
  [
    "matches on displayName",
    joins,
    () => ({ matchOn: (_values, { displayName }) => [{ attribute: "displayName", value: String(displayName) }] }),
    "filter=userName+eq+%22anna",
    "filter=displayName+eq+%22Anna+Ortiz",
  ],
  ["posts without a look-up", joins, () => ({ matchOn: () => [] }), "filter=userName+eq+%22anna", undefined],
  [
    "provisions everybody",
    async ({ client }) => {
      client.directory.add(bo);
      await client.start();
      await client.settle();
    },
    () => ({ inScope: () => true }),
    undefined,
    "POST /Users",
  ],
  [
    "provisions while it is off",
    async ({ client }) => {
      client.directory.assign(client.directory.add(bo).id);
      await client.settle();
    },
    () => ({ cycles: () => true }),
    undefined,
    "POST /Users",
  ],
  [
    "runs one cycle only",
    async (wire) => {
      await joins(wire);
      wire.forget();
      wire.client.directory.add(bo);
      wire.client.directory.assign(wire.client.directory.add(bo).id);
      await wire.client.advance(DAY);
    },
    () => ({ interval: () => Number.POSITIVE_INFINITY }),
    "POST /Users",
    undefined,
  ],
  ["looks at everybody in each cycle", then(() => {}), () => ({ kind: () => "initial" }), undefined, "GET /Users/"],
  [
    "needs a restart for changes",
    renames,
    () => ({ due: (_changed, retried) => retried }),
    '"value":"Lead"',
    undefined,
  ],
  ["drops updates", renames, () => ({ changes: () => [] }), '"value":"Lead"', undefined],
  [
    "uses a mapping before it is saved",
    then(({ client }, id) => {
      client.setMapping([{ target: "title", source: { constant: "Agent" }, from: "test" }]);
      client.directory.change(id, { department: "Legal" });
    }),
    () => ({ mapping: (_saved, edited) => edited }),
    undefined,
    '"value":"Agent"',
  ],
  [
    "does not tell that somebody is blocked",
    blocks,
    only((reason) => reason !== "blocked"),
    JSON.stringify(OFF),
    undefined,
  ],
  [
    "does not tell that somebody is deleted",
    deletes,
    only((reason) => reason !== "deleted"),
    JSON.stringify(OFF),
    undefined,
  ],
  [
    "does not tell that somebody left",
    leaves,
    only((reason) => reason !== "outOfScope"),
    JSON.stringify(OFF),
    undefined,
  ],
  ["creates who returns anew", returns, () => ({ onReturn: () => "create" }), undefined, "POST /Users"],
  ["forgets whom the directory purges", purges, () => ({ onPurge: () => "nothing" }), "DELETE /Users/", undefined],
  [
    "deactivates everybody when it is stopped",
    async (wire) => {
      await joins(wire);
      await wire.client.stop();
    },
    () => ({ onStop: () => "deactivate" }),
    undefined,
    JSON.stringify(OFF),
  ],
  [
    "pushes a group that was assigned",
    async (wire) => {
      const { directory } = wire.client;
      directory.assignGroup(directory.addGroup("Sales", [directory.add(bo).id]).id);
      await wire.client.start();
      await wire.client.settle();
    },
    () => ({ pushesGroup: () => true }),
    undefined,
    "/Groups",
  ],
  [
    "links and does not update",
    async (wire) => {
      await wire.admin.user.create({ ...bo, title: "Old" });
      await joins(wire, { ...bo, title: "New" } as typeof anna);
    },
    () => ({ updatesOnLink: () => false }),
    '"value":"New"',
    undefined,
  ],
  [
    "lets the last event win",
    async (wire) => {
      const id = await provisioned(wire);
      wire.client.directory.block(id);
      await wire.client.settle();
      wire.client.directory.unassign(id);
      await wire.client.settle();
      wire.client.directory.unblock(id);
      await wire.client.settle();
    },
    (conforming) => {
      const blocked = new Set<string>();
      const freed = new Set<string>();
      return {
        reasons(person, inScope) {
          if (person.blocked) blocked.add(person.id);
          else if (blocked.delete(person.id)) freed.add(person.id);
          return freed.has(person.id) ? [] : conforming.reasons(person, inScope);
        },
      };
    },
    undefined,
    '"value":"True"',
  ],
];

describe("an Entra ID that decides otherwise", () => {
  it.each(wrong)("%s", async (_name, story, change, conforming, mutant) => {
    const [right, other] = [await told(story), await told(story, change)];
    if (conforming !== undefined) expect(right).toContain(conforming);
    if (mutant !== undefined) expect(other).toContain(mutant);
    else expect(other).not.toContain(conforming);
    if (conforming === undefined) expect(right).not.toContain(mutant);
  });

  it("starts with a token that is refused", async () => {
    const state = async (change: Change): Promise<string> => {
      const { client } = wired({ token: "wrong", changes: [change] });
      await client.start();
      return client.health().state;
    };
    expect([await state(() => ({})), await state(() => ({ mayStart: () => true }))]).toEqual(["off", "running"]);
  });

  it("never tries again after a conflict", async () => {
    const events = async (change: Change): Promise<number> => {
      const wire = wired({ changes: [change] });
      await wire.admin.user.create(bo);
      await wire.admin.scim.setRetrieval({ retrieval: "idp-only" });
      await wire.admin.scim.save();
      await joins(wire, bo as typeof anna);
      await wire.client.advance(DAY);
      return wire.client.events.filter(({ outcome }) => outcome === "failure").length;
    };
    expect(await events(() => ({}))).toBe(4);
    expect(await events(() => ({ retry: ({ code }) => (code === "Conflict" ? undefined : 0) }))).toBe(1);
  });

  it("writes an extension of the service provider into its directory", async () => {
    const phone = async (change: Change): Promise<unknown> => {
      const wire = wired({ changes: [change] });
      const id = await provisioned(wire);
      return wire.client.directory.person(id).attributes.workPhone;
    };
    expect(await phone(() => ({}))).toBe(anna.workPhone);
    expect(await phone(() => ({ writesBack: () => ({ workPhone: "1001" }) }))).toBe("1001");
  });

  it("mails nobody", async () => {
    const mails = async (change: Change): Promise<number> => {
      const wire = wired({ notify: "admin@contoso.example", changes: [change] }, WIDE, async (request, next) =>
        request.method === "POST" ? new Response(null, { status: 400 }) : next(request),
      );
      await joins(wire);
      return wire.client.mails.length;
    };
    expect([await mails(() => ({})), await mails(() => ({ mail: () => undefined }))]).toEqual([1, 0]);
  });
});
