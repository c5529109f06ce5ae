import { isDeepStrictEqual } from "node:util";
import {
  answer,
  answerInstead,
  bodyOf,
  faulty,
  on,
  type Rule,
  rewriteBody,
  rewriteResources,
  rule,
  type Trial,
} from "../../../engine/index.ts";
import type { Exchange, Json, JsonObject } from "../../../scim/index.ts";
import { refusal } from "../refusal.ts";
import { CONFIG, configOf, documentsOf, keyOf, RESOURCE_TYPES } from "./documents.ts";

const PATCH_OP = "urn:ietf:params:scim:api:messages:2.0:PatchOp";

const replacing = (path: string, value: Json): JsonObject => ({
  schemas: [PATCH_OP],
  Operations: [{ op: "replace", path, value }],
});

/** Tries to write the ServiceProviderConfig: harmless should it succeed. */
async function writeConfig(t: Trial, config: JsonObject): Promise<Exchange[]> {
  const path = "/ServiceProviderConfig";
  const documentationUri = "https://scimproof.example.com/written";
  return [
    await t.client.put(path, { ...config, documentationUri }),
    await t.client.patch(path, replacing("documentationUri", documentationUri)),
    await t.client.post(path, { ...config, documentationUri }),
    await t.client.delete(path),
  ];
}

/** Tries to write resource types. What is deleted is a type that does not exist: a real one might not come back. */
async function writeTypes(t: Trial, type: JsonObject): Promise<Exchange[]> {
  const path = `/ResourceTypes/${encodeURIComponent(keyOf(type))}`;
  const description = "written by scimproof";
  const name = t.given.name();
  return [
    await t.client.put(path, { ...type, description }),
    await t.client.patch(path, replacing("description", description)),
    await t.client.post("/ResourceTypes", { ...type, id: name, name, endpoint: `/${name}` }),
    await t.client.delete(`/ResourceTypes/${name}`),
  ];
}

function withoutMeta({ meta: _volatile, ...rest }: JsonObject): JsonObject {
  return rest;
}

const TYPE = /\/ResourceTypes\/[^/?]+$/;

/** The configuration is read-only (RFC 7643 §5 and §6). */
export const readOnly: Rule[] = [
  rule({
    id: "discovery/config-is-read-only",
    title: "The ServiceProviderConfig cannot be written",
    covers: ["7643-5-14"],
    level: "MUST",
    async probe(t) {
      const { config } = await configOf(t);
      for (const write of await writeConfig(t, config)) t.expect(write).refused();
      const read = await t.client.get("/ServiceProviderConfig");
      t.expect(read)
        .status(200)
        .that(isDeepStrictEqual(withoutMeta(bodyOf(read)), withoutMeta(config)), {
          summary: "the ServiceProviderConfig changed although writing it was refused",
          seen: read.response.body,
          expected: config,
        });
    },
    mutants: {
      "answers PUT with what it was sent": on({ method: "PUT", path: CONFIG }, async (request, next) =>
        answer(200, (await request.json()) as Json)(request, next),
      ),
      "answers DELETE with 204": on({ method: "DELETE", path: CONFIG }, answer(204)),
      "breaks on PATCH": on({ method: "PATCH", path: CONFIG }, answer(500, refusal(500))),
      "refuses the change and makes it": faulty(() => {
        let written: string | undefined;
        return async (request, next) => {
          if (!CONFIG.test(request.url)) return next(request);
          if (request.method === "PATCH") written = "https://scimproof.example.com/written";
          if (request.method !== "GET" || written === undefined) return next(request);
          const documentationUri = written;
          return rewriteBody((config) => ({ ...config, documentationUri }))(request, next);
        };
      }),
    },
  }),

  rule({
    id: "discovery/resource-types-are-read-only",
    title: "Resource types cannot be written",
    covers: ["7643-6-01"],
    level: "MUST",
    async probe(t) {
      const { all } = await documentsOf(t, "/ResourceTypes");
      if (all.length === 0) t.inconclusive("there is no resource type to write");
      for (const write of await writeTypes(t, all[0]!)) t.expect(write).refused();
      const after = await documentsOf(t, "/ResourceTypes");
      const content = (types: JsonObject[]): JsonObject[] =>
        types.map(withoutMeta).sort((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1));
      t.expect(after.exchange).that(isDeepStrictEqual(content(after.all), content(all)), {
        summary: "the resource types changed although writing them was refused",
        seen: after.all,
        expected: all,
      });
    },
    mutants: {
      "answers PUT with 200": on({ method: "PUT", path: TYPE }, answer(200, {})),
      "answers POST with 201": on({ method: "POST", path: RESOURCE_TYPES }, answer(201, {})),
      "answers DELETE of what it does not have with 204": on({ method: "DELETE", path: TYPE }, answer(204)),
      "refuses another description and shows it": faulty(() => {
        let written = false;
        return async (request, next) => {
          written ||= request.method === "PATCH" && TYPE.test(request.url);
          if (!written || request.method !== "GET" || !RESOURCE_TYPES.test(request.url)) return next(request);
          return rewriteResources((type) => ({ ...type, description: "written by scimproof" }))(request, next);
        };
      }),
    },
  }),

  rule({
    id: "discovery/writes-are-not-supported",
    title: "Writing the configuration is answered 405 or 501",
    covers: ["7643-5-14", "7643-6-01"],
    level: "SHOULD",
    async probe(t) {
      const { config } = await configOf(t);
      for (const write of await writeConfig(t, config)) t.expect(write).status(405, 501);
      const { all } = await documentsOf(t, "/ResourceTypes");
      if (all.length === 0) t.inconclusive("there is no resource type to write");
      for (const write of await writeTypes(t, all[0]!)) {
        // A type that does not exist may as well be said to be missing.
        if (write.request.method !== "DELETE") t.expect(write).status(405, 501);
      }
    },
    mutants: {
      "answers 403 to a write of the ServiceProviderConfig": on(
        { method: ["PUT", "PATCH"], path: CONFIG },
        answerInstead(403, refusal(403)),
      ),
      "answers 404 to a new resource type": on(
        { method: "POST", path: RESOURCE_TYPES },
        answerInstead(404, refusal(404)),
      ),
    },
  }),
];
