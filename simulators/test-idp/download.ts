import type { TestIdentityProvider } from "./identity-provider.ts";

/** A file as an administrator of the product gets it. */
export interface Download {
  fileName: string;
  mediaType: string;
  bytes: Uint8Array;
}

/** A file that a product offers. Throws RangeError where it offers none of that id. */
export async function downloadOf(
  { style, issuer, urls, product }: Pick<TestIdentityProvider, "style" | "issuer" | "urls" | "product">,
  id: string,
  certificate: string,
): Promise<Download> {
  const offer = style.downloads.find((each) => each.id === id);
  if (offer === undefined) throw new RangeError(`${product} offers no download ${id}`);
  const { buildMetadata, certificateAs } = await import("../../saml/index.ts");
  const { fileName, form } = offer;
  if (form !== "metadata")
    return { fileName, mediaType: "application/x-x509-ca-cert", bytes: certificateAs(certificate, form) };
  const { signIn: signInUrl, signOut: signOutUrl } = urls;
  const xml = buildMetadata({
    role: "identity-provider",
    entityId: issuer,
    certificates: [certificate],
    signInUrl,
    signOutUrl,
  });
  return { fileName, mediaType: "application/samlmetadata+xml", bytes: Buffer.from(xml) };
}
