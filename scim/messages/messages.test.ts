import { describe, expect, it } from "vitest";
import {
  BULK_REQUEST,
  BULK_RESPONSE,
  bulkResponse,
  ERROR,
  errorMessage,
  type JsonObject,
  LIST_RESPONSE,
  listResponse,
  type MessageKind,
  PATCH_OP,
  RESOURCE_TYPE,
  readBulkRequest,
  readErrorMessage,
  readListResponse,
  readSearchRequest,
  SCHEMA,
  ScimError,
  SEARCH_REQUEST,
  SERVICE_PROVIDER_CONFIG,
  validateMessage,
} from "../index.ts";

function paths(kind: MessageKind, body: unknown): string[] {
  return validateMessage(kind, body).map(({ path }) => path);
}

describe("a ListResponse", () => {
  it("is read back as it was written, and is well formed", () => {
    const list = {
      totalResults: 7,
      startIndex: 3,
      itemsPerPage: 1,
      resources: [{ id: "1" }],
      nextCursor: "n",
      previousCursor: "p",
    };
    expect(readListResponse(listResponse(list))).toEqual(list);
    expect(paths("ListResponse", listResponse(list))).toEqual([]);
    expect(listResponse({ totalResults: 0, resources: [] })).toEqual({
      schemas: [LIST_RESPONSE],
      totalResults: 0,
      Resources: [],
    });
  });

  it("is read without a list of resources, and refused with a wrong one", () => {
    expect(readListResponse({ totalResults: 0 })).toMatchObject({ totalResults: 0, resources: [] });
    for (const body of [null, [], "x", { Resources: {} }, { Resources: ["x"] }]) {
      expect(() => readListResponse(body)).toThrow("Expected a ListResponse");
    }
  });

  it("may lack totalResults under cursor paging only", () => {
    expect(paths("ListResponse", { schemas: [LIST_RESPONSE], Resources: [] })).toEqual(["totalResults"]);
    expect(paths("ListResponse", { schemas: [LIST_RESPONSE], nextCursor: "x" })).toEqual([]);
  });
});

describe("an Error", () => {
  it("carries the status as a string, and what else is known", () => {
    expect(errorMessage(new ScimError(400, "invalidPath", "no such attribute"))).toEqual({
      schemas: [ERROR],
      status: "400",
      scimType: "invalidPath",
      detail: "no such attribute",
    });
    expect(errorMessage(new ScimError(404, undefined, ""))).toEqual({ schemas: [ERROR], status: "404" });
  });

  it("is read as far as it can be", () => {
    expect(readErrorMessage(errorMessage(new ScimError(409, "uniqueness", "taken")))).toEqual({
      status: "409",
      scimType: "uniqueness",
      detail: "taken",
    });
    expect(readErrorMessage({ schemas: [ERROR], status: 409 })).toMatchObject({ status: undefined });
    expect(readErrorMessage({ error: "x" })).toBeUndefined();
  });
});

describe("a SearchRequest", () => {
  it("is read", () => {
    const query = {
      attributes: ["userName"],
      filter: "title pr",
      sortBy: "id",
      sortOrder: "descending",
      startIndex: 0,
      count: -1,
      cursor: "",
    };
    expect(readSearchRequest({ schemas: [SEARCH_REQUEST], ...query, excludedAttributes: null })).toEqual(query);
  });

  it.each<[string, unknown, string]>([
    ["without its URN", { filter: "title pr" }, "invalidSyntax"],
    ["as a list", [], "invalidSyntax"],
    ["with attributes as text", { schemas: [SEARCH_REQUEST], attributes: "a,b" }, "invalidValue"],
    ["with a filter that is no text", { schemas: [SEARCH_REQUEST], filter: {} }, "invalidValue"],
    ["with a count as text", { schemas: [SEARCH_REQUEST], count: "10" }, "invalidValue"],
    ["with a broken count", { schemas: [SEARCH_REQUEST], count: 1.5 }, "invalidValue"],
  ])("is refused %s", (_what, body, scimType) => {
    expect(() => readSearchRequest(body)).toThrow(expect.objectContaining({ status: 400, scimType }));
  });
});

