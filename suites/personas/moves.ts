import { type Trial, Violation } from "../../engine/index.ts";
import type { NewPerson } from "../../simulators/clients/index.ts";
import { expectSuccess, type Told } from "./finding.ts";
import { employee, type Trait } from "./people.ts";
import { type Hired, hired, type Persona, step } from "./persona.ts";
import { expectShown } from "./shown.ts";

/** An attribute of somebody that changes. */
export type Move = Pick<Trait, "attribute" | "path" | "later">;

/** Names and address, which everybody has. */
export function moves({ userName }: NewPerson, traits: readonly Trait[], addressed: boolean): Move[] {
  const email = { attribute: "email", path: "emails[work].value", later: `moved-${userName}` } as const;
  return [
    { attribute: "givenName", path: "name.givenName", later: "Anna" },
    { attribute: "familyName", path: "name.familyName", later: "Ortiz-Vale" },
    ...(addressed ? [email] : []),
    ...traits,
  ];
}

/**
 * Changes one attribute after the other, and judges that each arrives. What did not is changed back, so that it does
 * not stand in the way of the next one; the finding names them all, and explains the first.
 */
export async function expectMoves(t: Trial, persona: Persona, traits: readonly Trait[], told: Told): Promise<void> {
  const attributes = employee(t, traits);
  const user = await hired(t, persona, attributes);
  const arrived: Move[] = [];
  const failed: { move: Move; violation: Violation }[] = [];
  const all = moves(attributes, traits, persona.target.knows("emails[work].value"));
  for (const move of all) {
    try {
      await expectChange(t, persona, user, [move], told, arrived);
      arrived.push(move);
    } catch (cause) {
      if (!(cause instanceof Violation)) throw cause;
      failed.push({ move, violation: cause });
      const { directory } = persona.client;
      await step(persona, () => directory.change(user.person.id, { [move.attribute]: attributes[move.attribute] }));
    }
  }
  const [first] = failed;
  if (first === undefined) return;
  const { deviation } = first.violation;
  const others = failed.slice(1).map(({ move }) => move.path);
  const same = ` Of ${all.length} mapped attributes ${failed.length} do not change, these as well: ${others.join(", ")}.`;
  throw new Violation({
    ...deviation,
    summary: others.length === 0 ? deviation.summary : deviation.summary + same,
    attribute: first.move.path,
  });
}

/** Changes attributes of somebody at once, and judges that they arrive and those before them stay. */
export async function expectChange(
  t: Trial,
  persona: Persona,
  user: Hired,
  changes: readonly Move[],
  told: Told,
  before: readonly Move[] = [],
): Promise<void> {
  const { directory } = persona.client;
  const changed = Object.fromEntries(changes.map(({ attribute, later }) => [attribute, later]));
  const outcome = await step(persona, () => directory.change(user.person.id, changed));
  expectSuccess(t, persona, outcome, told);
  const arrived = Object.fromEntries([...changes, ...before].map(({ path, later }) => [path, later]));
  const values = { active: true, ...arrived };
  await expectShown(t, persona, user, values, outcome, told);
}
