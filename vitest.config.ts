import { defineConfig, type ViteUserConfig } from "vitest/config";
import { allureSettings } from "./integrations/allure.ts";
import { scimTags } from "./integrations/tags.ts";

// Allure results are written when asked for: SCIMPROOF_ALLURE=allure-results npx vitest run --project suites
const resultsDir = process.env["SCIMPROOF_ALLURE"];

async function allureReporter(directory: string) {
  const { default: AllureReporter } = await import("allure-vitest/reporter");
  const { SCIMPROOF_NAME: name, SCIMPROOF_TARGET: target = "sim" } = process.env;
  return new AllureReporter(allureSettings(directory, { target: name ?? target }));
}

const config: ViteUserConfig = defineConfig({
  test: {
    reporters: ["default", ...(resultsDir === undefined ? [] : [await allureReporter(resultsDir)])],
    projects: [
      {
        test: {
          name: "own",
          include: ["{scim,engine,suites,profiles,simulators,reports,cli,integrations,test}/**/*.test.ts"],
          testTimeout: 60_000,
        },
      },
      {
        test: {
          name: "suites",
          include: ["integrations/target.suite.ts"],
          tags: scimTags,
          testTimeout: 120_000,
        },
      },
    ],
  },
});

export default config;
