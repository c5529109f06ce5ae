export type { Application } from "./application.ts";
export type { Change, JumpCloudDecisions, Removal } from "./decisions.ts";
export type { ImportReport } from "./imports.ts";
export type { EventType, Occurrence } from "./insights.ts";
export { type JumpCloud, jumpcloud } from "./jumpcloud.ts";
export { genericMapping, guideMapping } from "./mapping.ts";
export { jumpcloudQuirks } from "./quirks.ts";
export type { ActivationStep, JumpCloudSettings } from "./settings.ts";
