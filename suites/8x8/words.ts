import fc from "fast-check";

// Built from arrays: `fc.stringMatching` takes tens of milliseconds to set up, for every rule and every mutant anew.

export const DIGITS = "0123456789";
export const LOWER = "abcdefghijklmnopqrstuvwxyz";
export const UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

/** Texts of so many characters of an alphabet. */
export function text(alphabet: string, minLength: number, maxLength: number = minLength): fc.Arbitrary<string> {
  return fc
    .array(fc.constantFrom(...alphabet.split("")), { minLength, maxLength })
    .map((characters) => characters.join(""));
}

/** Words such as a name has: a capital and then so many small letters. */
export function word(minLength: number, maxLength: number): fc.Arbitrary<string> {
  return fc.tuple(text(UPPER, 1), text(LOWER, minLength, maxLength)).map(([first, rest]) => first + rest);
}

/** Telephone numbers of a range that nobody has. */
export function fictionalNumber(): fc.Arbitrary<string> {
  return fc.tuple(text("23456789", 1), text(DIGITS, 3)).map(([first, rest]) => `+1415555${first}${rest}`);
}

/** Extensions: five digits, the first of them not 0. */
export function extension(): fc.Arbitrary<string> {
  return fc.tuple(text("123456789", 1), text(DIGITS, 4)).map(([first, rest]) => first + rest);
}
