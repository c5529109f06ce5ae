import { answerInstead, on, type Rule, rewriteBody, rule, valueAt } from "../../../engine/index.ts";
import type { Json, JsonObject } from "../../../scim/index.ts";
import { answered } from "../answered.ts";
import { ENTERPRISE, ERROR, GROUP, USER } from "../urns.ts";
import { kept, mappedUser, TEXTS } from "./mapped-user.ts";
import { attributesOf, flattened, groupSchema } from "./published.ts";

const SCHEMAS = { method: "GET", path: /\/Schemas$/ };
const MAPPED = ["userName", "active", "preferredLanguage", "emails[0].value", "phoneNumbers[0].value", ...TEXTS];
const GROUP_MAPPED = ["displayName", "members"];

const changesSchema = (id: string, change: (schema: JsonObject) => Json | undefined) =>
  on(
    SCHEMAS,
    rewriteBody((list) => ({
      ...list,
      Resources: attributesOf(list["Resources"]).flatMap((schema) =>
        schema["id"] === id ? (change(schema) ?? []) : schema,
      ),
    })),
  );
const withoutAttribute = (id: string, name: string) =>
  changesSchema(id, (schema) => ({
    ...schema,
    attributes: attributesOf(schema["attributes"]).filter((attribute) => attribute["name"] !== name),
  }));

/** What /Schemas has to hold so that attributes can be mapped. */
export const schemas: Rule[] = [
  rule({
    id: "entra-gallery/mapped-attributes-are-discovered",
    title: "Every attribute of the default mapping that users have is declared in /Schemas",
    covers: ["7644-4-03", "7644-4-07"],
    level: "MUST",
    async probe(t) {
      const user = await mappedUser(t);
      const wanted = kept(await t.given.read(user.path), MAPPED);
      const found = await t.client.get("/Schemas");
      answered(t, found).status(200).filled("Resources");
      const listed = attributesOf(valueAt(found.response.body, "Resources"));
      const declared = listed.filter(({ id }) => id !== GROUP).flatMap(flattened);
      const missing = wanted
        .map((path) => path.replace("[0]", ""))
        .filter((path) => !declared.includes(path.toLowerCase()));
      t.expect(found).that(missing.length === 0, {
        summary: `users have ${missing.join(", ")}, and no schema of /Schemas declares it`,
        seen: declared,
        expected: wanted,
      });
    },
    mutants: {
      "has no /Schemas": on(SCHEMAS, answerInstead(404, { schemas: [ERROR], status: "404", detail: "no schemas" })),
      "does not declare mail addresses": withoutAttribute(USER, "emails"),
      "does not declare the parts of a name": changesSchema(USER, (schema) => ({
        ...schema,
        attributes: attributesOf(schema["attributes"]).map(({ subAttributes: _left, ...rest }) => rest),
      })),
      "does not publish the enterprise schema": changesSchema(ENTERPRISE, () => undefined),
    },
  }),

  rule({
    id: "entra-gallery/group-schema-is-published",
    title: "/Schemas holds the schema of groups, with displayName and members",
    covers: ["7644-4-03", "7644-4-07"],
    level: "MUST",
    reads: true,
    async probe(t) {
      const { found, declared = [] } = await groupSchema(t);
      answered(t, found).status(200).filled("Resources");
      const missing = GROUP_MAPPED.filter((name) => !declared.includes(name.toLowerCase()));
      t.expect(found).that(missing.length === 0, {
        summary:
          declared.length === 0
            ? "/Schemas holds no schema of groups, without which every mandatory test of groups fails"
            : `the schema of groups does not declare ${missing.join(", ")}`,
        seen: declared,
        expected: GROUP_MAPPED,
      });
    },
    mutants: {
      "publishes no schema of groups": changesSchema(GROUP, () => undefined),
      "does not declare members": withoutAttribute(GROUP, "members"),
      "has no /Schemas": on(SCHEMAS, answerInstead(404, { schemas: [ERROR], status: "404", detail: "no schemas" })),
    },
  }),
];
