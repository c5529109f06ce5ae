import { defineConfig, type ViteUserConfig } from "vitest/config";

// Imported by address, which keeps it out of the bundle that vitest makes of this file: a suite that is being worked on
// and does not compile must not keep every other test from starting.
const load = (path: string): Promise<unknown> => import(new URL(path, import.meta.url).href);

async function suiteTags(): Promise<{ name: string; description: string }[]> {
  try {
    return ((await load("./integrations/tags.ts")) as typeof import("./integrations/tags.ts")).scimTags;
  } catch (cause) {
    process.stderr.write(`The suites cannot be loaded, so their tags are unknown: ${cause}\n`);
    return [];
  }
}

// Allure results are written when asked for: SCIMPROOF_ALLURE=allure-results npx vitest run --project suites
async function allureReporter(resultsDir: string) {
  const { default: AllureReporter } = await import("allure-vitest/reporter");
  const { allureSettings } = (await load("./integrations/allure.ts")) as typeof import("./integrations/allure.ts");
  const { SCIMPROOF_NAME: name, SCIMPROOF_TARGET: target = "sim" } = process.env;
  return new AllureReporter(allureSettings(resultsDir, { target: name ?? target }));
}

const resultsDir = process.env["SCIMPROOF_ALLURE"];

const config: ViteUserConfig = defineConfig({
  test: {
    reporters: ["default", ...(resultsDir === undefined ? [] : [await allureReporter(resultsDir)])],
    projects: [
      {
        test: {
          name: "own",
          setupFiles: ["test/property-seed.ts"],
          include: ["{scim,saml,engine,suites,profiles,simulators,reports,cli,integrations,test}/**/*.test.ts"],
          testTimeout: 60_000,
        },
      },
      {
        test: {
          name: "suites",
          include: ["integrations/target.suite.ts"],
          tags: await suiteTags(),
          testTimeout: 120_000,
        },
      },
    ],
  },
});

export default config;
