import { behaves, type Rule, rule } from "../../../engine/index.ts";
import type { Behaviour, JsonObject } from "../../../scim/index.ts";
import { expectSuccess } from "../finding.ts";
import { expectFound, expectTakenName, joins } from "../joins.ts";
import {
  answersWith,
  conflictsAs,
  errorBody,
  hidesInactive,
  LOOK_UP,
  ONE_USER,
  reads,
  refuses,
  refusesOperation,
  tellsCaseApart,
} from "../mutants.ts";
import { employee, newcomer } from "../people.ts";
import { linked, step } from "../persona.ts";
import { expectShown } from "../shown.ts";
import { startedEntra, traitsFor } from "./persona.ts";

const CREATE = { method: "POST", path: /\/Users$/ };
const byEntra = ({ headers }: Request): boolean => !headers.has("user-agent");

/** How people become users. */
export const joining: Rule[] = [
  rule({
    id: "entra/joiner-is-created",
    title: "Who is assigned to the application becomes a user with every attribute that Entra ID maps",
    covers: ["7644-3.3-01", "7643-3.1-19", "7644-3.3-05"],
    level: "MUST",
    async probe(t) {
      const persona = await startedEntra(t);
      const traits = traitsFor(persona.target);
      const attributes = employee(t, traits);
      const outcome = await joins(persona, attributes);
      const told = {
        hoped: "the user is created",
        habits: {
          GET: ["entra/lookup-without-paging", "entra/plus-in-filter", "entra/no-user-agent"],
          POST: ["entra/meta-and-roles", "entra/enterprise-urn-always"],
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
      "refuses a create with meta": refuses(CREATE, 400, (_, body) => "meta" in body),
      "refuses an empty list of roles": refuses(CREATE, 400, (_, body) => "roles" in body),
      "refuses the schema of an extension": refuses(CREATE, 400, (_, { schemas }) => (schemas as string[]).length > 1),
      "answers a create with an empty body": answersWith(CREATE, 201, null),
      "keeps one number of several": reads(CREATE, (body) => ({
        ...body,
        phoneNumbers: ((body["phoneNumbers"] ?? []) as JsonObject[]).slice(0, 1),
      })),
      "creates everybody inactive": reads(CREATE, (body) => ({ ...body, active: false })),
      "answers 404 when nobody has the login name": refuses(LOOK_UP, 404, ({ url }) => url.includes("%40")),
      "creates users and answers 500": answersWith(CREATE, 500, errorBody(500)),
    },
  }),

  rule({
    id: "entra/existing-user-is-taken-over",
    title: "A user who is there already is found by login name and made what the directory says",
    covers: ["7644-3.4.2.2-07", "7644-3.4.1-01", "8X8-LINK-07"],
    level: "MUST",
    async probe(t) {
      const user = await t.given.user();
      const persona = await startedEntra(t);
      const attributes = { ...newcomer(t), userName: user.userName, email: user.userName };
      const outcome = await joins(persona, attributes);
      const told = {
        hoped: "the user is brought up to date",
        habits: { GET: ["entra/reads-before-it-writes"], PATCH: ["entra/capitalised-operations"] },
      };
      expectFound(t, persona, outcome, user.userName);
      expectSuccess(t, persona, outcome, told);
      const values = { "name.givenName": attributes.givenName!, "name.familyName": attributes.familyName! };
      await expectShown(t, persona, user, values, outcome, told);
    },
    mutants: {
      "finds nobody by a filter": behaves<Behaviour>({ matches: () => false }),
      "answers a look-up with two users": answersWith({ ...LOOK_UP, path: /%40/ }, 200, {
        totalResults: 2,
        Resources: [{ id: "1" }, { id: "2" }],
      }),
      "cannot read a user by id": refuses({ method: "GET", path: ONE_USER }, 405, byEntra),
      "answers a PATCH with success and changes nothing": behaves<Behaviour>({ patch: (stored) => stored }),
    },
  }),

  rule({
    id: "entra/look-up-ignores-letter-case",
    title: "A user is found by a login name that the directory spells in other letters, large and small",
    covers: ["7644-3.4.2.2-42"],
    level: "MUST",
    async probe(t) {
      const user = await t.given.user();
      const persona = await startedEntra(t);
      const outcome = await joins(persona, { ...newcomer(t), userName: user.userName.toUpperCase() });
      expectFound(t, persona, outcome, user.userName);
    },
    mutants: { "tells letter case apart in login names": tellsCaseApart },
  }),

  rule({
    id: "entra/inactive-user-is-found",
    title: "A user who is switched off is found by login name and switched on again",
    covers: ["7644-3.4.2.2-07", "8X8-AAD-08"],
    level: "MUST",
    async probe(t) {
      const persona = await startedEntra(t);
      const attributes = newcomer(t);
      const { userName, givenName, familyName } = attributes;
      const { directory } = persona.client;
      const person = directory.add(attributes);
      // What the directory says already, so that nothing but the status has to be told.
      const externalId = persona.target.mapping === "8x8" ? person.id : attributes.mailNickname!;
      const name = { givenName: givenName!, familyName: familyName! };
      const user = await t.given.inactiveUser({ userName, name, externalId });
      const outcome = await step(persona, () => directory.assign(person.id));
      const told = { hoped: "the user is switched on", habits: { PATCH: ["entra/active-as-text"] } };
      expectFound(t, persona, outcome, userName);
      expectSuccess(t, persona, outcome, told);
      await expectShown(t, persona, user, { active: true }, outcome, told);
    },
    mutants: {
      "hides inactive users from look-ups": hidesInactive,
      "refuses to switch a user on again": refusesOperation(({ value }) => value === "True"),
    },
  }),

  rule({
    id: "entra/taken-name-is-a-conflict",
    title: "A login name that is in use is refused with 409, which Entra ID tells as a conflict",
    covers: ["7644-3.3-08", "8X8-LOGIN-01"],
    level: "MUST",
    async probe(t) {
      await expectTakenName(t, await startedEntra(t), newcomer(t));
    },
    mutants: {
      "breaks on a name that is in use": conflictsAs(500),
      "answers 400 to a name that is in use": conflictsAs(400),
      "creates a second user of the same name": behaves<Behaviour>({ conflict: () => false }),
    },
  }),
];
