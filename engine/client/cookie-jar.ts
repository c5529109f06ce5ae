/** The cookies that one site has given (RFC 6265 §5.3), whatever path or time they were meant for. */
export interface CookieJar {
  /** Keeps what Set-Cookie headers say. */
  take(set: string | string[] | undefined): void;
  /** The Cookie header; undefined while there is none. */
  header(): string | undefined;
  names(): string[];
}

/** An empty jar. */
export function createCookieJar(): CookieJar {
  const cookies = new Map<string, string>();
  return {
    take(set) {
      for (const line of [set ?? []].flat()) {
        const [pair = "", ...attributes] = line.split(";").map((part) => part.trim());
        const cut = pair.indexOf("=");
        if (cut < 1) continue;
        const [name, value] = [pair.slice(0, cut), pair.slice(cut + 1)];
        if (value === "" || attributes.some(isOver)) cookies.delete(name);
        else cookies.set(name, value);
      }
    },
    header: () =>
      cookies.size === 0 ? undefined : Array.from(cookies, ([name, value]) => `${name}=${value}`).join("; "),
    names: () => [...cookies.keys()],
  };
}

function isOver(attribute: string): boolean {
  const [name = "", value = ""] = attribute.split(/=(.*)/s);
  if (/^max-age$/i.test(name)) return Number(value) <= 0;
  return /^expires$/i.test(name) && Date.parse(value) <= Date.now();
}
