import {
  answer,
  behaves,
  faulty,
  type Mutant,
  on,
  type Rule,
  rewriteBody,
  rule,
  show,
  type Trial,
  valueAt,
} from "../../../engine/index.ts";
import type { Behaviour, Exchange, JsonObject } from "../../../scim/index.ts";
import type { JumpCloud } from "../../../simulators/clients/index.ts";
import { answersWith, errorBody, LOOK_UP, ONE_USER, refuses } from "../../personas/mutants.ts";
import type { Persona } from "../../personas/persona.ts";
import { without } from "../without.ts";
import { connector, expectVerified } from "./scene.ts";

const CREATE = { method: "POST", path: /\/Users$/ };
const CREATE_GROUP = { method: "POST", path: /\/Groups$/ };
const STEPS =
  "It looks for its test user, creates, reads, switches off and deletes it (jumpcloud/activation-test-user, documented by the vendor, the order of the requests is inferred).";

/** The id that a test user or a test group was given. */
function idIn(exchanges: readonly Exchange[], endpoint: string): string | undefined {
  const created = exchanges.find(({ request }) => request.method === "POST" && request.path === endpoint);
  const id = valueAt(created?.response.body, "id");
  return id === undefined ? undefined : String(id);
}

/** Judges that a test user is gone, or switched off where it cannot be deleted. */
async function expectLeft(t: Trial, id: string): Promise<void> {
  const read = await t.client.get(`/Users/${encodeURIComponent(id)}`);
  const active = valueAt(read.response.body, "active");
  const { status } = read.response;
  t.expect(read).that([404, 410].includes(status) || (status === 200 && active === false), {
    summary: `the test user of JumpCloud stays behind: GET ${read.request.path} answers ${status} with active ${show(active)}`,
    seen: status === 200 ? (active ?? null) : status,
    expected: "the test user is gone, or not active",
    attribute: "active",
  });
}

/** An activation as a part of the scene. */
async function activated(t: Trial, { client, wire }: Persona<JumpCloud>): Promise<void> {
  const { ok, message } = await client.activate();
  wire.rethrow();
  if (!ok) t.inconclusive(`the connector cannot be activated: ${message}`);
}

const keepsActive: Mutant = faulty(() => (request, next) => {
  if (request.method === "DELETE") return answer(405, errorBody(405))(request, next);
  return request.method === "PATCH" ? new Response(null, { status: 204 }) : next(request);
});

