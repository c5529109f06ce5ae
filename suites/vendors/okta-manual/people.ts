import { behaves, faulty, type Mutant, type Rule, rule, show, type Trial, valueAt } from "../../../engine/index.ts";
import type { Behaviour } from "../../../scim/index.ts";
import type { Group } from "../../../simulators/clients/index.ts";
import { expectSuccess, type Told } from "../../personas/finding.ts";
import { joins } from "../../personas/joins.ts";
import { errorBody, ONE_USER, reads, refuses } from "../../personas/mutants.ts";
import { startedOkta, traitsFor } from "../../personas/okta/persona.ts";
import { employee, newcomer } from "../../personas/people.ts";
import { hired, linked, type Persona, sceneStep, step } from "../../personas/persona.ts";
import { expectGone, expectShown } from "../../personas/shown.ts";
import { without } from "../without.ts";

const CREATE = { method: "POST", path: /\/Users$/ };
const PUT = { method: "PUT", path: ONE_USER };

const created: Told = {
  hoped: "every member becomes a user",
  habits: { GET: ["okta/group-assignment-sends-users"], POST: ["okta/random-password", "okta/empty-groups"] },
};
const updated: Told = {
  hoped: "the attribute is changed",
  habits: { PUT: ["okta/get-then-put"], PATCH: ["okta/patch-of-profile"] },
};
const emptied: Told = { hoped: "the update is taken", habits: { PUT: ["okta/get-then-put", "okta/cleared-is-empty"] } };
const off: Told = {
  hoped: "every member is switched off",
  habits: { PATCH: ["okta/patch-without-path", "okta/no-fall-back"] },
};

/** A group of two people that is not assigned yet. */
function team(t: Trial, { client }: Persona): Group {
  const { directory } = client;
  return directory.addGroup(t.given.name(), [directory.add(newcomer(t)).id, directory.add(newcomer(t)).id]);
}

/** A group of two people who have users by it. */
async function assignedTeam(t: Trial, persona: Persona): Promise<Group> {
  const group = team(t, persona);
  await sceneStep(t, persona, () => persona.client.directory.assignGroup(group.id));
  return group;
}

/** Judges each member of a group. */
async function eachMember(
  t: Trial,
  persona: Persona,
  { members }: Group,
  judge: (user: ReturnType<typeof linked>) => Promise<void>,
): Promise<void> {
  for (const id of members) await judge(linked(t, persona, persona.client.directory.person(id)));
}

/** A service provider that does so with the first request of this method, and otherwise with all others. */
function afterTheFirst(method: string, then: (first: Request, later: Request) => Response | Request): Mutant {
  return faulty(() => {
    let first: Request | undefined;
    return (request, next) => {
      if (request.method !== method) return next(request);
      if (first === undefined) {
        first = request.clone();
        return next(request);
      }
      const made = then(first, request);
      return made instanceof Response ? made : next(made);
    };
  });
}

/** Erases values of somebody in Okta, and judges that the update is taken. Gives what became of the first of them. */
async function expectErased(t: Trial, cleared: "omit" | "empty", told: Told): Promise<string> {
  const persona = await startedOkta(t, { cleared });
  // A number, a language or a time zone is no text that could be empty.
  const erasable = ["title", "displayName", "department"];
  const traits = traitsFor(persona.target).filter(({ attribute }) => erasable.includes(attribute));
  const first = traits.find(({ attribute }) => attribute === "title") ?? traits[0];
  if (first === undefined) return t.skip("users have no attribute that Okta could erase");
  const user = await hired(t, persona, employee(t, traits));
  const erased = Object.fromEntries(traits.map(({ attribute }) => [attribute, undefined]));
  const outcome = await step(persona, () => persona.client.directory.change(user.person.id, erased));
  expectSuccess(t, persona, outcome, told);
  const { givenName, familyName } = user.person.attributes;
  const values = { active: true, "name.givenName": givenName!, "name.familyName": familyName! };
  await expectShown(t, persona, user, values, outcome, told);
  const seen = valueAt((await t.client.get(user.path)).response.body, first.path);
  if (seen === undefined || seen === null) return "clears the value";
  return seen === first.first ? "keeps the value" : `shows ${show(seen)}`;
}

const refused = (status: number): Response => Response.json(errorBody(status), { status });

