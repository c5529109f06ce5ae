import { describe, expect, it } from "vitest";
import { UsageError } from "../engine/index.ts";
import { profileOptions, profiles } from "./index.ts";

const profile = profiles["8x8"]!;

describe("the options of a profile", () => {
  it("are the defaults where nothing is said", () => {
    expect(profileOptions(profile)).toMatchObject({
      patchScope: "active-only",
      retrieval: "idp-only",
      tokenDisplay: "once",
    });
    expect(Object.keys(profileOptions(profile))).toEqual(Object.keys(profile.options));
  });

  it("take the preset over the defaults and the overrides over the preset", () => {
    expect(profileOptions(profile, "azure")).toMatchObject({ retrieval: "all", extensionUrn: "both" });
    expect(profileOptions(profile, "azure", { retrieval: "idp-only" })).toMatchObject({
      retrieval: "idp-only",
      extensionUrn: "both",
    });
  });

  it.each(Object.entries(profile.presets))("have a preset %s whose values are permitted", (_name, preset) => {
    for (const [name, value] of Object.entries(preset)) expect(profile.options[name]?.values).toContain(value);
  });

  it.each([
    [
      "an unknown option",
      () => profileOptions(profile, undefined, { patchScop: "full" }),
      'did you mean "patchScope"?',
    ],
    ["an unknown value", () => profileOptions(profile, undefined, { patchScope: "ful" }), 'did you mean "full"?'],
    ["an unknown preset", () => profileOptions(profile, "azur"), 'did you mean "azure"?'],
    [
      "an option of a profile without any",
      () => profileOptions(profiles["rfc"]!, undefined, { x: "y" }),
      "it has none",
    ],
    ["a name that every object has", () => profileOptions(profile, "constructor"), '"constructor" is no preset'],
  ])("refuse %s and say what there is", (_case, resolve, words) => {
    expect(resolve).toThrow(UsageError);
    expect(resolve).toThrow(words);
  });
});
