import { isActive, type Rule, requirements, type Suite } from "../../engine/index.ts";
import ambiguities from "../../requirements/ambiguities.json" with { type: "json" };
import { anchorOf, cell, groupOf, headingOf, pageOf, prose } from "./markdown.ts";

/** A page for each suite, and the list of them. */
export function rulePages(suites: Suite[]): [path: string, text: string][] {
  return [
    ["docs/rules/README.md", list(suites)],
    ...suites.map((suite): [string, string] => [`docs/rules/${pageOf(suite)}`, page(suite)]),
  ];
}

function list(suites: Suite[]): string {
  const out = [
    "# The rules",
    "",
    "One page for each suite, generated from the rules. See also [coverage](../coverage.md) and [what is observed](../answers.md).",
    "",
    "| suite | rules | mutants | about |",
    "| --- | ---: | ---: | --- |",
  ];
  const mutantsIn = (rules: Rule[]): number => rules.reduce((sum, { mutants }) => sum + Object.keys(mutants).length, 0);
  for (const suite of suites)
    out.push(
      `| [${suite.id}](${pageOf(suite)}) | ${suite.rules.length} | ${mutantsIn(suite.rules)} | ${cell(prose(suite.title))} |`,
    );
  const rules = suites.flatMap((suite) => suite.rules);
  out.push(`| all | ${rules.length} | ${mutantsIn(rules)} | |`);
  return `${out.join("\n")}\n`;
}

function page(suite: Suite): string {
  const head = `Suite \`${suite.id}\`, ${suite.rules.length} rules. This page is generated from the rules.`;
  return `${[`# ${prose(suite.title)}`, "", head, ...suite.rules.flatMap(section)].join("\n")}\n`;
}

function section(rule: Rule): string[] {
  const out = ["", `## ${headingOf(rule)}`, "", `${prose(rule.title)}.`, "", `- id: \`${rule.id}\``];
  out.push(`- level: ${rule.level}`);
  if (rule.needs.length > 0) out.push(`- needs: ${rule.needs.map((need) => `\`${need}\``).join(", ")}`);
  if (rule.answers.length > 0)
    out.push(
      `- observes: ${rule.answers.map((answer) => `[\`${answer}\`](../answers.md#${anchorOf(answer)})`).join(", ")}`,
    );
  out.push(
    `- kind: ${!isActive(rule) ? "looks at every exchange of a run" : rule.reads ? "asks, and only reads" : "asks, and writes"}`,
  );
  out.push("", "What says so:", "", ...rule.covers.flatMap(sourceOf));
  out.push("", "Has been seen to fail on a service provider that is like this:", "");
  for (const name of Object.keys(rule.mutants)) out.push(`- ${mutantOf(rule, name)}`);
  return out;
}

/** A row with its source, and under it what decides where the row is open. */
function sourceOf(id: string): string[] {
  const { source, level, statement, ambiguity } = requirements.get(id)!;
  const row = `- [**${id}**](../coverage.md#${anchorOf(groupOf(id))}), ${prose(source)} (${level}): ${prose(statement)}`;
  if (ambiguity === undefined) return [row];
  const entry = ambiguities.find((each) => each.id === ambiguity);
  return [
    row,
    entry === undefined
      ? `  - Open: ${prose(ambiguity)}`
      : `  - ${entry.id}, ${prose(entry.title)}: ${prose(entry.verdict)}`,
  ];
}

/** A named fault is a switch of the simulator; any other mutant is a phrase. */
function mutantOf({ covers }: Rule, name: string): string {
  if (!name.startsWith("sp-")) return prose(name);
  const fault = covers.map((row) => requirements.get(row)!.fault).find((each) => each?.name === name);
  return fault === undefined ? `\`${name}\`` : `\`${name}\`: ${prose(fault.breaks)}`;
}
