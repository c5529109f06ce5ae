import {
  type Mutant,
  type Rule,
  type RuleDeclaration,
  rewriteRequest,
  rule,
  sends,
  show,
  valueAt,
} from "../../../engine/index.ts";
import { type Exchange, isObject, type JsonObject } from "../../../scim/index.ts";
import { workdays } from "./clients.ts";

const PATCH_OP = "urn:ietf:params:scim:api:messages:2.0:PatchOp";

/** What the PATCH requests of a client look like (RFC 7644 §3.5.2). */
export const patch: Rule[] = [
  patching({
    id: "patch-names-its-message",
    title: "The body of a PATCH says that it is a PatchOp message",
    covers: ["7644-3.5.2-03"],
    inspect(exchange, expect) {
      const schemas = valueAt(exchange.request.body, "schemas");
      expect(exchange).that(Array.isArray(schemas) && schemas.includes(PATCH_OP), {
        summary: `PATCH carries schemas ${show(schemas)}`,
        seen: schemas,
        expected: [PATCH_OP],
        attribute: "schemas",
      });
    },
    mutants: {
      "leaves schemas out of a PATCH": changing(({ schemas: _left, ...body }) => body),
      "names the schema of a User": changing((body) => ({
        ...body,
        schemas: ["urn:ietf:params:scim:schemas:core:2.0:User"],
      })),
    },
  }),
  patching({
    id: "patch-has-operations",
    title: "A PATCH has at least one operation",
    covers: ["7644-3.5.2-04"],
    inspect(exchange, expect) {
      const operations = valueAt(exchange.request.body, "Operations");
      expect(exchange).that(Array.isArray(operations) && operations.length > 0, {
        summary: `PATCH carries Operations ${show(operations)}`,
        seen: operations,
        expected: "an array with at least one operation",
        attribute: "Operations",
      });
    },
    mutants: {
      "sends an empty list of operations": changing((body) => ({ ...body, Operations: [] })),
      "sends one operation without a list": changing((body) => ({
        ...body,
        Operations: { op: "replace", path: "active", value: true },
      })),
    },
  }),
  patching({
    id: "operation-says-what-to-do",
    title: "Each operation of a PATCH is add, remove or replace, in whatever letter case",
    covers: ["7644-3.5.2-05"],
    // Entra writes a capital, and service providers live with it: how it is spelled is asked of them.
    inspect(exchange, expect) {
      for (const { op } of operationsOf(exchange))
        expect(exchange).that(typeof op === "string" && /^(?:add|remove|replace)$/i.test(op), {
          summary: `an operation has op ${show(op)}`,
          seen: op,
          expected: ["add", "remove", "replace"],
          attribute: "op",
        });
    },
    mutants: {
      "modifies in place of replacing": operating((operation) => ({ ...operation, op: "modify" })),
      "leaves op out": operating(({ op: _left, ...operation }) => operation),
    },
  }),
  patching({
    id: "remove-has-a-path",
    title: "An operation that removes says what",
    covers: ["7644-3.5.2-07"],
    inspect(exchange, expect) {
      for (const { path } of operationsOf(exchange, "remove"))
        expect(exchange).that(typeof path === "string" && path !== "", {
          summary: `a remove has path ${show(path)}`,
          seen: path,
          expected: "the path of an attribute",
          attribute: "path",
        });
    },
    mutants: {
      "removes without a path": operating(() => ({ op: "remove" })),
      "names what to remove in the value": operating(({ value }) => ({ op: "Remove", path: "", value: value ?? null })),
    },
  }),
  patching({
    id: "add-has-a-value",
    title: "An operation that adds has a value",
    covers: ["7644-3.5.2.1-01"],
    inspect(exchange, expect) {
      for (const operation of operationsOf(exchange, "add"))
        expect(exchange).that("value" in operation, {
          summary: `an add of ${show(operation["path"])} has no value`,
          seen: operation,
          expected: "a value",
          attribute: "value",
        });
    },
    mutants: {
      "adds without a value": operating(({ path }) => ({ op: "Add", path: path ?? "title" })),
    },
  }),
  patching({
    id: "replace-without-path-is-an-object",
    title: "An operation without a path carries the attributes as an object",
    covers: ["7644-3.5.2.3-01"],
    inspect(exchange, expect) {
      for (const { op, path, value } of operationsOf(exchange, "add", "replace"))
        expect(exchange).that(path !== undefined || isObject(value), {
          summary: `a ${show(op)} without a path has the value ${show(value)}`,
          seen: value,
          expected: "an object of attributes",
          attribute: "value",
        });
    },
    mutants: {
      "leaves the path out": operating(({ op }) => ({ op: op ?? "replace", value: false })),
    },
  }),
];

type Patching = Pick<RuleDeclaration, "id" | "title" | "covers" | "mutants"> & {
  inspect: NonNullable<RuleDeclaration["inspect"]>;
};

/** A rule on every PATCH. */
function patching({ id, ...declaration }: Patching): Rule {
  return rule({
    ...declaration,
    id: `clients/scim/${id}`,
    level: "MUST",
    judges: "client",
    scene: workdays,
    applies: ({ request }) => request.method === "PATCH",
  });
}

/** The operations of a PATCH; those that do one of these, where any are named. */
function operationsOf({ request }: Exchange, ...kinds: string[]): JsonObject[] {
  const listed = valueAt(request.body, "Operations");
  const operations = Array.isArray(listed) ? listed.filter((each): each is JsonObject => isObject(each)) : [];
  return operations.filter(({ op }) => kinds.length === 0 || kinds.includes(String(op).toLowerCase()));
}

function changing(change: (body: JsonObject) => JsonObject): Mutant {
  return sends("PATCH", rewriteRequest(change));
}

function operating(change: (operation: JsonObject) => JsonObject): Mutant {
  return changing((body) => ({
    ...body,
    Operations: (body["Operations"] as JsonObject[]).map(change),
  }));
}
