import { type Suite, suite } from "../../../engine/index.ts";
import { article } from "./article.ts";
import { cycles } from "./cycles.ts";
import { leaving } from "./leaving.ts";
import { matching } from "./matching.ts";
import { monitoring } from "./monitoring.ts";
import { scope } from "./scope.ts";
import { setup } from "./setup.ts";
import { site } from "./site.ts";
import { traffic } from "./traffic.ts";
import { tutorial } from "./tutorial.ts";

/** What Entra ID sends to 8x8, and what its administrator is told. */
export const entraClient: Suite = suite({
  id: "clients/entra",
  title: "Entra ID as a client of 8x8",
  rules: [
    ...traffic,
    ...setup,
    ...scope,
    ...cycles,
    ...matching,
    ...leaving,
    ...site,
    ...monitoring,
    ...tutorial,
    ...article,
  ],
});
