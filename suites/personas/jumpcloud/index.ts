import { type Suite, suite } from "../../../engine/index.ts";
import { connecting } from "./connecting.ts";
import { groups } from "./groups.ts";
import { joining } from "./joining.ts";
import { leaving } from "./leaving.ts";
import { moving } from "./moving.ts";

/** What JumpCloud needs of a service provider. */
export const jumpcloudPersonaSuite: Suite = suite({
  id: "jumpcloud",
  title: "What JumpCloud needs: Directory Insights tells of no failure",
  rules: [...connecting, ...joining, ...moving, ...leaving, ...groups],
});
