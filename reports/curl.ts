import type { Exchange } from "../scim/index.ts";

/** Quotes a word for a POSIX shell. */
function quote(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

/** The request as a curl line that anybody can run; the token is taken from the environment variable SCIM_TOKEN. */
export function curl({ request }: Exchange): string {
  const parts = ["curl", "-i"];
  if (request.method === "HEAD") parts.push("--head");
  else if (request.method !== "GET") parts.push("-X", request.method);
  parts.push(quote(request.url));
  for (const [name, value] of Object.entries(request.headers)) {
    if (name === "user-agent") continue;
    const scheme = name === "authorization" ? /^(bearer) \*\*\*$/i.exec(value)?.[1] : undefined;
    if (scheme !== undefined) parts.push("-H", `"Authorization: ${scheme} $SCIM_TOKEN"`);
    else parts.push("-H", quote(`${name}: ${value}`));
  }
  if (request.text !== undefined) parts.push("--data-binary", quote(request.text));
  return parts.join(" ");
}
