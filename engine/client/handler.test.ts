import { describe, expect, it } from "vitest";
import type { Exchange, Handler } from "../../scim/index.ts";
import { createClient } from "./client.ts";
import { handlerOf } from "./handler.ts";
import { createRedactor } from "./redaction.ts";
import { openWire } from "./wire.ts";

const TOKEN = "s3cret-token";

function handler(answer: Handler, exchanges: Exchange[] = []): Handler {
  return handlerOf(
    createClient({
      baseUrl: "http://scim.example/v2",
      token: TOKEN,
      wire: async () => openWire(answer),
      redactor: createRedactor([TOKEN]),
      record: (exchange) => {
        exchanges.push({ id: exchanges.length + 1, ...exchange });
        return exchanges.at(-1)!;
      },
      step: () => "probe",
    }),
  );
}

describe("a client as a handler", () => {
  it("sends the headers of the request and no others, with the token of the client", async () => {
    const seen: Request[] = [];
    const send = handler(async (request) => {
      seen.push(request);
      return new Response(null, { status: 204 });
    });
    const { status } = await send(
      new Request("http://scim.example/v2/Users/1", { method: "PUT", headers: { "x-own": "1" }, body: "{}" }),
    );
    expect(status).toBe(204);
    const headers = Object.fromEntries(seen[0]!.headers);
    expect(headers).toMatchObject({ authorization: `Bearer ${TOKEN}`, "x-own": "1" });
    expect(headers).not.toHaveProperty("accept");
    expect(headers).not.toHaveProperty("user-agent");
  });

  it("sends another token where the request has one", async () => {
    const send = handler(async ({ headers }) =>
      Response.json({ got: headers.get("authorization") === "Bearer other" }),
    );
    const request = new Request("http://scim.example/v2/Users", { headers: { authorization: "Bearer other" } });
    expect(await (await send(request)).json()).toEqual({ got: true });
  });

  it("gives the answer as it came, and records it without its secrets", async () => {
    const exchanges: Exchange[] = [];
    const send = handler(async () => Response.json({ id: "1", password: "pa55", note: TOKEN }), exchanges);
    const answer = await send(new Request("http://scim.example/v2/Users/1"));
    expect(await answer.json()).toEqual({ id: "1", password: "pa55", note: TOKEN });
    expect(JSON.stringify(exchanges)).not.toMatch(/pa55|s3cret/);
    expect(exchanges[0]!.request.path).toBe("/Users/1");
  });

  it("records the body of a request as text and as JSON, for rules to look into", async () => {
    const exchanges: Exchange[] = [];
    const send = handler(async () => new Response(null, { status: 204 }), exchanges);
    const body = '{ "userName": "ann", "password": "pa55" }';
    await send(new Request("http://scim.example/v2/Users", { method: "POST", body }));
    await send(new Request("http://scim.example/v2/Users", { method: "POST", body: "{ userName" }));
    expect(exchanges.map(({ request }) => request.body)).toEqual([{ userName: "ann", password: "***" }, undefined]);
    expect(exchanges.map(({ request }) => request.text)).toEqual([
      '{ "userName": "ann", "password": "***" }',
      "{ userName",
    ]);
  });
});
