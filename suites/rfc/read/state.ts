import {
  bodyOf,
  type Fault,
  type Mutant,
  on,
  type Rule,
  rewriteResources,
  rule,
  show,
  type Trial,
  valueAt,
} from "../../../engine/index.ts";
import type { Exchange, JsonObject } from "../../../scim/index.ts";
import { isAssigned, sameValue } from "../same-value.ts";

const PATCH_OP = "urn:ietf:params:scim:api:messages:2.0:PatchOp";

/** Attributes of RFC 7643 §4.1 that a response shows unless the client asks otherwise. */
const SHOWN = [
  ...["id", "externalId", "userName", "name", "displayName", "nickName", "profileUrl", "title", "userType"],
  ...["preferredLanguage", "locale", "timezone", "active", "emails", "phoneNumbers", "ims", "photos", "addresses"],
  ...["entitlements", "roles", "x509Certificates"],
];

/** Judges that the answer to a write shows what a GET shows, as far as both show it. */
function expectSameState(t: Trial, write: Exchange, read: Exchange): void {
  const [written, stored] = [bodyOf(write), bodyOf(read)];
  const others = Object.keys(written).filter((name) => ![...SHOWN, "schemas", "meta", "groups"].includes(name));
  for (const name of [...SHOWN, ...others]) {
    // An attribute of another schema may be one that only the answer to a write shows (RFC 7643 §7, "request").
    if (!SHOWN.includes(name) && !isAssigned(stored[name])) continue;
    t.expect(write).that(sameValue(written[name], stored[name]), {
      summary: `${write.request.method} answered with ${name} ${show(written[name])}, and a GET shows ${show(stored[name])}`,
      seen: written[name],
      expected: stored[name],
      attribute: name,
    });
  }
}

const showing = (method: string, change: (user: JsonObject) => JsonObject): Mutant =>
  on({ method, path: /\/Users/ }, rewriteResources(change));

/** Answers to writes show the state as it is stored (RFC 7644 §3.1). */
export const state: Rule[] = [
  rule({
    id: "read/create-shows-what-is-stored",
    title: "The answer to a create shows what a GET shows",
    covers: ["7644-3.1-03"],
    level: "MUST",
    async probe(t) {
      const sent = t.given.representation({ displayName: "Babs", title: "Tour Guide", externalId: t.given.name() });
      const write = await t.given.done(() => t.client.post("/Users", sent));
      if (valueAt(write.response.body, "id") === undefined) t.skip("the answer to a create shows no resource");
      const read = await t.client.get(`/Users/${encodeURIComponent(String(valueAt(write.response.body, "id")))}`);
      t.expect(read).status(200);
      expectSameState(t, write, read);
    },
    mutants: {
      "echoes a title that it does not store": on({ method: "POST", path: /\/Users$/ }, echoing("title")),
      "leaves attributes out of the answer": showing("POST", ({ emails: _left, ...rest }) => rest),
    },
  }),

  rule({
    id: "read/put-shows-what-is-stored",
    title: "The answer to a PUT shows what a GET shows",
    covers: ["7644-3.1-03"],
    level: "MUST",
    async probe(t) {
      const user = await t.given.user();
      const name = { givenName: "Barbara", familyName: "Jensen" };
      const write = await t.given.done(() => t.client.put(user.path, { ...user.sent, name, title: "Tour Guide" }));
      if (valueAt(write.response.body, "id") === undefined) t.skip("the answer to a PUT shows no resource");
      const read = await t.client.get(user.path);
      t.expect(read).status(200);
      expectSameState(t, write, read);
    },
    mutants: {
      "echoes a title that it does not store": on({ method: "PUT", path: /\/Users/ }, echoing("title")),
      "shows the name before the PUT": showing("PUT", (user) => ({ ...user, name: { familyName: "Before" } })),
    },
  }),

  rule({
    id: "read/patch-shows-what-is-stored",
    title: "The answer to a PATCH that has a body shows what a GET shows",
    covers: ["7644-3.1-03"],
    level: "MUST",
    needs: ["patch"],
    async probe(t) {
      const user = await t.given.user();
      const Operations = [{ op: "replace", path: "active", value: false }];
      const write = await t.given.done(() => t.client.patch(user.path, { schemas: [PATCH_OP], Operations }));
      if (valueAt(write.response.body, "id") === undefined) t.skip("the answer to a PATCH shows no resource");
      const read = await t.client.get(user.path);
      t.expect(read).status(200);
      expectSameState(t, write, read);
    },
    mutants: {
      "shows the user before the PATCH": on({ method: "PATCH", path: /\/Users/ }, async (request, next) => {
        const { url, headers } = request;
        const before = (await (await next(new Request(url, { headers }))).json()) as JsonObject;
        return rewriteResources((user) => ({ ...before, meta: user["meta"]! }))(request, next);
      }),
      "shows the changed attribute alone": showing("PATCH", ({ schemas, id, meta, active }) => ({
        schemas: schemas!,
        id: id!,
        meta: meta!,
        active: active!,
      })),
    },
  }),
];

/** A fault that drops an attribute on the way in and shows it on the way out. */
function echoing(name: string): Fault {
  return async (request, next) => {
    const { [name]: value, ...rest } = (await request.json()) as JsonObject;
    const { url, method, headers } = request;
    const without = new Request(url, { method, headers, body: JSON.stringify(rest) });
    return rewriteResources((user) => ({ ...user, ...(value !== undefined && { [name]: value }) }))(without, next);
  };
}
