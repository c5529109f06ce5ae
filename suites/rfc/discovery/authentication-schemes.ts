import { type Mutant, type Rule, rule, show, type Trial } from "../../../engine/index.ts";
import type { Exchange, JsonObject } from "../../../scim/index.ts";
import { configOf, isText, itemsOf, otherConfig } from "./documents.ts";

/** The canonical values of a scheme's type (RFC 7643 §5). */
const TYPES = ["oauth", "oauth2", "oauthbearertoken", "httpbasic", "httpdigest"];

async function schemesOf(t: Trial): Promise<{ exchange: Exchange; schemes: JsonObject[] }> {
  const { exchange, config } = await configOf(t);
  const schemes = itemsOf(config["authenticationSchemes"]);
  if (schemes.length === 0) t.skip("the ServiceProviderConfig lists no authentication scheme");
  return { exchange, schemes };
}

function otherSchemes(change: (schemes: JsonObject[]) => JsonObject[]): Mutant {
  return otherConfig((config) => ({
    ...config,
    authenticationSchemes: change(itemsOf(config["authenticationSchemes"])),
  }));
}

/** The authentication schemes that the ServiceProviderConfig lists (RFC 7643 §5). */
export const authenticationSchemes: Rule[] = [
  rule({
    id: "discovery/authentication-schemes-are-listed",
    title: "The ServiceProviderConfig lists its authentication schemes",
    covers: ["7643-5-08"],
    level: "MUST",
    reads: true,
    async probe(t) {
      const { exchange, config } = await configOf(t);
      const seen = config["authenticationSchemes"];
      t.expect(exchange).that(Array.isArray(seen) && itemsOf(seen).length > 0, {
        summary: `the ServiceProviderConfig shows authenticationSchemes as ${show(seen)}`,
        seen,
        expected: "a list of at least one scheme",
        attribute: "authenticationSchemes",
      });
    },
    mutants: {
      "leaves the list empty": otherSchemes(() => []),
      "shows one scheme without a list": otherConfig((config) => ({
        ...config,
        authenticationSchemes: { type: "oauthbearertoken", name: "OAuth", description: "OAuth" },
      })),
    },
  }),

  rule({
    id: "discovery/authentication-schemes-are-described",
    title: "Each authentication scheme has a type, a name and a description",
    covers: ["7643-5-09"],
    level: "MUST",
    reads: true,
    async probe(t) {
      const { exchange, schemes } = await schemesOf(t);
      for (const [index, scheme] of schemes.entries())
        for (const name of ["type", "name", "description"])
          t.expect(exchange).that(isText(scheme[name]), {
            summary: `authenticationSchemes[${index}] shows ${name} as ${show(scheme[name])}`,
            seen: scheme[name],
            expected: "a text",
            attribute: `authenticationSchemes[${index}].${name}`,
          });
    },
    mutants: {
      "leaves the description out": otherSchemes((all) => all.map(({ description: _left, ...rest }) => rest)),
      "gives a type and no name": otherSchemes((all) => all.map(({ name: _left, ...rest }) => rest)),
      "has a further scheme without a type": otherSchemes((all) => [...all, { name: "Basic", description: "Basic" }]),
    },
  }),

  rule({
    id: "discovery/authentication-scheme-types-are-known",
    title: "The type of each authentication scheme is one of those the RFC lists",
    covers: ["7643-5-10"],
    level: "SHOULD",
    reads: true,
    async probe(t) {
      const { exchange, schemes } = await schemesOf(t);
      for (const [index, { type }] of schemes.entries())
        t.expect(exchange).that(TYPES.includes(String(type).toLowerCase()), {
          summary: `authenticationSchemes[${index}] shows type as ${show(type)}`,
          seen: type,
          expected: TYPES,
          attribute: `authenticationSchemes[${index}].type`,
        });
    },
    mutants: {
      "calls bearer tokens by a name of its own": otherSchemes((all) =>
        all.map((each) => ({ ...each, type: "token" })),
      ),
    },
  }),

  rule({
    id: "discovery/one-authentication-scheme-is-primary",
    title: "At most one authentication scheme is the primary one",
    covers: ["7643-5-15"],
    level: "MAY",
    reads: true,
    async probe(t) {
      const { exchange, schemes } = await schemesOf(t);
      const primary = schemes.filter((scheme) => scheme["primary"] === true);
      t.expect(exchange).that(primary.length <= 1, {
        summary: `${primary.length} authentication schemes are primary`,
        seen: primary,
        expected: "at most one",
        attribute: "authenticationSchemes.primary",
      });
    },
    mutants: {
      "marks every scheme as primary": otherSchemes((all) =>
        [...all, ...all].map((each) => ({ ...each, primary: true })),
      ),
    },
  }),
];
