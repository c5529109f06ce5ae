import type { ValueDecisions } from "../../../profiles/index.ts";
import { isObject, type Json, type JsonObject, memberOf, ScimError } from "../../../scim/index.ts";
import { urnsRead } from "./schema.ts";
import type { World } from "./world.ts";

/** How single values are read. */
export function valueDecisions(world: World): ValueDecisions {
  return {
    readText(attribute, value) {
      if (typeof value === "string") return value;
      throw new ScimError(400, "invalidValue", `${attribute} is a text`);
    },

    // Some clients of Entra ID send the Boolean as a text.
    readActive(value) {
      if (typeof value === "boolean") return value;
      const text = typeof value === "string" ? value.toLowerCase() : undefined;
      if (text === "true" || text === "false") return text === "true";
      throw new ScimError(400, "invalidValue", "active is true or false");
    },

    readLocale(value) {
      const locale = canonicalLocale(value);
      if (locale !== undefined) return locale;
      throw new ScimError(400, "invalidValue", `locale is a language tag such as en-US, not "${value.slice(0, 80)}"`);
    },

    readTimezone(value) {
      const zone = canonicalZone(value);
      if (zone !== undefined) return zone;
      throw new ScimError(
        400,
        "invalidValue",
        `timezone is a name such as America/Los_Angeles, not "${value.slice(0, 80)}"`,
      );
    },

    siteAskedFor(body) {
      const names = new Set<string>();
      for (const urn of urnsRead(world.options)) {
        const site = memberOfExtension(body, urn, "site");
        if (site === undefined) continue;
        const name = world.decide.readText("site", site);
        if (name !== "") names.add(name);
      }
      if (names.size > 1)
        throw new ScimError(400, "invalidValue", `two sites are asked for: ${[...names].join(" and ")}`);
      return [...names][0];
    },

    personalContactNumber: ({ mobile, workPhone }) =>
      mobile ?? (world.options.contactNumberRule === "mobile-then-work" ? workPhone : undefined),
  };
}

/** A member of a schema extension; undefined when it is absent or null. */
export function memberOfExtension(body: JsonObject, urn: string, name: string): Json | undefined {
  const extension = memberOf(body, urn);
  if (extension === undefined || extension === null) return undefined;
  if (!isObject(extension)) throw new ScimError(400, "invalidValue", `${urn} is an object`);
  return memberOf(extension, name) ?? undefined;
}

const LANGUAGES = new Intl.DisplayNames(["en"], { type: "language", fallback: "none" });

// `en_US` is how JumpCloud writes it. A well-formed tag of a language that nobody speaks is refused.
function canonicalLocale(text: string): string | undefined {
  try {
    const [tag] = Intl.getCanonicalLocales(text.replaceAll("_", "-"));
    return tag !== undefined && LANGUAGES.of(new Intl.Locale(tag).language) !== undefined ? tag : undefined;
  } catch {
    return undefined;
  }
}

const ZONES = new Map(Intl.supportedValuesOf("timeZone").map((zone) => [zone.toLowerCase(), zone]));

// The list holds each zone under one name only; another name of a known zone is kept as it was sent.
function canonicalZone(text: string): string | undefined {
  const known = ZONES.get(text.toLowerCase());
  if (known !== undefined || !/^[a-z]+([/_+-][\w+-]+)*$/i.test(text)) return known;
  try {
    new Intl.DateTimeFormat("en", { timeZone: text });
    return text;
  } catch {
    return undefined;
  }
}
