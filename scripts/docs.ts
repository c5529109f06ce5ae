import { existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { catalogue, type Requirement, type Rule, requirements, type Suite } from "../engine/index.ts";
import { profiles } from "../profiles/index.ts";
import { suites } from "../suites/index.ts";

// Writes what is derived from the rules: a page for each suite and the coverage of the matrices. With --check it
// writes nothing and fails when a page is not current.
const ROOT = resolve(import.meta.dirname, "..");
const whole = catalogue(suites, Object.values(profiles));
const pages = new Map<string, string>();

const pageOf = (suite: Suite): string => `docs/rules/${suite.id.replaceAll("/", "-")}.md`;
const anchor = (rule: Rule): string => rule.id.slice(rule.id.lastIndexOf("/") + 1);
const cell = (text: string): string => text.replaceAll("|", "\\|").replaceAll("\n", " ");

for (const suite of suites) {
  const out = [
    `# ${suite.title}`,
    "",
    `Suite \`${suite.id}\`, ${suite.rules.length} rules. This page is generated from the rules.`,
    "",
  ];
  for (const rule of suite.rules) {
    out.push(`## ${anchor(rule)}`, "", `${rule.title}.`, "", `- id: \`${rule.id}\``, `- level: ${rule.level}`);
    if (rule.needs.length > 0) out.push(`- needs: ${rule.needs.map((need) => `\`${need}\``).join(", ")}`);
    if (rule.answers.length > 0) out.push(`- answers: ${rule.answers.map((answer) => `\`${answer}\``).join(", ")}`);
    out.push(
      `- kind: ${rule.probe === undefined ? "looks at every exchange of a run" : rule.reads ? "asks, and only reads" : "asks, and writes"}`,
      "",
    );
    out.push("Says so:", "");
    for (const id of rule.covers) {
      const row = requirements.get(id)!;
      out.push(`- **${id}**, ${row.source} (${row.level}): ${row.statement}`);
    }
    out.push("", "Has been seen to fail on a service provider:", "");
    for (const name of Object.keys(rule.mutants)) out.push(`- ${faultIn(rule, name) ?? name}`);
    out.push("");
  }
  pages.set(pageOf(suite), out.join("\n"));
}

function faultIn(rule: Rule, name: string): string | undefined {
  const fault = rule.covers.map((row) => requirements.get(row)?.fault).find((each) => each?.name === name);
  return fault === undefined ? undefined : `\`${name}\`: ${fault.breaks}`;
}

const index = [
  "# The rules",
  "",
  "One page for each suite, generated from the rules. See also [coverage](../coverage.md).",
  "",
  "| suite | rules | mutants | about |",
  "| --- | ---: | ---: | --- |",
];
for (const suite of suites) {
  const mutants = suite.rules.reduce((sum, { mutants: each }) => sum + Object.keys(each).length, 0);
  index.push(
    `| [${suite.id}](${suite.id.replaceAll("/", "-")}.md) | ${suite.rules.length} | ${mutants} | ${cell(suite.title)} |`,
  );
}
pages.set("docs/rules/README.md", `${index.join("\n")}\n`);

const covered = whole.requirements.filter(({ coveredBy }) => coveredBy.length > 0).length;
const coverage = [
  "# Coverage of the requirement matrices",
  "",
  `${covered} of ${whole.requirements.length} rows are covered by a rule; each other one says why it is not. This page is generated from the rules and from \`requirements/uncovered.json\`.`,
  "",
];
const groups = Map.groupBy(whole.requirements, ({ id }) => group(requirements.get(id)!));
coverage.push("| rows | covered | of |", "| --- | ---: | ---: |");
for (const [name, rows] of groups)
  coverage.push(
    `| [${name}](#${name
      .toLowerCase()
      .replaceAll(/[^a-z0-9 -]/g, "")
      .replaceAll(" ", "-")}) | ${rows.filter(({ coveredBy }) => coveredBy.length > 0).length} | ${rows.length} |`,
  );
for (const [name, rows] of groups) {
  coverage.push("", `## ${name}`, "", "| row | level | says | covered by, or why not |", "| --- | --- | --- | --- |");
  for (const { id, coveredBy, reason } of rows) {
    const row = requirements.get(id)!;
    const by =
      coveredBy.length > 0
        ? coveredBy.map((rule) => `\`${rule}\``).join(", ")
        : `not covered: ${reason ?? "no reason given"}`;
    coverage.push(`| ${id} | ${row.level} | ${cell(row.statement)} | ${cell(by)} |`);
  }
}
pages.set("docs/coverage.md", `${coverage.join("\n")}\n`);

function group(row: Requirement): string {
  return row.topic.startsWith("8x8/") ? `8x8 ${row.topic.slice(4)}` : `RFC ${row.topic}`;
}

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
