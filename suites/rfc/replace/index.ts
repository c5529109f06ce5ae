import { type Suite, suite } from "../../../engine/index.ts";
import { answered } from "./answer.ts";
import { groupsAndExtensions } from "./groups-and-extensions.ts";
import { mutability } from "./mutability.ts";
import { target } from "./target.ts";
import { values } from "./values.ts";

/** Replacing the attributes of a resource (RFC 7644 §3.5.1). */
export const replace: Suite = suite({
  id: "replace",
  title: "PUT replaces the attributes of a resource",
  rules: [...answered, ...target, ...values, ...mutability, ...groupsAndExtensions],
});
