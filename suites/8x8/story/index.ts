import { type Suite, suite } from "../../../engine/index.ts";
import { assignedGroups } from "./assigned-groups.ts";
import { certificateTrouble } from "./certificates.ts";
import { connection } from "./connection.ts";
import { drift } from "./drift.ts";
import { existingUsers } from "./existing-users.ts";
import { leaving } from "./leaving.ts";
import { licences } from "./licences.ts";
import { linking } from "./linking.ts";
import { refusedPushes } from "./refused-pushes.ts";
import { settingUp } from "./setting-up.ts";
import { signingOn } from "./single-sign-on.ts";
import { sites } from "./sites.ts";
import { smoke } from "./smoke.ts";
import { updates } from "./updates.ts";

/** Stories of everyday administration, each told from beginning to end. */
export const story: Suite = suite({
  id: "8x8/story",
  title: "8x8: stories of everyday administration",
  rules: [
    ...connection,
    ...smoke,
    ...existingUsers,
    ...linking,
    ...drift,
    ...updates,
    ...sites,
    ...leaving,
    ...assignedGroups,
    ...refusedPushes,
    ...licences,
    ...signingOn,
    ...settingUp,
    ...certificateTrouble,
  ],
});
