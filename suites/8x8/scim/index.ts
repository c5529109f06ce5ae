import { type Suite, suite } from "../../../engine/index.ts";
import { access } from "./access.ts";
import { consoleSettings } from "./console-settings.ts";
import { create } from "./create.ts";
import { errors } from "./errors.ts";
import { extension } from "./extension.ts";
import { isolation } from "./isolation.ts";
import { kept } from "./kept.ts";
import { lookup } from "./lookup.ts";
import { protocol } from "./protocol.ts";
import { put } from "./put.ts";
import { stories } from "./story.ts";
import { unsupported } from "./unsupported.ts";

/** The SCIM plane of 8x8: who may call, how users are made, found and replaced, and what SCIM leaves alone. */
export const scim: Suite = suite({
  id: "8x8/scim",
  title: "8x8: users over SCIM",
  rules: [
    ...protocol,
    ...access,
    ...isolation,
    ...create,
    ...kept,
    ...lookup,
    ...put,
    ...extension,
    ...consoleSettings,
    ...unsupported,
    ...errors,
    ...stories,
  ],
});
