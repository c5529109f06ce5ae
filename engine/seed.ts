/** A seed for one part of a run (FNV-1a over seed and name): the same whatever else is selected. 31 bits. */
export function seedFor(seed: number, name: string): number {
  let hash = 0x811c9dc5 ^ seed;
  for (let index = 0; index < name.length; index++) hash = Math.imul(hash ^ name.charCodeAt(index), 0x01000193);
  return (hash ^ (hash >>> 15)) & 0x7fffffff;
}

/** A short word for a number, for names people see: letters and digits. */
export function word(number: number): string {
  return (number >>> 0).toString(36);
}
