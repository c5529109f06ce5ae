import type { Trial } from "../../engine/index.ts";

/** Characteristics of an attribute as a service provider publishes them (RFC 7643 §7). */
export interface Declared {
  caseExact?: unknown;
  multiValued?: unknown;
  returned?: unknown;
  type?: unknown;
}

const USER = "urn:ietf:params:scim:schemas:core:2.0:User";

/** The attributes that the target's own User schema declares, by path (`name.givenName`); none when it is not published. */
export async function declaredAttributes(t: Trial, schema: string = USER): Promise<Map<string, Declared>> {
  const { status, body } = (await t.client.get(`/Schemas/${schema}`)).response;
  const declared = new Map<string, Declared>();
  if (status === 200) collect(declared, "", (body as { attributes?: unknown } | undefined)?.attributes);
  return declared;
}

function collect(declared: Map<string, Declared>, prefix: string, attributes: unknown): void {
  if (!Array.isArray(attributes)) return;
  for (const each of attributes as unknown[]) {
    if (typeof each !== "object" || each === null) continue;
    const { name, subAttributes } = each as { name?: unknown; subAttributes?: unknown };
    if (typeof name !== "string") continue;
    declared.set(prefix + name, each);
    if (prefix === "") collect(declared, `${name}.`, subAttributes);
  }
}
