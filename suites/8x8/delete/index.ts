import { type Suite, suite } from "../../../engine/index.ts";
import { afterwards } from "./afterwards.ts";
import { inTheConsole } from "./in-the-console.ts";
import { overScim } from "./over-scim.ts";

/** Removal of users: over SCIM a deactivation, in the console for good. */
export const deletion: Suite = suite({
  id: "8x8/delete",
  title: "8x8: DELETE deactivates, the console deletes",
  rules: [...overScim, ...afterwards, ...inTheConsole],
});
