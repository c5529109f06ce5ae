import { type Suite, suite } from "../../../engine/index.ts";
import { anySelectionIsShown } from "./any-selection.ts";
import { alwaysMeansAlways, metaIsLeftOut, neverMeansNever, schemasStay } from "./characteristics.ts";
import { malformedNamesBreakNothing, parametersExclude, unknownNamesAreIgnored } from "./doubtful.ts";
import {
  blanksAreTolerated,
  extensionsAreProjected,
  namesArePartedByCommas,
  namesCarryASchema,
  namesIgnoreCase,
  partsAreLeftOut,
  partsArePicked,
} from "./names.ts";
import {
  attributesPick,
  defaultAttributesAreShown,
  excludedAttributesLeaveOut,
  listsAreProjected,
} from "./selection.ts";
import { writesAreProjected } from "./writes.ts";

/** Which attributes a response shows (RFC 7644 §3.9, RFC 7643 §7 "returned"). */
export const projection: Suite = suite({
  id: "projection",
  title: "Which attributes a response shows",
  rules: [
    defaultAttributesAreShown,
    attributesPick,
    excludedAttributesLeaveOut,
    listsAreProjected,
    anySelectionIsShown,
    alwaysMeansAlways,
    neverMeansNever,
    schemasStay,
    metaIsLeftOut,
    namesArePartedByCommas,
    blanksAreTolerated,
    partsArePicked,
    partsAreLeftOut,
    namesIgnoreCase,
    namesCarryASchema,
    extensionsAreProjected,
    writesAreProjected,
    parametersExclude,
    malformedNamesBreakNothing,
    unknownNamesAreIgnored,
  ],
});
