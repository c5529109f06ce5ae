import type { Option, Profile, Rule, Suite } from "../../engine/index.ts";
import { cell, headingOf, pageOf, prose } from "./markdown.ts";

/** What reports say was observed: each name with the rules that look, and where it is an option its permitted values. */
export function answersPage(suites: Suite[], profiles: Profile[]): [path: string, text: string] {
  const asked = new Map<string, string[]>();
  for (const suite of suites)
    for (const rule of suite.rules)
      for (const answer of rule.answers) asked.set(answer, [...(asked.get(answer) ?? []), linkTo(suite, rule)]);

  const out = [
    "# What is observed",
    "",
    "Where its sources leave several behaviours open, a rule accepts each of them and notes which one it saw. A report lists",
    "these under `observed`. This page is generated from the rules and the profiles.",
    "",
    "## Names",
    "",
    "A name that is also an option of a profile has the values that are permitted; any other one has a short phrase, or the",
    "status that was seen.",
  ];
  for (const answer of [...asked.keys()].sort()) {
    out.push("", `### ${answer}`, "");
    for (const profile of profiles) {
      const option = profile.options[answer];
      if (option !== undefined)
        out.push(`${prose(option.title)}: ${valuesOf(option)} (option of \`${profile.id}\`).`, "");
    }
    out.push(...asked.get(answer)!.map((link) => `- ${link}`));
  }
  for (const profile of profiles.filter(({ options }) => Object.keys(options).length > 0))
    out.push(...optionsOf(profile, asked));
  return ["docs/answers.md", `${out.join("\n")}\n`];
}

function linkTo(suite: Suite, rule: Rule): string {
  return `[\`${rule.id}\`](rules/${pageOf(suite)}#${headingOf(rule)}): ${prose(rule.title)}`;
}

function valuesOf({ values }: Option): string {
  return values.map((value) => `\`${value}\``).join(", ");
}

function optionsOf({ id, options, presets }: Profile, asked: Map<string, string[]>): string[] {
  const out = [
    "",
    `## Options of the profile ${id}`,
    "",
    "A rule accepts every permitted value unless one is asked for, and the simulator behaves by the default, which stands",
    "first. `--option name=value` asks both for a value. Where no rule looks yet, an option is there for the simulator, or",
    "for parts that are still to come: sign-in, certificates, identity provider clients.",
    "",
    "| option | decides | values | source | observed |",
    "| --- | --- | --- | --- | --- |",
  ];
  for (const [name, option] of Object.entries(options))
    out.push(
      `| ${asked.has(name) ? `[\`${name}\`](#${name.toLowerCase()})` : `\`${name}\``} | ${cell(prose(option.title))} | ${valuesOf(option)} | ${option.source} | ${asked.has(name) ? "yes" : "no rule looks yet"} |`,
    );
  const sets = Object.entries(presets);
  if (sets.length > 0) out.push("", "Presets, taken with `--preset`:", "");
  for (const [preset, values] of sets)
    out.push(
      `- \`${preset}\`: ${Object.entries(values)
        .map(([name, value]) => `\`${name}=${value}\``)
        .join(", ")}`,
    );
  return out;
}
