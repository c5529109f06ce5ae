import { answer, behaves, type Rule, rule, type Trial } from "../../../engine/index.ts";
import type { Behaviour, JsonObject } from "../../../scim/index.ts";
import { expectSuccess, sent } from "../finding.ts";
import { answersWith, errorBody, hidesInactive, LOOK_UP, ONE_USER, reads, refuses, tellsCaseApart } from "../mutants.ts";
import { employee, newcomer } from "../people.ts";
import { type Outcome, type Persona, step } from "../persona.ts";
import { expectShown } from "../shown.ts";
import { startedEntra, traitsFor } from "./persona.ts";

const ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

/** How people become users. */
export const joining: Rule[] = [
  rule({
    id: "entra/joiner-is-created",
    title: "Who is assigned to the application becomes a user with every attribute that Entra ID maps",
    covers: ["7644-3.3-01", "7643-3.1-19", "7644-3.3-05"],
    level: "MUST",
    async probe(t) {
      const persona = await startedEntra(t);
      const { client, target } = persona;
      const traits = traitsFor(target);
      const attributes = employee(t, traits);
      const person = client.directory.add(attributes);
      const outcome = await step(persona, () => client.directory.assign(person.id));
      const told = {
        hoped: "the user is created",
        habits: ["entra/meta-and-roles", "entra/enterprise-urn-always"],
      };
      expectSuccess(t, persona, outcome, told);
      const id = client.linked(person.id);
      if (id === undefined) return t.inconclusive("Entra ID reports no failure and no user");
      const { userName, email, givenName, familyName } = attributes;
      const values: Record<string, string | boolean> = {
        userName,
        active: true,
        "name.givenName": givenName!,
        "name.familyName": familyName!,
        ...(target.knows("emails[work].value") ? { "emails[work].value": email! } : {}),
        ...Object.fromEntries(traits.map(({ path, first }) => [path, first])),
      };
      await expectShown(t, persona, { path: `/Users/${encodeURIComponent(id)}` }, values, outcome, told);
    },
    mutants: {
      "refuses a create with meta": refuses({ method: "POST" }, 400, (_, body) => "meta" in body),
      "refuses an empty list of roles": refuses({ method: "POST" }, 400, (_, body) => "roles" in body),
      "refuses a schema that no attribute is of": refuses(
        { method: "POST" },
        400,
        (_, body) => (body["schemas"] as string[]).includes(ENTERPRISE) && !("externalId" in body && false),
      ),
      "answers a create with an empty body": answersWith({ method: "POST", path: /\/Users$/ }, 201, null),
      "drops all numbers but the first": reads({ method: "POST" }, (body) => ({
        ...body,
        phoneNumbers: ((body["phoneNumbers"] ?? []) as JsonObject[]).slice(0, 1),
      })),
      "creates everybody inactive": reads({ method: "POST" }, (body) => ({ ...body, active: false })),
      "answers 404 to a look-up that finds nobody, once provisioning runs": answersOnlyTheProbe(),
    },
  }),

  rule({
    id: "entra/existing-user-is-taken-over",
    title: "A user who is there already is found by login name, read, and made what the directory says",
    covers: ["7644-3.4.2.2-07", "7644-3.4.1-01", "8X8-LINK-07"],
    level: "MUST",
    async probe(t) {
      const user = await t.given.user();
      const persona = await startedEntra(t);
      const attributes = { ...newcomer(t), userName: user.userName, email: user.userName };
      const outcome = await joins(persona, attributes);
      const told = { hoped: "the user is found and brought up to date", habits: ["entra/reads-before-it-writes"] };
      expectNoCreate(t, persona, outcome, user.userName);
      expectSuccess(t, persona, outcome, told);
      const { givenName, familyName } = attributes;
      const values = { "name.givenName": givenName!, "name.familyName": familyName! };
      await expectShown(t, persona, user, values, outcome, told);
    },
    mutants: {
      "does not find users by login name": reads404(),
      "cannot read a user by id": refuses({ method: "GET", path: ONE_USER }, 404, ({ headers }) => !headers.has("user-agent")),
      "answers a PATCH and changes nothing": behaves<Behaviour>({ patch: (stored) => stored }),
    },
  }),
];
