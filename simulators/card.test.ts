import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { askSimulator, servedSimulator } from "./card.ts";
import { listen } from "./node.ts";
import { type ServiceProvider, serviceProvider } from "./service-provider/index.ts";

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function simulator(profile: "rfc" | "8x8"): Promise<ServiceProvider> {
  let provider!: ServiceProvider;
  const server = await listen((origin) => {
    provider = serviceProvider({ profile, origin });
    return provider.handler;
  });
  closing.push(server.close);
  return provider;
}

async function saying(card: (port: number) => string): Promise<number> {
  const server = createServer((_, response) => response.end(card((server.address() as AddressInfo).port)));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closing.push(() => server.close());
  return (server.address() as AddressInfo).port;
}

describe("the card of a simulator", () => {
  it("tells its profile and its token", async () => {
    const { baseUrl, token } = await simulator("rfc");
    expect(await askSimulator(new URL(baseUrl))).toMatchObject({ profile: "rfc", url: baseUrl, token });
  });

  it("is found by the other name of this machine, and with a trailing slash", async () => {
    const { baseUrl } = await simulator("rfc");
    const asked = new URL(`${baseUrl.replace("127.0.0.1", "localhost")}/`);
    expect(await askSimulator(asked)).toMatchObject({ url: baseUrl });
  });

  it("is about its own base URL only", async () => {
    const { baseUrl } = await simulator("rfc");
    expect(await askSimulator(new URL(`${baseUrl}/other`))).toBeUndefined();
  });

  it("gives a target whose admin plane can be operated", async () => {
    const { baseUrl } = await simulator("8x8");
    const target = servedSimulator((await askSimulator(new URL(baseUrl)))!);
    expect(await target.driver!["site"]!["list"]!({} as never)).toBeInstanceOf(Array);
  });

  it("is not believed when it points to another host", async () => {
    const port = await saying((own) => JSON.stringify({ url: `http://scim.example.com:${own}/scim/v2`, token: "t" }));
    expect(await askSimulator(new URL(`http://127.0.0.1:${port}/scim/v2`))).toBeUndefined();
  });

  it("is missed in silence where something else listens", async () => {
    const port = await saying(() => "<html>");
    expect(await askSimulator(new URL(`http://127.0.0.1:${port}/scim/v2`))).toBeUndefined();
  });
});
