import { Inconclusive, type Trial } from "../../engine/index.ts";
import type { AdminDriver, ConsoleUser } from "../../profiles/index.ts";

/** The admin plane by the operations of the 8x8 profile; only what the rule `needs` is sure to be there. */
export function admin(t: Trial): AdminDriver {
  return t.admin as unknown as AdminDriver;
}

/** The same for a deeper look where the driver happens to allow one: any noun and verb may be missing. */
export function adminIfAny(t: Trial): { [Noun in keyof AdminDriver]?: Partial<AdminDriver[Noun]> } {
  return t.admin;
}

/** A step of the scene on the admin plane: what it gives. Where it is refused the rule cannot be judged. */
export async function granted<Value>(step: Promise<Value>): Promise<Exclude<Value, "locked" | "invalid">> {
  const value = await step.catch((cause: unknown) => {
    throw new Inconclusive(
      `could not set the scene in the console: ${cause instanceof Error ? cause.message : String(cause)}`,
    );
  });
  if (value === "locked" || value === "invalid")
    throw new Inconclusive(`could not set the scene in the console: a field is ${value}`);
  return value as Exclude<Value, "locked" | "invalid">;
}

/** The page of a user in the console, as part of the scene. */
export async function page(t: Trial, id: string): Promise<ConsoleUser> {
  const user = await granted(admin(t).user.get({ id }));
  if (user === undefined) throw new Inconclusive(`could not set the scene in the console: it has no user ${id}`);
  return user;
}
