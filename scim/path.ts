import { ScimError } from "./error.ts";

/** A way to name an attribute: `userName`, `name.familyName`, `urn:…:User:manager.value` (RFC 7644 §3.10). */
export interface AttributePath {
  schema?: string | undefined;
  attribute: string;
  subAttribute?: string | undefined;
}

// `$ref` is an attribute of RFC 7643 §2.4, although a name starts with a letter in the grammar of §2.1 (erratum 8924).
const NAMES = /^(\$ref|[A-Za-z][\w$-]*)(?:\.(\$ref|[A-Za-z][\w$-]*))?$/i;
const URN = /^urn:[a-z0-9][a-z0-9-]*:[^\s"()[\],]+$/i;

/** Reads an attribute path such as `name.familyName`, with or without its schema URN (RFC 7644 §3.10). */
export function parsePath(text: string): AttributePath {
  // A URN holds colons and dots itself (`…:enterprise:2.0:User`), so only its last colon parts it from the attribute.
  const colon = text.lastIndexOf(":");
  const schema = colon < 0 ? undefined : text.slice(0, colon);
  const names = NAMES.exec(colon < 0 ? text : text.slice(colon + 1));
  if (!names || (schema !== undefined && !URN.test(schema))) {
    throw new ScimError(400, "invalidPath", `"${text}" is not an attribute path such as name.familyName`);
  }
  return { schema, attribute: names[1]!, subAttribute: names[2] };
}

/** Writes an attribute path as `parsePath` reads it. */
export function printPath({ schema, attribute, subAttribute }: AttributePath): string {
  return `${schema === undefined ? "" : `${schema}:`}${attribute}${subAttribute === undefined ? "" : `.${subAttribute}`}`;
}
