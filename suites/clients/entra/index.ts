import { type Suite, suite } from "../../../engine/index.ts";
import { article } from "./article.ts";
import { traffic } from "./traffic.ts";
import { tutorial } from "./tutorial.ts";

/** What Entra ID sends to 8x8, and what its administrator is told. */
export const entraClient: Suite = suite({
  id: "clients/entra",
  title: "Entra ID as a client of 8x8",
  rules: [...traffic, ...tutorial, ...article],
});
