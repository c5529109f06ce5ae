const ESCAPES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

/** A text as it stands in HTML. */
export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ESCAPES[character]!);
}

/** A page: a title, and its markup. */
export function page(
  title: string,
  markup: string,
  { status = 200, headers = {} }: { status?: number; headers?: Record<string, string> } = {},
): Response {
  const text = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>${escaped(title)}</title></head>
<body>
<h1>${escaped(title)}</h1>
${markup}
</body>
</html>
`;
  return new Response(text, {
    status,
    headers: { "content-type": "text/html; charset=utf-8", "cache-control": "no-store", ...headers },
  });
}

/** A paragraph of text. */
export function paragraph(text: string): string {
  return `<p>${escaped(text)}</p>`;
}

/** A link. */
export function link(href: string, text: string): string {
  return `<p><a href="${escaped(href)}">${escaped(text)}</a></p>`;
}

/** A form that posts; hidden fields that are undefined are left out. */
export function form(action: string, hidden: Record<string, string | undefined>, content: string): string {
  const fields = Object.entries(hidden).flatMap(([name, value]) =>
    value === undefined ? [] : [`<input type="hidden" name="${escaped(name)}" value="${escaped(value)}">`],
  );
  return `<form method="post" action="${escaped(action)}">\n${fields.join("\n")}\n${content}\n</form>`;
}
