import type { Mapped } from "../mapping.ts";

/** What the job remembers of a user that it has found or made. */
export interface Link {
  /** The service provider's id. */
  resource: string;
  /** What it was told last; empty when it was only found. */
  sent: Mapped;
  /** What `active` is, as far as the job knows. */
  active: boolean;
  /** Disabled because the person left the scope. */
  released: boolean;
}

/** What the job remembers of a group that it has found or made. */
export interface GroupLink {
  /** The service provider's id. */
  resource: string;
  /** The name it was told last. */
  name: string;
  /** The service provider's ids of the members it was told, by person. */
  members: Map<string, string>;
}

/** What failed and may be tried again. */
export interface Waiting {
  kind: "User" | "Group";
  /** Virtual time of the first failure. */
  since: number;
  /** Virtual time of the next attempt; undefined when it was given up. */
  due: number | undefined;
}

/** Whether the same was told as is wanted. */
export function equal(before: Mapped, after: Mapped): boolean {
  return before.size === after.size && [...after].every(([name, value]) => before.get(name) === value);
}
