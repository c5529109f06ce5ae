import { behaves, on, type Rule, rewriteBody, rule } from "../../../engine/index.ts";
import type { Behaviour, JsonObject } from "../../../scim/index.ts";
import type { Told } from "../../personas/finding.ts";
import {
  hears,
  hidesInactive,
  ONE_USER,
  reads,
  refuses,
  refusesOperation,
  removesInactive,
} from "../../personas/mutants.ts";
import { hired, sceneStep } from "../../personas/persona.ts";
import { answered } from "../answered.ts";
import { expectSeen } from "../seen.ts";
import { without } from "../without.ts";
import { changed, testedOkta, testUser } from "./scene.ts";

const CREATE = { method: "POST", path: /\/Users$/ };
const PUT = { method: "PUT", path: ONE_USER };
const PATCH = { method: "PATCH", path: ONE_USER };

const created: Told = { hoped: "the user is created", habits: { POST: ["okta/random-password", "okta/empty-groups"] } };
const updated: Told = {
  hoped: "the first name is changed",
  habits: { PUT: ["okta/get-then-put"], PATCH: ["okta/patch-of-profile"] },
};
const off: Told = { hoped: "the user is switched off", habits: { PATCH: ["okta/patch-without-path"] } };
const back: Told = {
  hoped: "the user is switched on",
  habits: {
    GET: ["okta/lookup-before-reactivation"],
    PATCH: ["okta/patch-without-path"],
    PUT: ["okta/put-after-match"],
  },
};

/** What Okta's CRUD test looks at after each change in Okta. */
export const users: Rule[] = [
  rule({
    id: "okta-crud/assigned-user-is-found",
    title: "A user who is added and assigned is found by login name, with mail address and both names",
    covers: ["7644-3.3-05", "7644-3.4.2.2-07", "7644-3.1-03"],
    level: "MUST",
    async probe(t) {
      const persona = await testedOkta(t);
      const { directory } = persona.client;
      const user = testUser(t);
      const outcome = await changed(persona, 20, () => directory.assign(directory.add(user).id));
      const found = await t.client.list("/Users", { filter: `userName eq "${user.userName}"` });
      expectSeen(t, persona, outcome, created, () =>
        answered(t, found)
          .status(200)
          .reads("Resources[0].userName", user.userName)
          .reads("Resources[0].emails[0].value", user.email!)
          .reads("Resources[0].name.familyName", user.familyName!)
          .reads("Resources[0].name.givenName", user.givenName!),
      );
    },
    mutants: {
      "refuses a create with a password": refuses(CREATE, 400, (_, body) => "password" in body),
      "answers 404 to every filter": refuses({ method: "GET", path: /\/Users\?.*filter=/ }, 404),
      "finds nobody by a filter": behaves<Behaviour>({ matches: () => false }),
      "writes login names in small letters": reads(CREATE, (body) => ({
        ...body,
        userName: String(body["userName"]).toLowerCase(),
      })),
      "keeps no mail address": reads(CREATE, (body) => without(body, "emails")),
      "keeps no given name": reads(CREATE, (body) => without(body, "name.givenName")),
      "writes family names in capital letters": reads(CREATE, (body) => {
        const name = body["name"] as JsonObject;
        return { ...body, name: { ...name, familyName: String(name["familyName"]).toUpperCase() } };
      }),
    },
  }),

  rule({
    id: "okta-crud/first-name-is-changed",
    title: "A first name that is changed in Okta is read by the id of the user",
    covers: ["7644-3.5.1-02", "7644-3.5.1-08", "7644-3.4.1-01"],
    level: "MUST",
    async probe(t) {
      const persona = await testedOkta(t);
      const user = await hired(t, persona, testUser(t));
      const { directory } = persona.client;
      const outcome = await changed(persona, 20, () => directory.change(user.person.id, { givenName: "Updated" }));
      const read = await t.client.get(user.path);
      expectSeen(t, persona, outcome, updated, () => answered(t, read).status(200).reads("name.givenName", "Updated"));
    },
    mutants: {
      "refuses a PUT with what it showed itself": refuses(PUT, 400, (_, body) => "meta" in body),
      "answers a PUT with success and changes nothing": behaves<Behaviour>({ prepareReplace: (stored) => stored }),
      "does not show a user by id": refuses({ method: "GET", path: ONE_USER }, 404),
    },
  }),

  rule({
    id: "okta-crud/deactivated-user-is-inactive",
    title: "A user who is deactivated in Okta is still read, and is not active",
    covers: ["7644-3.5.2-06", "7644-3.5.2.3-01", "7644-3.4.1-01"],
    level: "MUST",
    async probe(t) {
      const persona = await testedOkta(t);
      const user = await hired(t, persona, testUser(t));
      const outcome = await changed(persona, 20, () => persona.client.directory.block(user.person.id));
      const read = await t.client.get(user.path);
      expectSeen(t, persona, outcome, off, () => answered(t, read).status(200).reads("active", "false"));
    },
    mutants: {
      "wants a path with every operation": refusesOperation(({ path }) => path === undefined),
      "passes over operations without a path": hears((each) => (each["path"] === undefined ? [] : [each])),
      "removes who is switched off": removesInactive,
    },
  }),

  rule({
    id: "okta-crud/reassigned-user-is-active",
    title: "A user who is activated and assigned once more is active again under the same id",
    covers: ["7644-3.4.2.2-07", "7644-3.5.2.3-01"],
    level: "MUST",
    async probe(t) {
      const persona = await testedOkta(t);
      const { directory } = persona.client;
      const user = await hired(t, persona, testUser(t));
      const { id } = user.person;
      // Who is deactivated loses what was assigned.
      await sceneStep(t, persona, () => directory.block(id));
      directory.unassign(id);
      const outcome = await changed(persona, 20, () => {
        directory.unblock(id);
        directory.assign(id);
      });
      const read = await t.client.get(user.path);
      expectSeen(t, persona, outcome, back, () => answered(t, read).status(200).reads("active", "true"));
    },
    mutants: {
      "does not find who is switched off": hidesInactive,
      "answers with success and leaves the user inactive": reads(PATCH, (body) =>
        JSON.stringify(body).includes('"active":true') ? { ...body, Operations: [{ op: "add", value: {} }] } : body,
      ),
      "shows users as inactive for good": on(
        { method: "GET", path: ONE_USER },
        rewriteBody((user) => ({ ...user, active: false })),
      ),
    },
  }),

  rule({
    id: "okta-crud/unassigned-user-is-inactive",
    title: "A user who loses the application is still read, and is not active",
    covers: ["7644-3.5.2-06", "7644-3.5.2.3-01", "7644-3.4.1-01"],
    level: "MUST",
    async probe(t) {
      const persona = await testedOkta(t);
      const user = await hired(t, persona, testUser(t));
      const outcome = await changed(persona, 40, () => persona.client.directory.unassign(user.person.id));
      const read = await t.client.get(user.path);
      expectSeen(t, persona, outcome, off, () => answered(t, read).status(200).reads("active", "false"));
    },
    mutants: {
      "has no PATCH": refuses(PATCH, 501),
      "answers a PATCH with success and changes nothing": behaves<Behaviour>({ patch: (stored) => stored }),
      "hides users who are switched off": on({ method: "GET", path: ONE_USER }, async (request, next) => {
        const response = await next(request);
        const isInactive = (await response.clone().text()).includes('"active":false');
        return isInactive ? new Response(null, { status: 404 }) : response;
      }),
    },
  }),
];
