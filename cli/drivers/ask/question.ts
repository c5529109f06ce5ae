/** What a person is asked after a step. An answer that cannot be is asked for again. */
export type Question = {
  /** Under which name the answer is kept. */
  key: string;
  text: string;
  /** With this answer there is nothing more to ask. */
  ends?: Answer;
} & (
  | { kind: "text" }
  | { kind: "lines" }
  | { kind: "yes-no" }
  /** The first choice is what Enter means. */
  | { kind: "choice"; choices: readonly string[] }
);

/** What was answered: null for an empty text. */
export type Answer = string | null | boolean | string[];

/** The answers to the questions of a step. */
export type Answers = Record<string, Answer>;

/** What the prompt of a question says is expected. */
export function expectedOf(question: Question): string {
  if (question.kind === "text") return "Enter where it is empty";
  if (question.kind === "lines") return "one a line, an empty line ends";
  if (question.kind === "yes-no") return "yes or no";
  const [first, ...others] = question.choices;
  return `${first} (Enter)${others.map((choice) => `, ${choice}`).join("")}`;
}

/** The answer that a line gives; undefined where it gives none. */
export function answerOf(question: Question, line: string): Answer | undefined {
  const text = line.trim();
  const word = text.toLowerCase();
  if (question.kind === "text") return text === "" ? null : text;
  if (question.kind === "lines") return [text];
  if (question.kind === "yes-no") return /^y(es)?$/.test(word) ? true : /^no?$/.test(word) ? false : undefined;
  return word === "" ? question.choices[0] : question.choices.find((choice) => choice.toLowerCase() === word);
}

/** The answer to a question for a text. */
export function textIn(answers: Answers, key: string): string | null {
  const answer = answers[key];
  return typeof answer === "string" ? answer : null;
}

/** The answer to a question for yes or no. */
export function yesIn(answers: Answers, key: string): boolean {
  return answers[key] === true;
}

/** The answer to a question for lines. */
export function linesIn(answers: Answers, key: string): string[] {
  const answer = answers[key];
  return Array.isArray(answer) ? answer : [];
}
