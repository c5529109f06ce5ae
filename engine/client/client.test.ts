import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib";
import { afterEach, describe, expect, it } from "vitest";
import type { Exchange, Handler } from "../../scim/index.ts";
import { Inconclusive } from "../failure.ts";
import { type Client, type ClientSettings, createClient } from "./client.ts";
import { createRedactor } from "./redaction.ts";
import { openWire } from "./wire.ts";

interface Received {
  method: string;
  url: string;
  headers: IncomingMessage["headers"];
  body: string;
}

const closing: (() => unknown)[] = [];
afterEach(() => closing.splice(0).map((close) => close()));

function client(baseUrl: string, handler?: Handler, settings: Partial<ClientSettings> = {}): Client {
  let last = 0;
  const wire = openWire(handler);
  if (handler === undefined) closing.push(() => wire.dispatcher.destroy());
  return createClient({
    baseUrl,
    token: "s3cret-token",
    wire: async () => wire,
    redactor: createRedactor(["s3cret-token"]),
    record: (exchange) => ({ id: ++last, ...exchange }),
    step: () => "probe",
    ...settings,
  });
}

/** A server that keeps what it was sent; `answer` may do what no well-behaved server does. */
async function server(
  answer: (response: ServerResponse, received: Received) => void = (response) => response.end(),
): Promise<{ origin: string; received: Received[] }> {
  const received: Received[] = [];
  const listening = createServer((request, response) => {
    void text(request).then((body) => {
      const one = { method: request.method!, url: request.url!, headers: request.headers, body };
      received.push(one);
      answer(response, one);
    });
  });
  await new Promise<void>((resolve) => listening.listen(0, "127.0.0.1", resolve));
  closing.push(() => {
    listening.close();
    listening.closeAllConnections();
  });
  return { origin: `http://127.0.0.1:${(listening.address() as AddressInfo).port}`, received };
}

const withoutTimes = ({ startedAt: _, durationMs: __, ...rest }: Exchange) => rest;