/** The activation of a custom connector. */
export const activation: Rule[] = [
  rule({
    id: "jumpcloud-activation/test-user-comes-and-goes",
    title: "The test user is created, changed, and is gone or switched off in the end, and the connector is verified",
    covers: ["7644-3.3-05", "7644-3.4.2-10", "7644-3.5.2.3-02"],
    level: "MUST",
    async probe(t) {
      const persona = await connector(t);
      const exchanges = await expectVerified(t, persona, persona.client.activate, STEPS);
      const id = idIn(exchanges, "/Users");
      if (id === undefined) return t.inconclusive("JumpCloud has made no test user");
      await expectLeft(t, id);
    },
    mutants: {
      "answers 404 to a look-up that finds nobody": refuses(LOOK_UP, 404),
      "answers a look-up with a bare list": answersWith(LOOK_UP, 200, []),
      "wants an extension of its own": refuses(CREATE, 400, (_, body) => !("urn:example:User" in body)),
      "answers a create without the id": on(
        CREATE,
        rewriteBody((user) => without(user, "id")),
      ),
      "cannot read a user by id": refuses({ method: "GET", path: ONE_USER }, 405),
      "has no PATCH": refuses({ method: "PATCH", path: ONE_USER }, 501),
      "keeps test users active, and does not delete them": keepsActive,
    },
  }),

  rule({
    id: "jumpcloud-activation/connector-is-verified-again",
    title: "A connector that is saved once more is verified again, with the same address of the test user",
    covers: ["7644-3.6-04", "7644-3.4.2-10"],
    level: "SHOULD", // with another address the test begins anew
    async probe(t) {
      const persona = await connector(t);
      await activated(t, persona);
      await expectVerified(
        t,
        persona,
        () => persona.client.update(),
        `An active connector is verified again whenever it is saved. ${STEPS}`,
      );
    },
    mutants: {
      "goes on to hold the login name of who is deleted": faulty(() => {
        const deleted = new Set<string>();
        return async (request, next) => {
          if (request.method === "DELETE") {
            const user = (await (
              await next(new Request(request.url, { headers: request.headers }))
            ).json()) as JsonObject;
            deleted.add(String(user["userName"]));
          }
          const isCreate = request.method === "POST" && request.url.endsWith("/Users");
          const isHeld = isCreate && deleted.has(String(((await request.clone().json()) as JsonObject)["userName"]));
          return isHeld ? answer(409, errorBody(409))(request, next) : next(request);
        };
      }),
      "shows who is deleted in a list, and nowhere else": faulty(() => {
        const deleted: JsonObject[] = [];
        return async (request, next) => {
          if (request.method === "DELETE")
            deleted.push(
              (await (await next(new Request(request.url, { headers: request.headers }))).json()) as JsonObject,
            );
          return deleted.length > 0 && request.url.includes("filter=userName")
            ? answer(200, { totalResults: deleted.length, Resources: deleted })(request, next)
            : next(request);
        };
      }),
    },
  }),

  rule({
    id: "jumpcloud-activation/test-group-comes-and-goes",
    title: "Where groups are managed, a test group is created and deleted as well",
    covers: ["7644-3.3-05", "7644-3.6-01", "7644-3.6-02"],
    level: "MUST",
    needs: ["groups"],
    answers: ["testGroup"],
    async probe(t) {
      const persona = await connector(t, { groups: true });
      const why =
        "With groups it creates and deletes a test group, too (jumpcloud/activation-test-group, documented by the vendor).";
      const exchanges = await expectVerified(t, persona, persona.client.activate, `${STEPS} ${why}`);
      const id = idIn(exchanges, "/Groups");
      if (id === undefined) return t.inconclusive("JumpCloud has made no test group");
      // Like the test user, a test group may stay where it cannot be deleted.
      const { status } = exchanges.findLast(({ request }) => request.method === "DELETE")!.response;
      if (status >= 300) return t.observe("testGroup", `stays behind: DELETE answered ${status}`);
      t.observe("testGroup", "is deleted");
      t.expect(await t.client.get(`/Groups/${encodeURIComponent(id)}`)).status(404, 410);
    },
    mutants: {
      "refuses a group without members": refuses(CREATE_GROUP, 400, (_, body) => !("members" in body)),
      "answers a create of a group without the id": on(
        CREATE_GROUP,
        rewriteBody((group) => without(group, "id")),
      ),
      "answers a DELETE with success and keeps the group": behaves<Behaviour>((conforming) => ({
        removes: (stored) => stored["userName"] !== undefined && conforming.removes(stored),
      })),
    },
  }),

  rule({
    id: "jumpcloud-activation/wrong-token-is-not-verified",
    title: "A connector with a token that nobody was given is not verified",
    covers: ["6750-3-01", "7644-3.12-06"],
    level: "MUST",
    needs: ["bearer"],
    async probe(t) {
      const { client, wire } = await connector(t);
      wire.spoilToken();
      const { ok, message } = await client.activate();
      wire.rethrow();
      const first = wire.exchanges[0]!;
      t.expect(first).status(401, 403);
      t.expect.that(!ok, {
        summary: "JumpCloud verifies a connector with a token that nobody was given",
        seen: message,
        expected: "the connector is not verified",
        exchange: first.id,
      });
    },
    mutants: {
      "takes any token": behaves<Behaviour>({ authenticate: () => undefined }),
      "answers a wrong token with an empty list": on("GET", async (request, next) => {
        const response = await next(request);
        return response.status === 401 ? answer(200, { totalResults: 0 })(request, next) : response;
      }),
    },
  }),
];
