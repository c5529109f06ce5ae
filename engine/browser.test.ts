import { describe, expect, it } from "vitest";
import type { Exchange, Handler } from "../scim/index.ts";
import { connect } from "./connection.ts";
import { judge, judgeOn } from "./judge.ts";
import { type Rule, rule, type Target } from "./rule.ts";
import { run } from "./run.ts";
import type { Trial } from "./trial.ts";

const seen: string[] = [];
/** A site that gives a cookie, and tells what it is sent. */
const handler: Handler = async (request) => {
  const { host, pathname } = new URL(request.url);
  seen.push(
    `${host}${pathname} ${request.headers.get("authorization") ?? "-"} ${request.headers.get("cookie") ?? "-"}`,
  );
  return new Response("hello", {
    headers: [
      ["set-cookie", "session=canary"],
      ["set-cookie", "theme=dark"],
    ],
  });
};
const target: Target = {
  name: "t",
  baseUrl: "https://scim.example.com/scim/v2",
  token: "token-of-the-run",
  handler,
  identityProvider: {
    ...{ issuer: "urn:idp", privateKey: "", certificate: "", audience: "urn:sp" },
    acsUrl: "https://sso.example.com/saml2",
    subject: "ann",
  },
};

const PREFLIGHT = "/Users?startIndex=1&count=1";

function probing(probe: (t: Trial) => Promise<void>, needs: Rule["needs"] = ["saml"]): Rule {
  return rule({ id: "test/browser", title: "-", covers: [], level: "MUST", needs, mutants: {}, probe });
}

describe("the browser of a trial", () => {
  it("sends no token, keeps its cookies for itself, and shows the recorded exchange none", async () => {
    const connection = connect(target, { seed: 1, disposable: true });
    let names: string[] = [];
    const { result } = await judgeOn(
      probing(async (t) => {
        seen.length = 0;
        const browser = t.browser("https://sso.example.com/saml2");
        await browser.post("https://sso.example.com/saml2", "SAMLResponse=canary");
        await browser.get("/app");
        names = browser.cookies();
        await t.browser("https://scim.example.com").get("/app");
      }),
      connection,
    );
    expect(result.verdict).toBe("pass");
    expect(names).toEqual(["session", "theme"]);
    expect(seen).toEqual([
      "sso.example.com/saml2 - -",
      "sso.example.com/app - session=canary; theme=dark",
      "scim.example.com/app - -",
    ]);
    expect(JSON.stringify(connection.exchanges)).not.toContain("canary");
    await connection.close();
  });

  it("visits no site that nobody named", async () => {
    const { verdict, because } = await judge(
      probing(async (t) => {
        t.browser("https://idp.example.com/sso");
      }),
      target,
    );
    expect({ verdict, because }).toEqual({
      verdict: "inconclusive",
      because: "the target points to another host, which is not called: https://idp.example.com/sso",
    });
  });
});

describe("a run of rules that only sign in", () => {
  const profile = { ...{ id: "p", title: "p", suites: [], needs: [], options: {}, presets: {} } };
  const leg = (rules: Rule[]) => ({ target, profiles: [profile], rules });

  it("asks nothing of SCIM before the first rule, where it was told whom to sign in", async () => {
    const signsIn = probing(async () => {});
    const { exit, exchanges } = await run({ legs: [leg([signsIn])], seed: 1 });
    expect(exit.code).toBe(0);
    const paths = (made: Exchange[]): string[] => made.map(({ request }) => request.path);
    expect(paths(exchanges)).not.toContain(PREFLIGHT);
    const provisions = probing(async () => {}, []);
    const mixed = await run({ legs: [leg([signsIn, provisions])], seed: 1 });
    expect(paths(mixed.exchanges)).toContain(PREFLIGHT);
  });
});
