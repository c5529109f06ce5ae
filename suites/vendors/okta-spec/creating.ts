import {
  answerInstead,
  behaves,
  idOf,
  type Mutant,
  on,
  type Rule,
  rewriteBody,
  rewriteResources,
  rule,
  type Trial,
} from "../../../engine/index.ts";
import type { Behaviour, JsonObject } from "../../../scim/index.ts";
import { answered } from "../answered.ts";
import { ERROR, USER } from "../urns.ts";
import { without } from "../without.ts";
import { get, post } from "./wire.ts";

const CREATE = { method: "POST", path: /\/Users$/ };
const ONE_USER = { method: "GET", path: /\/Users\/[^/?]+$/ };

interface Person {
  userName: string;
  givenName: string;
  familyName: string;
  sent: JsonObject;
}

/** The user that Okta's test creates: both names, a work address, a display name, active. */
function person(t: Trial): Person {
  // Okta's names hold capital letters: who keeps them in small letters is seen by it.
  const userName = t.given.userName().replace("@", "Tester@");
  const givenName = t.given.faker.person.firstName();
  const familyName = t.given.faker.person.lastName();
  const sent = {
    schemas: [USER],
    userName,
    name: { givenName, familyName },
    emails: [{ primary: true, value: userName, type: "work" }],
    displayName: `${givenName} ${familyName}`,
    active: true,
  };
  return { userName, givenName, familyName, sent };
}

const created = (change: (user: JsonObject) => JsonObject): Mutant => on(CREATE, rewriteBody(change));
const shown = (change: (user: JsonObject) => JsonObject): Mutant => on(ONE_USER, rewriteResources(change));
const capitals = (user: JsonObject, part: string): JsonObject => {
  const name = user["name"] as JsonObject;
  return { ...user, name: { ...name, [part]: String(name[part]).toUpperCase() } };
};

/** Okta's create of a user, with what follows from it. */
export const creating: Rule[] = [
  rule({
    id: "okta-spec/realistic-user-is-created",
    title: "A user as Okta sends it, as plain JSON, is created and shown as it was sent",
    covers: ["7644-3.3-05", "7644-3.3-06", "7643-3.1-02", "7644-3.1-03"],
    level: "MUST",
    async probe(t) {
      const { userName, givenName, familyName, sent } = person(t);
      answered(t, await post(t.client, sent))
        .status(201)
        .reads("active", "true")
        .filled("id")
        .reads("name.familyName", familyName)
        .reads("name.givenName", givenName)
        .schema(USER)
        .reads("userName", userName);
    },
    mutants: {
      "answers a create with 200": on(CREATE, answerInstead(200)),
      "takes no plain JSON": on(CREATE, async (request, next) =>
        request.headers.get("content-type") === "application/json"
          ? answerInstead(415, { schemas: [ERROR], status: "415", detail: "send application/scim+json" })(request, next)
          : next(request),
      ),
      "creates users who are not active": created((user) => ({ ...user, active: false })),
      "answers a create without the id": created((user) => without(user, "id")),
      "writes family names in capital letters": created((user) => capitals(user, "familyName")),
      "writes given names in capital letters": created((user) => capitals(user, "givenName")),
      "answers a create without schemas": created((user) => without(user, "schemas")),
      "writes login names in small letters": created((user) => ({
        ...user,
        userName: String(user["userName"]).toLowerCase(),
      })),
    },
  }),

  rule({
    id: "okta-spec/created-user-is-read",
    title: "A user that Okta created is read with the names that were sent",
    covers: ["7644-3.4.1-01", "7644-3.1-03"],
    level: "MUST",
    async probe(t) {
      const { userName, givenName, familyName, sent } = person(t);
      const id = idOf(await t.given.done(() => post(t.client, sent)));
      answered(t, await get(t.client, `/Users/${encodeURIComponent(id)}`))
        .status(200)
        .reads("userName", userName)
        .reads("name.familyName", familyName)
        .reads("name.givenName", givenName);
    },
    mutants: {
      "has not stored the user yet": on(
        ONE_USER,
        answerInstead(404, { schemas: [ERROR], status: "404", detail: "not yet" }),
      ),
      "shows another login name later": shown((user) => ({ ...user, userName: `x-${user["userName"]}` })),
      "shows family names in capital letters later": shown((user) => capitals(user, "familyName")),
      "shows given names in capital letters later": shown((user) => capitals(user, "givenName")),
    },
  }),

  rule({
    id: "okta-spec/same-user-is-refused",
    title: "The same user once more is refused with 409",
    covers: ["7644-3.3-08"],
    level: "MUST",
    async probe(t) {
      const { sent } = person(t);
      await t.given.done(() => post(t.client, sent));
      answered(t, await post(t.client, sent)).status(409);
    },
    mutants: {
      "creates users of the same login name": behaves<Behaviour>({ conflict: () => false }),
      "answers 400 where the login name is taken": on(CREATE, async (request, next) => {
        const response = await next(request);
        return response.status === 409 ? answerInstead(400)(request, async () => response) : response;
      }),
    },
  }),
];
