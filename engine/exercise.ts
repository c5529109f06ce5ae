import { type Connection, currentStep, within } from "./connection.ts";
import { createFootprint } from "./footprint.ts";
import { seedFor } from "./seed.ts";

const PATCH_OP = "urn:ietf:params:scim:api:messages:2.0:PatchOp";

/** Plain traffic for passive rules to look at: the life of a user, and the usual errors. Judges nothing. */
export async function exercise(connection: Connection): Promise<void> {
  const footprint = createFootprint(connection);
  const client = connection.client({ step: currentStep, guard: footprint.leaving, seen: footprint.seen });
  const { createGiven } = await import("./given.ts");
  const given = createGiven({
    client,
    namespace: `${connection.namespace}-traffic`,
    domain: connection.domain,
    seed: seedFor(connection.seed, "exercise"),
    within: (work) => within("given", work),
  });
  const activation = (value: boolean) => ({
    schemas: [PATCH_OP],
    Operations: [{ op: "replace", path: "active", value }],
  });
  const body = given.representation();
  const created = await client.post("/Users", body);
  const id = (created.response.body as { id?: unknown } | undefined)?.id;
  const path = `/Users/${encodeURIComponent(String(id))}`;
  await client.get(path);
  await client.list("/Users", { filter: `userName eq "${body["userName"]}"` });
  await client.list("/Users", { startIndex: 1, count: 2 });
  await client.list("/Users", { filter: `userName eq "${given.userName()}"` });
  await client.put(path, { ...body, title: "Engineer" });
  await client.patch(path, activation(false));
  await client.patch(path, activation(true));
  await client.post("/Users", body);
  await client.post("/Users", "{ this is no JSON");
  await client.get(`/Users/${given.name()}`);
  await client.get("/NoSuchEndpoint");
  await client.get(path, { token: null });
  await client.get(path, { token: `${given.name()}-wrong` });
  await client.post("/Schemas", {});
  await client.get("/ServiceProviderConfig");
  await client.get("/ResourceTypes");
  await client.get("/Schemas");
  await client.delete(path);
  await client.get(path);
  await footprint.remove(client);
}
