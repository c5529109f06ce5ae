/** RSA with a hash, and the hash (RFC 9231 §§2.1, 2.3; XML Signature §6). */
export const SIGNATURE_METHODS = {
  sha256: "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256",
  sha512: "http://www.w3.org/2001/04/xmldsig-more#rsa-sha512",
  sha1: "http://www.w3.org/2000/09/xmldsig#rsa-sha1",
  "hmac-sha1": "http://www.w3.org/2000/09/xmldsig#hmac-sha1",
} as const;

export const DIGEST_METHODS = {
  sha256: "http://www.w3.org/2001/04/xmlenc#sha256",
  sha512: "http://www.w3.org/2001/04/xmlenc#sha512",
  sha1: "http://www.w3.org/2000/09/xmldsig#sha1",
  "hmac-sha1": "http://www.w3.org/2000/09/xmldsig#sha1",
} as const;

/** What a signature may be made with; SHA-1 can be forged, and a MAC is made by whoever can verify it. */
export const STRONG_SIGNATURE_METHODS: readonly string[] = [SIGNATURE_METHODS.sha256, SIGNATURE_METHODS.sha512];
export const STRONG_DIGEST_METHODS: readonly string[] = [DIGEST_METHODS.sha256, DIGEST_METHODS.sha512];
