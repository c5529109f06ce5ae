import type { LineCounter, Node } from "yaml";
import { type PersonAttributes, personAttributes } from "../person.ts";
import { columnOf } from "./columns.ts";
import { type FileFault, textOf } from "./fault.ts";

/** Something that is done to people, each one named by login. */
export type PeopleVerb = "assign" | "unassign" | "block" | "unblock" | "delete" | "restore" | "purge";

/** What happens next in a story. */
export type Deed =
  | { do: PeopleVerb; people: string[] }
  | { do: "add"; attributes: Partial<PersonAttributes> & { userName: string } }
  | {
      do: "change";
      person: string;
      attributes: { [Name in keyof PersonAttributes]?: PersonAttributes[Name] | undefined };
    }
  | { do: "group"; name: string; join: string[]; leave: string[]; assigned: boolean | undefined }
  | { do: "advance"; milliseconds: number }
  | { do: "token"; variable: string }
  | { do: "cycle" | "import" | "start" | "stop" };

/** A deed and where the file has it. */
export type StoryStep = Deed & { at: string };

/** A story: what happens after everybody of the directory file was provisioned. */
export interface Story {
  steps: StoryStep[];
  faults: FileFault[];
}

const PEOPLE: readonly PeopleVerb[] = ["assign", "unassign", "block", "unblock", "delete", "restore", "purge"];
const ALONE = ["cycle", "import", "start", "stop"] as const;
const VERBS = [...PEOPLE, "add", "change", "group", "advance", "token", ...ALONE];

/** Reads a story in YAML: a list of steps. `logins` are those of the directory file; a step may name no others. */
export async function readStory(bytes: Uint8Array, logins: Iterable<string>): Promise<Story> {
  const read = textOf(bytes);
  if ("fault" in read) return { steps: [], faults: [read.fault] };
  const yaml = await import("yaml");
  const lines = new yaml.LineCounter();
  const document = yaml.parseDocument(read.text, { lineCounter: lines, prettyErrors: false });
  const faults = document.errors.map(({ pos, message }) => ({ at: lineOf(lines, pos[0]), message }));
  if (faults.length > 0) return { steps: [], faults };
  const { contents } = document;
  if (!yaml.isSeq(contents))
    return { steps: [], faults: [{ at: "line 1", message: "expected a list of steps, each beginning with a dash" }] };
  let values: unknown[];
  try {
    // An alias may stand for very much; a story needs none.
    values = document.toJS({ maxAliasCount: 0 }) as unknown[];
  } catch {
    return {
      steps: [],
      faults: [{ at: "line 1", message: "a story has no anchors and aliases: write the steps out" }],
    };
  }
  const known = new Set([...logins].map(folded));
  const steps: StoryStep[] = [];
  for (const [index, value] of values.entries()) {
    const at = lineOf(lines, (contents.items[index] as Node | null)?.range?.[0] ?? 0);
    const deed = deedOf(value, known);
    if (typeof deed === "string") faults.push({ at, message: deed });
    else steps.push({ ...deed, at });
  }
  return { steps, faults };
}

/** The deed of a step, or what is wrong with it. People who are added are known from then on. */
function deedOf(step: unknown, known: Set<string>): Deed | string {
  if (typeof step === "string") {
    const alone = ALONE.find((verb) => verb === step);
    if (alone !== undefined) return { do: alone };
  }
  const entries = typeof step === "object" && step !== null && !Array.isArray(step) ? Object.entries(step) : [];
  const [entry] = entries;
  if (entry === undefined || entries.length > 1) return `expected one of ${VERBS.join(", ")}`;
  const [verb, value] = entry as [string, unknown];
  const bare = ALONE.find((each) => each === verb);
  if (bare !== undefined) return value === null ? { do: bare } : `${verb} takes nothing`;
  const people = PEOPLE.find((each) => each === verb);
  if (people !== undefined) return whom(people, value, known);
  switch (verb) {
    case "add":
      return newcomer(value, known);
    case "change":
      return change(value, known);
    case "group":
      return group(value, known);
    case "advance":
      return advance(value);
    case "token":
      return token(value);
    default:
      return `there is no step "${verb}": expected one of ${VERBS.join(", ")}`;
  }
}

function whom(verb: PeopleVerb, value: unknown, known: Set<string>): Deed | string {
  const people = loginsIn(value);
  if (people === undefined || people.length === 0) return `${verb} takes a login, or a list of logins`;
  const wrong = stranger(people, known);
  if (wrong !== undefined) return wrong;
  // Who is purged is nobody any more, and the login is free.
  if (verb === "purge") for (const login of people) known.delete(folded(login));
  return { do: verb, people };
}

