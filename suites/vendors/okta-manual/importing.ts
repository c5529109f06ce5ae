import {
  answerInstead,
  behaves,
  idsOf,
  on,
  type Rule,
  rewriteResources,
  rule,
  show,
  type Trial,
  valueAt,
} from "../../../engine/index.ts";
import type { Behaviour, JsonObject } from "../../../scim/index.ts";
import type { Okta, OktaImport } from "../../../simulators/clients/index.ts";
import { expectSuccess, type Told } from "../../personas/finding.ts";
import { answersWith, errorBody, ONE_USER, reads, refuses } from "../../personas/mutants.ts";
import { startedOkta } from "../../personas/okta/persona.ts";
import { newcomer } from "../../personas/people.ts";
import { hired, linked, type Outcome, type Persona, step } from "../../personas/persona.ts";
import { expectShown } from "../../personas/shown.ts";
import { without } from "../without.ts";

const USERS = { method: "GET", path: /\/Users\?startIndex=\d+&count=100$/ };
const GROUPS = { method: "GET", path: /\/Groups\?startIndex=\d+&count=100$/ };
// An import reads everybody; more than these pages are too many for a test.
const MOST = 1000;

const told: Told = { hoped: "the import goes through", habits: { GET: ["okta/import-of-hundred"] } };
const updated: Told = { hoped: "the attribute is changed", habits: { PUT: ["okta/get-then-put"] } };

/** Skips the rule where an import would read too much. */
async function needsFew(t: Trial, endpoint: "/Users" | "/Groups"): Promise<void> {
  const counted = await t.given.done(() => t.client.list(endpoint, { startIndex: 1, count: 1 }));
  const total = Number(valueAt(counted.response.body, "totalResults"));
  if (total > MOST) t.skip(`the target lists ${total} resources at ${endpoint}, and an import would read them all`);
}

/** "Import Now". */
async function imports(persona: Persona<Okta>): Promise<Outcome & { found: OktaImport }> {
  let found: OktaImport | undefined;
  const outcome = await step(persona, async () => {
    found = await persona.client.runImport();
  });
  return { ...outcome, found: found! };
}

