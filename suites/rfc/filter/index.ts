import { type Suite, suite } from "../../../engine/index.ts";
import { combinationsAgreeWithTheirTruthTable } from "./combination.ts";
import { passwordFilterDisclosesNothing } from "./disclosure.ts";
import { eqMatchesIdenticalValues, neExcludesTheValue, neIsTheOppositeOfEq } from "./equality.ts";
import {
  emptyFilterIsRefused,
  expressionHasThreeParts,
  filterHoldsAnExpression,
  malformedFiltersAreRefused,
  unknownAttributeMatchesNobody,
  unknownOperatorIsRefused,
} from "./grammar.ts";
import {
  attributeNamesIgnoreCase,
  externalIdsKeepCase,
  idsKeepCase,
  operatorsIgnoreCase,
  userNamesIgnoreCase,
} from "./letter-case.ts";
import {
  booleansAreLiterals,
  nullIsRead,
  nullMeansUnassigned,
  otherQuotesAreNotIgnored,
  stringsAreReadAsJson,
} from "./literals.ts";
import { andNeedsBoth, bracketsGroup, notInverts, notNeedsNoBlank, operatorsBind, orNeedsOne } from "./logic.ts";
import {
  binariesHaveNoOrder,
  booleansHaveNoOrder,
  dateTimesOrderAsInstants,
  geOrders,
  gtOrders,
  leOrders,
  ltOrders,
  stringsOrderByTheirLetters,
  timestampIsNotBeforeItself,
} from "./order.ts";
import {
  complexAttributesNeedAPart,
  extensionsAreFiltered,
  oneItemSuffices,
  pathsCarryASchema,
  schemasAreFiltered,
} from "./paths.ts";
import { prFindsAssignedValues, prFindsComplexAttributes } from "./presence.ts";
import { everyOperatorIsOffered, groupsAreFiltered, isAppliedOrRefused, onlyMatchesAreListed } from "./selection.ts";
import {
  coMatchesInside,
  ewMatchesTheEnd,
  swMatchesTheStart,
  textIsTakenLiterally,
  textOperatorsAgreeWithTheText,
} from "./text.ts";
import { filtersArePercentEncoded, unicodeIsPrepared } from "./unicode.ts";
import {
  bracketsHoldAFilter,
  bracketsHoldLogic,
  oneItemFulfilsAll,
  valuePathsDoNotNest,
  valuePathsSelect,
} from "./value-path.ts";

/** Filtering of lists (RFC 7644 §3.4.2.2). */
export const filter: Suite = suite({
  id: "filter",
  title: "Filtering of lists",
  rules: [
    onlyMatchesAreListed,
    groupsAreFiltered,
    isAppliedOrRefused,
    everyOperatorIsOffered,
    eqMatchesIdenticalValues,
    neExcludesTheValue,
    neIsTheOppositeOfEq,
    coMatchesInside,
    swMatchesTheStart,
    ewMatchesTheEnd,
    textIsTakenLiterally,
    textOperatorsAgreeWithTheText,
    prFindsAssignedValues,
    prFindsComplexAttributes,
    gtOrders,
    geOrders,
    ltOrders,
    leOrders,
    stringsOrderByTheirLetters,
    dateTimesOrderAsInstants,
    timestampIsNotBeforeItself,
    booleansHaveNoOrder,
    binariesHaveNoOrder,
    andNeedsBoth,
    orNeedsOne,
    notInverts,
    notNeedsNoBlank,
    bracketsGroup,
    operatorsBind,
    combinationsAgreeWithTheirTruthTable,
    valuePathsSelect,
    oneItemFulfilsAll,
    bracketsHoldAFilter,
    bracketsHoldLogic,
    valuePathsDoNotNest,
    filterHoldsAnExpression,
    emptyFilterIsRefused,
    expressionHasThreeParts,
    malformedFiltersAreRefused,
    unknownOperatorIsRefused,
    unknownAttributeMatchesNobody,
    stringsAreReadAsJson,
    otherQuotesAreNotIgnored,
    booleansAreLiterals,
    nullIsRead,
    nullMeansUnassigned,
    pathsCarryASchema,
    extensionsAreFiltered,
    oneItemSuffices,
    complexAttributesNeedAPart,
    schemasAreFiltered,
    attributeNamesIgnoreCase,
    operatorsIgnoreCase,
    userNamesIgnoreCase,
    externalIdsKeepCase,
    idsKeepCase,
    unicodeIsPrepared,
    filtersArePercentEncoded,
    passwordFilterDisclosesNothing,
  ],
});
