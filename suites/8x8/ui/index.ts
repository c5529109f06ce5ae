import { type Suite, suite } from "../../../engine/index.ts";
import { integration } from "./integration.ts";
import { pages } from "./pages.ts";
import { providers } from "./providers.ts";
import { sites } from "./sites.ts";

/** What the pages of the console show and do. */
export const ui: Suite = suite({
  id: "8x8/ui",
  title: "8x8: the pages of the console",
  rules: [...pages, ...integration, ...providers, ...sites],
});
