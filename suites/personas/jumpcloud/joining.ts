import { behaves, type Rule, rule } from "../../../engine/index.ts";
import type { Behaviour, JsonObject } from "../../../scim/index.ts";
import { expectSuccess, type Told } from "../finding.ts";
import { expectFound, expectTakenName, joins } from "../joins.ts";
import {
  answersWith,
  conflictsAs,
  hidesInactive,
  LOOK_UP,
  ONE_USER,
  reads,
  refuses,
  tellsCaseApart,
} from "../mutants.ts";
import { employee, newcomer } from "../people.ts";
import { linked } from "../persona.ts";
import { expectShown } from "../shown.ts";
import { startedJumpCloud, traitsFor } from "./persona.ts";

const CREATE = { method: "POST", path: /\/Users$/ };
const PUT = { method: "PUT", path: ONE_USER };
const matched: Told = {
  hoped: "the user is brought up to date",
  habits: { GET: ["jumpcloud/lookup-by-user-name"], PUT: ["jumpcloud/take-over-reads-first"] },
};

/** How people become users. */
export const joining: Rule[] = [
  rule({
    id: "jumpcloud/joiner-is-created",
    title: "Who is assigned to the application becomes a user with every attribute that JumpCloud maps",
    covers: ["7644-3.3-05", "7644-3.4.2-10", "8X8-JC-04"],
    level: "MUST",
    async probe(t) {
      const persona = await startedJumpCloud(t);
      const traits = traitsFor(t, persona.target);
      const attributes = employee(t, traits);
      const outcome = await joins(persona, attributes);
      const told = {
        hoped: "the user is created",
        habits: {
          GET: ["jumpcloud/lookup-by-user-name", "jumpcloud/plus-in-filter", "jumpcloud/no-user-agent"],
          POST: ["jumpcloud/enterprise-urn-always"],
        },
      };
      expectSuccess(t, persona, outcome, told);
      const user = linked(t, persona, outcome.person);
      const values = {
        userName: attributes.userName,
        active: true,
        "name.givenName": attributes.givenName!,
        "name.familyName": attributes.familyName!,
        ...(persona.target.knows("emails[work].value") ? { "emails[work].value": attributes.email! } : {}),
        ...Object.fromEntries(traits.map(({ path, first }) => [path, first])),
      };
      await expectShown(t, persona, user, values, outcome, told);
    },
    mutants: {
      "answers a create with an empty body": answersWith(CREATE, 201, null),
      "refuses the schema of an extension": refuses(CREATE, 400, (_, { schemas }) => (schemas as string[]).length > 1),
      "answers 404 to a look-up that finds nobody": refuses(LOOK_UP, 404),
      "does not know + for a space": refuses(LOOK_UP, 400, ({ url }) => url.includes("+eq+")),
      "keeps one number of several": reads(CREATE, (body) => ({
        ...body,
        phoneNumbers: ((body["phoneNumbers"] ?? []) as JsonObject[]).slice(0, 1),
      })),
      "creates everybody inactive": reads(CREATE, (body) => ({ ...body, active: false })),
    },
  }),

  rule({
    id: "jumpcloud/existing-user-is-taken-over",
    title: "A user who is there already is found by login name and made what the directory says",
    covers: ["7644-3.4.2.2-07", "7644-3.5.1-02", "7644-3.5.1-11"],
    level: "MUST",
    async probe(t) {
      const user = await t.given.user();
      const persona = await startedJumpCloud(t);
      const attributes = { ...newcomer(t), userName: user.userName, email: user.userName };
      const outcome = await joins(persona, attributes);
      expectFound(t, persona, outcome, user.userName);
      expectSuccess(t, persona, outcome, matched);
      const values = { "name.givenName": attributes.givenName!, "name.familyName": attributes.familyName! };
      await expectShown(t, persona, user, values, outcome, matched);
    },
    mutants: {
      "finds nobody by a filter": behaves<Behaviour>({ matches: () => false }),
      "wants an id in a PUT": refuses(PUT, 400, (_, body) => !("id" in body)),
      "has no PUT": refuses(PUT, 405),
      "answers a PUT with success and changes nothing": behaves<Behaviour>({ prepareReplace: (stored) => stored }),
    },
  }),

  rule({
    id: "jumpcloud/look-up-ignores-letter-case",
    title: "A user is found by a login name that the directory spells in other letters, large and small",
    covers: ["7644-3.4.2.2-42"],
    level: "MUST",
    async probe(t) {
      const user = await t.given.user();
      const persona = await startedJumpCloud(t);
      const outcome = await joins(persona, { ...newcomer(t), userName: user.userName.toUpperCase() });
      expectFound(t, persona, outcome, user.userName);
    },
    mutants: { "tells letter case apart in login names": tellsCaseApart },
  }),

  rule({
    id: "jumpcloud/inactive-user-is-found",
    title: "A user who is switched off is found by login name and switched on again",
    covers: ["7644-3.4.2.2-07", "7644-3.5.1-02"],
    level: "MUST",
    async probe(t) {
      const user = await t.given.inactiveUser();
      const persona = await startedJumpCloud(t);
      const outcome = await joins(persona, { ...newcomer(t), userName: user.userName, email: user.userName });
      const told: Told = {
        hoped: "the user is switched on",
        habits: { PUT: ["jumpcloud/take-over-reads-first"] },
      };
      expectFound(t, persona, outcome, user.userName);
      expectSuccess(t, persona, outcome, told);
      await expectShown(t, persona, user, { active: true }, outcome, told);
    },
    mutants: {
      "hides inactive users from look-ups": hidesInactive,
      "switches nobody on by a PUT": reads(PUT, (body) => ({ ...body, active: false })),
    },
  }),

  rule({
    id: "jumpcloud/taken-name-is-a-conflict",
    title: "A login name that is in use is refused with 409, which JumpCloud tells in Directory Insights",
    covers: ["7644-3.3-08", "8X8-LOGIN-01"],
    level: "MUST",
    async probe(t) {
      await expectTakenName(t, await startedJumpCloud(t), newcomer(t));
    },
    mutants: {
      "breaks on a name that is in use": conflictsAs(500),
      "answers 400 to a name that is in use": conflictsAs(400),
      "creates a second user of the same name": behaves<Behaviour>({ conflict: () => false }),
    },
  }),
];
