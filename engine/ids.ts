/** Gives a new identifier each time. */
export type Ids = () => string;

/** Identifiers of the form of a random UUID (RFC 9562 §5.4), in the same order for the same seed. */
export function seededIds(seed = 1): Ids {
  const bytes = Buffer.alloc(16);
  let made = 0;
  return () => {
    made += 1;
    for (let word = 0; word < 4; word++) bytes.writeInt32BE(mixed(mixed(seed + word) ^ made), word * 4);
    bytes[6] = (bytes[6]! & 0x0f) | 0x40;
    bytes[8] = (bytes[8]! & 0x3f) | 0x80;
    const hex = bytes.toString("hex");
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
  };
}

// A bijection of 32 bits (the finaliser of MurmurHash3), so that two counts never give the same first word.
function mixed(value: number): number {
  let hash = value;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}
