import contract from "../requirements/8x8.json" with { type: "json" };
import rfc from "../requirements/rfc.json" with { type: "json" };

/** One row of the requirement matrices. */
export interface Requirement {
  id: string;
  /** `RFC 7644 §3.5.2`, or the guide with its section. */
  source: string;
  topic: string;
  /** As the matrix weighs it: MUST, MUST NOT, REQUIRED, DESCRIPTIVE, SHOULD … or must, should, info. */
  level: string;
  /** Who is bound. */
  actor: string;
  statement: string;
  /** How it can be tested, in the matrix's words. */
  testable: string;
  /** The entry that decides an ambiguous verdict. */
  ambiguity?: string;
  /** The named fault of the row: what a mutant of it does. */
  fault?: { name: string; breaks: string };
}

const GUIDES: Record<ContractRow["source"][number]["guide"], string> = {
  jumpcloud: "JumpCloud's 8x8 guide",
  "azure-ad": "8x8's Azure AD guide",
  okta: "8x8's Okta guide",
  entra: "Microsoft's Entra tutorial for 8x8",
};

/** All rows, those of the RFCs first. */
export const requirements: ReadonlyMap<string, Requirement> = new Map(
  [
    ...(rfc as RfcRow[]).map(
      (row): Requirement => ({
        id: row.id,
        source: `${row.rfc} §${row.section}`,
        topic: row.topic,
        level: row.level,
        actor: row.actor,
        statement: row.statement,
        testable: row.testable,
        ...(row.ambiguity ? { ambiguity: row.ambiguity } : {}),
      }),
    ),
    ...(contract as ContractRow[]).map(
      (row): Requirement => ({
        id: row.id,
        source: sourceOf(row),
        topic: `8x8/${row.id.split("-")[1]!.toLowerCase()}`,
        level: row.level,
        actor: row.actor,
        statement: row.rule,
        testable: row.liveTestable,
        ...(row.ambiguity ? { ambiguity: row.ambiguity } : {}),
        ...(row.fault ? { fault: row.fault } : {}),
      }),
    ),
  ].map((requirement) => [requirement.id, requirement]),
);

/** Each guide once, with all the sections that say so. */
function sourceOf({ source }: ContractRow): string {
  return [...Map.groupBy(source, ({ guide }) => guide)]
    .map(([guide, places]) => `${GUIDES[guide]}, ${places.map(({ section }) => `"${section}"`).join(", ")}`)
    .join("; ");
}

interface RfcRow {
  id: string;
  /** `RFC 7644`. */
  rfc: string;
  section: string;
  level: string;
  actor: string;
  topic: string;
  statement: string;
  testable: string;
  ambiguity?: string | null;
}

interface ContractRow {
  id: string;
  rule: string;
  source: { guide: "jumpcloud" | "azure-ad" | "okta" | "entra"; section: string }[];
  actor: string;
  level: string;
  liveTestable: string;
  ambiguity?: string | null;
  fault?: { name: string; breaks: string } | null;
}
