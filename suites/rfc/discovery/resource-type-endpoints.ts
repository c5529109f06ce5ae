import { on, type Rule, rewriteBody, rule, show, valueAt } from "../../../engine/index.ts";
import { isText, keyOf, otherDocuments, otherTypes, RESOURCE_TYPES, typesOf } from "./documents.ts";

const pathOf = (endpoint: string): string => (/^(https?:\/\/|\/)/i.test(endpoint) ? endpoint : `/${endpoint}`);

/** Where resource types are served (RFC 7643 §6, RFC 7644 §3.2). */
export const resourceTypeEndpoints: Rule[] = [
  rule({
    id: "discovery/resource-type-endpoints-answer",
    title: "The endpoint of each resource type answers as a collection",
    covers: ["7643-6-03"],
    level: "MUST",
    reads: true,
    async probe(t) {
      for (const type of (await typesOf(t)).all) {
        if (!isText(type["endpoint"])) continue;
        const list = await t.client.list(pathOf(type["endpoint"]), { count: 1 });
        const { status, body } = list.response;
        const refused = status >= 400 && status < 500 && status !== 404;
        // A service provider may refuse this client, or a list without a filter; it cannot know nothing of the endpoint.
        t.expect(list).that(
          refused || status === 501 || (status === 200 && valueAt(body, "totalResults") !== undefined),
          {
            summary: `the endpoint ${type["endpoint"]} of the resource type ${keyOf(type)} answered ${status} without a list`,
            seen: status,
            expected: "200 with a ListResponse",
          },
        );
      }
    },
    mutants: {
      "names an endpoint that is not there": otherTypes((type) => ({ ...type, endpoint: `/v1${type["endpoint"]}` })),
      "answers a list with a bare array": on(
        { method: "GET", path: /\/Users\?/ },
        rewriteBody((body) => body["Resources"] ?? []),
      ),
    },
  }),

  rule({
    id: "discovery/resource-type-endpoints-are-relative",
    title: "The endpoint of a resource type is relative to the base URL",
    covers: ["7643-6-03"],
    level: "SHOULD",
    reads: true,
    async probe(t) {
      const { exchange, all } = await typesOf(t);
      for (const { endpoint } of all)
        t.expect(exchange).that(!/^[a-z]+:\/\//i.test(String(endpoint)), {
          summary: `a resource type shows the absolute endpoint ${show(endpoint)}`,
          seen: endpoint,
          expected: "a path below the base URL",
          attribute: "endpoint",
        });
    },
    mutants: {
      "names endpoints by their whole URL": otherTypes((type) => ({
        ...type,
        endpoint: `https://scim.example.com${type["endpoint"]}`,
      })),
    },
  }),

  rule({
    id: "discovery/resource-type-endpoints-are-plural",
    title: "The endpoint of a resource type is not the singular of its name",
    covers: ["7644-3.2-02"],
    level: "SHOULD",
    reads: true,
    async probe(t) {
      const { exchange, all } = await typesOf(t);
      for (const { name, endpoint } of all) {
        const singular = `/${String(name).toLowerCase()}`;
        t.expect(exchange).that(singular.endsWith("s") || pathOf(String(endpoint)).toLowerCase() !== singular, {
          summary: `the resource type ${name} has the endpoint ${show(endpoint)}`,
          seen: endpoint,
          expected: `the plural of ${name}`,
          attribute: "endpoint",
        });
      }
    },
    mutants: {
      "has a further type at a singular endpoint": otherDocuments(RESOURCE_TYPES, (types) => [
        ...types,
        { ...types[0], id: "Device", name: "Device", endpoint: "/Device" },
      ]),
    },
  }),
];
