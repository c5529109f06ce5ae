import { answer, type Fault, on, type Rule, rewriteHeaders, rule, type Trial } from "../../../engine/index.ts";
import type { Exchange } from "../../../scim/index.ts";
import { refusal } from "../refusal.ts";

const SCIM_JSON = /^application\/scim\+json\s*(;|$)/i;
const JSON_TYPE = /^application\/(scim\+)?json\s*(;|$)/i;
const READ = { method: "GET", path: /\/Users\/[^/]+$/ };

/** Reads a user with an Accept header, or without one. */
async function readAccepting(t: Trial, ...accepts: (string | null)[]): Promise<Exchange[]> {
  const user = await t.given.user();
  const reads: Exchange[] = [];
  for (const accept of accepts) reads.push(await t.client.get(user.path, { headers: { accept } }));
  return reads;
}

/** A fault that accepts only what fits; without a header everything does. */
function accepting(type: RegExp): Fault {
  return (request, next) =>
    type.test(request.headers.get("accept") ?? "") ? next(request) : answer(406, refusal(406))(request, next);
}

/** Which media type a response has (RFC 7644 §3.8, §8.1). */
export const response: Rule[] = [
  rule({
    id: "content-type/accepts-scim-json",
    title: "A client that accepts application/scim+json gets JSON",
    covers: ["7644-3.8-03"],
    level: "MUST",
    async probe(t) {
      for (const read of await readAccepting(t, "application/scim+json", "application/scim+json, text/html;q=0.1"))
        t.expect(read).status(200).header("Content-Type", JSON_TYPE).hasAttribute("id");
    },
    mutants: {
      "offers application/json only": on(READ, accepting(/application\/json|\*/)),
      "does not read a list of types": on(READ, accepting(/^application\/scim\+json$/)),
      "prefers the web page": on(READ, rewriteHeaders({ "content-type": "text/html" })),
    },
  }),

  rule({
    id: "content-type/answers-scim-json",
    title: "What is answered with success to a client that accepts application/scim+json is of that type",
    covers: ["7644-3.8-03", "7644-8.1-01"],
    level: "SHOULD",
    applies: (exchange) =>
      exchange.response.status < 300 &&
      exchange.response.body !== undefined &&
      exchange.request.headers["accept"] === "application/scim+json",
    inspect: (exchange, expect) => {
      expect(exchange).header("Content-Type", SCIM_JSON);
    },
    mutants: {
      "answers as application/json": on({}, rewriteHeaders({ "content-type": "application/json" })),
      "answers lists as text": on(
        { path: /\/Users\?/ },
        rewriteHeaders({ "content-type": "text/plain; charset=utf-8" }),
      ),
    },
  }),

  rule({
    id: "content-type/accepts-json",
    title: "A client that accepts application/json gets JSON",
    covers: ["7644-3.8-04"],
    level: "SHOULD",
    async probe(t) {
      for (const read of await readAccepting(t, "application/json"))
        t.expect(read).status(200).header("Content-Type", JSON_TYPE).hasAttribute("id");
    },
    mutants: {
      "answers 406": on(READ, accepting(/application\/scim\+json/)),
      "answers as text": on(READ, (request, next) =>
        request.headers.get("accept") === "application/json"
          ? rewriteHeaders({ "content-type": "text/plain" })(request, next)
          : next(request),
      ),
    },
  }),

  rule({
    id: "content-type/json-is-the-default",
    title: "A client that does not say what it accepts, or accepts anything, gets JSON",
    covers: ["7644-3.8-05"],
    level: "MUST",
    async probe(t) {
      for (const read of await readAccepting(t, null, "*/*"))
        t.expect(read).status(200).header("Content-Type", JSON_TYPE).hasAttribute("id");
    },
    mutants: {
      "needs an Accept header": on(READ, accepting(/./)),
      "refuses a client that accepts anything": on(READ, (request, next) =>
        request.headers.get("accept") === "*/*" ? answer(406, refusal(406))(request, next) : next(request),
      ),
      "answers a web page to a browser": on(READ, (request, next) =>
        request.headers.get("accept") === "*/*"
          ? new Response("<h1>User</h1>", { headers: { "content-type": "text/html" } })
          : next(request),
      ),
    },
  }),

  rule({
    id: "content-type/scim-json-is-the-default",
    title: "A client that does not say what it accepts, or accepts anything, gets application/scim+json",
    covers: ["7644-3.8-05"],
    level: "SHOULD",
    async probe(t) {
      for (const read of await readAccepting(t, null, "*/*"))
        t.expect(read).status(200).header("Content-Type", SCIM_JSON);
    },
    mutants: {
      "answers application/json by default": on(READ, (request, next) =>
        /scim/.test(request.headers.get("accept") ?? "")
          ? next(request)
          : rewriteHeaders({ "content-type": "application/json" })(request, next),
      ),
    },
  }),
];
