import { type Rule, rule, type Trial } from "../../../engine/index.ts";
import type { JumpCloud } from "../../../simulators/clients/index.ts";
import { expectSuccess, type Told } from "../finding.ts";
import { expectMembers, groupNamed } from "../groups.ts";
import { hears, refuses, refusesOperation } from "../mutants.ts";
import { newcomer } from "../people.ts";
import { type Hired, linked, type Outcome, type Persona, step } from "../persona.ts";
import { startedJumpCloud } from "./persona.ts";

const CREATE = { method: "POST", path: /\/Groups$/ };
const told: Told = {
  hoped: "the group is there with its members",
  habits: { PATCH: ["jumpcloud/member-by-member"] },
};
const removal: Told = {
  hoped: "the member leaves the group, and nobody else",
  habits: { PATCH: ["jumpcloud/member-removed-by-value"] },
};

interface Team {
  persona: Persona<JumpCloud>;
  group: string;
  name: string;
  people: string[];
  outcome: Outcome;
}

/** A bound group of two people, which JumpCloud has just provisioned with its members. */
async function team(t: Trial): Promise<Team> {
  const persona = await startedJumpCloud(t, { groups: true });
  const { directory } = persona.client;
  const people = [directory.add(newcomer(t)).id, directory.add(newcomer(t)).id];
  const name = t.given.name();
  const { id } = directory.addGroup(name, people);
  return { persona, group: id, name, people, outcome: await step(persona, () => directory.assignGroup(id)) };
}

function userOf(t: Trial, persona: Persona, person: string): Hired {
  return linked(t, persona, persona.client.directory.person(person));
}

/** Groups as groups, where the administrator has them managed. */
export const groups: Rule[] = [
  rule({
    id: "jumpcloud/group-is-created",
    title: "A bound group is created, and its members are added one by one",
    covers: ["7644-3.5.2.1-12", "7644-3.3-05"],
    level: "MUST",
    needs: ["groups"],
    async probe(t) {
      const { persona, name, people, outcome } = await team(t);
      expectSuccess(t, persona, outcome, told);
      const path = await groupNamed(t, name);
      if (path === undefined) return t.inconclusive(`there is no group ${name}`);
      const ids = people.map((person) => userOf(t, persona, person).id);
      await expectMembers(t, persona, path, ids, outcome, told);
    },
    mutants: {
      "refuses a group without members": refuses(CREATE, 400, (_, body) => !("members" in body)),
      "replaces the members by the one that is added": hears((each) =>
        each["op"] === "add" ? [{ ...each, op: "replace" }] : [each],
      ),
    },
  }),

  rule({
    id: "jumpcloud/member-leaves-alone",
    title: "Who leaves a bound group is taken out of it, and the others stay",
    covers: ["7644-3.5.2.2-10"],
    level: "SHOULD", // whether the member is named by a value or by a filter is claimed both ways
    needs: ["groups"],
    async probe(t) {
      const { persona, group, name, people, outcome: made } = await team(t);
      if (made.failure !== undefined) return t.inconclusive(`JumpCloud reports: ${persona.notice(made.failure)}`);
      const path = await groupNamed(t, name);
      if (path === undefined) return t.inconclusive(`there is no group ${name}`);
      const [leaver, stayer] = people as [string, string];
      const other = userOf(t, persona, stayer);
      const outcome = await step(persona, () => persona.client.directory.leave(group, leaver));
      expectSuccess(t, persona, outcome, removal);
      await expectMembers(t, persona, path, [other.id], outcome, removal);
    },
    mutants: {
      "takes a remove of one member for all": hears((each) =>
        each["op"] === "remove" ? [{ op: "remove", path: "members" }] : [each],
      ),
      "refuses a remove with a value": refusesOperation(({ op, value }) => op === "remove" && value !== undefined),
    },
  }),
];
