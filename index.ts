// The public API. Everything a user of the library needs, and nothing else.
export {
  catalogue,
  type Finding,
  judge,
  type Profile,
  type Result,
  type Rule,
  type Run,
  type RunSettings,
  rule,
  run,
  type Suite,
  select,
  suite,
  type Target,
} from "./engine/index.ts";
export {
  type AdminDriver,
  AdminRefusal,
  type DriverContext,
  type DriverDeclaration,
  defineDriver,
  type PartialAdminDriver,
  profileOptions,
  profiles,
} from "./profiles/index.ts";
export { type ServiceProvider, type ServiceProviderOptions, serviceProvider } from "./simulators/index.ts";
export { suites } from "./suites/index.ts";