/** People by themselves and in groups: what the plan looks at beside the needs of every Okta application. */
export const people: Rule[] = [
  rule({
    id: "okta-manual/assigned-group-becomes-users",
    title: "Every member of a group that is assigned becomes a user",
    covers: ["7644-3.3-01", "7644-3.3-05"],
    level: "MUST",
    async probe(t) {
      const persona = await startedOkta(t);
      const group = team(t, persona);
      const outcome = await step(persona, () => persona.client.directory.assignGroup(group.id));
      expectSuccess(t, persona, outcome, created);
      await eachMember(t, persona, group, async (user) => {
        const { userName, givenName, familyName } = user.person.attributes;
        const values = {
          userName: userName!,
          active: true,
          "name.givenName": givenName!,
          "name.familyName": familyName!,
        };
        await expectShown(t, persona, user, values, outcome, created);
      });
    },
    mutants: {
      "has a licence for one user more": afterTheFirst("POST", () => refused(403)),
      "gives everybody the same name": reads(CREATE, (body) => ({
        ...body,
        name: { givenName: "Anna", familyName: "Ortiz" },
      })),
      "breaks at an empty list of groups": refuses(CREATE, 500, (_, body) => "groups" in body),
    },
  }),

  rule({
    id: "okta-manual/address-differs-from-login-name",
    title: "Login name and mail address, where they differ, are kept each as it is",
    covers: ["7644-3.1-03"],
    level: "MUST",
    async probe(t) {
      const persona = await startedOkta(t);
      if (!persona.target.knows("emails[work].value")) t.skip("users have no mail addresses, so none is mapped");
      const attributes = { ...newcomer(t), email: t.given.userName() };
      const outcome = await joins(persona, attributes);
      const told = { ...created, hoped: "the user is created" };
      expectSuccess(t, persona, outcome, told);
      const values = { userName: attributes.userName, "emails[work].value": attributes.email };
      await expectShown(t, persona, linked(t, persona, outcome.person), values, outcome, told);
    },
    mutants: {
      "takes the mail address as the login name": reads(CREATE, (body) => ({
        ...body,
        userName: valueAt(body, "emails[0].value") as string,
      })),
      "takes the login name as the mail address": reads(CREATE, (body) => ({
        ...body,
        emails: [{ type: "work", value: body["userName"]! }],
      })),
      "wants login name and mail address to be the same": refuses(
        CREATE,
        400,
        (_, body) => body["userName"] !== valueAt(body, "emails[0].value"),
      ),
    },
  }),

  rule({
    id: "okta-manual/group-update-reaches-its-members",
    title: "A change that concerns every member of a group reaches each of their users",
    covers: ["7644-3.5.1-02", "7644-3.5.1-08"],
    level: "MUST",
    async probe(t) {
      const persona = await startedOkta(t);
      const group = await assignedTeam(t, persona);
      const { directory } = persona.client;
      const outcome = await step(persona, () => {
        for (const id of group.members) directory.change(id, { familyName: "Ortiz-Vale" });
      });
      expectSuccess(t, persona, outcome, updated);
      await eachMember(t, persona, group, (user) =>
        expectShown(t, persona, user, { active: true, "name.familyName": "Ortiz-Vale" }, outcome, updated),
      );
    },
    mutants: {
      "takes one PUT and refuses the next": afterTheFirst("PUT", () => refused(409)),
      "answers the second PUT with success and changes nothing": afterTheFirst(
        "PUT",
        (_, later) => new Request(later.url, { headers: later.headers }),
      ),
      "answers a PUT with success and changes nothing": behaves<Behaviour>({ prepareReplace: (stored) => stored }),
    },
  }),

  rule({
    id: "okta-manual/erased-values-are-taken",
    title: "An update without the values that were erased is taken, and leaves everything else",
    covers: ["7644-3.5.1-02", "7644-3.5.1-10"],
    level: "MUST",
    answers: ["leftOut"],
    probe: async (t) => t.observe("leftOut", await expectErased(t, "omit", updated)),
    mutants: {
      "wants every attribute that it shows": refuses(PUT, 400, (_, body) => !("title" in body)),
      "switches users off by a PUT": reads(PUT, (body) => ({ ...body, active: false })),
    },
  }),

  rule({
    id: "okta-manual/empty-values-are-taken",
    title: "An update with empty texts for values that were erased is taken, and leaves everything else",
    covers: ["7644-3.5.1-02", "7644-3.5.1-10"],
    level: "SHOULD", // the plan pushes empty values; what was seen on the wire leaves them out
    answers: ["emptyText"],
    probe: async (t) => t.observe("emptyText", await expectErased(t, "empty", emptied)),
    mutants: {
      "refuses an empty text": refuses(PUT, 400, (_, body) => JSON.stringify(body).includes('""')),
      "breaks at an empty text": refuses(PUT, 500, (_, body) => JSON.stringify(body).includes('""')),
      "clears the name with an empty text": reads(PUT, (body) => without(body, "name.givenName")),
    },
  }),

  rule({
    id: "okta-manual/unassigned-group-is-switched-off",
    title: "Every member of a group that loses the application is switched off or removed",
    covers: ["7644-3.5.2-06", "7644-3.5.2.3-01"],
    level: "MUST",
    async probe(t) {
      const persona = await startedOkta(t);
      const group = await assignedTeam(t, persona);
      const outcome = await step(persona, () => persona.client.directory.unassignGroup(group.id));
      expectSuccess(t, persona, outcome, off);
      await eachMember(t, persona, group, (user) => expectGone(t, persona, user, outcome, off));
    },
    mutants: {
      "takes one PATCH and refuses the next": afterTheFirst("PATCH", () => refused(409)),
      "switches the same user off twice": afterTheFirst("PATCH", (first) => first.clone()),
      "answers a PATCH with success and changes nothing": behaves<Behaviour>({ patch: (stored) => stored }),
    },
  }),
];
