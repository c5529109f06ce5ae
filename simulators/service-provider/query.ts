import { type Filter, type Projection, parseFilter, parseProjection, ScimError } from "../../scim/index.ts";

/** The query parameters of a request, decoded; of a repeated one the first counts. */
export function parametersOf(search: string): Map<string, string> {
  const parameters = new Map<string, string>();
  for (const pair of search.split("&")) {
    if (pair === "") continue;
    const equals = pair.indexOf("=");
    const name = decode(equals < 0 ? pair : pair.slice(0, equals));
    if (!parameters.has(name)) parameters.set(name, equals < 0 ? "" : decode(pair.slice(equals + 1)));
  }
  return parameters;
}

// Strict, unlike URLSearchParams: a filter with a broken escape would otherwise select by another text than was meant.
function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    throw new ScimError(400, "invalidValue", `the query has a broken percent-encoding: ${shortened(text)}`);
  }
}

/** What the parameters `attributes` and `excludedAttributes` ask for (RFC 7644 §3.9). */
export function projectionOf(parameters: ReadonlyMap<string, string>): Projection {
  return parseProjection(parameters.get("attributes"), parameters.get("excludedAttributes"));
}

/** The filter, order and page a client asks for (RFC 7644 §3.4.2). */
export function listOf(parameters: ReadonlyMap<string, string>): {
  filter: Filter | undefined;
  sortBy: string | undefined;
  descending: boolean;
  startIndex: number | undefined;
  count: number | undefined;
} {
  const filter = parameters.get("filter");
  return {
    filter: filter === undefined ? undefined : parseFilter(filter),
    sortBy: parameters.get("sortBy"),
    descending: isDescending(parameters.get("sortOrder")),
    startIndex: integer("startIndex", parameters.get("startIndex")),
    count: integer("count", parameters.get("count")),
  };
}

function isDescending(sortOrder: string | undefined): boolean {
  const order = sortOrder?.toLowerCase() ?? "ascending";
  if (order === "ascending" || order === "descending") return order === "descending";
  throw new ScimError(400, "invalidValue", `sortOrder is ascending or descending, not "${shortened(sortOrder!)}"`);
}

function integer(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^-?\d{1,15}$/.test(text)) return Number(text);
  throw new ScimError(400, "invalidValue", `${name} is an integer, not "${shortened(text)}"`);
}

function shortened(text: string): string {
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}
