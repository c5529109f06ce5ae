import {
  type Expect,
  type Fault,
  type Mutant,
  on,
  type Rule,
  rewriteBody,
  rewriteHeaders,
  rule,
  show,
  valueAt,
} from "../../../engine/index.ts";
import type { Exchange, Json, JsonObject } from "../../../scim/index.ts";

const ERROR = "urn:ietf:params:scim:api:messages:2.0:Error";

/** The keywords of RFC 7644 §3.12 and RFC 9865 §2.1. */
const KEYWORDS = [
  ...["invalidFilter", "tooMany", "uniqueness", "mutability", "invalidSyntax", "invalidPath", "noTarget"],
  ...["invalidValue", "invalidVers", "sensitive", "invalidCursor", "expiredCursor", "invalidCount"],
];

/** What web servers and gateways answer by themselves, before a request reaches the service provider. */
const OF_THE_WEB_SERVER = [406, 408, 413, 414, 421, 426, 429, 431, 502, 503, 504];
const LONGEST_PATH = 4000;

/** Whether the service provider itself refused a request, or failed. */
function isError({ request, response }: Exchange): boolean {
  if (response.status < 400 || OF_THE_WEB_SERVER.includes(response.status) || request.method === "HEAD") return false;
  // What is no URL to a web server does not reach the service provider.
  return request.path.length <= LONGEST_PATH && !/%(?![0-9a-f]{2})/i.test(request.path) && URL.canParse(request.url);
}

function isErrorMessage(body: unknown): body is JsonObject {
  const schemas = valueAt(body, "schemas");
  return Array.isArray(schemas) && schemas.includes(ERROR);
}

const hasMessage = (exchange: Exchange): boolean => isError(exchange) && isErrorMessage(exchange.response.body);
const called = ({ request, response }: Exchange): string =>
  `${request.method} ${request.path} answered ${response.status}`;

const inErrors = (change: (body: JsonObject, status: number) => Json): Mutant =>
  on(
    {},
    rewriteBody((body, status) => (status >= 400 ? change(body, status) : body)),
  );

function expectMessage(exchange: Exchange, expect: Expect): void {
  expect(exchange).that(isErrorMessage(exchange.response.body), {
    summary: `${called(exchange)} without a SCIM Error message`,
    seen: exchange.response.body ?? exchange.response.text,
    expected: { schemas: [ERROR], status: String(exchange.response.status) },
  });
}

