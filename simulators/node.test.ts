import { connect as open } from "node:net";
import { describe, expect, it } from "vitest";
import type { Handler } from "../scim/index.ts";
import { listen } from "./node.ts";

const text: Handler = async (request) => new Response(new URL(request.url).pathname);

describe("listen", () => {
  it("takes a free port, tells it before the first request, and gives it back", async () => {
    const told: string[] = [];
    const server = await listen((origin) => {
      told.push(origin);
      return text;
    });
    expect(told).toEqual([server.origin]);
    expect(server.origin).toBe(`http://127.0.0.1:${server.port}`);
    expect(await (await fetch(`${server.origin}/a`)).text()).toBe("/a");
    await server.close();
    await expect(fetch(`${server.origin}/a`)).rejects.toThrow();
    const again = await listen(() => text, { port: server.port });
    expect(again.port).toBe(server.port);
    await again.close();
  });

  it("fails when the port is taken", async () => {
    const server = await listen(() => text);
    await expect(listen(() => text, { port: server.port })).rejects.toMatchObject({ code: "EADDRINUSE" });
    await server.close();
  });

  it("leaves the globals of the process alone", async () => {
    const before = [globalThis.Request, globalThis.Response];
    const server = await listen(() => text);
    await fetch(server.origin);
    await server.close();
    expect([globalThis.Request, globalThis.Response]).toEqual(before);
  });

  it("lets a request under way end before it closes", async () => {
    const { promise: asked, resolve: ask } = Promise.withResolvers<void>();
    const { promise: answer, resolve: release } = Promise.withResolvers<Response>();
    const server = await listen(() => async () => {
      ask();
      return answer;
    });
    const response = fetch(server.origin);
    await asked;
    const closed = server.close();
    release(new Response("late"));
    expect(await (await response).text()).toBe("late");
    await closed;
  });

  it("does not wait for ever for a connection that says nothing", async () => {
    const server = await listen(() => text);
    const socket = open(server.port, "127.0.0.1");
    await new Promise((resolve) => socket.once("connect", resolve));
    const { promise: ended, resolve: end } = Promise.withResolvers<void>();
    socket.once("close", end);
    socket.on("error", () => undefined);
    await server.close();
    await ended;
  });

  it("names an address that can be called when it listens on all", async () => {
    const server = await listen(() => text, { host: "0.0.0.0" });
    expect(server.origin).toBe(`http://localhost:${server.port}`);
    expect((await fetch(server.origin)).status).toBe(200);
    await server.close();
  });
});
