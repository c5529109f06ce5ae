import { type Catalogue, requirements } from "../../engine/index.ts";
import { anchorOf, cell, groupOf, prose } from "./markdown.ts";

type Row = Catalogue["requirements"][number];

/** Every row of the matrices, with the rules that cover it or the reason why none does. */
export function coveragePage({ requirements: rows }: Catalogue): [path: string, text: string] {
  const groups = Map.groupBy(rows, ({ id }) => groupOf(id));
  const out = [
    "# Coverage of the requirement matrices",
    "",
    `${covered(rows)} of ${rows.length} rows are covered by a rule; each other one says why it is not. This page is generated from the rules and from \`requirements/uncovered.json\`.`,
    "",
    "| source | covered | of |",
    "| --- | ---: | ---: |",
    ...[...Map.groupBy(rows, documentOf)].map(([name, all]) => counted(name, all)),
    "",
    "| topic | covered | of |",
    "| --- | ---: | ---: |",
    ...[...groups].map(([name, all]) => counted(`[${name}](#${anchorOf(name)})`, all)),
  ];
  for (const [name, all] of groups)
    out.push(
      "",
      `## ${name}`,
      "",
      "| row | level | says | covered by, or why not |",
      "| --- | --- | --- | --- |",
      ...all.map(line),
    );
  return ["docs/coverage.md", `${out.join("\n")}\n`];
}

function covered(rows: Row[]): number {
  return rows.filter(({ coveredBy }) => coveredBy.length > 0).length;
}

function counted(name: string, rows: Row[]): string {
  return `| ${name} | ${covered(rows)} | ${rows.length} |`;
}

/** `RFC 7644`, or the guides to 8x8 taken together. */
function documentOf({ id }: Row): string {
  return id.startsWith("8X8-") ? "the guides to 8x8" : requirements.get(id)!.source.split(" §")[0]!;
}

function line({ id, coveredBy, reason }: Row): string {
  const { level, statement } = requirements.get(id)!;
  const by =
    coveredBy.length > 0 ? coveredBy.map((rule) => `\`${rule}\``).join(", ") : `not covered: ${prose(reason ?? "")}`;
  return `| ${id} | ${level} | ${cell(prose(statement))} | ${cell(by)} |`;
}
