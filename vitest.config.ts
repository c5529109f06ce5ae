import { defineConfig } from "vitest/config";

export default defineConfig({
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
