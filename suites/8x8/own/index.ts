import { type Suite, suite } from "../../../engine/index.ts";
import { drift } from "./drift.ts";
import { locks } from "./locks.ts";
import { owner } from "./owner.ts";
import { signsIn } from "./signs-in.ts";
import { unlocked } from "./unlocked.ts";

/** Who may change a user: the identity provider that owns it, and administrators what is left to them. */
export const own: Suite = suite({
  id: "8x8/own",
  title: "8x8: ownership of users and the locks of the console",
  rules: [...owner, ...locks, ...drift, ...unlocked, ...signsIn],
});
