/** Gives a new identifier each time. */
export type Ids = () => string;

/** Identifiers of the form of a UUID, in the same order for the same seed. */
export function seededIds(seed = 1): Ids {
  let made = 0;
  return () => {
    made += 1;
    const [a, b, c, d] = [0, 1, 2, 3].map((part) => mixed(mixed(seed ^ (part * 0x9e3779b1)) ^ made) >>> 0);
    const hex = [a, b, c, d].map((part) => part!.toString(16).padStart(8, "0")).join("");
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
  };
}

// A bijection of 32 bits (the finaliser of MurmurHash3), so that two counts never give the same identifier.
function mixed(value: number): number {
  let hash = value;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}
