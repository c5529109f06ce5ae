import { describe, expect, it } from "vitest";
import { playing, profiles } from "../profiles/index.ts";
import { smallRun } from "../test/runs/small.ts";
import { byNumber, explain, relevant, repeat } from "./explanation.ts";

const failed = () => smallRun().results[1]!;

describe("explain", () => {
  it("answers what was expected, what came, which rows say so, how to repeat it and who can mend it", () => {
    const run = smallRun();
    expect(explain(failed(), byNumber(run))).toMatchObject({
      summary: expect.stringContaining("answered 200, expected 404"),
      expected: "404",
      received: "200",
      rows: [{ id: "7644-3.6-02", source: "RFC 7644 §3.6", statement: expect.stringMatching(/\w+/) }],
      curl: expect.stringMatching(/^curl -i https:\/\/scim\.example\.com/),
      fixedBy: "the service provider's developers (its SCIM endpoint)",
    });
  });

  it("explains nothing of a rule that did not fail", () => {
    expect(explain(smallRun().results[3]!, new Map())).toBeUndefined();
  });

  it.each([
    [403, "the tenant's administrator"],
    [429, "whoever operates the service provider"],
    [503, "whoever operates the service provider"],
    [500, "the service provider's developers"],
  ])("sends a finding at status %i to %s", (status, who) => {
    const run = smallRun();
    run.exchanges[0]!.response.status = status;
    expect(explain(failed(), byNumber(run))!.fixedBy.startsWith(who)).toBe(true);
  });

  it("sends a finding about the admin console to those who make it", () => {
    const result = { ...failed(), finding: { ...failed().finding!, rows: ["8X8-SITE-14"] } };
    expect(explain(result, new Map())!.fixedBy).toBe("the service provider's developers (its admin console)");
  });
});

describe("repeat", () => {
  it("names the target, the rule and the seed, and allows writes where they need it", () => {
    expect(repeat(failed(), smallRun())).toBe(
      "scimproof run https://scim.example.com/v2 --profile rfc --rule delete/resource-is-gone --seed 5 --allow-writes",
    );
  });

  it("allows no writes where nobody asks for it", () => {
    const run = smallRun();
    run.run.target = "http://127.0.0.1:8808/scim/v2";
    expect(repeat(failed(), run)).not.toContain("--allow-writes");
  });

  it("repeats the simulator with its mutants, and the options that are not the default", () => {
    const run = smallRun();
    Object.assign(run.run, {
      target: "simulator (8x8)",
      profiles: ["8x8"],
      options: { siteUpdate: "reject", siteMutability: "set-once" },
      mutants: ["delete/resource-is-gone: answers 204"],
    });
    expect(repeat(failed(), run)).toBe(
      "scimproof run sim --profile 8x8 --rule delete/resource-is-gone --seed 5 --option siteUpdate=reject --mutant 'delete/resource-is-gone: answers 204'",
    );
  });
});

describe("repeat, on another simulator than usual", () => {
  it("names the simulator, and leaves out the options it has anyway", () => {
    const run = smallRun();
    const { options } = playing(profiles["8x8"]!);
    run.run = {
      ...run.run,
      target: "simulator (8x8)",
      profiles: ["entra"],
      options: { ...options, dialect: "default" },
    };
    expect(repeat(failed(), run)).toBe("scimproof run sim:8x8 --profile entra --rule delete/resource-is-gone --seed 5");
    run.run = { ...run.run, options: { ...options, patchScope: "full", dialect: "aadOptscim062020" } };
    expect(repeat(failed(), run)).toContain(" --option patchScope=full --option dialect=aadOptscim062020");
  });

  it("has the flags of a sign-in, without the key", () => {
    const run = smallRun();
    const signIn = { acsUrl: "https://sp.example.com/acs", audience: "sp one", issuer: "https://idp.example.com" };
    run.run = { ...run.run, target: "https://sp.example.com", signIn };
    expect(repeat(failed(), run)).toContain(
      " --saml-acs https://sp.example.com/acs --saml-audience 'sp one' --saml-issuer https://idp.example.com --saml-key KEY.pem --saml-cert CERTIFICATE.pem --seed 5",
    );
  });

  it("leaves out what a profile has its simulator play with", () => {
    const run = smallRun();
    const { options } = playing(profiles["clients"]!);
    run.run = { ...run.run, target: "simulator (8x8)", profiles: ["clients"], options };
    expect(repeat(failed(), run)).toBe("scimproof run sim --profile clients --rule delete/resource-is-gone --seed 5");
  });
});

describe("a failed rule on a client", () => {
  it("is mended by the identity provider", () => {
    expect(explain({ ...failed(), judges: "client" }, new Map())!.fixedBy).toMatch(/^the identity provider/);
  });
});

describe("relevant", () => {
  it("gives the exchanges up to the one that shows it, without the tidying up", () => {
    const run = smallRun();
    const [shows] = run.exchanges;
    run.exchanges = [5, 6, 7, 8].map((id) => ({ ...shows!, id, step: id === 6 ? "cleanup" : "probe" }));
    const result = { ...failed(), exchanges: [5, 6, 7, 8] };
    expect(relevant(result, byNumber(run), 10).map(({ id }) => id)).toEqual([5, 7]);
    expect(relevant(result, byNumber(run), 1).map(({ id }) => id)).toEqual([7]);
  });
});
