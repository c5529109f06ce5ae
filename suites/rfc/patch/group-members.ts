import { type GivenGroup, type GivenUser, show, type Trial } from "../../../engine/index.ts";
import type { Exchange } from "../../../scim/index.ts";

/** The values of a Group's members as an answer shows them, in alphabetical order. */
export function memberIds({ response }: Pick<Exchange, "response">): string[] {
  return idsIn((response.body as { members?: unknown } | undefined)?.members);
}

/** A Group with these members. Where the service provider does not show them, the rule does not apply. */
export async function groupShowing(t: Trial, members: GivenUser[]): Promise<GivenGroup> {
  const group = await t.given.group(members);
  const shown = idsIn((await t.given.read(group.path))["members"]);
  if (shown.join() === sorted(members).join()) return group;
  return t.skip(`a Group made with ${members.length} members shows ${shown.length}`);
}

/** Expects a Group to have exactly these members. */
export async function expectMembers(t: Trial, path: string, members: GivenUser[]): Promise<void> {
  const after = await t.client.get(path);
  const [seen, expected] = [memberIds(after), sorted(members)];
  t.expect(after)
    .status(200)
    .that(seen.join() === expected.join(), {
      summary: `GET ${path} shows the members ${show(seen)}, expected ${show(expected)}`,
      seen,
      expected,
      attribute: "members",
    });
}

function idsIn(members: unknown): string[] {
  if (!Array.isArray(members)) return [];
  return members.map((member: { value?: unknown } | null) => String(member?.value)).sort();
}

function sorted(members: GivenUser[]): string[] {
  return members.map(({ id }) => id).sort();
}
