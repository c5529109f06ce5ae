import { didYouMean, UsageError } from "../../engine/index.ts";
import {
  type Clients,
  entraMappings,
  OLDER_SITE_URN,
  oktaGenericMapping,
  oktaMinimumMapping,
  type Product,
  SITE_URN,
} from "../../simulators/clients/index.ts";

type Values = Record<string, unknown>;

const TOGGLE: Values = { true: true, false: false };

/** What `--setting` takes for each product: names, their values as they are written, and what these mean. */
const SETTINGS: { [Name in Product]: { [Setting in keyof Clients[Name]["settings"]]?: Values } } = {
  entra: {
    family: same("gallery", "nonGallery"),
    dialect: same("default", "aadOptscim062020"),
    activeEncoding: { False: "False", false: "false", boolean: false },
    updateVerb: same("PATCH", "PUT"),
    filterEncoding: same("plus", "percent20"),
    mapping: {
      tutorial: entraMappings.tutorial,
      "tutorial+optional": [...entraMappings.tutorial, ...entraMappings.tutorialOptional],
      article: entraMappings.article,
      "article+advanced": [...entraMappings.article, ...entraMappings.articleAdvanced],
      generic: entraMappings.generic,
    },
    siteUrn: { current: SITE_URN, older: OLDER_SITE_URN },
    skipOutOfScopeDeletions: TOGGLE,
    groups: TOGGLE,
    clearing: same("nothing", "remove", "emptyText"),
    explicitNulls: TOGGLE,
  },
  okta: {
    family: same("oin-put", "oin-patch", "aiw"),
    mapping: { minimum: oktaMinimumMapping, generic: oktaGenericMapping },
    uniqueIdentifier: same("userName", "email"),
    pushOnMatch: same("always", "different"),
    cleared: same("omit", "empty"),
    passwordInPut: TOGGLE,
    granularDelete: TOGGLE,
    importGroups: TOGGLE,
    pagePastEnd: TOGGLE,
  },
  jumpcloud: {
    connector: same("prebuilt", "custom"),
    mapping: same("8x8", "generic"),
    displayName: TOGGLE,
    department: same("enterprise", "core"),
    updateVerb: same("PUT", "PATCH"),
    statusVerb: same("PATCH", "PUT"),
    deleteMode: same("active", "delete"),
    leaveMode: same("active", "delete"),
    filterEncoding: same("plus", "percent20"),
    groups: TOGGLE,
    memberRemoval: same("value", "filter"),
    tokenChange: same("deactivate-reactivate", "reauth"),
  },
};

function same(...values: string[]): Values {
  return Object.fromEntries(values.map((value) => [value, value]));
}

/** The settings of a product as a person writes them. Throws UsageError with a did-you-mean. */
export function readSettings(product: Product, pairs: Record<string, string>): Record<string, unknown> {
  const known = SETTINGS[product] as Record<string, Values>;
  return Object.fromEntries(
    Object.entries(pairs).map(([name, written]) => {
      const values = Object.hasOwn(known, name) ? known[name]! : undefined;
      if (values === undefined) {
        const names = Object.keys(known);
        throw new UsageError(`${product} has no setting "${name}" (${names.join(", ")})${didYouMean(name, names)}`);
      }
      if (!Object.hasOwn(values, written))
        throw new UsageError(`--setting ${name} takes ${Object.keys(values).join(", ")}, not "${written}"`);
      return [name, values[written]];
    }),
  );
}

/** The switch of a quirk as `--setting` takes it; undefined where the command line has no such setting. */
export function settingOf(product: Product, written: string): string | undefined {
  const known = SETTINGS[product] as Record<string, Values>;
  const pairs = written.replaceAll('"', "").split(" ");
  const taken = pairs.every((pair) => {
    const [name = "", value = ""] = pair.split("=");
    return Object.hasOwn(known, name) && Object.hasOwn(known[name]!, value);
  });
  return taken ? pairs.join(",") : undefined;
}
