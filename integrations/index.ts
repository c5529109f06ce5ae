export { type AllureSettings, allureSettings } from "./allure.ts";
export { scimTags } from "./tags.ts";
export { type SuitesOptions, scimSuites } from "./vitest.ts";
