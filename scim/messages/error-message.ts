import type { ScimError } from "../error.ts";
import type { JsonObject } from "../resource.ts";
import { ERROR } from "../schema/index.ts";
import { isObject, memberOf } from "../value.ts";

/** An Error message, read as far as it can be (RFC 7644 §3.12). */
export interface ErrorMessage {
  status?: string | undefined;
  scimType?: string | undefined;
  detail?: string | undefined;
}

/** Writes an Error message; the status is a string (RFC 7644 §3.12). */
export function errorMessage({ status, scimType, message }: ScimError): JsonObject {
  return {
    schemas: [ERROR],
    status: String(status),
    ...(scimType !== undefined && { scimType }),
    ...(message !== "" && { detail: message }),
  };
}

/** Reads an Error message (RFC 7644 §3.12); undefined when the body does not carry its URN. */
export function readErrorMessage(body: unknown): ErrorMessage | undefined {
  if (!isObject(body)) return undefined;
  const schemas = memberOf(body, "schemas");
  if (!Array.isArray(schemas) || !schemas.includes(ERROR)) return undefined;
  const text = (name: string): string | undefined => {
    const value = memberOf(body, name);
    return typeof value === "string" ? value : undefined;
  };
  return { status: text("status"), scimType: text("scimType"), detail: text("detail") };
}
