import type { Directory } from "../directory.ts";
import { type Mapped, type MappingRow, mapped } from "../mapping.ts";
import type { Person } from "../person.ts";
import { type Attempt, newAttempt, step } from "./attempt.ts";
import type { EntraDecisions, Reason, Sources } from "./decisions.ts";

/** A person as scope and mapping show them. */
export interface View {
  person: Person;
  sources: Sources;
  wanted: Mapped;
  inScope: boolean;
  /** Why the person counts as soft-deleted; empty when the person does not. */
  reasons: Reason[];
}

/** Looks at a person through the scope and the mapping table in force. */
export function viewOf(
  person: Person,
  decide: EntraDecisions,
  directory: Directory,
  { saved, edited }: { saved: readonly MappingRow[]; edited: readonly MappingRow[] },
): View {
  const inScope = decide.inScope(person, directory.isAssigned(person.id), decide.sources(person, false));
  const reasons = decide.reasons(person, inScope);
  const sources = decide.sources(person, reasons.length > 0);
  return { person, sources, wanted: mapped(decide.mapping(saved, edited), sources), inScope, reasons };
}

/** An attempt at a person that has come as far as the scope. */
export function begin({ person, sources, inScope }: View, linked: boolean, application: string): Attempt {
  const name = String(sources["userPrincipalName"]);
  const attempt = newAttempt("User", person.id, name, String(sources["displayName"] ?? ""));
  const known = Object.fromEntries(Object.entries(sources).filter(([, value]) => value !== undefined));
  step(attempt, {
    name: linked ? "EntryImport" : "EntryImportAdd",
    type: "import",
    description: `Received User '${name}' change from Microsoft Entra ID`,
    details: { ...known, ReportableIdentifier: name },
  });
  step(attempt, {
    name: "EntrySynchronizationScoping",
    type: "scoping",
    description: `User '${name}' is ${inScope ? "in" : "out of"} scope of ${application}`,
    details: { IsInScope: inScope, IsSoftDeleted: sources["isSoftDeleted"] === true },
  });
  return attempt;
}
