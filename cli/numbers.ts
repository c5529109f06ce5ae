import { UsageError } from "../engine/index.ts";

/** A whole number of a flag, within bounds. Throws UsageError. */
export function readWhole(flag: string, text: string, least: number, most: number = Number.MAX_SAFE_INTEGER): number {
  const number = Number(text);
  if (!/^\d+$/.test(text) || number < least || number > most)
    throw new UsageError(`${flag} takes a whole number from ${least} to ${most}, not "${text}"`);
  return number;
}

/** Requests a second: `10`, `10/s` or `0.5/s`. Throws UsageError. */
export function readRate(text: string): number {
  const rate = Number(/^(\d+(?:\.\d+)?)(?:\/s)?$/.exec(text)?.[1]);
  if (!(rate > 0)) throw new UsageError(`--rate takes requests a second, such as 10/s, not "${text}"`);
  return rate;
}

/** A part of the rules: `2/4`. Throws UsageError. */
export function readShard(text: string): { index: number; count: number } {
  const [, index, count] = (/^(\d+)\/(\d+)$/.exec(text) ?? []).map(Number);
  if (index === undefined || count === undefined || index < 1 || index > count)
    throw new UsageError(`--shard takes the part and the number of parts, such as 1/4, not "${text}"`);
  return { index, count };
}

/** A seed: given, or drawn. */
export function readSeed(text: string | undefined): number {
  return text === undefined ? Math.floor(Math.random() * 0x7fffffff) : readWhole("--seed", text, 0, 0x7fffffff);
}
