import { defineConfig, type ViteUserConfig } from "vitest/config";
import { skipReasons } from "./integrations/allure.ts";
import { scimTags } from "./integrations/tags.ts";

const config: ViteUserConfig = defineConfig({
  test: {
    // Allure results are written when asked for: SCIMPROOF_ALLURE=allure-results npx vitest run --project suites
    reporters:
      process.env["SCIMPROOF_ALLURE"] === undefined
        ? ["default"]
        : [
            "default",
            ["allure-vitest/reporter", { resultsDir: process.env["SCIMPROOF_ALLURE"], listeners: [skipReasons] }],
          ],
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
