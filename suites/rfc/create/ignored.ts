import {
  answer,
  behaves,
  faulty,
  type Mutant,
  on,
  type Rule,
  rewriteResources,
  rule,
  show,
  type Trial,
  valueAt,
} from "../../../engine/index.ts";
import type { Behaviour, Exchange, Json, JsonObject } from "../../../scim/index.ts";
import { refusal } from "../refusal.ts";

const GROUP = "urn:ietf:params:scim:schemas:core:2.0:Group";

/** A meta that no service provider would write itself. */
const BOGUS_META: JsonObject = {
  resourceType: "Machine",
  created: "1999-01-01T00:00:00Z",
  lastModified: "1999-01-02T00:00:00Z",
  location: "https://elsewhere.example.com/Machines/1",
  version: 'W/"bogus"',
};

/** Judges that nothing of the bogus meta is shown. */
function expectOwnMeta(t: Trial, exchange: Exchange): void {
  for (const [name, sent] of Object.entries(BOGUS_META)) {
    const seen = valueAt(exchange.response.body, `meta.${name}`);
    t.expect(exchange).that(seen !== sent, {
      summary: `the client sent meta.${name} as ${show(sent)}, and the service provider took it over`,
      seen,
      expected: "a value of the service provider",
      attribute: `meta.${name}`,
    });
  }
}

const pathOf = (exchange: Exchange): string =>
  `/Users/${encodeURIComponent(String(valueAt(exchange.response.body, "id")))}`;
const sends = (name: string) => async (request: Request) => (await request.clone().text()).includes(`"${name}":`);

function refusing(name: string, method: string): Mutant {
  return on({ method, path: /\/Users/ }, async (request, next) =>
    (await sends(name)(request)) ? answer(400, refusal(400, "mutability"))(request, next) : next(request),
  );
}

/** A mutant that takes the meta over which a client sends with this method. */
function adoptingMeta(method: string, part: string): Mutant {
  return on({ method, path: /\/Users/ }, async (request, next) => {
    const sent = ((await request.clone().json()) as JsonObject)["meta"] as JsonObject | undefined;
    if (sent === undefined) return next(request);
    return rewriteResources((user) => ({
      ...user,
      meta: { ...(user["meta"] as JsonObject), [part]: sent[part] as Json },
    }))(request, next);
  });
}

