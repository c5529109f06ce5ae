/** One value of DER: its tag, its content and all of its bytes (X.690 §8.1). */
export interface DerValue {
  tag: number;
  content: Buffer;
  bytes: Buffer;
}

export const SEQUENCE = 0x30;
export const SET = 0x31;
export const INTEGER = 0x02;
export const OBJECT_ID = 0x06;
export const CONTEXT_0 = 0xa0;

/** Reads the values that stand side by side in DER; undefined when it is none (X.690 §8.1). */
export function readDer(bytes: Buffer): DerValue[] | undefined {
  const values: DerValue[] = [];
  for (let at = 0; at < bytes.length; ) {
    const [length, from] = lengthAt(bytes, at + 1);
    if (length === undefined || from + length > bytes.length) return undefined;
    values.push({
      tag: bytes[at]!,
      content: bytes.subarray(from, from + length),
      bytes: bytes.subarray(at, from + length),
    });
    at = from + length;
  }
  return values;
}

function lengthAt(bytes: Buffer, at: number): [length: number | undefined, from: number] {
  const first = bytes[at];
  if (first === undefined || first < 0x80) return [first, at + 1];
  const size = first - 0x80;
  // The indefinite length (0x80) is BER; four bytes tell of more than any file here holds.
  if (size === 0 || size > 4 || at + size >= bytes.length) return [undefined, at];
  return [bytes.readUIntBE(at + 1, size), at + 1 + size];
}

/** Writes one value of DER (X.690 §8.1). */
export function der(tag: number, ...contents: Uint8Array[]): Buffer {
  const content = Buffer.concat(contents);
  if (content.length < 0x80) return Buffer.concat([Buffer.of(tag, content.length), content]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(content.length);
  const significant = length.subarray(length.findIndex((byte) => byte !== 0));
  return Buffer.concat([Buffer.of(tag, 0x80 + significant.length), significant, content]);
}
