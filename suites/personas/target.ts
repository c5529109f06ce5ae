import { Inconclusive, type Trial, valueAt } from "../../engine/index.ts";
import { isObject, type JsonObject } from "../../scim/index.ts";

/** What a persona is set up by: what the service provider says of its schemas. */
export interface DescribedTarget {
  /** Which mapping table fits. */
  mapping: "8x8" | "generic";
  /** Whether an attribute can be kept, as `valueAt` names it; true where nothing is said. */
  knows(path: string): boolean;
}

const EIGHT_BY_EIGHT = [
  "urn:ietf:params:scim:schemas:extension:8x8:1.1:User",
  "urn:8x8:scim:schemas:extension:8x8user:2.0:User",
];
const USER = "urn:ietf:params:scim:schemas:core:2.0:User";

/** Reads /Schemas (RFC 7644 §4). An administrator maps what the service provider has, and nothing else. */
export async function describedTarget(t: Trial): Promise<DescribedTarget> {
  const schemas = await readSchemas(t);
  const isEightByEight = schemas.some(({ id }) => EIGHT_BY_EIGHT.includes(String(id)));
  const asked = t.options["mapping"];
  return {
    mapping: asked === "8x8" || asked === "generic" ? asked : isEightByEight ? "8x8" : "generic",
    knows(path) {
      const [urn, name] = path.startsWith("urn:") ? split(path) : [USER, path];
      const schema = schemas.find(({ id }) => String(id).toLowerCase() === urn.toLowerCase());
      if (schema === undefined) return urn === USER || schemas.length === 0;
      // A common attribute (RFC 7643 §3.1), which no schema needs to list.
      if (name === "externalId") return true;
      const [first, second] = name.replace(/\[[^\]]*\]/, "").split(".");
      const attribute = named(schema["attributes"], first!);
      return (
        attribute !== undefined && (second === undefined || named(attribute["subAttributes"], second) !== undefined)
      );
    },
  };
}

/** Whether the target of a mapping row (`emails[type eq "work"].value`) can be kept. */
export function isKnown({ knows }: DescribedTarget, target: string): boolean {
  return knows(target.replace(/\[type eq "(\w+)"\]/, "[$1]"));
}

async function readSchemas(t: Trial): Promise<JsonObject[]> {
  // Who has none is provisioned into all the same.
  const read = await t.given
    .done(() => t.client.get("/Schemas"))
    .catch((cause: unknown) => {
      if (cause instanceof Inconclusive) return undefined;
      throw cause;
    });
  const listed = valueAt(read?.response.body, "Resources");
  return Array.isArray(listed) ? listed.filter(isObject) : [];
}

function split(path: string): [urn: string, name: string] {
  const colon = path.lastIndexOf(":");
  return [path.slice(0, colon), path.slice(colon + 1)];
}

function named(attributes: unknown, name: string): JsonObject | undefined {
  const all = Array.isArray(attributes) ? attributes.filter(isObject) : [];
  return all.find((each) => String(each["name"]).toLowerCase() === name.toLowerCase());
}
