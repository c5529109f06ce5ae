/** A piece of a script's text. */
export interface Token {
  kind: "name" | "text" | "number" | "sign" | "end";
  /** The name, the sign, or the value of a literal. */
  value: string;
  /** Where it starts. */
  at: number;
}

/** Thrown with the place where a script says something that is not recognised. */
export class Unrecognised extends Error {
  readonly at: number;
  constructor(problem: string, at: number) {
    super(problem);
    this.name = "Unrecognised";
    this.at = at;
  }
}

const PIECE =
  /(?<blank>\s+|\/\/[^\n]*|\/\*[\s\S]*?\*\/)|(?<name>[A-Za-z_$][\w$]*)|(?<number>\d+(?:\.\d+)?)|(?<text>"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')|(?<sign>===|!==|==|!=|<=|>=|&&|\|\||[-+!<>=.,;(){}[\]])/y;

const ESCAPES: Record<string, string> = { n: "\n", t: "\t", r: "\r" };

/** Cuts a script into tokens, the last of which is its end. Throws Unrecognised. */
export function tokens(script: string): Token[] {
  const found: Token[] = [];
  PIECE.lastIndex = 0;
  while (PIECE.lastIndex < script.length) {
    const at = PIECE.lastIndex;
    const groups = PIECE.exec(script)?.groups;
    if (groups === undefined) throw new Unrecognised(`"${script.slice(at, at + 12)}"`, at);
    const { name, number, text, sign } = groups;
    if (name !== undefined) found.push({ kind: "name", value: name, at });
    else if (number !== undefined) found.push({ kind: "number", value: number, at });
    else if (text !== undefined) found.push({ kind: "text", value: unquoted(text), at });
    else if (sign !== undefined) found.push({ kind: "sign", value: sign, at });
  }
  return [...found, { kind: "end", value: "", at: script.length }];
}

function unquoted(text: string): string {
  return text.slice(1, -1).replaceAll(/\\(.)/g, (_, escaped: string) => ESCAPES[escaped] ?? escaped);
}
