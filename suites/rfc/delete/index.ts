import { type Suite, suite } from "../../../engine/index.ts";
import { gone } from "./gone.ts";
import { groups } from "./groups.ts";
import { noContent } from "./no-content.ts";
import { released } from "./released.ts";

/** Removing a resource (RFC 7644 §3.6). */
export const deletion: Suite = suite({
  id: "delete",
  title: "DELETE removes a resource",
  rules: [...noContent, ...gone, ...released, ...groups],
});
