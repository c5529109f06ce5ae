import type { Product, Quirk } from "../../simulators/clients/index.ts";
import type { PersonOutcome, PersonResult } from "./outcome.ts";
import { settingOf } from "./product-settings.ts";

/** What a person reads of a sync. */
export interface Told {
  product: Product;
  target: string;
  people: PersonResult[];
  traffic: Record<string, number>;
  quirks: Quirk[];
  /** Lines about what else there is to know: mails, imports, files. */
  notes: string[];
}

const MARK: Record<PersonOutcome, string> = {
  created: "+",
  updated: "~",
  deactivated: "○",
  reactivated: "●",
  deleted: "−",
  unchanged: "=",
  failed: "✗",
  "not provisioned": "·",
};
const NAMES: Record<Product, string> = { entra: "Entra ID", okta: "Okta", jumpcloud: "JumpCloud" };
/** So many people are listed one by one; of more, the reasons why some failed. */
const MOST_LISTED = 40;
const MOST_REASONS = 10;
const MOST_NAMED = 3;

/** The product by the name people know. */
export function nameOf(product: Product): string {
  return NAMES[product];
}

/** The result of a sync for a person at a terminal. */
export function printed({ product, target, people, traffic, quirks, notes }: Told): string {
  const counts = Object.entries(MARK).flatMap(([outcome, mark]) => {
    const count = people.filter((person) => person.outcome === outcome).length;
    return count === 0 ? [] : [`${mark} ${count} ${outcome}`];
  });
  const seen = people.length <= MOST_LISTED ? people.map(lineOf) : reasonsOf(people);
  const wire = Object.entries(traffic).map(([line, count]) => `${line} × ${count}`);
  const lines = [
    `${nameOf(product)} and ${target}: ${people.length} ${people.length === 1 ? "person" : "people"}`,
    `  ${counts.join("   ")}`,
    ...(seen.length === 0 ? [] : ["", "What the administrator sees", ...seen]),
    "",
    "What went over the wire",
    `  ${wire.length === 0 ? "nothing" : wire.join("   ")}`,
    ...(quirks.length === 0
      ? []
      : [
          "",
          `What was refused depends on how ${nameOf(product)} speaks, which is known this well`,
          ...quirks.map(({ id, mark, sends, switch: turn = "" }) => {
            const setting = settingOf(product, turn);
            return `  ${id} (${mark}): ${sends}${setting === undefined ? "" : ` [--setting ${setting}]`}`;
          }),
        ]),
    ...(notes.length === 0 ? [] : ["", ...notes]),
  ];
  // What the target said is part of it, and must not steer the terminal.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what a terminal obeys.
  return `${lines.join("\n").replaceAll(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/g, "\ufffd")}\n`;
}

function lineOf({ userName, outcome, reason, retryAt }: PersonResult): string {
  const why = reason === undefined ? "" : `: ${reason}`;
  const again = retryAt === undefined ? "" : ` (next attempt ${retryAt}, in the time of the product)`;
  return `  ${MARK[outcome]} ${userName}  ${outcome}${why}${again}`;
}

/** Why people failed, the most frequent reason first, with some of their names. */
function reasonsOf(people: readonly PersonResult[]): string[] {
  const failed = people.filter(({ outcome }) => outcome === "failed");
  const groups = [...Map.groupBy(failed, ({ reason }) => reason ?? "no reason was given")];
  const lines = groups
    .toSorted(([, one], [, other]) => other.length - one.length)
    .slice(0, MOST_REASONS)
    .map(([reason, each]) => {
      const names = each.slice(0, MOST_NAMED).map(({ userName }) => userName);
      const more = each.length > MOST_NAMED ? `, … (${each.length} people)` : "";
      return `  ${MARK.failed} ${names.join(", ")}${more}  failed: ${reason}`;
    });
  const left = groups.length - lines.length;
  return left > 0 ? [...lines, `  … and ${left} more reasons; --json has all of them`] : lines;
}
