import { idsOf, type Trial, valueAt } from "../../../engine/index.ts";

/** Users of the rule's own with a filter that matches nobody else: a result whose every member is known. */
export interface OwnUsers {
  filter: string;
  ids: string[];
}

/**
 * Creates users with names in common and finds a filter that selects just them, on a tenant that has any number of
 * others. Skips the rule where the service provider has no such filter.
 */
export async function ownUsers(t: Trial, count: number): Promise<OwnUsers> {
  const shared = t.given.name();
  const users = await t.given.users(count, () => ({
    name: { givenName: t.given.faker.person.firstName(), familyName: shared },
    displayName: shared,
    title: shared,
  }));
  const ids = users.map(({ id }) => id);
  const prefix = users[0]!.userName.replace(/-\d+@.*$/, "-");
  const filters = [
    `name.familyName eq "${shared}"`,
    `displayName eq "${shared}"`,
    `title eq "${shared}"`,
    `userName sw "${prefix}"`,
  ];
  for (const filter of filters) {
    const list = await t.client.list("/Users", { filter });
    const listed = list.response.status === 200 ? (idsOf(list) ?? []) : [];
    const whole = listed.length === count || valueAt(list.response.body, "totalResults") === count;
    if (whole && listed.length > 0 && listed.every((id) => ids.includes(id))) return { filter, ids };
  }
  return t.skip(`no filter selects just the users of this rule: ${filters.join("; ")}`);
}
