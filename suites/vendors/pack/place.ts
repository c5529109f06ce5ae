import { UsageError } from "../../../engine/index.ts";

/** Refuses a pack, with the place in the file and what is accepted there. */
export function refuse(place: string, problem: string): never {
  throw new UsageError(`the pack cannot be run: ${place}: ${problem}`);
}

/** A step as a person finds it in the file: its number, counted from 1 with the pauses, and its note. */
export function stepPlace(number: number, note: string): string {
  return note === "" ? `step ${number}` : `step ${number} ("${note}")`;
}
