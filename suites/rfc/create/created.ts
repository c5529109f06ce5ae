import {
  answer,
  answerInstead,
  behaves,
  on,
  type Rule,
  rewriteBody,
  rewriteHeaders,
  rule,
  show,
  valueAt,
} from "../../../engine/index.ts";
import type { JsonObject } from "../../../scim/index.ts";
import { refusal } from "../refusal.ts";
import { isAssigned, sameValue } from "../same-value.ts";

const GROUP = "urn:ietf:params:scim:schemas:core:2.0:Group";
const CREATE_USER = { method: "POST", path: /\/Users$/ };
const CREATE_GROUP = { method: "POST", path: /\/Groups$/ };

const metaOf = (resource: JsonObject): JsonObject => (resource["meta"] ?? {}) as JsonObject;

/** The answer to a successful create (RFC 7644 §3.3). */
export const created: Rule[] = [
  rule({
    id: "create/user-answers-201",
    title: "Creating a user answers 201",
    covers: ["7644-3.3-05"],
    level: "MUST",
    async probe(t) {
      t.expect(await t.client.post("/Users", t.given.representation())).status(201);
    },
    mutants: {
      "answers 200": on(CREATE_USER, answerInstead(200)),
      "answers 202 before it is done": on(CREATE_USER, answerInstead(202)),
    },
  }),

  rule({
    id: "create/group-answers-201",
    title: "Creating a group answers 201",
    covers: ["7644-3.3-05"],
    level: "MUST",
    needs: ["groups"],
    async probe(t) {
      t.expect(await t.client.post("/Groups", { schemas: [GROUP], displayName: t.given.name() })).status(201);
    },
    mutants: { "answers 200": on(CREATE_GROUP, answerInstead(200)) },
  }),

  rule({
    id: "create/answer-shows-the-resource",
    title: "The answer to a create carries the new resource",
    covers: ["7644-3.3-06"],
    level: "SHOULD",
    async probe(t) {
      const post = await t.given.done(() => t.client.post("/Users", t.given.representation()));
      const id = valueAt(post.response.body, "id");
      t.expect(post)
        .that(typeof id === "string" && id !== "", {
          summary: `POST /Users answered without the new resource: its id is ${show(id)}`,
          seen: post.response.body ?? post.response.text,
          expected: "the new resource",
          attribute: "id",
        })
        .hasAttribute("userName")
        .hasAttribute("schemas");
    },
    mutants: {
      "answers with the id alone": on(
        CREATE_USER,
        rewriteBody(({ id }) => ({ id: id ?? null })),
      ),
      "wraps the resource": on(
        CREATE_USER,
        rewriteBody((body) => ({ data: body })),
      ),
    },
  }),

  rule({
    id: "create/id-and-meta-are-assigned",
    title: "The service provider gives a new resource its id and its meta",
    covers: ["7643-3.1-02"],
    level: "MUST",
    async probe(t) {
      const post = await t.given.done(() => t.client.post("/Users", t.given.representation()));
      const location = post.response.headers["location"];
      // The answer need not show the resource; then the Location leads to it.
      const shows = post.response.text !== "" || location === undefined;
      const read = shows ? post : await t.client.get(URL.parse(location, `${t.client.baseUrl}/`)?.href ?? location);
      const id = valueAt(read.response.body, "id");
      const meta = valueAt(read.response.body, "meta");
      const parts = typeof meta === "object" && meta !== null ? Object.values(meta) : [];
      t.expect(read)
        .success()
        .that(typeof id === "string" && id !== "", {
          summary: `a new user shows id as ${show(id)}`,
          seen: id,
          expected: "a text that the service provider chose",
          attribute: "id",
        })
        .that(parts.length > 0 && parts.every((part) => isAssigned(part) && part !== ""), {
          summary: `a new user shows meta as ${show(meta)}`,
          seen: meta,
          expected: "an object with values",
          attribute: "meta",
        });
    },
    mutants: {
      "leaves meta out": on(
        CREATE_USER,
        rewriteBody(({ meta: _left, ...rest }) => rest),
      ),
      "leaves what it knows of meta empty": on(
        CREATE_USER,
        rewriteBody((user) => ({ ...user, meta: { ...metaOf(user), created: "" } })),
      ),
      "writes the id as a number": on(
        CREATE_USER,
        rewriteBody((user) => ({ ...user, id: 42 })),
      ),
    },
  }),

  rule({
    id: "create/location-leads-to-the-resource",
    title: "The answer to a create names the new resource in Location and in meta.location, where it is read",
    covers: ["7644-3.3-07"],
    level: "MUST",
    async probe(t) {
      const post = await t.given.done(() => t.client.post("/Users", t.given.representation()));
      t.expect(post).header("Location", /\S/);
      const base = `${t.client.baseUrl}/`;
      const location = URL.parse(post.response.headers["location"]!, base)?.href;
      t.expect(post).that(location !== undefined, {
        summary: `Location is ${show(post.response.headers["location"])}, which is no URL`,
        seen: post.response.headers["location"],
        expected: "the URL of the new resource",
      });
      const read = await t.client.get(location!);
      t.expect(read).status(200);
      const shown = post.response.text === "" ? read : post;
      const named = valueAt(shown.response.body, "meta.location");
      t.expect(shown).that(typeof named === "string" && URL.parse(named, base)?.href === location, {
        summary: `meta.location is ${show(named)}, and Location is ${show(post.response.headers["location"])}`,
        seen: named,
        expected: post.response.headers["location"],
        attribute: "meta.location",
      });
      if (shown === post) t.expect(read).attribute("id", valueAt(post.response.body, "id"));
    },
    mutants: {
      "sends no Location": on(CREATE_USER, rewriteHeaders({ location: null })),
      "names the collection in Location": on(CREATE_USER, async (request, next) =>
        rewriteHeaders({ location: request.url })(request, next),
      ),
      "shows another place in meta.location": on(
        CREATE_USER,
        rewriteBody((user) => ({ ...user, meta: { ...metaOf(user), location: `${metaOf(user)["location"]}?v=1` } })),
      ),
      "shows no meta.location": on(
        CREATE_USER,
        rewriteBody((user) => {
          const { location: _left, ...meta } = metaOf(user);
          return { ...user, meta };
        }),
      ),
    },
  }),

  rule({
    id: "create/defaults-are-kept",
    title: "What the service provider adds to a user that is little more than a name is also shown later",
    covers: ["7644-3.3-02"],
    level: "MAY",
    answers: ["defaultedAttributes"],
    async probe(t) {
      const sent = t.given.representation({ name: undefined, emails: undefined, active: undefined });
      const post = await t.client.post("/Users", sent);
      if (post.response.status === 400) t.skip("a user with a userName alone is refused: the schema asks for more");
      t.expect(post).success();
      const shown = (post.response.body ?? {}) as JsonObject;
      const added = Object.keys(shown).filter((name) => !["schemas", "id", "meta", "userName"].includes(name));
      t.observe("defaultedAttributes", added.filter((name) => isAssigned(shown[name])).join(", ") || "none");
      const read = await t.client.get(`/Users/${encodeURIComponent(String(shown["id"]))}`);
      t.expect(read).status(200);
      for (const name of added)
        t.expect(read).that(sameValue(valueAt(read.response.body, name), shown[name]), {
          summary: `the new user was shown with ${name} ${show(shown[name])}, and is read with ${show(valueAt(read.response.body, name))}`,
          seen: valueAt(read.response.body, name),
          expected: shown[name],
          attribute: name,
        });
    },
    mutants: {
      "shows defaults that it does not store": on(
        CREATE_USER,
        rewriteBody((user) => ({ ...user, locale: user["locale"] ?? "en-US" })),
      ),
      "does not take a user without a name": on(CREATE_USER, answer(422, refusal(422))),
    },
  }),

  rule({
    id: "create/null-is-no-value",
    title: "Null and an empty list in a create leave an attribute without a value",
    covers: ["7644-3.3-04"],
    level: "MAY",
    async probe(t) {
      const sent = t.given.representation({ title: null, phoneNumbers: [] });
      const post = await t.client.post("/Users", sent);
      t.expect(post).success().lacksAttribute("title").lacksAttribute("phoneNumbers");
      const read = await t.client.get(`/Users/${encodeURIComponent(String(valueAt(post.response.body, "id")))}`);
      t.expect(read).status(200).lacksAttribute("title").lacksAttribute("phoneNumbers");
    },
    mutants: {
      "refuses null": on(CREATE_USER, async (request, next) =>
        (await request.clone().text()).includes(":null")
          ? answer(400, refusal(400, "invalidValue"))(request, next)
          : next(request),
      ),
      "stores null as a word": behaves((conforming) => ({
        prepareCreate: (body: JsonObject, type: never) =>
          conforming.prepareCreate(body["title"] === null ? { ...body, title: "null" } : body, type),
      })),
    },
  }),
];
