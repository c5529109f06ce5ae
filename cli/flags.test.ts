import { expect, it } from "vitest";
import { profiles } from "../profiles/index.ts";
import { PROFILES } from "./flags.ts";

it("names every profile in the help", () => {
  expect(PROFILES.split(", ")).toEqual(Object.keys(profiles));
});
