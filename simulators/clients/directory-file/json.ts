import { isObject } from "../../../scim/index.ts";
import { type Column, columnOf } from "./columns.ts";
import type { DirectoryFile } from "./csv.ts";
import { type FileFault, lineAt } from "./fault.ts";
import { peopleOf } from "./row.ts";

/** Reads people from a JSON array of objects with the members that the columns of a CSV file have. */
export function readJson(text: string): DirectoryFile {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    const { message } = cause as SyntaxError;
    const place = /position (\d+)/.exec(message)?.[1];
    const at = place === undefined ? `line ${text.split("\n").length}` : `line ${lineAt(text, Number(place))}`;
    return {
      people: [],
      faults: [{ at, message: `this is no JSON: ${message.replace(/ in JSON at position.*$/, "")}` }],
      ignored: [],
    };
  }
  if (!Array.isArray(value))
    return { people: [], faults: [{ at: "line 1", message: "expected an array of people" }], ignored: [] };
  const faults: FileFault[] = [];
  const ignored = new Set<string>();
  const rows = value.flatMap((person: unknown, index) => {
    const at = `[${index}]`;
    if (!isObject(person)) {
      faults.push({ at, message: "expected an object" });
      return [];
    }
    const values = new Map<Column, string>();
    for (const [name, member] of Object.entries(person)) {
      const column = columnOf(name);
      if (column === undefined) ignored.add(name);
      else if (values.has(column))
        faults.push({ at: `${at}.${name}`, message: `there is another member for ${column}` });
      else {
        const told = textIn(column, member);
        if (told === undefined) faults.push({ at: `${at}.${name}`, message: wanted(column) });
        else values.set(column, told);
      }
    }
    return [{ at, values }];
  });
  const read = peopleOf(rows);
  return { people: read.people, faults: [...faults, ...read.faults].toSorted(byIndex), ignored: [...ignored] };
}

function textIn(column: Column, member: unknown): string | undefined {
  if (member === null) return "";
  if (column === "groups") {
    if (!Array.isArray(member) || member.some((group) => typeof group !== "string")) return undefined;
    return member.join(";");
  }
  if (column === "active")
    return typeof member === "boolean" || typeof member === "string" ? String(member) : undefined;
  return typeof member === "string" || typeof member === "number" ? String(member) : undefined;
}

function wanted(column: Column): string {
  if (column === "groups") return "expected an array of group names";
  return column === "active" ? "expected true or false" : "expected a text";
}

function byIndex(one: FileFault, other: FileFault): number {
  const index = ({ at }: FileFault): number => Number(/^\[(\d+)\]/.exec(at)?.[1]);
  return index(one) - index(other);
}
