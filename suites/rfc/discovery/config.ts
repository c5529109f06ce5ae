import { answer, on, type Rule, rule, show, valueAt } from "../../../engine/index.ts";
import type { JsonObject } from "../../../scim/index.ts";
import { refusal } from "../refusal.ts";
import { CONFIG, configOf, otherConfig } from "./documents.ts";

const SERVICE_PROVIDER_CONFIG = "urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig";
const LIST_RESPONSE = "urn:ietf:params:scim:api:messages:2.0:ListResponse";

/** Capabilities that are announced by nothing but `supported` (RFC 7643 §5). */
const SWITCHES: [capability: string, id: string, row: string][] = [
  ["patch", "patch", "7643-5-01"],
  ["changePassword", "change-password", "7643-5-05"],
  ["sort", "sort", "7643-5-06"],
  ["etag", "etag", "7643-5-07"],
];

/** Capabilities that are announced with their limits (RFC 7643 §5). */
const LIMITED: [capability: string, limits: string[], row: string][] = [
  ["bulk", ["maxOperations", "maxPayloadSize"], "7643-5-02"],
  ["filter", ["maxResults"], "7643-5-03"],
];

function announces(capability: string, id: string, limits: string[], row: string): Rule {
  const called = [...limits.slice(0, -1), limits.at(-1)].filter((each) => each !== undefined).join(" and ");
  return rule({
    id: `discovery/config-announces-${id}`,
    title:
      limits.length === 0
        ? `The ServiceProviderConfig says with a boolean whether ${capability} is supported`
        : `The ServiceProviderConfig says whether ${capability} is supported, with ${called}`,
    covers: [row],
    level: "MUST",
    reads: true,
    async probe(t) {
      const { exchange, config } = await configOf(t);
      const supported = valueAt(config, `${capability}.supported`);
      t.expect(exchange).that(typeof supported === "boolean", {
        summary: `the ServiceProviderConfig shows ${capability}.supported as ${show(supported)}`,
        seen: supported,
        expected: "true or false",
        attribute: `${capability}.supported`,
      });
      for (const limit of limits) {
        const seen = valueAt(config, `${capability}.${limit}`);
        t.expect(exchange).that(Number.isInteger(seen) && Number(seen) >= 0, {
          summary: `the ServiceProviderConfig shows ${capability}.${limit} as ${show(seen)}`,
          seen,
          expected: "an integer",
          attribute: `${capability}.${limit}`,
        });
      }
    },
    mutants: {
      [`leaves ${capability} out`]: otherConfig((config) => {
        const { [capability]: _left, ...rest } = config;
        return rest;
      }),
      "writes the boolean as a text": otherConfig((config) => ({
        ...config,
        [capability]: { ...(config[capability] as JsonObject), supported: "true" },
      })),
      ...Object.fromEntries(
        limits.map((limit) => [
          `leaves ${limit} out`,
          otherConfig((config) => {
            const { [limit]: _left, ...rest } = config[capability] as JsonObject;
            return { ...config, [capability]: rest };
          }),
        ]),
      ),
    },
  });
}

/** The ServiceProviderConfig and the capabilities it announces (RFC 7643 §5, RFC 7644 §4). */
export const config: Rule[] = [
  rule({
    id: "discovery/config-is-one-object",
    title: "The ServiceProviderConfig is a single object with its own schema, with or without an id",
    covers: ["7644-4-02", "7643-5-13"],
    level: "MUST",
    reads: true,
    async probe(t) {
      const read = await t.client.get("/ServiceProviderConfig");
      const schemas = valueAt(read.response.body, "schemas");
      t.expect(read)
        .status(200)
        .that(Array.isArray(schemas) && schemas.includes(SERVICE_PROVIDER_CONFIG), {
          summary: `the ServiceProviderConfig shows schemas as ${show(schemas)}`,
          seen: schemas,
          expected: [SERVICE_PROVIDER_CONFIG],
          attribute: "schemas",
        })
        .lacksAttribute("Resources");
    },
    mutants: {
      "wraps it in a ListResponse": otherConfig((body) => ({
        schemas: [LIST_RESPONSE],
        totalResults: 1,
        Resources: [body],
      })),
      "has it at the plural name only": on({ path: CONFIG }, answer(404, refusal(404))),
      "shows the schema of SCIM 1.1": otherConfig((body) => ({ ...body, schemas: ["urn:scim:schemas:core:1.0"] })),
    },
  }),

  ...SWITCHES.map(([capability, id, row]) => announces(capability, id, [], row)),
  ...LIMITED.map(([capability, limits, row]) => announces(capability, capability, limits, row)),

  rule({
    id: "discovery/config-is-open",
    title: "The ServiceProviderConfig can be read before authentication",
    covers: ["7643-5-11"],
    level: "SHOULD",
    reads: true,
    async probe(t) {
      t.expect(await t.client.get("/ServiceProviderConfig", { token: null })).status(200);
    },
    mutants: {
      "asks for a token first": on({ path: CONFIG }, (request, next) =>
        request.headers.has("authorization")
          ? next(request)
          : answer(401, refusal(401), { "www-authenticate": 'Bearer realm="scim"' })(request, next),
      ),
    },
  }),

  rule({
    id: "discovery/config-links-are-urls",
    title: "The addresses of documentation that the ServiceProviderConfig names are absolute URLs",
    covers: ["7643-5-12"],
    level: "MAY",
    reads: true,
    async probe(t) {
      const { exchange, config } = await configOf(t);
      const schemes = Array.isArray(config["authenticationSchemes"]) ? config["authenticationSchemes"] : [];
      const places = [
        "documentationUri",
        ...schemes.flatMap((_scheme, index) =>
          ["specUri", "documentationUri"].map((name) => `authenticationSchemes[${index}].${name}`),
        ),
      ];
      for (const attribute of places) {
        const seen = valueAt(config, attribute) ?? undefined;
        t.expect(exchange).that(
          seen === undefined || (/^https?:\/\//i.test(String(seen)) && URL.canParse(String(seen))),
          {
            summary: `the ServiceProviderConfig shows ${attribute} as ${show(seen)}`,
            seen,
            expected: "an http or https URL",
            attribute,
          },
        );
      }
    },
    mutants: {
      "names a file instead of a URL": otherConfig((body) => ({ ...body, documentationUri: "docs/scim.html" })),
      "leaves the address of a scheme's specification empty": otherConfig((body) => ({
        ...body,
        authenticationSchemes: [{ type: "oauthbearertoken", name: "OAuth", description: "OAuth", specUri: "" }],
      })),
    },
  }),
];
