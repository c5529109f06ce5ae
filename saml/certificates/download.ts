import { pemBody } from "./pem.ts";
import { pkcs7Of } from "./pkcs7.ts";

/** A certificate in a form that products offer for download; one as metadata is made by `buildMetadata`. */
export function certificateAs(pem: string, form: "pem" | "base64" | "der" | "pkcs7"): Uint8Array {
  if (form === "pem") return Buffer.from(pem);
  if (form === "base64") return Buffer.from(pemBody(pem));
  const certificate = Buffer.from(pemBody(pem), "base64");
  return form === "der" ? certificate : pkcs7Of([certificate]);
}
