import { ScimError } from "../error.ts";
import { parsePath } from "../path.ts";
import type { Json, JsonObject } from "../resource.ts";
import { isAssigned, isObject } from "../value.ts";
import { commonAttributes } from "./common-attributes.ts";
import type { AttributeDefinition, ResourceType, SchemaDefinition } from "./definition.ts";
import { extensionNamed, findAttribute } from "./find.ts";
import type { Projection } from "./projection.ts";

/**
 * What a response shows of a resource (RFC 7643 §7 "returned", RFC 7644 §3.9). `attributes` picks beside the minimum set;
 * `excludedAttributes` takes away from what is then shown. Names that the resource type does not know are ignored, the
 * URN of a schema stands for all its attributes, and an attribute that no schema declares is never shown.
 */
export function project(resource: JsonObject, type: ResourceType, projection: Projection): JsonObject {
  return show(resource, viewOf(type, projection));
}

/** What is shown of an object: its members by name, in the schema's letter case and in lower case. */
type View = Map<string, Part>;

interface Part {
  name: string;
  /** Undefined when the value is shown as it is. */
  inside: View | undefined;
}

const NOTHING_ASKED: Projection = {};
const views = new WeakMap<ResourceType, WeakMap<Projection, View>>();

// All resources of a list share one view.
function viewOf(type: ResourceType, projection: Projection): View {
  const key = projection.attributes || projection.excludedAttributes ? projection : NOTHING_ASKED;
  let ofType = views.get(type);
  if (ofType === undefined) views.set(type, (ofType = new WeakMap()));
  let view = ofType.get(key);
  if (view === undefined) ofType.set(key, (view = view_(type, key)));
  return view;
}
