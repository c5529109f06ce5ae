import { CONTEXT_0, der, INTEGER, OBJECT_ID, readDer, SEQUENCE, SET } from "./der.ts";

const SIGNED_DATA = Buffer.from("2a864886f70d010702", "hex");
const DATA = Buffer.from("2a864886f70d010701", "hex");

/** Whether DER is a PKCS#7 bundle of certificates (RFC 5652 §5.1). */
export function isPkcs7(bytes: Buffer): boolean {
  const [outer] = readDer(bytes) ?? [];
  const [type] = (outer?.tag === SEQUENCE && readDer(outer.content)) || [];
  return type?.tag === OBJECT_ID && type.content.equals(SIGNED_DATA);
}

/** The certificates of a PKCS#7 bundle, as DER (RFC 5652 §5.1). */
export function certificatesOfPkcs7(bytes: Buffer): Buffer[] {
  const inside = (value: Buffer | undefined): ReturnType<typeof readDer> => (value ? readDer(value) : undefined);
  const [outer] = readDer(bytes) ?? [];
  const wrapper = inside(outer?.content)?.[1];
  const [signedData] = inside(wrapper?.content) ?? [];
  const certificates = inside(signedData?.content)?.find(({ tag }) => tag === CONTEXT_0);
  return (inside(certificates?.content) ?? []).map((value) => value.bytes);
}

/** A PKCS#7 bundle that signs nothing and only carries certificates (RFC 5652 §5.1). */
export function pkcs7Of(certificates: Uint8Array[]): Buffer {
  const version = der(INTEGER, Buffer.of(1));
  const signedData = der(
    SEQUENCE,
    version,
    der(SET),
    der(SEQUENCE, der(OBJECT_ID, DATA)),
    der(CONTEXT_0, ...certificates),
    der(SET),
  );
  return der(SEQUENCE, der(OBJECT_ID, SIGNED_DATA), der(CONTEXT_0, signedData));
}
