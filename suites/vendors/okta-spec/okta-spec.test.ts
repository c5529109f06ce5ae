import { describe, expect, it } from "vitest";
import { judge } from "../../../engine/index.ts";
import { serviceProvider } from "../../../simulators/index.ts";
import { oktaSpec } from "./index.ts";

/** How many assertions Okta's test makes of the answers to its twelve requests. */
const ASSERTIONS = 52;

describe("the rehearsal of Okta's SPEC test", () => {
  it("has a rule for each of the twelve requests", () => {
    expect(oktaSpec.rules).toHaveLength(12);
  });

  it("has been seen to fail by each assertion, with a finding of its own", async () => {
    const findings = new Set<string>();
    for (const rule of oktaSpec.rules)
      for (const mutant of Object.values(rule.mutants)) {
        const { finding } = await judge(rule, serviceProvider({ mutants: [mutant] }));
        // A value may be asserted twice: to be there, and to be a certain one.
        const kind = finding?.expected === "a value that is not empty" ? "filled" : "is";
        const about = typeof finding?.expected === "number" ? "the answer" : (finding?.attribute ?? finding?.expected);
        findings.add(`${rule.id} ${kind} ${about}`);
      }
    // Its one script holds that an answer is JSON at all, which is no assertion of the list.
    findings.delete("okta-spec/groups-are-listed is JSON");
    expect([...findings]).toHaveLength(ASSERTIONS);
  });

  it("says nothing against a service provider whose first user is an incomplete stranger", async () => {
    const provider = serviceProvider();
    const headers = { authorization: `Bearer ${provider.token}`, "content-type": "application/scim+json" };
    const body = JSON.stringify({ schemas: ["urn:ietf:params:scim:schemas:core:2.0:User"], userName: "a-stranger" });
    await provider.handler(new Request(`${provider.baseUrl}/Users`, { method: "POST", headers, body }));
    for (const rule of oktaSpec.rules.slice(0, 2)) {
      const { verdict, because } = await judge(rule, provider);
      expect(verdict).toBe("inconclusive");
      expect(because).toMatch(/^the first user of the list, \S+, lacks name\.familyName, .*so complete it$/);
    }
  });
});
