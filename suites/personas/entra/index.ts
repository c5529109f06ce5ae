import { type Suite, suite } from "../../../engine/index.ts";
import { connecting } from "./connecting.ts";
import { groups } from "./groups.ts";
import { joining } from "./joining.ts";
import { leaving } from "./leaving.ts";
import { moving } from "./moving.ts";

/** What Entra ID needs of a service provider. */
export const entraPersonaSuite: Suite = suite({
  id: "entra",
  title: "What Microsoft Entra ID needs: its administrator reads of no failure",
  rules: [...connecting, ...joining, ...moving, ...leaving, ...groups],
});
