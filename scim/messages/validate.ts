import { Ajv2020, type ErrorObject, type ValidateFunction } from "ajv/dist/2020.js";
import bulkRequest from "../../schemas/messages/bulk-request.json" with { type: "json" };
import bulkResponse from "../../schemas/messages/bulk-response.json" with { type: "json" };
import error from "../../schemas/messages/error.json" with { type: "json" };
import listResponse from "../../schemas/messages/list-response.json" with { type: "json" };
import patchOp from "../../schemas/messages/patch-op.json" with { type: "json" };
import resourceType from "../../schemas/messages/resource-type.json" with { type: "json" };
import schema from "../../schemas/messages/schema.json" with { type: "json" };
import searchRequest from "../../schemas/messages/search-request.json" with { type: "json" };
import serviceProviderConfig from "../../schemas/messages/service-provider-config.json" with { type: "json" };
import type { Problem } from "../problem.ts";
import { shown } from "../schema/format.ts";

const SCHEMAS = {
  ListResponse: listResponse,
  Error: error,
  PatchOp: patchOp,
  SearchRequest: searchRequest,
  BulkRequest: bulkRequest,
  BulkResponse: bulkResponse,
  ServiceProviderConfig: serviceProviderConfig,
  ResourceType: resourceType,
  Schema: schema,
} satisfies Record<string, object>;

/** The messages and discovery documents with a JSON Schema in `schemas/messages`. */
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

/** Where a message departs from its JSON Schema (RFC 7644 §3, RFC 7643 §5 to §7). Empty when it holds. */
export function validateMessage(kind: MessageKind, body: unknown): Problem[] {
  return validateJson(SCHEMAS[kind], body);
}

/** Where a document departs from a JSON Schema of draft 2020-12, each schema being compiled once. */
export function validateJson(jsonSchema: object, body: unknown): Problem[] {
  const validate = compiled.get(jsonSchema) ?? compile(jsonSchema);
  compiled.set(jsonSchema, validate);
  if (validate(body)) return [];
  return (validate.errors ?? []).filter(isProblem).map(problemOf);
}

const compiled = new WeakMap<object, ValidateFunction>();

// One for all, because making one costs far more than compiling a schema. It keeps none, so that two of one $id may come.
const ajv = new Ajv2020({ strict: true, allErrors: true, verbose: true, addUsedSchema: false });

function compile(jsonSchema: object): ValidateFunction {
  const validate = ajv.compile(jsonSchema);
  ajv.removeSchema(jsonSchema);
  return validate;
}

// That no item of a list is the wanted one is one problem, not one for each item; an `if` only says which branch was taken.
function isProblem({ keyword, schemaPath }: ErrorObject): boolean {
  return keyword !== "if" && !schemaPath.includes("/contains/");
}

function problemOf({ keyword, instancePath, message = keyword, params, parentSchema, data }: ErrorObject): Problem {
  const path = pathOf(instancePath);
  switch (keyword) {
    case "required":
      return { path: joined(path, params["missingProperty"]), expected: "a value, as it is required", seen: "nothing" };
    case "additionalProperties": {
      const name: string = params["additionalProperty"];
      return {
        path: joined(path, name),
        expected: "nothing of that name",
        seen: shown((data as Record<string, unknown>)[name]),
      };
    }
    case "contains":
      return { path, expected: `must contain ${JSON.stringify(parentSchema?.["contains"].const)}`, seen: shown(data) };
    case "false schema":
      // What must not be seen is not repeated in a report either.
      return { path, expected: "nothing, as it is never returned", seen: "a value" };
    default: {
      const allowed = params["allowedValues"] ?? params["allowedValue"];
      const expected = allowed === undefined ? message : `${message}: ${JSON.stringify(allowed)}`;
      return { path, expected, seen: shown(data) };
    }
  }
}

// "/Operations/0/op" becomes "Operations[0].op".
function pathOf(pointer: string): string {
  return pointer
    .split("/")
    .slice(1)
    .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"))
    .reduce((path, part) => (/^\d+$/.test(part) ? `${path}[${part}]` : joined(path, part)), "");
}

function joined(path: string, name: string): string {
  return path === "" ? name : `${path}.${name}`;
}
