import { type Rule, rule, type Trial } from "../../../engine/index.ts";
import type { Entra } from "../../../simulators/clients/index.ts";
import { connectionRule } from "../connecting.ts";
import { expectSuccess, type Told } from "../finding.ts";
import { expectMembers, groupNamed } from "../groups.ts";
import { hears, LOOK_UP_OF_GROUP, ONE_GROUP, refuses, refusesOperation } from "../mutants.ts";
import { newcomer } from "../people.ts";
import { type Hired, hired, type Outcome, type Persona, step } from "../persona.ts";
import { expectShown } from "../shown.ts";
import { entraPersona, product, startedEntra } from "./persona.ts";

const CREATE = { method: "POST", path: /\/Groups$/ };
const told: Told = {
  hoped: "the group is there with its members",
  habits: {
    GET: ["entra/group-without-members"],
    POST: ["entra/group-without-members"],
    PATCH: ["entra/capitalised-operations"],
  },
};
const removal: Told = {
  hoped: "the member leaves the group, and nobody else",
  habits: { PATCH: ["entra/removes-members-by-value"] },
};

interface Team {
  persona: Persona<Entra>;
  group: string;
  name: string;
  users: Hired[];
  outcome: Outcome;
}

/** Two users and an assigned group of them, which Entra ID has just made. */
async function team(t: Trial): Promise<Team> {
  const persona = await startedEntra(t, { groups: true });
  const { directory } = persona.client;
  const users = [await hired(t, persona, newcomer(t)), await hired(t, persona, newcomer(t))];
  const name = t.given.name();
  const { id } = directory.addGroup(
    name,
    users.map(({ person }) => person.id),
  );
  return { persona, group: id, name, users, outcome: await step(persona, () => directory.assignGroup(id)) };
}

/** The same as a scene: where the group is. */
async function madeTeam(t: Trial): Promise<Team & { path: string }> {
  const made = await team(t);
  const { outcome, persona, name } = made;
  if (outcome.failure !== undefined) return t.inconclusive(`Entra ID reports: ${persona.notice(outcome.failure)}`);
  const path = await groupNamed(t, name);
  return path === undefined ? t.inconclusive(`there is no group ${name}`) : { ...made, path };
}

/** Groups as groups, where the administrator maps them. */
export const groups: Rule[] = [
  connectionRule(
    { ...product, persona: (t) => entraPersona(t, { groups: true }) },
    {
      groups: true,
      covers: ["7644-3.4.2-10", "7644-3.4.2-05"],
      hoped: "200 with a list of nobody, for users and for groups",
      because:
        "Where groups are mapped, it looks for one with a random GUID for a name, too (entra/probe-of-groups, seen on the wire, not documented).",
      mutants: {
        "answers 404 when no group has the name": refuses(LOOK_UP_OF_GROUP, 404),
        "cannot look groups up by name": refuses(LOOK_UP_OF_GROUP, 400),
      },
    },
  ),

  rule({
    id: "entra/group-is-created",
    title: "A group is looked up and created without members, who follow by PATCH",
    covers: ["7644-3.5.2.1-12", "7644-3.3-05"],
    level: "MUST",
    needs: ["groups"],
    async probe(t) {
      const { persona, name, users, outcome } = await team(t);
      expectSuccess(t, persona, outcome, told);
      const path = await groupNamed(t, name);
      if (path === undefined) return t.inconclusive(`there is no group ${name}`);
      await expectMembers(
        t,
        persona,
        path,
        users.map(({ id }) => id),
        outcome,
        told,
      );
    },
    mutants: {
      "refuses a group without members": refuses(CREATE, 400, (_, body) => !("members" in body)),
      "refuses the schema of a group that it does not know": refuses(
        CREATE,
        400,
        (_, { schemas }) => (schemas as string[]).length > 1,
      ),
      "refuses to leave the members out of a group": refuses({ method: "GET", path: ONE_GROUP }, 400, ({ url }) =>
        url.includes("excludedAttributes"),
      ),
      "refuses members with a $ref of null": refusesOperation(({ value }) =>
        JSON.stringify(value).includes('"$ref":null'),
      ),
      "adds the first member of a list": hears((each) =>
        each["path"] === "members" && Array.isArray(each["value"])
          ? [{ ...each, value: each["value"].slice(0, 1) }]
          : [each],
      ),
    },
  }),

  rule({
    id: "entra/member-leaves-alone",
    title: "Who leaves a group is taken out of it, and the others stay",
    covers: ["7644-3.5.2.2-10"],
    level: "MUST",
    needs: ["groups"],
    async probe(t) {
      const { persona, group, users, path } = await madeTeam(t);
      const [leaver, other] = users as [Hired, Hired];
      const outcome = await step(persona, () => persona.client.directory.leave(group, leaver.person.id));
      expectSuccess(t, persona, outcome, removal);
      await expectMembers(t, persona, path, [other.id], outcome, removal);
    },
    mutants: {
      "takes a Remove of one member for all": hears((each) =>
        each["op"] === "Remove" ? [{ op: "remove", path: "members" }] : [each],
      ),
      "refuses a Remove with a value": refusesOperation(({ op, value }) => op === "Remove" && value !== undefined),
      "passes over a Remove with a value": hears((each) => (each["op"] === "Remove" ? [] : [each])),
    },
  }),

  rule({
    id: "entra/group-is-renamed",
    title: "A group that is renamed in the directory is renamed, and keeps its members",
    covers: ["7644-3.5.2.3-02"],
    level: "MUST",
    needs: ["groups"],
    async probe(t) {
      const { persona, group, users, path } = await madeTeam(t);
      const displayName = t.given.name();
      const outcome = await step(persona, () => {
        for (const each of persona.client.directory.groups()) if (each.id === group) each.name = displayName;
      });
      expectSuccess(t, persona, outcome, told);
      await expectShown(t, persona, { path }, { displayName }, outcome, told);
      await expectMembers(
        t,
        persona,
        path,
        users.map(({ id }) => id),
        outcome,
        told,
      );
    },
    mutants: {
      "refuses to rename a group": refusesOperation(({ path }) => path === "displayName"),
      "empties a group that it renames": hears((each) =>
        each["path"] === "displayName" ? [each, { op: "remove", path: "members" }] : [each],
      ),
    },
  }),
];
