import { show, type Trial, valueAt } from "../../engine/index.ts";
import { isObject, type JsonObject } from "../../scim/index.ts";
import { quietly, type Told } from "./finding.ts";
import type { Hired, Outcome, Persona } from "./persona.ts";

/**
 * Judges that the resource shows what the product believes it to have. Paths are those of `valueAt`. What a service
 * provider may write in a form of its own counts as the same: addresses in another letter case, numbers with other
 * separators, languages with an underscore (RFC 7643 §4.1.2).
 */
export async function expectShown(
  t: Trial,
  persona: Persona,
  { path }: Pick<Hired, "path">,
  expected: Record<string, string | boolean>,
  { exchanges }: Pick<Outcome, "exchanges">,
  told: Told,
): Promise<void> {
  const last = exchanges.at(-1);
  const read = await t.client.get(path);
  const { status, body } = read.response;
  t.expect.that(
    status === 200,
    quietly(persona, last, told, {
      summary: `GET ${path} answers ${status} afterwards`,
      seen: status,
      expected: told.hoped,
      exchange: read.id,
    }),
  );
  for (const [name, value] of Object.entries(expected)) {
    const seen = valueAt(typed(body), name);
    t.expect.that(
      isSame(name, seen, value),
      quietly(persona, last, told, {
        summary: `the user then shows ${name} as ${show(seen)}, not ${show(value)}`,
        seen: seen ?? null,
        expected: value,
        attribute: name,
        exchange: read.id,
      }),
    );
  }
}

/** Judges that a user is no longer there, or no longer active where the service provider keeps it. */
export async function expectGone(
  t: Trial,
  persona: Persona,
  { path }: Pick<Hired, "path">,
  { exchanges }: Pick<Outcome, "exchanges">,
  told: Told,
): Promise<void> {
  const read = await t.client.get(path);
  const { status, body } = read.response;
  const active = valueAt(body, "active");
  t.expect.that(
    status === 404 || status === 410 || (status === 200 && active === false),
    quietly(persona, exchanges.at(-1), told, {
      summary: `GET ${path} then answers ${status} with active ${show(active)}`,
      seen: status === 200 ? (active ?? null) : status,
      expected: "the user is gone, or inactive",
      exchange: read.id,
    }),
  );
}

// The types of items are compared without regard to letter case (RFC 7643 §2.4, §7).
function typed(resource: unknown): JsonObject {
  if (!isObject(resource)) return {};
  return Object.fromEntries(
    Object.entries(resource).map(([name, value]) => [
      name,
      Array.isArray(value)
        ? value.map((item) =>
            isObject(item) && typeof item["type"] === "string" ? { ...item, type: item["type"].toLowerCase() } : item,
          )
        : value,
    ]),
  );
}

function isSame(name: string, seen: unknown, value: string | boolean): boolean {
  if (typeof seen !== "string" || typeof value !== "string") return seen === value;
  return plain(name, seen) === plain(name, value);
}

function plain(name: string, text: string): string {
  if (name.startsWith("emails") || name === "userName") return text.toLowerCase();
  if (name.startsWith("phoneNumbers")) return text.replaceAll(/[^+\d]/g, "");
  if (name === "locale" || name === "preferredLanguage") return text.replaceAll("_", "-").toLowerCase();
  return text;
}
