import { defineConfig, type ViteUserConfig } from "vitest/config";

const config: ViteUserConfig = defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "own",
          include: ["{scim,engine,suites,profiles,simulators,reports,cli,integrations,test}/**/*.test.ts"],
          exclude: ["test/suites/**"],
          testTimeout: 30_000,
        },
      },
    ],
  },
});

// biome-ignore lint/style/noDefaultExport: vitest reads the default export.
export default config;
