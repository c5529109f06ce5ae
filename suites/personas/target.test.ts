import { describe, expect, it } from "vitest";
import { judge, type Mutant, on, rewriteBody, rule } from "../../engine/index.ts";
import type { JsonObject } from "../../scim/index.ts";
import { serviceProvider } from "../../simulators/index.ts";
import { type DescribedTarget, describedTarget, isKnown } from "./target.ts";

const ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

/** What a rule finds out about a simulator. */
async function described(
  profile: "rfc" | "8x8",
  options: Record<string, string> = {},
  mutants: Mutant[] = [],
): Promise<DescribedTarget> {
  let found: DescribedTarget | undefined;
  const asking = rule({
    id: "persona/asks",
    title: "asks",
    covers: [],
    level: "MUST",
    mutants: {},
    probe: async (t) => {
      found = await describedTarget(t);
    },
  });
  await judge(asking, serviceProvider({ profile, mutants }), { options });
  return found!;
}

const schemas = (change: (schema: JsonObject) => JsonObject): Mutant =>
  on(
    { path: /\/Schemas$/ },
    rewriteBody((list) => ({ ...list, Resources: (list["Resources"] as JsonObject[]).map(change) })),
  );

describe("a target", () => {
  it("has the table of 8x8 where its schemas have an extension of 8x8, unless it is told otherwise", async () => {
    expect((await described("rfc")).mapping).toBe("generic");
    expect((await described("8x8")).mapping).toBe("8x8");
    expect((await described("8x8", { mapping: "generic" })).mapping).toBe("generic");
    expect((await described("rfc", { mapping: "8x8" })).mapping).toBe("8x8");
    expect((await described("8x8", { mapping: "auto" })).mapping).toBe("8x8");
  });

  it("knows the attributes that its schemas declare, in any letter case, and externalId", async () => {
    const { knows } = await described("rfc");
    expect(["title", "NAME.givenName", "phoneNumbers[mobile].value", "externalId"].filter(knows)).toHaveLength(4);
    expect([`${ENTERPRISE}:department`, `${ENTERPRISE}:shoeSize`].filter(knows)).toEqual([`${ENTERPRISE}:department`]);
    expect(["shoeSize", "name.shoeSize", "urn:example:User:title"].filter(knows)).toEqual([]);
  });

  it("does not know what its schemas leave out", async () => {
    const fewer = schemas(({ attributes, ...schema }) => ({
      ...schema,
      attributes: (attributes as JsonObject[]).filter(({ name }) => name !== "phoneNumbers"),
    }));
    const target = await described("rfc", {}, [fewer]);
    expect(isKnown(target, 'phoneNumbers[type eq "mobile"].value')).toBe(false);
    expect(isKnown(target, 'emails[type eq "work"].value')).toBe(true);
  });

  it("is taken to know everything where it has no schemas", async () => {
    const none = on({ path: /\/Schemas$/ }, () => new Response(null, { status: 404 }));
    const { knows, mapping } = await described("rfc", {}, [none]);
    expect(mapping).toBe("generic");
    expect(["title", `${ENTERPRISE}:department`].filter(knows)).toHaveLength(2);
  });
});