describe("what the client sends", () => {
  it("is the path as it is written, also where a URL would be tidied up", async () => {
    const { origin, received } = await server();
    const { request } = await client(`${origin}/v2`).get("/Users/../Groups/./%2e?filter=emails[type]&x={}");
    expect(received[0]!.url).toBe("/v2/Users/../Groups/./%2e?filter=emails[type]&x={}");
    expect(request).toMatchObject({ path: "/Users/../Groups/./%2e?filter=emails[type]&x={}" });
  });

  it("is percent-encoded only where no request line can carry it", async () => {
    const { origin, received } = await server();
    await client(`${origin}/v2`).get('/Users?filter=userName eq "Zoë"\ud800');
    expect(received[0]!.url).toBe('/v2/Users?filter=userName%20eq%20"Zo%C3%AB"%EF%BF%BD');
  });

  it("has the query parameters encoded, after those that the path has", async () => {
    const { origin, received } = await server();
    await client(origin).list("/Users?count=1", { filter: 'userName eq "a&b"' });
    expect(received[0]!.url).toBe("/Users?count=1&filter=userName%20eq%20%22a%26b%22");
  });

  it("is the body as it is written, or JSON, with the type of SCIM", async () => {
    const { origin, received } = await server();
    await client(origin).post("/Users", "{ no JSON ");
    await client(origin).put("/Users/1", { active: false });
    expect(received.map(({ method, body }) => [method, body])).toEqual([
      ["POST", "{ no JSON "],
      ["PUT", '{"active":false}'],
    ]);
    expect(received[0]!.headers).toMatchObject({
      "content-type": "application/scim+json",
      accept: "application/scim+json",
      authorization: "Bearer s3cret-token",
    });
  });

  it("has no header that a rule leaves out, and no token that it does not want", async () => {
    const { origin, received } = await server();
    await client(origin).post("/Users", {}, { token: null, headers: { Accept: null, "Content-Type": null } });
    await client(origin).get("/Users", { token: "other", scheme: "bEARER", headers: { accept: "*/*" } });
    for (const name of ["accept", "content-type", "authorization"])
      expect(received[0]!.headers).not.toHaveProperty(name);
    expect(received[1]!.headers).toMatchObject({ authorization: "bEARER other", accept: "*/*" });
  });

  it("goes to the target alone, whatever address the target gives", async () => {
    const { origin, received } = await server();
    const asking = client(`${origin}/v2`);
    await asking.get(`${origin.toUpperCase()}/v2/Users/1`);
    expect(received[0]!.url).toBe("/v2/Users/1");
    await expect(asking.get("https://other.example.com/v2/Users/1")).rejects.toThrow(Inconclusive);
    await expect(asking.get(`${origin}.example.com/Users/1`)).rejects.toThrow(/another host/);
    expect(received).toHaveLength(1);
  });

  it("is sent once: no redirect is followed and nothing is tried again", async () => {
    const { origin, received } = await server((response, { url }) => {
      if (url === "/cut") response.destroy();
      else response.writeHead(url === "/moved" ? 302 : 503, { location: "/elsewhere", "retry-after": "0" }).end();
    });
    const asking = client(origin);
    expect((await asking.get("/moved")).response).toMatchObject({ status: 302, headers: { location: "/elsewhere" } });
    expect((await asking.get("/busy")).response.status).toBe(503);
    await expect(asking.delete("/cut")).rejects.toThrow(/^DELETE \/cut got no answer: /);
    expect(received.map(({ url }) => url)).toEqual(["/moved", "/busy", "/cut"]);
  });

  it("is not sent when its guard refuses it", async () => {
    const { origin, received } = await server();
    const guard = () => {
      throw new Error("refused");
    };
    await expect(client(origin, undefined, { guard }).get("/Users")).rejects.toThrow("refused");
    expect(received).toEqual([]);
  });
});

describe("what the client records", () => {
  it("is the same over a socket and in process", async () => {
    const body = JSON.stringify({ id: "1", userName: "Zoë" });
    const { origin } = await server((response) =>
      response.writeHead(201, { "content-type": "application/scim+json", etag: 'W/"1"' }).end(body),
    );
    const handler: Handler = async () =>
      new Response(body, { status: 201, headers: { "content-type": "application/scim+json", etag: 'W/"1"' } });
    const seen = await Promise.all(
      [client(`${origin}/v2`), client(`${origin}/v2`, handler)].map((each) =>
        each.post("/Users?x=1", { userName: "Zoë" }),
      ),
    );
    const [remote, local] = seen.map((exchange) => {
      const { headers, ...response } = exchange.response;
      return { ...withoutTimes(exchange), response, type: headers["content-type"], etag: headers["etag"] };
    });
    expect(local).toEqual(remote);
    expect(local).toMatchObject({ response: { status: 201, body: { userName: "Zoë" }, validUtf8: true } });
  });

  it("hands the handler what was sent", async () => {
    let request: Request | undefined;
    const handler: Handler = async (given) => {
      request = given.clone();
      return new Response();
    };
    await client("https://scim.example.com/v2", handler).put("/Users/1?a=b", { active: true });
    expect(request).toMatchObject({ method: "PUT", url: "https://scim.example.com/v2/Users/1?a=b" });
    expect(request!.headers.get("authorization")).toBe("Bearer s3cret-token");
    expect(await request!.json()).toEqual({ active: true });
  });

  it("holds no secret", async () => {
    const { origin } = await server((response, { body }) =>
      response.setHeader("set-cookie", "id=s3cret").end(`${body} s3cret-token`),
    );
    const exchange = await client(origin).post("/Users?access_token=abc", { password: "t1meMa$heen" });
    expect(JSON.stringify(exchange)).not.toMatch(/s3cret|t1meMa|abc/);
    expect(exchange.request.headers["authorization"]).toBe("Bearer ***");
  });

  it.each([
    ["a broken sequence", Buffer.from([0x7b, 0xff, 0x7d]), false],
    ["a byte order mark", Buffer.from("\ufeff{}"), false],
    ["a replacement character that was sent", Buffer.from('"\ufffd"'), true],
  ])("says whether the body is UTF-8: %s", async (_, bytes, validUtf8) => {
    const { origin } = await server((response) => response.end(bytes));
    expect((await client(origin).get("/Users")).response.validUtf8).toBe(validUtf8);
  });

  it("has no body where there is no JSON, or where it is nested beyond all measure", async () => {
    const deep = `${"[".repeat(10_000)}${"]".repeat(10_000)}`;
    const { origin } = await server((response, { url }) => response.end(url === "/deep" ? deep : "<html>"));
    expect((await client(origin).get("/page")).response).toMatchObject({ text: "<html>", body: undefined });
    expect((await client(origin).get("/deep")).response).toMatchObject({ text: deep, body: undefined });
  });
});

