import { escapeXml } from "./characters.ts";

/** An element to be written; an attribute without a value and a child that is undefined are left out. */
export interface Draft {
  tag: string;
  attributes: Record<string, string | undefined>;
  children: readonly (Draft | undefined)[] | string;
}

/** An element to be written. */
export function element(
  tag: string,
  attributes: Record<string, string | undefined> = {},
  children: readonly (Draft | undefined)[] | string = [],
): Draft {
  return { tag, attributes, children };
}

/** Writes an element and what is in it, on one line or indented. */
export function writeXml(draft: Draft, pretty = false, indent = "\n"): string {
  const attributes = Object.entries(draft.attributes).map(([name, value]) =>
    value === undefined ? "" : ` ${name}="${escapeXml(value)}"`,
  );
  const start = `<${draft.tag}${attributes.join("")}`;
  if (typeof draft.children === "string")
    return draft.children === "" ? `${start}/>` : `${start}>${escapeXml(draft.children)}</${draft.tag}>`;
  const children = draft.children.filter((child) => child !== undefined);
  if (children.length === 0) return `${start}/>`;
  const inner = `${indent}  `;
  const written = children.map((child) => (pretty ? inner : "") + writeXml(child, pretty, inner));
  return `${start}>${written.join("")}${pretty ? indent : ""}</${draft.tag}>`;
}
