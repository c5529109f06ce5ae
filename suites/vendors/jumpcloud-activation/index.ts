import { type Suite, suite } from "../../../engine/index.ts";
import { activation } from "./activation.ts";
import { events } from "./events.ts";

/**
 * What JumpCloud asks of an endpoint when an administrator activates a custom connector, and the events that it tells of
 * users afterwards, with a simulated JumpCloud.
 */
export const jumpcloudActivation: Suite = suite({
  id: "jumpcloud-activation",
  title: "Rehearsal of the activation of a JumpCloud connector",
  rules: [...activation, ...events],
});
