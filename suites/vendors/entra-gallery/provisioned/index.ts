import type { Rule } from "../../../../engine/index.ts";
import { groups } from "./groups.ts";
import { manager } from "./manager.ts";
import { users } from "./users.ts";

/** The tests of the Logic App that go through the provisioning engine: a simulated Entra ID stands in for it. */
export const provisioned: Rule[] = [...users, ...manager, ...groups];
