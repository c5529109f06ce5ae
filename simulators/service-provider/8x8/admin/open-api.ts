import { adminRefusals } from "../../../../profiles/index.ts";
import type { Json, JsonObject } from "../../../../scim/index.ts";
import { contract, type Operation } from "./contract.ts";
import { oneOf, record, type Shape, text } from "./shape.ts";
import * as views from "./views.ts";

const NAMES = new Map<Shape, string>(
  Object.entries(views).map(([name, shape]) => [shape, `${name[0]!.toUpperCase()}${name.slice(1)}`]),
);

/** The OpenAPI 3.1 document of the admin plane, made of the contract that its inputs are checked by. */
export function openApi(origin: string): JsonObject {
  const paths: JsonObject = {};
  for (const [noun, verbs] of Object.entries(contract))
    for (const [verb, operation] of Object.entries(verbs))
      paths[`/admin/api/${noun}/${verb}`] = { post: described(noun, verb, operation) };
  paths["/admin/api/openapi.json"] = { get: ITSELF };
  return {
    openapi: "3.1.0",
    info: {
      title: "Admin plane of the simulated 8x8",
      version: "1.0.0",
      description: "What an administrator does in the console, and what users and directories then show.",
    },
    servers: [{ url: origin }],
    security: [{ adminToken: [] }],
    tags: Object.keys(contract).map((name) => ({ name })),
    paths,
    components: {
      securitySchemes: { adminToken: { type: "http", scheme: "bearer" } },
      schemas: {
        ...Object.fromEntries(Array.from(NAMES, ([shape, name]) => [name, referring(shape, shape)])),
        Problem: problem,
      },
      responses: {
        Problem: {
          description: "Refused (RFC 9457): nothing was changed, and `code` says why",
          content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
        },
      },
    },
  };
}

const problem: Shape = record({
  type: text,
  title: text,
  status: { type: "integer", minimum: 400, maximum: 599 },
  detail: text,
  code: oneOf(...Object.keys(adminRefusals)),
  "outcome?": { anyOf: [views.fieldResult, views.editResult] },
});

const ITSELF: JsonObject = {
  operationId: "openapi",
  summary: "Gives this document",
  security: [],
  responses: { "200": answers("This document", { type: "object" }) },
};

function described(noun: string, verb: string, { says, input, output, mayBeNothing }: Operation): JsonObject {
  const nothing = { "204": { description: output === undefined ? "Done" : "There is none" } };
  return {
    operationId: `${noun}.${verb}`,
    summary: says,
    tags: [noun],
    requestBody: {
      required: (input["required"] as Json[]).length > 0,
      content: { "application/json": { schema: input } },
    },
    responses: {
      ...(output === undefined ? {} : { "200": answers("Done", referring(output)) }),
      ...(output === undefined || mayBeNothing ? nothing : {}),
      default: { $ref: "#/components/responses/Problem" },
    },
  };
}

function answers(description: string, schema: Shape): JsonObject {
  return { description, content: { "application/json": { schema } } };
}

/** A schema in which those with a name of their own are referred to; `itself` is not. */
function referring(schema: Shape, itself?: Shape): Shape {
  const name = schema === itself ? undefined : NAMES.get(schema);
  if (name !== undefined) return { $ref: `#/components/schemas/${name}` };
  return Object.fromEntries(Object.entries(schema).map(([keyword, value]) => [keyword, within(value)]));
}

function within(value: Json): Json {
  if (Array.isArray(value)) return value.map(within);
  return typeof value === "object" && value !== null ? referring(value) : value;
}