/** What a client may send with a create and has no say in (RFC 7644 §3.3, RFC 7643 §3.1). */
export const ignored: Rule[] = [
  rule({
    id: "create/meta-of-a-client-is-ignored",
    title: "The meta that a client sends with a create is ignored",
    covers: ["7643-3.1-19"],
    level: "MUST",
    async probe(t) {
      const post = await t.client.post("/Users", t.given.representation({ meta: BOGUS_META }));
      t.expect(post).success();
      expectOwnMeta(t, post);
      const read = await t.client.get(pathOf(post));
      t.expect(read).status(200);
      expectOwnMeta(t, read);
    },
    mutants: {
      "refuses a create with meta": refusing("meta", "POST"),
      "believes the time of creation": adoptingMeta("POST", "created"),
      "shows the version it was sent": adoptingMeta("POST", "version"),
    },
  }),

  rule({
    id: "create/meta-of-a-client-is-ignored-by-put",
    title: "The meta that a client sends with a PUT is ignored",
    covers: ["7643-3.1-19"],
    level: "MUST",
    async probe(t) {
      const user = await t.given.user();
      const put = await t.client.put(user.path, { ...user.sent, meta: BOGUS_META });
      t.expect(put).success();
      expectOwnMeta(t, put);
      const read = await t.client.get(user.path);
      t.expect(read).status(200);
      expectOwnMeta(t, read);
    },
    mutants: {
      "refuses a PUT with meta": refusing("meta", "PUT"),
      "believes the time of the last change": adoptingMeta("PUT", "lastModified"),
    },
  }),

  rule({
    id: "create/read-only-attributes-are-ignored",
    title: "The id and the groups that a client sends with a create do not become those of the user",
    covers: ["7644-3.3-01"],
    level: "MUST",
    answers: ["createWithId"],
    async probe(t) {
      const id = t.given.name();
      const groups = [{ value: t.given.name(), display: "Administrators" }];
      const post = await t.client.post("/Users", t.given.representation({ id, groups }));
      t.expect(post).status(201, 400);
      t.observe("createWithId", post.response.status === 201 ? "ignored" : "refused");
      if (post.response.status === 400) return;
      const read = await t.client.get(pathOf(post));
      t.expect(read).status(200);
      for (const exchange of [post, read]) {
        const seen = valueAt(exchange.response.body, "id");
        t.expect(exchange).that(seen !== id, {
          summary: `the client sent the id ${show(id)}, and the service provider took it over`,
          seen,
          expected: "an id of the service provider",
          attribute: "id",
        });
        const member = JSON.stringify(valueAt(exchange.response.body, "groups") ?? []).includes(groups[0]!.value);
        t.expect(exchange).that(!member, {
          summary: "the client sent groups, and the service provider shows them",
          seen: valueAt(exchange.response.body, "groups"),
          expected: "the groups that have the user as a member",
          attribute: "groups",
        });
      }
    },
    mutants: {
      "takes the id over": on({ method: "POST", path: /\/Users$/ }, async (request, next) => {
        const { id } = (await request.clone().json()) as JsonObject;
        return rewriteResources((user) => ({ ...user, id: id ?? user["id"]! }))(request, next);
      }),
      "takes the groups over": behaves((conforming: Behaviour) => ({
        prepareCreate: (body, type) => ({
          ...conforming.prepareCreate(body, type),
          ...(body["groups"] !== undefined && { groups: body["groups"] }),
        }),
        project: (resource, type, projection) => ({
          ...conforming.project(resource, type, projection),
          ...(resource["groups"] !== undefined && { groups: resource["groups"] }),
        }),
      })),
    },
  }),

  rule({
    id: "create/read-only-attributes-are-not-refused",
    title: "A create with an id and groups succeeds",
    covers: ["7644-3.3-01"],
    level: "SHOULD",
    async probe(t) {
      const sent = t.given.representation({ id: t.given.name(), groups: [{ value: t.given.name() }] });
      t.expect(await t.client.post("/Users", sent)).status(201);
    },
    mutants: { "refuses a create with an id": refusing("id", "POST") },
  }),

  rule({
    id: "create/resource-type-follows-the-endpoint",
    title: "A user is of the type User, whatever type the client says",
    covers: ["7644-3.3.1-01"],
    level: "MUST",
    async probe(t) {
      const post = await t.given.done(() =>
        t.client.post("/Users", t.given.representation({ meta: { resourceType: "Group" } })),
      );
      t.expect(await t.client.get(pathOf(post)))
        .status(200)
        .attribute("meta.resourceType", "User");
    },
    mutants: {
      "believes the type it is told": believingTheType(/\/Users(\/|$)/),
      "leaves the type out": on(
        { path: /\/Users/ },
        rewriteResources((user) => ({ ...user, meta: {} })),
      ),
    },
  }),

  rule({
    id: "create/group-type-follows-the-endpoint",
    title: "A group is of the type Group, whatever type the client says",
    covers: ["7644-3.3.1-01"],
    level: "MUST",
    needs: ["groups"],
    async probe(t) {
      const sent = { schemas: [GROUP], displayName: t.given.name(), meta: { resourceType: "User" } };
      const post = await t.given.done(() => t.client.post("/Groups", sent));
      t.expect(await t.client.get(pathOf(post).replace("/Users/", "/Groups/")))
        .status(200)
        .attribute("meta.resourceType", "Group");
    },
    mutants: { "believes the type it is told": believingTheType(/\/Groups(\/|$)/) },
  }),
];

/** A mutant that shows the type a client sent with its last create. */
function believingTheType(path: RegExp): Mutant {
  return faulty(() => {
    let told: Json | undefined;
    return async (request, next) => {
      if (!path.test(new URL(request.url).pathname)) return next(request);
      if (request.method === "POST")
        told = valueAt(await request.clone().json(), "meta.resourceType") as Json | undefined;
      const resourceType = told;
      if (resourceType === undefined) return next(request);
      return rewriteResources((each) => ({ ...each, meta: { ...(each["meta"] as JsonObject), resourceType } }))(
        request,
        next,
      );
    };
  });
}
