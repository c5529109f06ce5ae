import type { NewPerson } from "../person.ts";
import type { Column } from "./columns.ts";
import type { FileFault } from "./fault.ts";

/** A person as a directory file describes it. */
export interface ListedPerson {
  /** Where the file has it. */
  at: string;
  /** The directory's id, where the file has a column of it: then a person may get another login. */
  id?: string;
  attributes: NewPerson;
  active: boolean;
  groups: string[];
}

const ACTIVE = new Set(["", "true", "yes", "1", "active", "enabled", "activated", "provisioned", "staged"]);
const INACTIVE = new Set([
  "false",
  "no",
  "0",
  "inactive",
  "disabled",
  "blocked",
  "suspended",
  "deactivated",
  "deprovisioned",
]);
const EMAIL = /^[^\s@<>()",;:]+@[^\s@<>()",;:]+\.[^\s@<>()",;:.]{2,}$/;

/** Reads people out of rows, and finds what is wrong with them. */
export function peopleOf(rows: Iterable<{ at: string; values: Map<Column, string> }>): {
  people: ListedPerson[];
  faults: FileFault[];
} {
  const people: ListedPerson[] = [];
  const faults: FileFault[] = [];
  const seen = new Map<string, string>();
  const once = (key: string, what: string, at: string): void => {
    const earlier = seen.get(key);
    if (earlier === undefined) seen.set(key, at);
    else faults.push({ at, message: `${what} is that of ${earlier} already` });
  };
  for (const { at, values } of rows) {
    const { id, active, groups, ...attributes } = Object.fromEntries(
      [...values].map(([column, value]) => [column, value.trim()]).filter(([, value]) => value !== ""),
    ) as Partial<Record<Column, string>>;
    const { userName, email } = attributes;
    if (userName === undefined) {
      faults.push({ at, message: "the login (userName) is missing" });
      continue;
    }
    once(`login ${userName.toLowerCase()}`, `the login ${userName}`, at);
    if (id !== undefined) once(`id ${id}`, `the id ${id}`, at);
    if (email !== undefined && !EMAIL.test(email)) faults.push({ at, message: `"${email}" is no e-mail address` });
    const status = active?.toLowerCase() ?? "";
    if (!ACTIVE.has(status) && !INACTIVE.has(status))
      faults.push({ at, message: `"${active}" is neither active nor inactive: write true or false` });
    people.push({
      at,
      ...(id === undefined ? {} : { id }),
      attributes: { ...attributes, userName },
      active: !INACTIVE.has(status),
      groups: [...new Set((groups ?? "").split(/[;|]/).map((group) => group.trim()))].filter((group) => group !== ""),
    });
  }
  return { people, faults };
}
