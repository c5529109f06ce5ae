export { askSimulator, type SimulatorCard, servedSimulator } from "./card.ts";
export { type Listening, type ListenOptions, listen } from "./node.ts";
export { adminContract, type DriverSettings, simulatorDriver } from "./service-provider/8x8/index.ts";
export { type Clock, steadyClock } from "./service-provider/clock.ts";

export {
  DESCRIPTION_PATH,
  type ServiceProvider,
  type ServiceProviderOptions,
  type SimulatedProfile,
  serviceProvider,
} from "./service-provider/index.ts";
