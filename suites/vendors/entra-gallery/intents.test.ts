import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { entraGallery } from "./index.ts";
import { intents } from "./intents.ts";
import { provisioned } from "./provisioned/index.ts";

const page = readFileSync(new URL("../../../docs/guides/vendor-tests.md", import.meta.url), "utf8");

describe("the tests of the Logic App", () => {
  const rules = new Map(entraGallery.rules.map((rule) => [rule.id, rule]));

  it("are 25, of which 14 go through the provisioning engine", () => {
    expect(intents).toHaveLength(25);
    expect(new Set(intents.map(({ name }) => name)).size).toBe(25);
    const engine = intents.filter(({ isProvisioned }) => isProvisioned);
    expect(engine).toHaveLength(14);
    expect(engine.flatMap((intent) => intent.rules).sort()).toEqual(provisioned.map(({ id }) => id).sort());
  });

  it("weigh MUST where they are mandatory, and MAY where they are optional", () => {
    const weights = intents.map((intent) => [intent.name, ...intent.rules.map((id) => rules.get(id)?.level)]);
    const expected = intents.map((intent) => [
      intent.name,
      ...intent.rules.map(() => (intent.isOptional ? "MAY" : "MUST")),
    ]);
    expect(weights).toEqual(expected);
  });

  it("are told one by one in the guides", () => {
    const told = intents.map(({ name, isOptional, isProvisioned, rules: ids }) => {
      const by = isProvisioned ? "the simulated Entra ID" : "requests of its own";
      const listed = ids.map((id) => `\`${id}\``).join(", ");
      return `| ${name} | ${isOptional ? "optional" : "mandatory"} | ${by} | ${listed} |`;
    });
    expect(told.filter((line) => !page.includes(`${line}\n`))).toEqual([]);
  });
});
