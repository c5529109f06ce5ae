import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { select } from "../../../engine/index.ts";
import { profiles } from "../../../profiles/index.ts";
import { oktaPersonaSuite } from "../../personas/okta/index.ts";
import { oktaManual } from "./index.ts";
import { plan } from "./plan.ts";

const page = readFileSync(new URL("../../../docs/guides/vendor-tests.md", import.meta.url), "utf8");
const known = new Set([...oktaPersonaSuite.rules, ...oktaManual.rules].map(({ id }) => id));

describe("Okta's manual test plan", () => {
  it("has 61 cases, of which 38 show at the service provider", () => {
    expect(new Set(plan.map(({ id }) => id)).size).toBe(61);
    expect(plan).toHaveLength(61);
    expect(plan.filter(({ rules }) => rules !== undefined)).toHaveLength(38);
  });

  it("has rules for a case, or the reason why there are none", () => {
    expect(plan.filter(({ rules, because }) => (rules === undefined) === (because === undefined))).toEqual([]);
    expect(plan.flatMap(({ rules = [] }) => rules).filter((id) => !known.has(id))).toEqual([]);
  });

  it("asks for every rule of the profile, and for no other", () => {
    const asked = new Set(plan.flatMap(({ rules = [] }) => rules));
    const judged = select([oktaPersonaSuite, oktaManual], { profiles: [profiles["okta-manual"]!] });
    expect(judged.map(({ id }) => id).sort()).toEqual([...asked].sort());
  });

  it("is told case by case in the guides", () => {
    const told = plan.map(({ id, about, rules, because }) => {
      const by = rules === undefined ? because : rules.map((rule) => `\`${rule}\``).join(", ");
      return `| ${id} | ${about} | ${by} |`;
    });
    expect(told.filter((line) => !page.includes(`${line}\n`))).toEqual([]);
  });
});
