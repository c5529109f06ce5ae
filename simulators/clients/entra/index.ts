export type {
  CycleCounts,
  EntraDecisions,
  Occasion,
  Quarantine,
  Reason,
  Sources,
} from "./decisions.ts";
export type { Change as EntraChange } from "./dialect.ts";
export { type Entra, entra } from "./entra.ts";
export { entraMappings, OLDER_SITE_URN, SITE_URN } from "./mappings.ts";
export { entraQuirks } from "./quirks.ts";
export type { ScopingClause } from "./scope.ts";
export type { ActiveEncoding, Dialect, EntraSettings, Scope } from "./settings.ts";
