export type { EntraDecisions } from "./decisions.ts";
export { type Entra, entra } from "./entra.ts";
export {
  articleAdvancedRows,
  articleMapping,
  genericMapping,
  OLDER_SITE_URN,
  SITE_URN,
  siteUnder,
  tutorialMapping,
  tutorialOptionalRows,
} from "./mappings.ts";
export type { ScopingClause } from "./scope.ts";
export type { ActiveEncoding, Dialect, EntraSettings, Scope } from "./settings.ts";
