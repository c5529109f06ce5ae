import type { Problem } from "../problem.ts";

/** The messages with a JSON Schema in `schemas/messages`. */
export type MessageKind =
  | "ListResponse"
  | "Error"
  | "PatchOp"
  | "SearchRequest"
  | "BulkRequest"
  | "BulkResponse"
  | "ServiceProviderConfig"
  | "ResourceType"
  | "Schema";
/** The problems of a message. */
export function validateMessage(_kind: MessageKind, _body: unknown): Problem[] {
  throw new Error("not yet");
}
