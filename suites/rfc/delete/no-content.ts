import { answerInstead, on, type Rule, rule } from "../../../engine/index.ts";

/** What a DELETE answers (RFC 7644 §3.6, RFC 9110 §15.3.5). */
export const noContent: Rule[] = [
  rule({
    id: "delete/answers-no-content",
    title: "A successful DELETE answers 204",
    covers: ["7644-3.6-01"],
    level: "MUST",
    async probe(t) {
      const user = await t.given.user();
      t.expect(await t.client.delete(user.path))
        .status(204)
        .noBody();
    },
    mutants: {
      "answers 200 instead of 204": on("DELETE", answerInstead(200)),
      "answers 200 with the resource": on("DELETE", async (request, next) => {
        const headers = { authorization: request.headers.get("authorization") ?? "" };
        const read = await next(new Request(request.url, { headers }));
        await next(request);
        return read;
      }),
      "answers 202 and removes it": on("DELETE", answerInstead(202)),
    },
  }),
  rule({
    id: "delete/no-content-is-empty",
    title: "An answer 204 announces no content and has none",
    covers: ["9110-15.3.5-01"],
    level: "MUST",
    applies: ({ response }) => response.status === 204,
    inspect(exchange, expect) {
      const length = exchange.response.headers["content-length"];
      expect(exchange)
        .noBody()
        .that(length === undefined || length === "0", {
          summary: `${exchange.request.method} ${exchange.request.path} answered 204 with Content-Length ${length}`,
          seen: length,
          expected: "no Content-Length",
        });
    },
    mutants: {
      "announces content with 204": on("DELETE", async (request, next) => {
        const { status } = await next(request);
        return new Response(null, { status, headers: { "content-length": "2" } });
      }),
    },
  }),
];
