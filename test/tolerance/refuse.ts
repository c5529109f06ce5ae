import { answer, type Fault, type Mutant, on, type Where, withBody } from "../../engine/index.ts";
import { errorMessage, type JsonObject, ScimError, type ScimType } from "../../scim/index.ts";

/** A fault that refuses a request with an Error message (RFC 7644 §3.12). */
export function refuse(status: number, scimType?: ScimType): Fault {
  return answer(status, errorMessage(new ScimError(status, scimType, "Not here")));
}

/** A service provider that refuses requests for what their body says; one that is no JSON object passes. */
export function refusesBody(
  where: string | Where,
  scimType: ScimType,
  refused: (body: JsonObject, request: Request) => boolean,
): Mutant {
  return on(where, async (request, next) => {
    const text = await request.text();
    const passed = withBody(request, text);
    const body = bodyOf(text);
    return body !== undefined && refused(body, request) ? refuse(400, scimType)(passed, next) : next(passed);
  });
}

/** The operations of a PATCH message; none where there is no list of objects. */
export function operationsOf({ Operations }: JsonObject): JsonObject[] {
  const listed = Array.isArray(Operations) ? Operations : [];
  return listed.filter((each): each is JsonObject => typeof each === "object" && each !== null);
}

function bodyOf(text: string): JsonObject | undefined {
  try {
    const body: unknown = JSON.parse(text);
    return typeof body === "object" && body !== null && !Array.isArray(body) ? (body as JsonObject) : undefined;
  } catch {
    return undefined;
  }
}
