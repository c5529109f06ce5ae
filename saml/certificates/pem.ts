/** DER as PEM, 64 characters a line (RFC 7468 §2). */
export function pemOf(der: Uint8Array, label = "CERTIFICATE"): string {
  const lines =
    Buffer.from(der)
      .toString("base64")
      .match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ""].join("\n");
}

/** The Base64 between the lines of a PEM block, on one line (RFC 7468 §2). */
export function pemBody(pem: string): string {
  return pem.replace(/-----[^-]*-----/g, "").replace(/\s/g, "");
}
