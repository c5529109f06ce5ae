import { type Suite, suite } from "../../../engine/index.ts";
import { connection } from "./connection.ts";
import { drift } from "./drift.ts";
import { existingUsers } from "./existing-users.ts";
import { licences } from "./licences.ts";
import { linking } from "./linking.ts";
import { refusedPushes } from "./refused-pushes.ts";

/** Stories of everyday administration, each told from beginning to end. */
export const story: Suite = suite({
  id: "8x8/story",
  title: "8x8: stories of everyday administration",
  rules: [...connection, ...existingUsers, ...linking, ...drift, ...refusedPushes, ...licences],
});
