import type { AttributePath } from "../path.ts";
import type { Json, JsonObject } from "../resource.ts";
import type { AttributeDefinition, ResourceType } from "./definition.ts";
/** The value in the form in which two values of the attribute are compared, for the key of an index. */
export function comparableValue(_value: Json, _attribute: AttributeDefinition): string | number | boolean {
  throw new Error("not yet");
}
/** The attributes whose values no two resources may share. */
export function uniqueAttributes(_type: ResourceType): AttributePath[] {
  throw new Error("not yet");
}
/** Whether two resources may not exist side by side. */
export function conflicts(_candidate: JsonObject, _other: JsonObject, _type: ResourceType): boolean {
  throw new Error("not yet");
}
