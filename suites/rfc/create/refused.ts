import {
  answerInstead,
  behaves,
  type Fault,
  faulty,
  type Mutant,
  on,
  type Rule,
  rewriteBody,
  rewriteRequest,
  rule,
  show,
} from "../../../engine/index.ts";
import type { JsonObject } from "../../../scim/index.ts";
import { refusal } from "../refusal.ts";

const CREATE_USER = { method: "POST", path: /\/Users$/ };

/** A fault that answers a refused create in another way. */
function refusedAs(status: number, body: JsonObject): Fault {
  return async (request, next) => {
    const response = await next(request);
    return response.status < 400 ? response : answerInstead(status, body)(request, async () => response);
  };
}

/** Creates that are refused (RFC 7644 §3.3, RFC 7643 §4.1.1). */
export const refused: Rule[] = [
  rule({
    id: "create/user-name-is-needed",
    title: "A create without a userName is answered 400",
    covers: ["7643-4.1.1-02"],
    level: "MUST",
    async probe(t) {
      for (const userName of [undefined, null]) {
        const { emails: _named, ...sent } = t.given.representation();
        delete sent["userName"];
        const post = await t.client.post("/Users", { ...sent, ...(userName === null && { userName }) });
        const scimType = (post.response.body as { scimType?: unknown } | undefined)?.scimType ?? undefined;
        t.expect(post)
          .status(400)
          .that(scimType === undefined || scimType === "invalidValue" || scimType === "invalidSyntax", {
            summary: `a create without a userName was answered with scimType ${show(scimType)}`,
            seen: scimType,
            expected: "invalidValue",
            attribute: "scimType",
          });
      }
    },
    mutants: {
      "invents a userName": on(
        CREATE_USER,
        rewriteRequest((body) => ({ userName: `user-${JSON.stringify(body).length}@scimproof.example.com`, ...body })),
      ),
      "takes null for a userName": on(
        CREATE_USER,
        rewriteRequest((body) => ({
          ...body,
          ...(body["userName"] === null && { userName: "null@scimproof.example.com" }),
        })),
      ),
      "breaks on it": on(CREATE_USER, refusedAs(500, refusal(500))),
      "calls it a conflict": on(CREATE_USER, refusedAs(409, refusal(409, "uniqueness"))),
    },
  }),

  rule({
    id: "create/missing-user-name-is-invalid-value",
    title: "A create without a userName is refused as an invalidValue",
    covers: ["7643-4.1.1-02", "7644-3.12-23"],
    level: "SHOULD",
    async probe(t) {
      const { userName: _left, emails: _named, ...sent } = t.given.representation();
      t.expect(await t.client.post("/Users", sent)).scimError(400, "invalidValue");
    },
    mutants: {
      "calls it invalidSyntax": on(CREATE_USER, refusedAs(400, refusal(400, "invalidSyntax"))),
      "gives no scimType": on(CREATE_USER, refusedAs(400, refusal(400))),
    },
  }),

  rule({
    id: "create/duplicate-is-a-conflict",
    title: "A create with a userName that is taken is answered 409 with scimType uniqueness, and changes nobody",
    covers: ["7644-3.3-08", "7644-3.12-09"],
    level: "MUST",
    async probe(t) {
      const user = await t.given.user();
      const before = await t.given.read(user.path);
      const again = t.given.representation({ userName: user.userName, active: false });
      t.expect(await t.client.post("/Users", again))
        .scimError(409, "uniqueness")
        .attribute("status", "409");
      t.expect(await t.client.get(user.path))
        .status(200)
        .attribute("userName", before["userName"])
        .attribute("active", before["active"])
        .attribute("name.familyName", (before["name"] as JsonObject | undefined)?.["familyName"]);
    },
    mutants: {
      "creates a second one": behaves({ conflict: () => false }),
      "answers 400": on(CREATE_USER, refusedAs(400, refusal(400, "uniqueness"))),
      "gives no scimType": on(
        CREATE_USER,
        rewriteBody(({ scimType: _left, ...rest }) => rest),
      ),
      "updates the user there is": on(CREATE_USER, async (request, next) => {
        const response = await next(request.clone());
        if (response.status !== 409) return response;
        const body = (await request.json()) as JsonObject;
        const { headers } = request;
        const filter = encodeURIComponent(`userName eq "${body["userName"]}"`);
        const found = await (await next(new Request(`${request.url}?filter=${filter}`, { headers }))).json();
        const [{ id }] = (found as { Resources: [{ id: string }] }).Resources;
        await next(new Request(`${request.url}/${id}`, { method: "PUT", headers, body: JSON.stringify(body) }));
        return response;
      }),
    },
  }),

  rule({
    id: "create/duplicate-adds-nobody",
    title: "After a create with a userName that is taken there is still one user of that name",
    covers: ["7644-3.3-08"],
    level: "MUST",
    needs: ["filter"],
    async probe(t) {
      const user = await t.given.user();
      await t.client.post("/Users", t.given.representation({ userName: user.userName }));
      t.expect(await t.client.list("/Users", { filter: `userName eq "${user.userName}"` }))
        .status(200)
        .resources([user.id]);
    },
    mutants: {
      "creates a second one": behaves({ conflict: () => false }),
      "refuses the second one and stores it": refusesTooLate(),
    },
  }),
];

/** A mutant that refuses a name it has let in before, and does so too late. */
function refusesTooLate(): Mutant {
  return {
    ...behaves({ conflict: () => false }),
    ...faulty(() => {
      const taken = new Set<unknown>();
      return async (request, next) => {
        if (request.method !== "POST") return next(request);
        const { userName } = (await request.clone().json()) as JsonObject;
        const late = taken.has(userName);
        taken.add(userName);
        return late ? answerInstead(409, refusal(409, "uniqueness"))(request, next) : next(request);
      };
    }),
  };
}
