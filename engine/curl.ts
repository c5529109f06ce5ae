import type { Exchange } from "../scim/index.ts";

/** Quotes a word for a POSIX shell. */
export function quote(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

/**
 * The request as a curl line that sends the same once more; the token is taken from the environment variable
 * SCIMPROOF_TOKEN, where `scimproof run` finds it too.
 */
export function curl({ request }: Exchange): string {
  const { method, url, headers, text } = request;
  const parts = ["curl", "-i"];
  // Brackets and dots that were sent as they are would be read by curl as patterns and as steps up.
  if (/[[\]{}]/.test(url)) parts.push("-g");
  if (/\/\.\.?(?:[/?]|$)/.test(url)) parts.push("--path-as-is");
  if (method === "HEAD") parts.push("--head");
  else if (method !== "GET" || text !== undefined) parts.push("-X", method);
  parts.push(quote(url));
  for (const [name, value] of Object.entries(headers)) {
    if (name === "user-agent") continue;
    const scheme = name === "authorization" ? /^(bearer) \*\*\*$/i.exec(value)?.[1] : undefined;
    if (scheme !== undefined) parts.push("-H", `"Authorization: ${scheme} $SCIMPROOF_TOKEN"`);
    else parts.push("-H", quote(value === "" ? `${name};` : `${name}: ${value}`));
  }
  // What curl would add by itself was not sent.
  if (headers["accept"] === undefined) parts.push("-H", "Accept:");
  if (text !== undefined && headers["content-type"] === undefined) parts.push("-H", "Content-Type:");
  if (text !== undefined) parts.push("--data-raw", quote(text));
  return parts.join(" ");
}
