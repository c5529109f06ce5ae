import { existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { catalogue } from "../engine/index.ts";
import { profiles } from "../profiles/index.ts";
import { suites } from "../suites/index.ts";
import { answersPage } from "./pages/answers.ts";
import { coveragePage } from "./pages/coverage.ts";
import { withNumbers } from "./pages/numbers.ts";
import { rulePages } from "./pages/rules.ts";

// Writes what is derived from the rules: a page for each suite, the coverage of the matrices, the names of what is
// observed, and the numbers of the README. With --check it writes nothing and fails when a page is not current.
const ROOT = resolve(import.meta.dirname, "..");
const all = Object.values(profiles);
const whole = catalogue(suites, all);
const readme = readFileSync(join(ROOT, "README.md"), "utf8");
const pages = new Map([
  ...rulePages(suites),
  coveragePage(whole),
  answersPage(suites, all),
  ["README.md", withNumbers(readme, whole, all)],
]);

if (process.argv.includes("--check")) {
  const stale = [...pages].filter(
    ([path, text]) => !existsSync(join(ROOT, path)) || readFileSync(join(ROOT, path), "utf8") !== text,
  );
  const extra = globSync("docs/rules/*.md", { cwd: ROOT }).filter((path) => !pages.has(path));
  if (stale.length + extra.length > 0) {
    console.error(
      `Not current: ${[...stale.map(([path]) => path), ...extra].join(", ")}\nRun npm run docs and commit what changes.`,
    );
    process.exit(1);
  }
} else {
  rmSync(join(ROOT, "docs/rules"), { recursive: true, force: true });
  for (const [path, text] of pages) {
    mkdirSync(dirname(join(ROOT, path)), { recursive: true });
    writeFileSync(join(ROOT, path), text);
  }
}
