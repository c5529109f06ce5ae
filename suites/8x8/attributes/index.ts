import { type Suite, suite } from "../../../engine/index.ts";
import { inConsole } from "./console.ts";
import { values } from "./values.ts";

/** The attributes of a user as the service provider keeps and shows them. */
export const attributes: Suite = suite({
  id: "8x8/attributes",
  title: "8x8: attributes",
  rules: [...inConsole, ...values],
});
