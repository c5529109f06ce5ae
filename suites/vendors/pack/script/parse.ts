import { CALLS, type Expression, GIVEN, METHODS, type Script, type Statement } from "./script.ts";
import { type Token, tokens, Unrecognised } from "./token.ts";

/** The signs between two values, those that bind least first. */
const SIGNS = [["||"], ["&&"], ["===", "!==", "==", "!="], ["<", "<=", ">", ">="], ["+", "-"]];

const LITERALS = new Map<string, unknown>([
  ["true", true],
  ["false", false],
  ["null", null],
  ["undefined", undefined],
]);

/** A deeper script would overflow its reader, and none that asserts something of an answer is. */
const MOST_DEPTH = 50;

/**
 * Reads the small part of JavaScript that the scripts of packs are written in: names with a value, conditions,
 * comparisons, and calls of a few functions. There are no loops and no functions of one's own, so that every script
 * ends. Throws Unrecognised.
 */
export function parseScript(text: string): Script {
  const list = tokens(text);
  const known = new Set(GIVEN);
  let place = 0;
  let depth = 0;

  const next = (): Token => list[place]!;
  const refuse = (token: Token = next()): never => {
    throw new Unrecognised(token.kind === "end" ? "its end" : `"${token.value}"`, token.at);
  };
  const take = (...values: string[]): Token | undefined =>
    (next().kind === "sign" || next().kind === "name") && values.includes(next().value) ? list[place++] : undefined;
  const need = (value: string): Token => take(value) ?? refuse();
  const name = (): string => (next().kind === "name" && !LITERALS.has(next().value) ? list[place++]!.value : refuse());
  const deeper = <Result>(read: () => Result): Result => {
    if (++depth > MOST_DEPTH) refuse();
    const result = read();
    depth--;
    return result;
  };

  function statement(): Statement[] {
    if (take(";")) return [];
    if (take("{")) {
      const statements: Statement[] = [];
      while (!take("}")) statements.push(...deeper(statement));
      return statements;
    }
    if (take("if")) {
      need("(");
      const when = expression();
      need(")");
      const then = deeper(statement);
      return [{ kind: "if", when, then, otherwise: take("else") ? deeper(statement) : [] }];
    }
    const declares = take("var", "let", "const") !== undefined;
    const follows = list[place + 1];
    if (declares || (next().kind === "name" && follows?.kind === "sign" && follows.value === "=")) {
      const token = next();
      const variable = name();
      if (!declares && !known.has(variable)) refuse(token);
      const value = take("=") ? expression() : declares ? ({ kind: "literal", value: undefined } as const) : refuse();
      if (GIVEN.includes(variable)) refuse(token);
      known.add(variable);
      ends();
      return [{ kind: "set", name: variable, value }];
    }
    const what = expression();
    ends();
    return [{ kind: "do", what }];
  }

  /** A statement ends with a semicolon, or where its line or its block does. */
  function ends(): void {
    if (take(";") || next().kind === "end" || next().value === "}") return;
    if (!text.slice(list[place - 1]!.at, next().at).includes("\n")) refuse();
  }

  function expression(level = 0): Expression {
    const signs = SIGNS[level];
    if (signs === undefined) return unary();
    let left = expression(level + 1);
    for (let sign = take(...signs); sign !== undefined; sign = take(...signs))
      left = { kind: "binary", sign: sign.value, left, right: expression(level + 1) };
    return left;
  }

  function unary(): Expression {
    if (take("!")) return { kind: "not", of: deeper(unary) };
    let value = primary();
    for (;;) {
      if (take("[")) {
        value = { kind: "item", of: value, index: deeper(expression) };
        need("]");
      } else if (take(".")) {
        const token = next();
        const member = name();
        if (!take("(")) value = { kind: "member", of: value, name: member };
        else if (METHODS.includes(member)) value = { kind: "call", call: member, on: value, arguments: rest() };
        else refuse(token);
      } else return value;
    }
  }

  function primary(): Expression {
    const token = next();
    if (take("(")) {
      const inner = deeper(expression);
      need(")");
      return inner;
    }
    if (token.kind === "number" || token.kind === "text") {
      place++;
      return { kind: "literal", value: token.kind === "number" ? Number(token.value) : token.value };
    }
    if (token.kind === "name" && LITERALS.has(token.value)) {
      place++;
      return { kind: "literal", value: LITERALS.get(token.value) };
    }
    const first = name();
    const dotted = list[place]?.value === "." ? `${first}.${list[place + 1]?.value}` : first;
    const called = [dotted, first].find((each) => Object.hasOwn(CALLS, each));
    if (called !== undefined) {
      if (called !== first) place += 2;
      need("(");
      const given = rest();
      if (given.length < CALLS[called]!) refuse(token);
      return { kind: "call", call: called, on: undefined, arguments: given };
    }
    return known.has(first) ? { kind: "name", name: first } : refuse(token);
  }

  /** The arguments of a call, whose opening bracket was read. */
  function rest(): Expression[] {
    const given: Expression[] = [];
    if (take(")")) return given;
    do given.push(deeper(expression));
    while (take(","));
    need(")");
    return given;
  }

  const script: Script = [];
  while (next().kind !== "end") script.push(...statement());
  return script;
}

/** The variables of the pack that a script sets or asks for by a name it writes out. */
export function variablesOf(script: Script, call: "variables.get" | "variables.set"): string[] {
  const names: string[] = [];
  JSON.stringify(script, (_, part: unknown) => {
    const {
      kind,
      call: called,
      arguments: given,
    } = (part ?? {}) as { kind?: string } & Partial<Extract<Expression, { kind: "call" }>>;
    const [first] = given ?? [];
    if (kind === "call" && called === call && first?.kind === "literal") names.push(String(first.value));
    return part;
  });
  return names;
}
