import { behaves, type Mutant } from "../../../engine/index.ts";
import type { Decisions8x8, Sight, User8x8 } from "../../../profiles/index.ts";

/** A service provider that hides users whom it should show. */
export function hides(hidden: (user: User8x8, sight: Sight) => boolean): Mutant {
  return behaves<Decisions8x8>((conforming) => ({
    visible: (customer, user, sight) => !hidden(user, sight) && conforming.visible(customer, user, sight),
  }));
}
