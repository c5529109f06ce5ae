import { type Rule, rewriteRequest, rule, sends, show, valueAt } from "../../../engine/index.ts";
import { type Exchange, isObject } from "../../../scim/index.ts";
import { ONE_USER, USERS } from "../users-path.ts";
import { workdays } from "./clients.ts";

/** What the bodies of a client's requests are (RFC 7644 §3.8, §8.1; RFC 7643 §4.1.1). */
export const body: Rule[] = [
  rule({
    id: "clients/scim/encoding-is-declared",
    title: "A client that sends something declares what it is",
    covers: ["7644-3.8-07"],
    level: "MUST",
    judges: "client",
    scene: workdays,
    applies: ({ request }) => (request.text ?? "") !== "",
    inspect(exchange, expect) {
      const { method, headers, body: json } = exchange.request;
      const type = mediaType(exchange);
      const declared = /^application\/(?:[\w.-]+\+)?json$/.test(type);
      expect(exchange).that(declared === (json !== undefined), {
        summary:
          json === undefined ? `${method} sends no JSON as ${type}` : `${method} sends JSON as ${type || "nothing"}`,
        seen: headers["content-type"],
        expected: json === undefined ? "the type of what is sent" : "application/scim+json",
        attribute: "Content-Type",
      });
    },
    mutants: {
      "declares nothing": sends({}, async (request, next) => {
        const bytes = new Uint8Array(await request.arrayBuffer());
        const headers = new Headers(request.headers);
        headers.delete("content-type");
        const { method } = request;
        return next(new Request(request.url, { method, headers, ...(bytes.length === 0 ? {} : { body: bytes }) }));
      }),
      "sends a form as JSON": sends("POST", ({ url, method, headers }, next) =>
        next(new Request(url, { method, headers, body: "userName=ada&active=true" })),
      ),
    },
  }),

  rule({
    id: "clients/scim/media-type-of-scim",
    title: "What a client sends is of the type application/scim+json",
    covers: ["7644-8.1-01"],
    level: "SHOULD",
    judges: "client",
    scene: workdays,
    applies: ({ request }) => request.body !== undefined,
    inspect(exchange, expect) {
      const type = mediaType(exchange);
      expect(exchange).that(type === "application/scim+json", {
        summary: `${exchange.request.method} is of the type ${type || "of nothing"}`,
        seen: type,
        expected: "application/scim+json",
        attribute: "Content-Type",
      });
    },
    mutants: {
      "sends application/json": sends({ method: ["POST", "PUT", "PATCH"] }, (request, next) => {
        const changed = new Request(request);
        changed.headers.set("content-type", "application/json");
        return next(changed);
      }),
    },
  }),

  rule({
    id: "clients/scim/nick-name-is-no-login",
    title: "No user has its login as the nickname",
    covers: ["7643-4.1.1-08"],
    level: "SHOULD",
    judges: "client",
    scene: workdays,
    applies: (exchange) => isUser(exchange) && valueAt(exchange.request.body, "userName") !== undefined,
    inspect(exchange, expect) {
      const { method, body: user } = exchange.request;
      const nickName = valueAt(user, "nickName");
      expect(exchange).that(nickName !== valueAt(user, "userName"), {
        summary: `${method} carries the login ${show(nickName)} as nickName`,
        seen: nickName,
        expected: "another name, or none",
        attribute: "nickName",
      });
    },
    mutants: {
      "sends the login as nickname, too": sends(
        { method: ["POST", "PUT"] },
        rewriteRequest((user) => ({ ...user, nickName: user["userName"] ?? null })),
      ),
    },
  }),

  rule({
    id: "clients/scim/replacement-has-what-is-required",
    title: "A replacement carries the attributes that are required: a user its userName",
    covers: ["7644-3.5.1-09"],
    level: "MUST",
    judges: "client",
    scene: workdays,
    applies: (exchange) => exchange.request.method === "PUT" && isUser(exchange),
    inspect(exchange, expect) {
      const userName = valueAt(exchange.request.body, "userName");
      expect(exchange).that(typeof userName === "string" && userName !== "", {
        summary: `PUT carries userName as ${show(userName)}`,
        seen: userName,
        expected: "the userName of the user",
        attribute: "userName",
      });
    },
    mutants: {
      "leaves userName out of a replacement": sends(
        "PUT",
        rewriteRequest(({ userName: _left, ...user }) => user),
      ),
      "empties userName": sends(
        "PUT",
        rewriteRequest((user) => ({ ...user, userName: "" })),
      ),
    },
  }),
];

function mediaType({ request }: Exchange): string {
  return (request.headers["content-type"] ?? "").split(";")[0]!.trim().toLowerCase();
}

/** Whether a request carries a whole user. */
function isUser({ request }: Exchange): boolean {
  const { method, path } = request;
  return (
    isObject(request.body) &&
    (method === "POST" ? USERS.test(path) && !ONE_USER.test(path) : method === "PUT" && ONE_USER.test(path))
  );
}
