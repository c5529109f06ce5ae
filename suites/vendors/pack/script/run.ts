import { show } from "../../../../engine/index.ts";
import type { Expression, Script, Statement } from "./script.ts";

/** What a script can see and change. */
export interface ScriptWorld {
  /** The answer, where there is one already. */
  response: { body: string; status: number } | undefined;
  variables: Map<string, string>;
}

/** Why a script failed: an assertion of its own, or a value it could not work with. */
export interface ScriptFailure {
  what: string;
  seen: unknown;
  expected: unknown;
}

class Failed extends Error {
  readonly failure: ScriptFailure;
  constructor(failure: ScriptFailure) {
    super(failure.what);
    this.failure = failure;
  }
}

/** Does what a script says. Gives its first failure; undefined when all it asserts holds. */
export function runScript(script: Script, world: ScriptWorld): ScriptFailure | undefined {
  const names = new Map<string, unknown>([["response", world.response]]);
  try {
    perform(script);
    return undefined;
  } catch (cause) {
    if (cause instanceof Failed) return cause.failure;
    throw cause;
  }

  function perform(statements: Statement[]): void {
    for (const statement of statements) {
      if (statement.kind === "set") names.set(statement.name, evaluate(statement.value));
      else if (statement.kind === "do") evaluate(statement.what);
      else perform(evaluate(statement.when) ? statement.then : statement.otherwise);
    }
  }

  function evaluate(expression: Expression): unknown {
    switch (expression.kind) {
      case "literal":
        return expression.value;
      case "name":
        return names.get(expression.name);
      case "member":
        return memberOf(evaluate(expression.of), expression.name);
      case "item":
        return memberOf(evaluate(expression.of), String(evaluate(expression.index)));
      case "not":
        return !evaluate(expression.of);
      case "binary":
        return binary(expression.sign, evaluate(expression.left), () => evaluate(expression.right));
      case "call":
        return call(expression.call, expression.on, expression.arguments.map(evaluate));
    }
  }

  function call(name: string, on: Expression | undefined, [first, second, third]: unknown[]): unknown {
    const assert = (holds: boolean, message: unknown, seen: unknown, expected: unknown): void => {
      if (!holds) fail(message === undefined ? name : String(message), seen, expected);
    };
    switch (name) {
      case "JSON.parse":
        try {
          return JSON.parse(String(first)) as unknown;
        } catch {
          return fail("JSON.parse", first, "JSON");
        }
      case "Array.isArray":
        return Array.isArray(first);
      case "log":
        return undefined;
      case "variables.get":
        return world.variables.get(String(first));
      case "variables.set":
        world.variables.set(String(first), String(second));
        return undefined;
      case "assert":
      case "assert.ok":
        return assert(Boolean(first), second, first, "what counts as true");
      case "assert.isTrue":
        return assert(first === true, second, first, true);
      case "assert.isFalse":
        return assert(first === false, second, first, false);
      case "assert.equal":
        return assert(looselyEqual(first, second), third, first, second);
      case "assert.strictEqual":
        return assert(first === second, third, first, second);
      case "assert.notEqual":
        return assert(!looselyEqual(first, second), third, first, `not ${show(second)}`);
      case "assert.notStrictEqual":
        return assert(first !== second, third, first, `not ${show(second)}`);
      default:
        return textMethod(name, evaluate(on!));
    }
  }
}

function fail(what: string, seen: unknown, expected: unknown): never {
  throw new Failed({ what, seen, expected });
}

function memberOf(value: unknown, name: string): unknown {
  if (value === undefined || value === null) return fail(`reading "${name}"`, value, `a value with "${name}"`);
  if (typeof value === "string" || Array.isArray(value)) return name === "length" ? value.length : own(value, name);
  return typeof value === "object" ? own(value, name) : undefined;
}

// Only what the answer itself holds: nothing that every object has.
function own(value: object | string, name: string): unknown {
  return Object.hasOwn(Object(value), name) ? (value as Record<string, unknown>)[name] : undefined;
}

function textMethod(name: string, value: unknown): string {
  if (typeof value !== "string") return fail(`calling "${name}"`, value, "a text");
  if (name === "trim") return value.trim();
  return name === "toLowerCase" ? value.toLowerCase() : value.toUpperCase();
}

/** What two equals signs mean where both sides are simple values; anything else is the same or is not. */
function looselyEqual(one: unknown, other: unknown): boolean {
  const simple = (value: unknown): boolean => typeof value !== "object";
  // biome-ignore lint/suspicious/noDoubleEquals: the script says so.
  return simple(one) && simple(other) ? one == other : one === other || (absent(one) && absent(other));
}

function absent(value: unknown): boolean {
  return value === undefined || value === null;
}

function binary(sign: string, left: unknown, right: () => unknown): unknown {
  switch (sign) {
    case "||":
      return left || right();
    case "&&":
      return left && right();
    case "===":
      return left === right();
    case "!==":
      return left !== right();
    case "==":
      return looselyEqual(left, right());
    case "!=":
      return !looselyEqual(left, right());
    case "+": {
      const other = right();
      return typeof left === "number" && typeof other === "number" ? left + other : `${left}${other}`;
    }
    default:
      return ordered(sign, Number(left), Number(right()));
  }
}

function ordered(sign: string, left: number, right: number): number | boolean {
  switch (sign) {
    case "<":
      return left < right;
    case "<=":
      return left <= right;
    case ">":
      return left > right;
    case ">=":
      return left >= right;
    default:
      return left - right;
  }
}
