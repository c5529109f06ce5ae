/** HTML that is safe to put into a page as it stands. */
export class Markup {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/** What can be put into HTML: markup as it stands, anything else escaped; false and undefined are nothing. */
export type Part = Markup | Part[] | string | number | false | undefined;

function escapeHtml(part: Part): string {
  if (part instanceof Markup) return part.text;
  if (Array.isArray(part)) return part.map(escapeHtml).join("");
  if (part === undefined || part === false) return "";
  return String(part)
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");
}

/** Builds HTML; everything put in is escaped unless it was built the same way. What a target says is never trusted. */
export function html(texts: TemplateStringsArray, ...parts: Part[]): Markup {
  return new Markup(texts.reduce((page, text, index) => page + escapeHtml(parts[index - 1]) + text));
}
