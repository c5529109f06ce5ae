import { behaves, on, type Rule, rewriteBody, rule } from "../../../engine/index.ts";
import type { Behaviour } from "../../../scim/index.ts";
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
import { startedOkta, traitsFor } from "./persona.ts";

const CREATE = { method: "POST", path: /\/Users$/ };
const PUT = { method: "PUT", path: ONE_USER };
const matched: Told = {
  hoped: "the user is brought up to date",
  habits: {
    GET: ["okta/lookup-by-user-name"],
    PUT: ["okta/get-then-put"],
    PATCH: ["okta/patch-without-path"],
  },
};

/** How people become users. */
export const joining: Rule[] = [
  rule({
    id: "okta/joiner-is-created",
    title: "Who is assigned to the application becomes a user with every attribute that Okta maps",
    covers: ["7644-3.3-01", "7644-3.3-05", "8X8-OKTA-01"],
    level: "MUST",
    async probe(t) {
      const persona = await startedOkta(t);
      const traits = traitsFor(persona.target);
      const attributes = employee(t, traits);
      const outcome = await joins(persona, attributes);
      const told = {
        hoped: "the user is created",
        habits: {
          GET: ["okta/lookup-by-user-name", "okta/not-found-is-no-match"],
          POST: ["okta/random-password", "okta/empty-groups", "okta/charset-on-writes"],
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
      "refuses a create with a password": refuses(CREATE, 400, (_, body) => "password" in body),
      "refuses a create with groups": refuses(CREATE, 400, (_, body) => "groups" in body),
      "answers a create with an empty body": answersWith(CREATE, 201, null),
      "refuses a charset in the Content-Type": refuses(
        CREATE,
        415,
        ({ headers }) => headers.get("content-type")?.includes("charset") === true,
      ),
      "breaks on a look-up that finds nobody": refuses(LOOK_UP, 500),
      "refuses pages of 100": refuses(LOOK_UP, 400, ({ url }) => url.endsWith("count=100")),
      "creates everybody inactive": reads(CREATE, (body) => ({ ...body, active: false })),
    },
  }),

  rule({
    id: "okta/existing-user-is-taken-over",
    title: "A user who is there already is found by login name and made what the directory says",
    covers: ["7644-3.4.2.2-07", "7644-3.5.1-02", "7644-3.5.1-08"],
    level: "MUST",
    async probe(t) {
      const user = await t.given.user();
      const persona = await startedOkta(t);
      const attributes = { ...newcomer(t), userName: user.userName, email: user.userName };
      const outcome = await joins(persona, attributes);
      expectFound(t, persona, outcome, user.userName);
      expectSuccess(t, persona, outcome, matched);
      const values = { "name.givenName": attributes.givenName!, "name.familyName": attributes.familyName! };
      await expectShown(t, persona, user, values, outcome, matched);
    },
    mutants: {
      "finds nobody by a filter": behaves<Behaviour>({ matches: () => false }),
      "refuses a PUT with meta": refuses(PUT, 400, (_, body) => "meta" in body),
      "refuses a PUT with an id": refuses(PUT, 400, (_, body) => "id" in body),
      "has no PUT": refuses(PUT, 405),
      "answers a PUT with success and changes nothing": behaves<Behaviour>({ prepareReplace: (stored) => stored }),
    },
  }),

  rule({
    id: "okta/look-up-ignores-letter-case",
    title: "A user is found by a login name that the directory spells in other letters, large and small",
    covers: ["7644-3.4.2.2-42"],
    level: "MUST",
    async probe(t) {
      const user = await t.given.user();
      const persona = await startedOkta(t);
      const outcome = await joins(persona, { ...newcomer(t), userName: user.userName.toUpperCase() });
      expectFound(t, persona, outcome, user.userName);
    },
    mutants: { "tells letter case apart in login names": tellsCaseApart },
  }),

  rule({
    id: "okta/inactive-user-is-found",
    title: "A user who is switched off is found by login name and switched on again",
    covers: ["7644-3.4.2.2-07", "7644-3.5.2.3-02"],
    level: "MUST",
    async probe(t) {
      const user = await t.given.inactiveUser();
      const persona = await startedOkta(t);
      const outcome = await joins(persona, { ...newcomer(t), userName: user.userName, email: user.userName });
      const told: Told = {
        hoped: "the user is switched on",
        habits: {
          PATCH: ["okta/patch-without-path", "okta/reactivation-is-checked"],
          POST: ["okta/create-after-hidden"],
        },
      };
      expectFound(t, persona, outcome, user.userName);
      expectSuccess(t, persona, outcome, told);
      await expectShown(t, persona, user, { active: true }, outcome, told);
    },
    mutants: {
      "hides inactive users from look-ups": hidesInactive,
      "answers a reactivation with the user as it was": on(
        { method: "PATCH", path: ONE_USER },
        rewriteBody((user) => ({ ...user, active: false })),
      ),
    },
  }),

  rule({
    id: "okta/taken-name-is-a-conflict",
    title: "A login name that is in use is refused with 409, which becomes a task for the administrator",
    covers: ["7644-3.3-08", "8X8-LOGIN-01", "8X8-OKTA-11"],
    level: "MUST",
    async probe(t) {
      await expectTakenName(t, await startedOkta(t), newcomer(t));
    },
    mutants: {
      "breaks on a name that is in use": conflictsAs(500),
      "answers 400 to a name that is in use": conflictsAs(400),
      "creates a second user of the same name": behaves<Behaviour>({ conflict: () => false }),
    },
  }),
];