describe("a bulk request", () => {
  const post: JsonObject = { method: "POST", path: "/Users", bulkId: "q", data: { userName: "ada" } };
  const request = (...Operations: JsonObject[]): JsonObject => ({ schemas: [BULK_REQUEST], Operations });

  it("is read", () => {
    const remove = { method: "DELETE", path: "/Users/1", version: 'W/"1"' };
    expect(readBulkRequest({ ...request({ ...post, method: "post" }, remove), failOnErrors: 1 })).toEqual({
      failOnErrors: 1,
      operations: [post, remove],
    });
  });

  it.each<[string, unknown]>([
    ["without operations", { schemas: [BULK_REQUEST] }],
    ["without its URN", { Operations: [post] }],
    ["with an unknown method", request({ ...post, method: "GET" })],
    ["without method", request({ path: "/Users" })],
    ["without path", request({ ...post, path: null })],
    ["with an absolute path", request({ ...post, path: "https://scim.example/Users" })],
    ["with a POST without bulkId", request({ ...post, bulkId: null })],
    ["with a bulkId given twice", request(post, post)],
    ["with a PUT without data", request({ method: "PUT", path: "/Users/1" })],
  ])("is refused %s", (_what, body) => {
    expect(() => readBulkRequest(body)).toThrow(expect.objectContaining({ status: 400, scimType: "invalidSyntax" }));
  });

  it("is answered with each status as a string", () => {
    const error = errorMessage(new ScimError(404, undefined, "gone"));
    const response = bulkResponse([
      { method: "POST", status: 201, bulkId: "q", location: "/Users/1", version: 'W/"1"' },
      { method: "DELETE", status: 404, location: "/Users/2", response: error },
    ]);
    expect(response).toEqual({
      schemas: [BULK_RESPONSE],
      Operations: [
        { location: "/Users/1", method: "POST", bulkId: "q", version: 'W/"1"', status: "201" },
        { location: "/Users/2", method: "DELETE", status: "404", response: error },
      ],
    });
    expect(paths("BulkResponse", response)).toEqual([]);
  });
});

describe("the JSON Schemas", () => {
  const authenticationSchemes = [{ type: "oauthbearertoken", name: "Token", description: "A bearer token" }];
  const config = {
    schemas: [SERVICE_PROVIDER_CONFIG],
    patch: { supported: true },
    bulk: { supported: false, maxOperations: 0, maxPayloadSize: 0 },
    filter: { supported: true, maxResults: 100 },
    changePassword: { supported: true },
    sort: { supported: true },
    etag: { supported: true },
    authenticationSchemes,
  };

  it.each<[MessageKind, JsonObject]>([
    ["PatchOp", { schemas: [PATCH_OP], Operations: [{ op: "remove", path: "title" }] }],
    ["SearchRequest", { schemas: [SEARCH_REQUEST], count: 0 }],
    ["BulkRequest", { schemas: [BULK_REQUEST], failOnErrors: 1, Operations: [{ method: "DELETE", path: "/Users/1" }] }],
    ["ServiceProviderConfig", config],
    ["ServiceProviderConfig", { ...config, securityEvents: {}, pagination: { cursor: true, index: true } }],
    ["ResourceType", { schemas: [RESOURCE_TYPE], name: "User", endpoint: "/Users", schema: "urn:x" }],
    ["Schema", { schemas: [SCHEMA], id: "urn:x", attributes: [] }],
  ])("accept a good %s", (kind, body) => {
    expect(paths(kind, body)).toEqual([]);
  });

  it.each<[MessageKind, unknown, string[]]>([
    ["ListResponse", [], [""]],
    [
      "ListResponse",
      { schemas: ["urn:x"], totalResults: "1", Resources: null },
      ["schemas", "totalResults", "Resources"],
    ],
    ["Error", { schemas: [ERROR], status: 400, scimType: "broken" }, ["status", "scimType"]],
    [
      "PatchOp",
      { schemas: [PATCH_OP], Operations: [{ op: "move" }, { op: "remove" }] },
      ["Operations[0].value", "Operations[0].op", "Operations[1].path"],
    ],
    ["SearchRequest", { schemas: [SEARCH_REQUEST], sortOrder: "up" }, ["sortOrder"]],
    [
      "BulkRequest",
      { schemas: [BULK_REQUEST], Operations: [{ method: "POST", path: "/Users" }] },
      ["Operations[0].bulkId", "Operations[0].data"],
    ],
    [
      "BulkResponse",
      { schemas: [BULK_RESPONSE], Operations: [{ method: "PUT", status: "404" }] },
      ["Operations[0].response", "Operations[0].location"],
    ],
    [
      "ServiceProviderConfig",
      { ...config, etag: { supported: "no" }, filter: {} },
      ["filter.supported", "filter.maxResults", "etag.supported"],
    ],
    [
      "ResourceType",
      { schemas: [RESOURCE_TYPE], name: "User", schemaExtensions: [{}] },
      ["endpoint", "schema", "schemaExtensions[0].schema", "schemaExtensions[0].required"],
    ],
    [
      "Schema",
      { schemas: [SCHEMA], id: "urn:x", attributes: [{ name: "1st" }] },
      [
        "attributes[0].type",
        "attributes[0].multiValued",
        "attributes[0].required",
        "attributes[0].mutability",
        "attributes[0].returned",
        "attributes[0].name",
      ],
    ],
  ])("find what is wrong in a %s", (kind, body, expected) => {
    expect(paths(kind, body).sort()).toEqual(expected.sort());
  });

  it("say what was expected and what was seen", () => {
    expect(validateMessage("Error", { schemas: [ERROR], status: 400 })).toEqual([
      { path: "status", expected: "must be string", seen: "400" },
    ]);
    expect(validateMessage("ListResponse", { schemas: ["urn:x"], totalResults: 0 })).toEqual([
      { path: "schemas", expected: `must contain "${LIST_RESPONSE}"`, seen: '["urn:x"]' },
    ]);
  });
});
