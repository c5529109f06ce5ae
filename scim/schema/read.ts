import type { ResourceType, SchemaDefinition } from "./definition.ts";
/** Reads a Schema. */
export function readSchemaDefinition(_json: unknown): SchemaDefinition {
  throw new Error("not yet");
}
/** Reads what `/ResourceTypes` answered. */
export function readResourceTypes(_body: unknown, _schemas: SchemaDefinition[]): ResourceType[] {
  throw new Error("not yet");
}
