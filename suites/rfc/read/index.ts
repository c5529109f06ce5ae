import { type Suite, suite } from "../../../engine/index.ts";
import { reads } from "./reads.ts";
import { state } from "./state.ts";

/** Reading a known resource (RFC 7644 §3.4.1), and whether answers tell its state (§3.1). */
export const read: Suite = suite({
  id: "read",
  title: "Reading a resource",
  rules: [...reads, ...state],
});
