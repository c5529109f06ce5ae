export type { OktaTask } from "./application.ts";
export type { OktaAssignment, OktaChange, OktaDecisions, OktaLeaving, OktaUpdate } from "./decisions.ts";
export type { OktaImport } from "./import.ts";
export { genericMapping as oktaGenericMapping, minimumMapping as oktaMinimumMapping } from "./mappings.ts";
export { type Okta, type OktaUsers, okta } from "./okta.ts";
export { oktaQuirks } from "./quirks.ts";
export type { OktaFamily, OktaFeatures, OktaImportSchedule, OktaSettings } from "./settings.ts";
