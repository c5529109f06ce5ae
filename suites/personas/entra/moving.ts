import { behaves, type Rule, rule } from "../../../engine/index.ts";
import type { Behaviour, JsonObject } from "../../../scim/index.ts";
import { expectSuccess, type Told } from "../finding.ts";
import { expectFound } from "../joins.ts";
import { expectChange, expectMoves, moves } from "../moves.ts";
import { findsByFirstName, hears, refusesOperation } from "../mutants.ts";
import { employee, newcomer } from "../people.ts";
import { hired, step } from "../persona.ts";
import { expectShown } from "../shown.ts";
import { startedEntra, traitsFor } from "./persona.ts";

const told: Told = {
  hoped: "the attribute is changed",
  habits: {
    GET: ["entra/reads-before-it-writes"],
    PATCH: ["entra/capitalised-operations", "entra/urn-before-attribute"],
  },
};
const flagged: Told = { hoped: "the attributes are changed", habits: { PATCH: ["entra/flag-dialect"] } };
const pathOf = ({ path }: JsonObject): string => String(path ?? "");
const isFiltered = (operation: JsonObject): boolean => pathOf(operation).includes("[");
const keysOf = ({ path, value }: JsonObject): string[] => (path === undefined ? Object.keys(value as JsonObject) : []);

/** How changes of people arrive. */
export const moving: Rule[] = [
  rule({
    id: "entra/mover-arrives",
    title: "Each attribute that Entra ID maps changes when it changes in the directory",
    covers: ["7644-3.5.2.3-02", "7644-3.5.2.3-08", "7644-3.5.2-15", "8X8-ENTRA-09", "8X8-AAD-09"],
    level: "MUST",
    async probe(t) {
      const persona = await startedEntra(t);
      await expectMoves(t, persona, traitsFor(persona.target), told);
    },
    mutants: {
      "knows operations in lower case only": refusesOperation(({ op }) => op !== String(op).toLowerCase()),
      "splits the URN of a path at its dot": refusesOperation((each) => pathOf(each).startsWith("urn:")),
      "does not know filtered paths": refusesOperation(isFiltered),
      "answers a filtered path with success and changes nothing": hears((each) => (isFiltered(each) ? [] : [each])),
      "changes the first item whatever the filter says": hears((each) => [
        { ...each, path: pathOf(each).replace('type eq "work"', "type pr") },
      ]),
      "changes nothing by PATCH": behaves<Behaviour>({ patch: (stored) => stored }),
    },
  }),

  rule({
    id: "entra/first-values-arrive",
    title: "Attributes that a user did not have arrive at once, with the list items and extensions they need",
    covers: ["7644-3.5.2.1-03", "7644-3.5.2.1-11", "8X8-ENTRA-09"],
    level: "MUST",
    async probe(t) {
      const persona = await startedEntra(t);
      const user = await hired(t, persona, newcomer(t));
      const first: Told = {
        hoped: "the attributes are there",
        habits: { PATCH: ["entra/filtered-path-of-nothing", "entra/urn-before-attribute"] },
      };
      await expectChange(t, persona, user, traitsFor(persona.target), first);
    },
    mutants: {
      "has no target for a filtered path that selects nothing": refusesOperation(
        (each) => isFiltered(each) && each["op"] === "Add",
      ),
      "makes items without a type": hears((each) =>
        isFiltered(each)
          ? [{ op: "add", path: pathOf(each).replace(/\[.*/, ""), value: [{ value: each["value"]! }] }]
          : [each],
      ),
      "does not know an extension that the user has not": refusesOperation((each) => pathOf(each).startsWith("urn:")),
      "performs the first operation of a PATCH": behaves<Behaviour>((conforming) => ({
        patch: (stored, operations, type) => conforming.patch(stored, operations.slice(0, 1), type),
      })),
    },
  }),

  rule({
    id: "entra/flagged-changes-arrive",
    title: "Changes arrive in the form that a tenant URL with aadOptscim062020 asks for, too",
    covers: ["7644-3.5.2.3-01", "7644-3.5.2-06"],
    level: "SHOULD", // only tenants whose administrator typed the flag send it
    async probe(t) {
      const persona = await startedEntra(t, { dialect: "aadOptscim062020" });
      const traits = traitsFor(persona.target);
      const attributes = employee(t, traits);
      const user = await hired(t, persona, attributes);
      const all = moves(attributes, traits, persona.target.knows("emails[work].value"));
      await expectChange(t, persona, user, all, flagged);
    },
    mutants: {
      "wants a path with every operation": refusesOperation(({ path }) => path === undefined),
      "does not know names with dots": refusesOperation((each) => keysOf(each).includes("name.givenName")),
      "passes over names with dots": hears((each) =>
        each["path"] === undefined
          ? [
              {
                ...each,
                value: Object.fromEntries(
                  Object.entries(each["value"] as JsonObject).filter(([name]) => !name.startsWith("name.")),
                ),
              },
            ]
          : [each],
      ),
      "does not know names with a URN": refusesOperation((each) => keysOf(each).some((key) => key.startsWith("urn:"))),
    },
  }),

  rule({
    id: "entra/renamed-is-the-same-user",
    title: "Who gets another login name stays the same user, and is found by the new name",
    covers: ["7644-3.5.2.3-02", "8X8-LOGIN-07"],
    level: "MUST",
    async probe(t) {
      const persona = await startedEntra(t);
      const { client } = persona;
      const user = await hired(t, persona, newcomer(t));
      const userName = t.given.userName();
      await expectChange(t, persona, user, [{ attribute: "userName", path: "userName", later: userName }], told);
      // Only a look-up shows whether the new name counts; Entra ID looks again after a restart.
      const outcome = await step(persona, () => client.restart({ fullReset: true }));
      expectFound(t, persona, outcome, userName);
      expectSuccess(t, persona, outcome, told);
      await expectShown(t, persona, user, { userName, active: true }, outcome, told);
    },
    mutants: {
      "holds login names to be immutable": refusesOperation(({ path }) => path === "userName"),
      "keeps the login name and says nothing": hears((each) => (each["path"] === "userName" ? [] : [each])),
      "goes on to find users by their first login name": findsByFirstName(),
    },
  }),
];
