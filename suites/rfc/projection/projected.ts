import { behaves, type GivenUser, type Mutant, show, type Trial, valueAt } from "../../../engine/index.ts";
import type { Behaviour, Exchange, Json, JsonObject, Projection } from "../../../scim/index.ts";
import { type Declared, declaredAttributes } from "../declared.ts";
import { isAssigned, sameValue } from "../same-value.ts";

/** A user and what a plain GET shows of it. */
export interface ShownUser {
  user: GivenUser;
  before: JsonObject;
}

/** Creates a user and reads it; a rule about projection compares with what is shown without one. */
export async function givenShownUser(t: Trial, overrides: Record<string, Json> = {}): Promise<ShownUser> {
  const user = await t.given.user({ title: "Engineer", ...overrides });
  const before = await t.given.read(user.path);
  if (!["name", "emails", "active", "title"].some((name) => isAssigned(before[name])))
    t.skip("the service provider shows no attribute that a projection could leave out");
  return { user, before };
}

/** What a projection is to show as a plain GET does, and what it is to leave out. */
export interface Shows {
  shows: string[];
  lacks: string[];
}

/**
 * Judges what a projection shows of a user, beside `id` (RFC 7644 §3.9). What a plain GET does not show is not asked
 * for, and what the target declares with returned "always" may stay (RFC 7643 §7).
 */
export async function expectProjected(
  t: Trial,
  exchange: Exchange,
  before: JsonObject,
  { shows, lacks }: Shows,
  resource: unknown = exchange.response.body,
): Promise<void> {
  t.expect(exchange).success();
  for (const path of ["id", ...shows]) {
    const [seen, expected] = [valueAt(resource, path), valueAt(before, path)];
    t.expect(exchange).that(sameValue(seen, expected), {
      summary: `${exchange.request.method} ${exchange.request.path} shows ${path} as ${show(seen)}, expected ${show(expected)}`,
      seen,
      expected,
      attribute: path,
    });
  }
  const shown = lacks.filter((path) => isAssigned(valueAt(resource, path)));
  if (shown.length === 0) return;
  const declared = await declaredAttributes(t);
  for (const path of shown)
    t.expect(exchange).that(isAlways(declared, path), {
      summary: `${exchange.request.method} ${exchange.request.path} shows ${path}, which the projection leaves out`,
      seen: valueAt(resource, path),
      expected: "not shown",
      attribute: path,
    });
}

/** Whether the attribute at a path, or the one it is a part of, is declared with returned "always". */
function isAlways(declared: Map<string, Declared>, path: string): boolean {
  const name = path.replace(/\[.*?\]/g, "");
  const whole = name.startsWith("urn:") ? name : name.replace(/\..*/, "");
  return [name, whole].some((each) => declared.get(each)?.returned === "always");
}

/** A mutant that reads a projection in its own way. */
export function readsProjectionAs(change: (projection: Projection) => Projection): Mutant {
  return behaves<Behaviour>(({ project }) => ({
    project: (resource, type, projection) => project(resource, type, change(projection)),
  }));
}

/** A mutant that changes what it shows of a resource. */
export function showsInstead(
  change: (shown: JsonObject, projection: Projection, stored: JsonObject) => JsonObject,
): Mutant {
  return behaves<Behaviour>(({ project }) => ({
    project: (resource, type, projection) => change(project(resource, type, projection), projection, resource),
  }));
}

/** The resource without this attribute. */
export function without(resource: JsonObject, name: string): JsonObject {
  return Object.fromEntries(Object.entries(resource).filter(([member]) => member !== name));
}
