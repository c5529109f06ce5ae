import { idsOf, show, type Trial, valueAt } from "../../engine/index.ts";
import { isObject } from "../../scim/index.ts";
import { quietly, type Told } from "./finding.ts";
import type { Outcome, Persona } from "./persona.ts";

/** The group of that name as the service provider has it: its path; undefined where there is none. */
export async function groupNamed(t: Trial, name: string): Promise<string | undefined> {
  const listed = await t.given.done(() => t.client.list("/Groups", { filter: `displayName eq "${name}"` }));
  const [id] = idsOf(listed) ?? [];
  return id === undefined ? undefined : `/Groups/${encodeURIComponent(id)}`;
}

/** Judges who is in a group. Members that a service provider does not show unless they are asked for are asked for. */
export async function expectMembers(
  t: Trial,
  persona: Persona,
  path: string,
  ids: readonly string[],
  { exchanges }: Pick<Outcome, "exchanges">,
  told: Told,
): Promise<void> {
  const read = await t.client.get(path);
  const members = valueAt(read.response.body, "members");
  const seen = (Array.isArray(members) ? members : []).filter(isObject).map(({ value }) => String(value));
  const isSame = seen.length === ids.length && ids.every((id) => seen.includes(id));
  t.expect.that(
    read.response.status === 200 && isSame,
    quietly(persona, exchanges.at(-1), told, {
      summary: `GET ${path} then answers ${read.response.status} with the members ${show(seen)}, not ${show(ids)}`,
      seen: read.response.status === 200 ? seen : read.response.status,
      expected: ids,
      attribute: "members",
      exchange: read.id,
    }),
  );
}
