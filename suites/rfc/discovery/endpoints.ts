import { answer, answerInstead, on, type Rule, rewriteResources, rule, show, valueAt } from "../../../engine/index.ts";
import type { JsonObject } from "../../../scim/index.ts";
import { refusal } from "../refusal.ts";
import { CONFIG, configOf, documentsOf, rewriteSuccess, SCHEMAS } from "./documents.ts";

const SEARCH = { schemas: ["urn:ietf:params:scim:api:messages:2.0:SearchRequest"], count: 1 };
const BULK = { schemas: ["urn:ietf:params:scim:api:messages:2.0:BulkRequest"], Operations: [] };
const MEMBER = /\/Users\/[^/.?]+$/;

/** Which endpoints there are and what they answer to (RFC 7644 §3.2 and §4). */
export const endpoints: Rule[] = [
  rule({
    id: "discovery/configuration-endpoints-answer",
    title: "All three configuration endpoints are there to be read below the base URL",
    covers: ["7644-4-01", "7644-1.3-02"],
    level: "MAY",
    reads: true,
    async probe(t) {
      for (const path of ["/ServiceProviderConfig", "/ResourceTypes", "/Schemas"])
        t.expect(await t.client.get(path)).status(200);
    },
    mutants: {
      "publishes no schemas": on({ path: SCHEMAS }, answer(404, refusal(404))),
      "does not support the ServiceProviderConfig": on({ path: CONFIG }, answer(501, refusal(501))),
    },
  }),

  rule({
    id: "discovery/documents-say-where-they-are",
    title: "The meta of a configuration document names its type, and a location at which it is read",
    covers: ["7644-4-10"],
    level: "MUST",
    reads: true,
    async probe(t) {
      const { exchange, config } = await configOf(t);
      const types = await documentsOf(t, "/ResourceTypes");
      const schemas = await documentsOf(t, "/Schemas");
      const documents = [
        { exchange, document: config, type: "ServiceProviderConfig" },
        ...types.all.slice(0, 2).map((document) => ({ exchange: types.exchange, document, type: "ResourceType" })),
        ...schemas.all.slice(0, 2).map((document) => ({ exchange: schemas.exchange, document, type: "Schema" })),
      ];
      for (const { exchange, document, type } of documents) {
        const resourceType = valueAt(document, "meta.resourceType") ?? type;
        t.expect(exchange).that(resourceType === type, {
          summary: `a ${type} shows meta.resourceType as ${show(resourceType)}`,
          seen: resourceType,
          expected: type,
          attribute: "meta.resourceType",
        });
        const location = valueAt(document, "meta.location") ?? undefined;
        if (location === undefined) continue;
        const url = URL.parse(String(location), `${t.client.baseUrl}/`);
        t.expect(exchange).that(url !== null, {
          summary: `a ${type} shows meta.location as ${show(location)}`,
          seen: location,
          expected: "a URL",
          attribute: "meta.location",
        });
        const read = await t.client.get(url!.href);
        t.expect(read).status(200).lacksAttribute("Resources").attribute("id", document["id"]);
      }
    },
    mutants: {
      "says that a schema is a resource type": on(
        { path: SCHEMAS },
        rewriteResources((schema) => ({
          ...schema,
          meta: { ...(schema["meta"] as JsonObject), resourceType: "ResourceType" },
        })),
      ),
      "names a location at which there is nothing": on(
        { path: /\/ResourceTypes$/ },
        rewriteResources((type) => {
          const meta = type["meta"] as JsonObject;
          return { ...type, meta: { ...meta, location: `${meta["location"]}/nowhere` } };
        }),
      ),
      "says that the ServiceProviderConfig is one of several": on(
        { path: CONFIG },
        rewriteSuccess((config) => ({
          ...config,
          meta: { ...(config["meta"] as JsonObject), resourceType: "ServiceProviderConfigs" },
        })),
      ),
    },
  }),

  rule({
    id: "discovery/other-methods-are-refused",
    title: "A method that an endpoint does not have is refused and changes nothing",
    covers: ["7644-3.2-05"],
    level: "MUST",
    async probe(t) {
      const user = await t.given.user();
      const before = await t.given.read(user.path);
      const other = t.given.representation({ active: false });
      // Nothing is tried on the whole of /Users: a service provider that obeyed would take everybody with it.
      t.expect(await t.client.post(user.path, other)).refused();
      t.expect(await t.client.get("/Bulk")).refused();
      t.expect(await t.client.put("/.search", SEARCH)).refused();
      const read = await t.client.get(user.path);
      t.expect(read).status(200).attribute("userName", before["userName"]).attribute("active", before["active"]);
    },
    mutants: {
      "takes a POST at a resource for a PUT": on({ method: "POST", path: MEMBER }, async (request, next) => {
        const { url, headers } = request;
        return next(new Request(url, { method: "PUT", headers, body: await request.text() }));
      }),
      "breaks when bulk operations are read": on({ method: "GET", path: /\/Bulk$/ }, answer(500, refusal(500))),
      "answers a POST at a resource with 200": on({ method: "POST", path: MEMBER }, answer(200, {})),
    },
  }),

  rule({
    id: "discovery/other-methods-are-405-or-501",
    title: "A method that an endpoint does not have is answered 405 or 501",
    covers: ["7644-3.2-05"],
    level: "SHOULD",
    async probe(t) {
      const user = await t.given.user();
      t.expect(await t.client.post(user.path, t.given.representation())).status(405, 501);
    },
    mutants: {
      "answers 404 to a POST at a resource": on({ method: "POST", path: MEMBER }, answerInstead(404, refusal(404))),
    },
  }),

  rule({
    id: "discovery/defined-endpoints-do-not-break",
    title: "Every endpoint the protocol defines answers or is refused, whether it is supported or not",
    covers: ["7644-3.2-05"],
    level: "MUST",
    async probe(t) {
      const answers = [
        await t.client.get("/Me"),
        await t.client.list("/Groups", { count: 1 }),
        await t.client.post("/.search", SEARCH),
        await t.client.post("/Users/.search", SEARCH),
        await t.client.post("/Bulk", BULK),
      ];
      for (const exchange of answers) {
        const { status } = exchange.response;
        t.expect(exchange).that((status >= 200 && status < 500 && status !== 201) || status === 501, {
          summary: `${exchange.request.method} ${exchange.request.path} answered ${status}, expected an answer, a refusal or 501`,
          seen: status,
          expected: "2xx but 201, 3xx, 4xx or 501",
        });
      }
    },
    mutants: {
      "breaks on /Me": on({ path: /\/Me$/ }, answer(500, refusal(500))),
      "has a gateway that does not know bulk operations": on({ path: /\/Bulk$/ }, answer(502)),
      "takes a search for a create": on({ method: "POST", path: /\/Users\/\.search$/ }, answer(201, { id: "1" })),
    },
  }),
];
