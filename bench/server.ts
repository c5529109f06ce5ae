import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { listen, serviceProvider } from "../simulators/index.ts";

// One server of the benchmark, in a process of its own: `server.ts <bare|simulator|scimmy> <users> <body bytes>`.
// It says where it listens, and what processor time it has used whenever it is asked.
const [kind = "", users = "0", bytes = "0"] = process.argv.slice(2);

/** Where a server listens, and how to call it. */
export interface Served {
  baseUrl: string;
  token: string;
  /** The id of a user that exists. */
  id: string;
}

const USER = "urn:ietf:params:scim:schemas:core:2.0:User";
const login = (index: number): string => `user${index}@bench.example.com`;
const representation = (index: number) => ({
  schemas: [USER],
  userName: login(index),
  name: { givenName: "Given", familyName: `Family${index}` },
  emails: [{ value: login(index), type: "work", primary: true }],
  active: true,
});

async function bare(): Promise<Served> {
  const body = Buffer.alloc(Number(bytes), "x");
  const server = createServer((request, response) => {
    const answer = (): void => {
      response.writeHead(200, { "content-type": "application/scim+json", "content-length": body.length }).end(body);
    };
    // A bare server still has to read what it is sent.
    if (request.method === "GET") answer();
    else request.on("data", () => {}).on("end", answer);
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  return { baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, token: "none", id: "1" };
}

async function simulator(): Promise<Served> {
  let provider!: ReturnType<typeof serviceProvider>;
  await listen(
    (origin) => {
      provider = serviceProvider({ profile: "rfc", origin });
      return provider.handler;
    },
    { replaceGlobals: true },
  );
  const { baseUrl, token, handler } = provider;
  let id = "";
  for (let index = 0; index < Number(users); index++) {
    const headers = { authorization: `Bearer ${token}`, "content-type": "application/scim+json" };
    const request = new Request(`${baseUrl}/Users`, {
      method: "POST",
      headers,
      body: JSON.stringify(representation(index)),
    });
    const response = await handler(request);
    const made = (await response.json()) as { id: string };
    if (index === Math.floor(Number(users) / 2)) id = made.id;
  }
  return { baseUrl, token, id };
}

async function scimmy(): Promise<Served> {
  const { startScimmy } = await import("../test/third-party/scimmy-server.ts");
  const { baseUrl, token } = await startScimmy();
  let id = "";
  for (let index = 0; index < Number(users); index++) {
    const headers = { authorization: `Bearer ${token}`, "content-type": "application/scim+json" };
    const response = await fetch(`${baseUrl}/Users`, {
      method: "POST",
      headers,
      body: JSON.stringify(representation(index)),
    });
    const made = (await response.json()) as { id: string };
    if (index === Math.floor(Number(users) / 2)) id = made.id;
  }
  return { baseUrl, token, id };
}

const served = await { bare, simulator, scimmy }[kind as "bare" | "simulator" | "scimmy"]();
process.on("message", () => process.send!(process.cpuUsage()));
process.send!(served);
