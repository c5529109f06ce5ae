/** A longer form is refused before it is read to its end; what a response may be long is checked by itself. */
export const MOST_FORM_BYTES: number = 16 * 1024 * 1024;

/** What came instead of a form. */
export type FormFault = "too-large" | "not-a-form";

/** The fields of a form that was posted (SAML bindings §3.5.4), or what is wrong with it. */
export async function readForm(request: Request): Promise<URLSearchParams | FormFault> {
  const [type = ""] = (request.headers.get("content-type") ?? "").split(";");
  if (type.trim().toLowerCase() !== "application/x-www-form-urlencoded") return "not-a-form";
  if (Number(request.headers.get("content-length") ?? 0) > MOST_FORM_BYTES) return "too-large";
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of request.body ?? []) {
    size += part.byteLength;
    if (size > MOST_FORM_BYTES) return "too-large";
    parts.push(part);
  }
  return new URLSearchParams(Buffer.concat(parts).toString("utf8"));
}
