import { suites } from "../suites/index.ts";

/** The tags that the tests of `scimSuites` carry, for `test.tags` of the vitest configuration. */
export const scimTags: { name: string; description: string }[] = [
  ...(["MUST", "SHOULD", "MAY"] as const).map((level) => ({ name: level, description: `rules of level ${level}` })),
  ...suites.map(({ id, title }) => ({ name: id, description: title })),
  ...[...new Set(suites.flatMap((suite) => suite.rules.flatMap((rule) => rule.tags)))].map((name) => ({
    name,
    description: `rules tagged ${name}`,
  })),
];
