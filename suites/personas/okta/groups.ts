import { type Rule, rule, type Trial } from "../../../engine/index.ts";
import type { Okta } from "../../../simulators/clients/index.ts";
import { expectSuccess, type Told } from "../finding.ts";
import { expectMembers, groupNamed } from "../groups.ts";
import { hears, LOOK_UP_OF_GROUP, refuses, refusesOperation } from "../mutants.ts";
import { newcomer } from "../people.ts";
import { type Hired, hired, type Outcome, type Persona, step } from "../persona.ts";
import { startedOkta } from "./persona.ts";

const CREATE = { method: "POST", path: /\/Groups$/ };
const told: Told = {
  hoped: "the group is there with its members",
  habits: {
    GET: ["okta/group-push-by-patch"],
    POST: ["okta/group-push-by-patch"],
    PATCH: ["okta/group-push-by-patch"],
  },
};

interface Team {
  persona: Persona<Okta>;
  group: string;
  name: string;
  users: Hired[];
  outcome: Outcome;
}

/** Two users and a group of them, which Okta has just pushed. */
async function team(t: Trial): Promise<Team> {
  const persona = await startedOkta(t, { groupPush: true });
  const { directory, pushGroup } = persona.client;
  const users = [await hired(t, persona, newcomer(t)), await hired(t, persona, newcomer(t))];
  const name = t.given.name();
  const people = users.map(({ person }) => person.id);
  const { id } = directory.addGroup(name, people);
  return { persona, group: id, name, users, outcome: await step(persona, () => pushGroup(id)) };
}

/** Groups as groups, where the administrator pushes them. */
export const groups: Rule[] = [
  rule({
    id: "okta/group-is-pushed",
    title: "A group that is pushed is looked up, created empty, and given its name and members by PATCH",
    covers: ["7644-3.5.2.3-11", "7644-3.3-05"],
    level: "MUST",
    needs: ["groups"],
    async probe(t) {
      const { persona, name, users, outcome } = await team(t);
      expectSuccess(t, persona, outcome, told);
      const path = await groupNamed(t, name);
      if (path === undefined) return t.inconclusive(`there is no group ${name}`);
      const ids = users.map(({ id }) => id);
      await expectMembers(t, persona, path, ids, outcome, told);
    },
    mutants: {
      "cannot look groups up by name": refuses(LOOK_UP_OF_GROUP, 400, ({ headers }) =>
        headers.get("user-agent")!.startsWith("Okta"),
      ),
      "refuses an empty list of members": refuses(
        CREATE,
        400,
        (_, { members }) => Array.isArray(members) && members.length === 0,
      ),
      "refuses members with a display name": refusesOperation(({ value }) =>
        JSON.stringify(value).includes('"display"'),
      ),
      "passes over a replace of members": hears((each) => (each["path"] === "members" ? [] : [each])),
    },
  }),

  rule({
    id: "okta/member-leaves-alone",
    title: "Who leaves a pushed group is taken out of it by a filtered path, and the others stay",
    covers: ["7644-3.5.2.2-04", "7644-3.5.2.2-10"],
    level: "MUST",
    needs: ["groups"],
    async probe(t) {
      const { persona, group, name, users, outcome: pushed } = await team(t);
      if (pushed.failure !== undefined) return t.inconclusive(`Okta reports: ${persona.notice(pushed.failure)}`);
      const path = await groupNamed(t, name);
      if (path === undefined) return t.inconclusive(`there is no group ${name}`);
      const [leaver, other] = users as [Hired, Hired];
      const outcome = await step(persona, () => persona.client.directory.leave(group, leaver.person.id));
      expectSuccess(t, persona, outcome, told);
      await expectMembers(t, persona, path, [other.id], outcome, told);
    },
    mutants: {
      "takes a filtered path for all members": hears((each) =>
        each["op"] === "remove" ? [{ op: "remove", path: "members" }] : [each],
      ),
      "does not know filtered paths": refusesOperation(({ path }) => String(path).includes("[")),
      "passes over a remove": hears((each) => (each["op"] === "remove" ? [] : [each])),
    },
  }),
];
