import { describe, expect, it } from "vitest";
import { MAIN, start } from "./scimproof.ts";

const pretending = (version: string): string[] => [
  "--import",
  `data:text/javascript,Object.defineProperty(process.versions, "node", { value: "${version}" })`,
];

describe("scimproof on a Node that is too old", () => {
  it.each(["20.20.2", "22.21.1"])("says so in a sentence: %s", async (version) => {
    const { code, stdout, stderr } = await start(process.execPath, [...pretending(version), MAIN, "rules"]).ended;
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toMatch(
      new RegExp(`^scimproof: Node ${version} is too old, it takes 22\\.22, 24 or later\\n {2}Install`),
    );
  });

  it.each(["22.22.0", "24.1.0"])("runs on what it takes: %s", async (version) => {
    const { code, stderr } = await start(process.execPath, [...pretending(version), MAIN, "--version"]).ended;
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  });
});
