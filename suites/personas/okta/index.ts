import { type Suite, suite } from "../../../engine/index.ts";
import { connecting } from "./connecting.ts";
import { groups } from "./groups.ts";
import { joining } from "./joining.ts";
import { leaving } from "./leaving.ts";
import { moving } from "./moving.ts";
import { throttling } from "./throttling.ts";

/** What Okta needs of a service provider. */
export const oktaPersonaSuite: Suite = suite({
  id: "okta",
  title: "What Okta needs: no task waits for its administrator",
  rules: [...connecting, ...joining, ...moving, ...leaving, ...groups, ...throttling],
});