/** The form of every error (RFC 7644 §3.12). */
export const envelope: Rule[] = [
  rule({
    id: "errors/are-error-messages",
    title: "Every refused request is answered with a SCIM Error message",
    covers: ["7644-3.12-01"],
    level: "MUST",
    applies: (exchange) => isError(exchange) && exchange.response.status !== 401,
    inspect: expectMessage,
    mutants: {
      "answers in the envelope of its framework": inErrors(({ detail }, status) => ({
        timestamp: "2026-01-01T00:00:00Z",
        status,
        error: detail ?? "",
      })),
      "answers without a body": on({}, async (request, next) => {
        const response = await next(request);
        const { status, headers } = response;
        return status >= 400 && status !== 401 ? new Response(null, { status, headers }) : response;
      }),
      "answers with a web page when there is nothing": on({}, async (request, next) => {
        const response = await next(request);
        if (response.status !== 404) return response;
        return new Response("<h1>Not found</h1>", { status: 404, headers: { "content-type": "text/html" } });
      }),
      "shows the schema of SCIM 1.1": inErrors((body) => ({ ...body, schemas: ["urn:scim:schemas:core:1.0"] })),
    },
  }),

  rule({
    id: "errors/unauthorised-is-an-error-message",
    title: "A request with missing or wrong credentials is answered with a SCIM Error message",
    covers: ["7644-3.12-01"],
    level: "MUST",
    applies: (exchange) => isError(exchange) && exchange.response.status === 401,
    inspect: expectMessage,
    mutants: {
      "has a gateway that answers 401 by itself": inErrors((body, status) =>
        status === 401 ? { error: "invalid_token" } : body,
      ),
    },
  }),

  rule({
    id: "errors/status-is-repeated",
    title: "The status of an Error message is the HTTP status, as a text",
    covers: ["7644-3.12-02", "7644-3.2-04"],
    level: "MUST",
    applies: hasMessage,
    inspect: (exchange, expect) => {
      const seen = valueAt(exchange.response.body, "status");
      const expected = String(exchange.response.status);
      expect(exchange).that(seen === expected, {
        summary: `${called(exchange)} with the status ${show(seen)} in the message, expected ${show(expected)}`,
        seen,
        expected,
        attribute: "status",
      });
    },
    mutants: {
      "writes the status as a number": inErrors((body, status) => ({ ...body, status })),
      "leaves the status out": inErrors(({ status: _left, ...rest }) => rest),
      "says 400 in every message": inErrors((body) => ({ ...body, status: "400" })),
    },
  }),

  rule({
    id: "errors/keyword-is-known",
    title: "The scimType of an Error message is one of the keywords that are defined",
    covers: ["7644-3.12-03"],
    level: "MUST",
    applies: hasMessage,
    inspect: (exchange, expect) => {
      const seen = valueAt(exchange.response.body, "scimType") ?? undefined;
      expect(exchange).that(seen === undefined || KEYWORDS.includes(seen as string), {
        summary: `${called(exchange)} with scimType ${show(seen)}`,
        seen,
        expected: KEYWORDS,
        attribute: "scimType",
      });
    },
    mutants: {
      "has a keyword for what it cannot find": inErrors((body, status) =>
        status === 404 ? { ...body, scimType: "notFound" } : body,
      ),
      "writes keywords in another letter case": inErrors((body) =>
        typeof body["scimType"] === "string" ? { ...body, scimType: body["scimType"].toUpperCase() } : body,
      ),
      "leaves the keyword empty": inErrors((body) => ({ scimType: "", ...body })),
    },
  }),

  rule({
    id: "errors/detail-is-text",
    title: "An Error message has a detail for a person to read",
    covers: ["7644-3.12-04"],
    level: "MAY",
    applies: hasMessage,
    inspect: (exchange, expect) => {
      const seen = valueAt(exchange.response.body, "detail");
      expect(exchange).that(typeof seen === "string" && seen.trim() !== "", {
        summary: `${called(exchange)} with the detail ${show(seen)}`,
        seen,
        expected: "a text",
        attribute: "detail",
      });
    },
    mutants: {
      "gives no detail": inErrors(({ detail: _left, ...rest }) => rest),
      "gives a list of details": inErrors((body) => ({ ...body, detail: [body["detail"] ?? ""] })),
    },
  }),

  rule({
    id: "errors/are-of-the-scim-type",
    title: "Error messages are of the media type application/scim+json",
    covers: ["7644-3.12-01", "7644-8.1-01"],
    level: "SHOULD",
    applies: hasMessage,
    inspect: (exchange, expect) => {
      if (exchange.request.headers["accept"] !== "application/scim+json") return;
      expect(exchange).header("Content-Type", /^application\/scim\+json\s*(;|$)/i);
    },
    mutants: {
      "sends errors as application/json": on({}, ofType("application/json")),
      "sends errors without a type": on({}, ofType(null)),
    },
  }),

  rule({
    id: "errors/wrong-method-names-the-right-ones",
    title: "Every answer with status 405 names in Allow the methods there are",
    covers: ["9110-15.5.6-01"],
    level: "MUST",
    applies: ({ response }) => response.status === 405,
    inspect: (exchange, expect) => {
      // An empty list is allowed: it says that the resource has no method at all (RFC 9110 §10.2.1).
      expect(exchange).header("Allow");
    },
    mutants: {
      "leaves Allow out": on({}, async (request, next) => {
        const response = await next(request);
        return response.status === 405 ? rewriteHeaders({ allow: null })(request, async () => response) : response;
      }),
    },
  }),
];

function ofType(type: string | null): Fault {
  return async (request, next) => {
    const response = await next(request);
    if (response.status < 400) return response;
    if (type !== null) return rewriteHeaders({ "content-type": type })(request, async () => response);
    const headers = new Headers(response.headers);
    headers.delete("content-type");
    // Bytes, since a text would be given the type text/plain.
    return new Response(await response.arrayBuffer(), { status: response.status, headers });
  };
}
