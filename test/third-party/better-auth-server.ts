import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { scim } from "@better-auth/scim";
import { type BetterAuthPlugin, betterAuth } from "better-auth";
import { memoryAdapter } from "better-auth/adapters/memory";
import { getAuthTables } from "better-auth/db";
import { toNodeHandler } from "better-auth/node";
import type { ThirdParty } from "./referee.ts";

const TOKEN = "better-auth-test-token";

/**
 * Starts Better Auth with its SCIM plugin on a database in memory. A few users and a group are there from the start;
 * they come in over SCIM, which is the only way in.
 */
export async function startBetterAuth(): Promise<ThirdParty> {
  const credentials = [{ type: "bearer" as const, id: "test", token: TOKEN }];
  // Its types do not tell an absent member from one that is undefined.
  const plugin = scim({ connections: [{ id: "test", credentials }] }) as BetterAuthPlugin;
  const options = {
    secret: "a-secret-of-a-test-and-of-nothing-else",
    plugins: [plugin],
    telemetry: { enabled: false },
    rateLimit: { enabled: false },
    logger: { disabled: true },
  };
  const tables: Record<string, object[]> = {};
  for (const table of Object.keys(getAuthTables(options))) tables[table] = [];

  let handler: ReturnType<typeof toNodeHandler> | undefined;
  const server = createServer((request, response) => void handler?.(request, response));
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const baseURL = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  handler = toNodeHandler(betterAuth({ ...options, baseURL, database: memoryAdapter(tables) }));

  const baseUrl = `${baseURL}/api/auth/scim/v2`;
  const create = async (endpoint: string, body: object): Promise<string> => {
    const headers = { authorization: `Bearer ${TOKEN}`, "content-type": "application/scim+json" };
    const response = await fetch(baseUrl + endpoint, { method: "POST", headers, body: JSON.stringify(body) });
    if (response.status !== 201) throw new Error(`POST ${endpoint} answered ${response.status}`);
    return ((await response.json()) as { id: string }).id;
  };
  const schemas = ["urn:ietf:params:scim:schemas:core:2.0:User"];
  const ada = await create("/Users", { schemas, userName: "ada@corp.example", name: { familyName: "Ahlgren" } });
  await create("/Users", { schemas, userName: "bo@corp.example", title: "Porter", active: false });
  await create("/Groups", {
    schemas: ["urn:ietf:params:scim:schemas:core:2.0:Group"],
    displayName: "Everybody",
    members: [{ value: ada }],
  });

  const rows = (...names: string[]): string[] =>
    names.flatMap((name) => (tables[name] ?? []).map((row) => JSON.stringify(row)));
  return {
    baseUrl,
    token: TOKEN,
    // Its own users outlive DELETE by design; the SCIM resources are what a run must leave alone.
    snapshot: () => ({ users: rows("scimUser"), groups: rows("scimGroup", "scimGroupMember") }),
    close: () => new Promise((closed) => server.close(() => closed())),
  };
}
