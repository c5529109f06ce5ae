import type { AdminDriver, AdminRefusalCode } from "../../../profiles/index.ts";
import type { Names } from "./names.ts";
import type { Answers, Question } from "./question.ts";

/** One operation of the admin plane as a person does it: what to do, what may come of it, what to tell afterwards. */
export interface Step<Input, Output> {
  /** What to do in the console, line by line, with the inputs filled in. */
  tell: (input: Input, names: Names) => string[];
  /** What the console may refuse it for. */
  refusals?: readonly AdminRefusalCode[];
  /** What is asked when it is done. */
  questions?: (input: Input, names: Names) => Question[];
  /** What is asked then, knowing the first answers. */
  more?: (answers: Answers) => Question[];
  /** What the operation gives; `find` is the id under which SCIM shows a login ID. */
  result: (
    answers: Answers,
    input: Input,
    names: Names,
    find: (userName: string) => Promise<string | undefined>,
  ) => Output | Promise<Output>;
}

/** The steps of a noun, for the verbs that a person can do. */
export type Steps<Noun extends keyof AdminDriver> = {
  [Verb in keyof AdminDriver[Noun]]?: AdminDriver[Noun][Verb] extends (input: infer Input) => Promise<infer Output>
    ? Step<NonNullable<Input>, Output>
    : never;
};