/** What an import finds, and what becomes of it. */
export const importing: Rule[] = [
  rule({
    id: "okta-manual/import-offers-active-users",
    title: "An import lists active users with their names and addresses, and tells who is not active",
    covers: ["7644-3.4.2-05", "7644-3.1-03"],
    level: "MUST",
    async probe(t) {
      await needsFew(t, "/Users");
      const [active, inactive] = [await t.given.user(), await t.given.inactiveUser()];
      const persona = await startedOkta(t);
      const outcome = await imports(persona);
      expectSuccess(t, persona, outcome, told);
      const page = outcome.exchanges.find((exchange) => idsOf(exchange)?.includes(active.id)) ?? outcome.exchanges[0]!;
      const listed = outcome.found.users.find(({ resource }) => resource === active.id);
      t.expect(page).that(listed !== undefined, {
        summary: `an import by Okta does not find ${active.userName}, who is there`,
        seen: outcome.found.users.map(({ resource }) => resource),
        expected: active.id,
      });
      for (const path of ["userName", "name.givenName", "name.familyName", "emails[0].value"]) {
        const [seen, expected] = [valueAt(listed?.attributes, path), valueAt(active.resource, path)];
        t.expect(page).that(expected === undefined || seen === expected, {
          summary: `an import by Okta finds ${path} of ${active.userName} as ${show(seen)}, expected ${show(expected)}`,
          seen: seen ?? null,
          expected,
          attribute: path,
        });
      }
      t.expect(page).that(!outcome.found.users.some(({ resource }) => resource === inactive.id), {
        summary: `an import by Okta offers ${inactive.userName}, who is not active: the list does not say so`,
        seen: "offered",
        expected: "active is false in the list",
        attribute: "active",
      });
    },
    mutants: {
      "leaves names out of a list": on(
        USERS,
        rewriteResources((user) => without(user, "name")),
      ),
      "does not say in a list who is active": on(
        USERS,
        rewriteResources((user) => without(user, "active")),
      ),
      "lists nobody without a filter": answersWith(USERS, 200, { totalResults: 0, Resources: [] }),
      "refuses pages of 100": refuses(USERS, 400),
    },
  }),

  rule({
    id: "okta-manual/imported-user-is-updated",
    title: "A user who was imported and confirmed is changed by an update in Okta",
    covers: ["7644-3.5.1-02", "7644-3.5.1-08"],
    level: "MUST",
    async probe(t) {
      await needsFew(t, "/Users");
      const user = await t.given.user();
      const persona = await startedOkta(t);
      const { found } = await imports(persona);
      if (!found.users.some(({ resource }) => resource === user.id))
        return t.inconclusive(`the import does not find ${user.userName}`);
      const person = persona.client.confirm(user.id);
      const outcome = await step(persona, () => persona.client.directory.change(person, { givenName: "Anna" }));
      expectSuccess(t, persona, outcome, updated);
      await expectShown(t, persona, user, { active: true, "name.givenName": "Anna" }, outcome, updated);
    },
    mutants: {
      "refuses a PUT with meta": refuses({ method: "PUT", path: ONE_USER }, 400, (_, body) => "meta" in body),
      "answers a PUT with success and changes nothing": behaves<Behaviour>({ prepareReplace: (stored) => stored }),
      "switches users off by a PUT": reads({ method: "PUT", path: ONE_USER }, (body) => ({ ...body, active: false })),
    },
  }),

  rule({
    id: "okta-manual/groups-are-imported",
    title: "An import lists the groups that are there",
    covers: ["7644-3.4.2-05", "7644-3.4.2-07"],
    level: "MUST",
    needs: ["groups"],
    async probe(t) {
      await needsFew(t, "/Users");
      await needsFew(t, "/Groups");
      const group = await t.given.group();
      const persona = await startedOkta(t, { importGroups: true });
      const outcome = await imports(persona);
      expectSuccess(t, persona, outcome, told);
      const pages = outcome.exchanges.filter(({ request }) => request.path.startsWith("/Groups?"));
      const ids = pages.flatMap((page) => idsOf(page) ?? []);
      t.expect(pages.at(-1)!).that(ids.includes(group.id), {
        summary: `an import by Okta does not find the group ${group.displayName}, which is there`,
        seen: ids,
        expected: group.id,
      });
    },
    mutants: {
      "lists no groups without a filter": answersWith(GROUPS, 200, { totalResults: 0, Resources: [] }),
      "lists groups without their ids": on(
        GROUPS,
        rewriteResources((group) => without(group, "id")),
      ),
      "breaks past the end of the groups": on(GROUPS, (request, next) =>
        request.url.includes("startIndex=101") ? answerInstead(500, errorBody(500))(request, next) : next(request),
      ),
    },
  }),

  rule({
    id: "okta-manual/deactivation-comes-by-import",
    title: "Where the service provider is the source of profiles, an import brings who was switched off there",
    covers: ["7644-3.1-03", "7644-3.4.1-01"],
    level: "MUST",
    async probe(t) {
      await needsFew(t, "/Users");
      const persona = await startedOkta(t, { profileSource: true, importSafeguard: false });
      const user = await hired(t, persona, newcomer(t));
      const Operations = [{ op: "replace", path: "active", value: false }];
      const schemas = ["urn:ietf:params:scim:api:messages:2.0:PatchOp"];
      await t.given.done(() => t.client.patch(user.path, { schemas, Operations }));
      const outcome = await imports(persona);
      expectSuccess(t, persona, outcome, told);
      const { blocked } = linked(t, persona, user.person).person;
      t.expect.that(blocked, {
        summary: `${user.person.attributes.userName} was switched off at the service provider, and an import by Okta shows the user as active`,
        seen: "the person stays active in Okta",
        expected: "the person is deactivated in Okta",
        attribute: "active",
        exchange: outcome.exchanges.at(-1)?.id,
      });
    },
    mutants: {
      "shows everybody as active": on(
        "GET",
        rewriteResources((user: JsonObject) => ("userName" in user ? { ...user, active: true } : user)),
      ),
      "does not say who is active": on(
        "GET",
        rewriteResources((user) => without(user, "active")),
      ),
    },
  }),
];
