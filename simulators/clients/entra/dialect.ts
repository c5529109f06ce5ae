import type { Json, JsonObject } from "../../../scim/index.ts";
import { partsOf } from "../mapping.ts";
import type { ActiveEncoding, Dialect } from "./settings.ts";

/** One attribute that is to be changed at the service provider. */
export interface Change {
  op: "Add" | "Replace" | "Remove";
  /** The target attribute as the mapping table writes it. */
  attribute: string;
  from?: unknown;
  to?: unknown;
}

const PATCH_OP = "urn:ietf:params:scim:api:messages:2.0:PatchOp";

/** A PatchOp message with these operations. */
export function patchOp(operations: JsonObject[]): JsonObject {
  return { schemas: [PATCH_OP], Operations: operations };
}

/** What a PATCH writes for `active`. */
export function activeText(active: boolean, encoding: ActiveEncoding): Json {
  if (encoding === false) return active;
  const text = active ? "True" : "False";
  return encoding === "false" ? text.toLowerCase() : text;
}

/** The operations of changes: each with its path; or, with the flag, what is replaced without filter in one object. */
export function operationsOf(changes: readonly Change[], dialect: Dialect, encoding: ActiveEncoding): JsonObject[] {
  const written = (change: Change): Json =>
    typeof change.to === "boolean" ? activeText(change.to, encoding) : ((change.to ?? null) as Json);
  if (dialect === "default") {
    return changes.map((change) => ({ op: change.op, path: change.attribute, ...valueFor(change, written) }));
  }
  const mergeable = changes.filter(({ op, attribute }) => op === "Replace" && partsOf(attribute).type === undefined);
  // One replacement keeps its path; from two on they share an object.
  const merged = mergeable.length > 1 ? mergeable : [];
  const apart = changes.filter((change) => !merged.includes(change));
  const operations: JsonObject[] = apart.map((change) => ({
    op: change.op.toLowerCase(),
    path: change.attribute,
    ...valueFor(change, written),
  }));
  if (merged.length === 0) return operations;
  const value = Object.fromEntries(merged.map((change) => [change.attribute, written(change)]));
  return [...operations, { op: "replace", value }];
}

function valueFor(change: Change, written: (change: Change) => Json): { value?: Json } {
  return change.op === "Remove" ? {} : { value: written(change) };
}
