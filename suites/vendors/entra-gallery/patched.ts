import { behaves, type Mutant, on, type Trial } from "../../../engine/index.ts";
import type { Behaviour, Exchange, Json, JsonObject, Operation, Resource } from "../../../scim/index.ts";
import { answered } from "../answered.ts";
import { PATCH_OP } from "../urns.ts";

/** An operation as Entra sends it. */
export interface Change {
  op: string;
  path?: string;
  value?: Json;
}

/** Sends a PATCH, judges that it is answered with 200 or 204, and gives the resource as it is read then. */
export async function patched(t: Trial, path: string, operations: Change[]): Promise<Exchange> {
  const Operations = operations.map((operation) => ({ ...operation }));
  const answer = await t.client.patch(path, { schemas: [PATCH_OP], Operations });
  answered(t, answer).status(200, 204);
  const read = await t.client.get(path);
  answered(t, read).status(200);
  return read;
}

/** A service provider that makes something else of a PATCH. */
export function makesOfPatch(
  change: (conforming: () => JsonObject, stored: Resource, operations: Operation[]) => JsonObject,
): Mutant {
  return behaves<Behaviour>((conforming) => ({
    patch: (stored, operations, type) => change(() => conforming.patch(stored, operations, type), stored, operations),
  }));
}

/** A service provider that takes every PATCH and changes nothing. */
export const takesAndForgets: Mutant = makesOfPatch((_conforming, stored) => stored);

/** A service provider that hears the first operation only. */
export const hearsTheFirst: Mutant = behaves<Behaviour>((conforming) => ({
  patch: (stored, operations, type) => conforming.patch(stored, operations.slice(0, 1), type),
}));

/** A service provider that knows no PATCH. */
export const knowsNoPatch: Mutant = on("PATCH", () => new Response(null, { status: 501 }));