describe("an answer that was packed for the way", () => {
  const answering = async (encoding: string, body: Buffer): Promise<Client> => {
    const { origin } = await server((response) => response.setHeader("content-encoding", encoding).end(body));
    return client(origin);
  };

  it.each([
    ["gzip", gzipSync],
    ["deflate", deflateSync],
    ["br", brotliCompressSync],
  ])("is unpacked: %s", async (encoding, pack) => {
    const packed = await answering(encoding, pack(Buffer.from('{"id":"1"}')));
    const { response } = await packed.get("/Users/1", { headers: { "accept-encoding": encoding } });
    expect(response).toMatchObject({
      text: '{"id":"1"}',
      body: { id: "1" },
      headers: { "content-encoding": encoding },
    });
  });

  it("is none where it is not packed as it says, or unpacks to more than is read", async () => {
    const garbled = await answering("gzip", Buffer.from('{"id":"1"}'));
    await expect(garbled.get("/Users")).rejects.toThrow("the body is not gzip, as its Content-Encoding says");
    const bomb = await answering("gzip", gzipSync(Buffer.alloc(9 * 1024 * 1024)));
    await expect(bomb.get("/Users")).rejects.toThrow(Inconclusive);
  });
});

describe("a target that does not answer as it should", () => {
  const endless = () =>
    new ReadableStream({ pull: (controller) => controller.enqueue(new Uint8Array(256 * 1024).fill(32)) });

  it("is given up when its body never ends, over a socket", async () => {
    const { origin } = await server((response) => {
      const fill = () => {
        while (!response.destroyed && response.write(Buffer.alloc(256 * 1024, " ")));
      };
      response.on("drain", fill);
      fill();
    });
    await expect(client(origin).get("/Users")).rejects.toThrow(/the body is longer than 8388608 bytes/);
  });

  it("is given up when its body never ends, in process", async () => {
    const asking = client("https://scim.example.com", async () => new Response(endless()));
    await expect(asking.get("/Users")).rejects.toThrow(/the body is longer than 8388608 bytes/);
  });

  it("is given up after the time it was given", async () => {
    const { origin } = await server(() => {});
    await expect(client(origin, undefined, { timeoutMs: 30 }).get("/Users")).rejects.toThrow(
      /got no answer: .*timeout/,
    );
  });

  it("makes the rule inconclusive when nobody listens", async () => {
    await expect(client("http://127.0.0.1:9").get("/Users")).rejects.toThrow(
      /GET \/Users got no answer: .*ECONNREFUSED/,
    );
  });

  it("is left at once when the run is interrupted", async () => {
    const { origin } = await server(() => {});
    const interruption = new AbortController();
    const waiting = client(origin, undefined, { signal: interruption.signal }).get("/Users");
    interruption.abort(new Error("interrupted"));
    await expect(waiting).rejects.toThrow("interrupted");
  });
});
