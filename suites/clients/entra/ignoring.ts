import { decides, type Mutant } from "../../../engine/index.ts";
import type { EntraDecisions, Reason } from "../../../simulators/clients/index.ts";

/** A client that does not take one of the reasons to deactivate a user. */
export function ignoring(reason: Reason): Mutant {
  return decides<EntraDecisions>((conforming) => ({
    reasons: (...person) => conforming.reasons(...person).filter((each) => each !== reason),
  }));
}
