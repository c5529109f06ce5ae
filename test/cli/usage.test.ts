import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { folder, scimproof } from "./scimproof.ts";

const LOCAL = "http://127.0.0.1:9/scim/v2";
const REMOTE = "https://scim.example.invalid/v2";

/** A wrong command line, what it is told, and its environment. */
type Mistake = [args: string[], told: RegExp | RegExp[], env?: Record<string, string>];

/** Mistakes are refused before anything is done: exit 2, a reason, what to do next, and nothing on standard output. */
async function expectRefused([args, told, env = {}]: Mistake): Promise<void> {
  const { code, stdout, stderr } = await scimproof(args, { env });
  expect({ args, code, stdout, stderr }).toMatchObject({ code: 2, stdout: "" });
  for (const each of [told].flat()) expect(stderr).toMatch(each);
  expect(stderr).toMatch(/^scimproof: .*\n {2}See scimproof help( run| rules| prove| simulate)?\.\n$/);
}

const groups: Record<string, Mistake[]> = {
  "an unknown command, flag or argument": [
    [["rnu"], /unknown command 'rnu'; did you mean "run"\?/],
    [["help", "rnu"], /unknown command 'rnu'; did you mean "run"\?/],
    [["rules", "--jsn"], /unknown option '--jsn'; did you mean "--json"\?/],
    [["-x"], /unknown option '-x'/],
    [["run", "sim", "sim"], /too many arguments/],
    [["run", "--seed"], /'--seed <n>' argument missing/],
    [["run", "simm"], /"simm" is no target.*; did you mean "sim"\?/],
  ],
  "an unknown name": [
    [["run", "--rule", "patsh"], /no rule starts with "patsh"; did you mean "patch"\?/],
    [["rules", "--rule", "8X8-PATCH-99"], /no rule starts with "8X8-PATCH-99"/],
    [["prove", "--rule", "delte"], /no rule starts with "delte"; did you mean "delete"\?/],
    [["run", "--profile", "rfc", "--rule", "8x8/site"], /no rule of profile rfc.*other profiles have some/],
    [["run", "--tag", "nosuchtag"], /no rule has the tag "nosuchtag"/],
    [["run", "--profile", "8x9"], /no profile "8x9" \(rfc, 8x8, .*\); did you mean "8x8"\?/],
    [["run", "--profile", "rfc,rcf"], /no profile "rcf" \(rfc, 8x8, .*\); did you mean "rfc"\?/],
    [["simulate", "--profile", "rfcs"], /no simulator plays "rfcs" \(rfc, 8x8\); did you mean "rfc"\?/],
    [["run", "--preset", "azur"], /"azur" is no preset of profile 8x8 \(.*\); did you mean "azure"\?/],
    [["run", "--profile", "rfc", "--preset", "azure"], /profile rfc has no presets/],
    [["run", "--option", "patchscope=full"], /is no option of profile 8x8 \(.*\); did you mean "patchScope"\?/],
    [["run", "--option", "patchScope=ful"], /"ful" is no value of option patchScope \(.*\); did you mean "full"\?/],
    [["run", "--option", "patchScope"], /--option takes name=value, not "patchScope"/],
    [["run", "--profile", "rfc", "--option", "a=b"], /profile rfc has no options/],
    [
      ["run", "--mutant", "sp-patch-modifies-titel"],
      /no mutant "sp-patch-modifies-titel"; did you mean "sp-patch-modifies-title"\?/,
    ],
    [["simulate", "--profile", "rfc", "--mutant", "sp-patch-modifies-title"], /does not count for profile rfc/],
    [["run", LOCAL, "--mutant", "sp-patch-modifies-title"], /--mutant changes the bundled simulator/],
    [["run", "--report", "htm"], /no report "htm" \(html, json, junit, none\); did you mean "html"\?/],
    [["run", "--report", "none,html"], /none stands alone/],
  ],
  "a value that cannot be": [
    [["run", "--level", "musty"], /Allowed choices are must, should, may/],
    [["run", "--seed", "x"], /--seed takes a whole number from 0 to 2147483647, not "x"/],
    [["run", "--seed", "1.5"], /--seed takes a whole number/],
    [["prove", "--seed", "99999999999"], /--seed takes a whole number/],
    [["run", "--rate", "0"], /--rate takes requests a second, such as 10\/s, not "0"/],
    [["run", "--shard", "0/4"], /--shard takes the part and the number of parts, such as 1\/4, not "0\/4"/],
    [["run", "--shard", "5/4"], /--shard takes/],
    [["run", "--concurrency", "0"], /--concurrency takes a whole number from 1 to 64, not "0"/],
    [["run", "--timeout", "0"], /--timeout takes a whole number/],
    [["run", "--test-domain", "not a domain"], /--test-domain takes a domain such as scimproof\.example\.com/],
    [["simulate", "--port", "65536"], /--port takes a whole number from 0 to 65535, not "65536"/],
    [["run", "--rule", ""], /'--rule <prefix>' argument '' is invalid/],
    [["run", "--profile", ","], /'--profile <ids>' argument ',' is invalid/],
    [["run", "--report", ""], /'--report <formats>' argument '' is invalid/],
    [["run", "--json=yes"], /option '--json' .*'yes'|unknown option '--json=yes'/],
  ],
  "a base URL that is none": [
    [["run", "scim.example.com/v2"], /"scim\.example\.com\/v2" is no target: expected a URL such as https:/],
    [["run", "localhost:8808/scim"], /is no target/],
    [["run", ""], /is no target/],
    [["run"], /is no target/, { SCIMPROOF_TARGET: "" }],
    [
      ["run", `${REMOTE}?tenant=4711`],
      [/a query/, /^(?!.*4711)/s],
    ],
    [["run", `${REMOTE}#Users`], /a fragment/],
    [
      ["run", "https://ann:canary@scim.example.invalid/v2"],
      [/credentials/, /--token-env/, /^(?!.*canary)/s],
    ],
    [
      ["run", "ann:canary@scim.example.invalid/v2?token=canary"],
      [/is no target/, /^(?!.*canary)/s],
    ],
  ],
  "a token that cannot be had": [
    [["run", LOCAL, "--token", "a-token", "--token-env", "TOKEN"], /in one way only: --token, --token-env/],
    [
      ["run", REMOTE, "--token", "canary"],
      [/--token would leave the token in the shell's history/, /^(?!.*canary)/s],
    ],
    [["run", LOCAL, "--token-env", "NO_SUCH"], /no environment variable NO_SUCH/],
    [["run", LOCAL, "--token-file", "no-such-file"], /no-such-file cannot be read \(ENOENT\)/],
    [["run", LOCAL, "--token", ""], /the token of --token is empty/],
    [["run", LOCAL, "--token-env", "EMPTY"], /the token of --token-env is empty/, { EMPTY: " \n" }],
    [["run", LOCAL, "--token-stdin"], /the token of --token-stdin is empty/],
    [["run", LOCAL], /the token of SCIMPROOF_TOKEN is empty/, { SCIMPROOF_TOKEN: "" }],
    [["run", LOCAL, "--token-env", "ODD"], /no HTTP header can carry/, { ODD: "two words" }],
    [["run", "sim", "--token", "a-token"], /the bundled simulator needs no token/],
  ],
};

describe("wrong usage", () => {
  it.each(Object.entries(groups))("is refused: %s", async (_, mistakes) => {
    // A process each, two at a time.
    const waiting = mistakes[Symbol.iterator]();
    const lane = async (): Promise<void> => {
      for (const mistake of waiting) await expectRefused(mistake);
    };
    await Promise.all([lane(), lane()]);
  });

  it("is a place for the reports where none can be", async () => {
    const cwd = folder();
    writeFileSync(join(cwd, "taken"), "");
    const { code, stdout, stderr } = await scimproof(["run", "--out", "taken"], { cwd });
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toMatch(/^scimproof: --out: taken cannot be written to \(\w+\)\n {2}See scimproof help run\.\n$/);
  });
});
