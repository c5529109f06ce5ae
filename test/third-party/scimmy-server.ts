import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { isDeepStrictEqual } from "node:util";
import express from "express";
import SCIMMY from "scimmy";
import SCIMMYRouters from "scimmy-routers";
import type { ThirdParty } from "./referee.ts";

/** A record as the application behind the routers keeps it. */
interface Kept {
  id: string;
  meta: { created: string; lastModified: string };
  [attribute: string]: unknown;
}

const TOKEN = "scimmy-test-token";

/**
 * Starts scimmy behind scimmy-routers, with an application that does what their documentation asks of it: keep what
 * comes in, give it back, and refuse a second user of the same name. A few users and a group are there from the start.
 */
export async function startScimmy(): Promise<ThirdParty> {
  const users = new Map<string, Kept>();
  const groups = new Map<string, Kept>();
  let number = 0;
  const now = (): string => new Date().toISOString();
  const keep = (store: Map<string, Kept>, attributes: object, id = `id-${++number}`): Kept => {
    const before = store.get(id);
    // A PATCH without effect comes in like any other; what did not change was not modified.
    if (before !== undefined && isDeepStrictEqual({ ...attributes, id, meta: before.meta }, before)) return before;
    const kept = { ...attributes, id, meta: { created: before?.meta.created ?? now(), lastModified: now() } };
    store.set(id, kept);
    return kept;
  };
  const find = (store: Map<string, Kept>, id: string): Kept => {
    const kept = store.get(id);
    if (kept === undefined) throw new SCIMMY.Types.Error(404, null as never, `Resource ${id} not found`);
    return kept;
  };
  const application = (store: Map<string, Kept>, unique: string | undefined) => ({
    egress: (resource: { id?: string; filter?: { match(values: object[]): object[] } }) => {
      if (resource.id !== undefined) return find(store, resource.id);
      const all = [...store.values()];
      return resource.filter === undefined ? all : resource.filter.match(all);
    },
    ingress: (resource: { id?: string }, instance: object) => {
      if (resource.id !== undefined) find(store, resource.id);
      // What comes in is a class with accessors; what is kept is data.
      const attributes = JSON.parse(JSON.stringify(instance)) as Record<string, unknown>;
      const name = unique === undefined ? undefined : String(attributes[unique]).toLowerCase();
      for (const other of store.values())
        if (unique !== undefined && other.id !== resource.id && String(other[unique]).toLowerCase() === name)
          throw new SCIMMY.Types.Error(409, "uniqueness", `${unique} is already in use`);
      return keep(store, attributes, resource.id);
    },
    degress: (resource: { id?: string }) => {
      find(store, resource.id!);
      store.delete(resource.id!);
      for (const { members = [], ...group } of groups.values() as Iterable<Kept & { members?: { value: string }[] }>)
        if (members.some(({ value }) => value === resource.id))
          keep(groups, { ...group, members: members.filter(({ value }) => value !== resource.id) }, group.id);
    },
  });

  SCIMMY.Resources.declare(SCIMMY.Resources.User, application(users, "userName") as never);
  SCIMMY.Resources.declare(SCIMMY.Resources.Group, application(groups, undefined) as never);
  SCIMMY.Resources.User.extend(SCIMMY.Schemas.EnterpriseUser, false);

  const ada = keep(users, {
    userName: "ada@corp.example",
    name: { givenName: "Ada", familyName: "Ahlgren" },
    active: true,
  });
  keep(users, {
    userName: "bo@corp.example",
    name: { givenName: "Bo", familyName: "Berg" },
    active: false,
    title: "Porter",
  });
  keep(groups, { displayName: "Everybody", members: [{ value: ada.id, type: "User" }] });

  const app = express();
  // What the routers answer with 500 they pass on as well, to be printed anywhere but in a test.
  app.set("env", "test");
  const handler = (request: express.Request): string => {
    const [scheme, token] = request.header("Authorization")?.split(" ") ?? [];
    if (scheme?.toLowerCase() !== "bearer" || token !== TOKEN) throw new Error("Authorization not detected!");
    return ada.id;
  };
  let origin = "";
  app.use("/scim/v2", new SCIMMYRouters({ type: "bearer", handler, baseUri: () => origin }));
  const server = createServer(app);
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const listed = (store: Map<string, Kept>): string[] => [...store.values()].map((kept) => JSON.stringify(kept));
  return {
    baseUrl: `${origin}/scim/v2`,
    token: TOKEN,
    snapshot: () => ({ users: listed(users), groups: listed(groups) }),
    close: () => new Promise((closed) => server.close(() => closed())),
  };
}