function newcomer(value: unknown, known: Set<string>): Deed | string {
  const attributes = attributesIn(value);
  if (typeof attributes === "string") return `add: ${attributes}`;
  const { userName, ...others } = attributes;
  if (userName === undefined) return "add takes attributes, userName among them";
  if (known.has(folded(userName))) return `add: the login ${userName} is in use already`;
  known.add(folded(userName));
  return { do: "add", attributes: { ...given(others), userName } };
}

function change(value: unknown, known: Set<string>): Deed | string {
  const { person, ...rest } = membersOf(value);
  if (typeof person !== "string" || Object.keys(rest).length === 0)
    return "change takes a person (a login) and the attributes that are another; null takes one away";
  const attributes = attributesIn(rest);
  if (typeof attributes === "string") return `change: ${attributes}`;
  const wrong = stranger([person], known);
  if (wrong !== undefined) return wrong;
  if ("userName" in attributes) {
    const { userName } = attributes;
    if (userName === undefined) return "change: a person needs a login";
    if (folded(userName) !== folded(person) && known.has(folded(userName)))
      return `change: the login ${userName} is in use already`;
    known.add(folded(userName));
  }
  return { do: "change", person, attributes };
}

function group(value: unknown, known: Set<string>): Deed | string {
  const { name, join = [], leave = [], assigned, ...rest } = membersOf(value);
  const joining = loginsIn(join);
  const leaving = loginsIn(leave);
  const assignment = assigned === undefined || typeof assigned === "boolean";
  if (typeof name !== "string" || !joining || !leaving || !assignment || Object.keys(rest).length > 0)
    return "group takes a name, and logins that join or leave; assigned: true binds it to the application";
  return stranger([...joining, ...leaving], known) ?? { do: "group", name, join: joining, leave: leaving, assigned };
}

const UNITS: Record<string, number> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };
/** Longer than any product waits for anything. */
const LONGEST = 400 * 86_400_000;

function advance(value: unknown): Deed | string {
  const parts = /^(\d+(?:\.\d+)?)\s*([smhd])$/.exec(String(value));
  const milliseconds = parts === null ? Number.NaN : Number(parts[1]) * UNITS[parts[2]!]!;
  return milliseconds > 0 && milliseconds <= LONGEST
    ? { do: "advance", milliseconds }
    : "advance takes a time such as 40m, 6h or 28d, of at most 400d";
}

// A token itself does not belong into a file: the story names the variable that holds it.
function token(value: unknown): Deed | string {
  const variable = /^env\s+([A-Za-z_]\w*)$/.exec(typeof value === "string" ? value : "")?.[1];
  return variable === undefined
    ? "token takes env and the name of an environment variable: token: env OTHER_TOKEN"
    : { do: "token", variable };
}

function attributesIn(value: unknown): string | { [Name in keyof PersonAttributes]?: string | undefined } {
  const attributes: { [Name in keyof PersonAttributes]?: string | undefined } = {};
  for (const [name, member] of Object.entries(membersOf(value))) {
    const attribute = personAttributes.find((each) => each === columnOf(name));
    if (attribute === undefined) return `people have no attribute "${name}" (${personAttributes.join(", ")})`;
    if (member !== null && typeof member !== "string" && typeof member !== "number")
      return `${name} takes a text, or null to take it away`;
    attributes[attribute] = member === null ? undefined : String(member);
  }
  return attributes;
}

function given(attributes: Partial<Record<string, string | undefined>>): Partial<PersonAttributes> {
  return Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== undefined));
}

function membersOf(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : {};
}

function loginsIn(value: unknown): string[] | undefined {
  const list = (Array.isArray(value) ? value : [value]).map((login) =>
    typeof login === "number" ? String(login) : login,
  );
  return list.every((login): login is string => typeof login === "string" && login !== "") ? list : undefined;
}

function stranger(logins: string[], known: Set<string>): string | undefined {
  const login = logins.find((each) => !known.has(folded(each)));
  return login === undefined
    ? undefined
    : `nobody has the login ${login}, neither in the directory file nor by an earlier step`;
}

function folded(login: string): string {
  return login.toLowerCase();
}

function lineOf(lines: LineCounter, offset: number): string {
  return `line ${lines.linePos(offset).line}`;
}
