import { type Driver, Inconclusive, NotApplicable, type Operator } from "../../../engine/index.ts";
import { AdminRefusal, type AdminRefusalCode, adminRefusals } from "../../../profiles/index.ts";
import { type Conversation, type ConversationSettings, converse, TakenOut } from "./conversation.ts";
import { createNames, type Names } from "./names.ts";
import type { Answers } from "./question.ts";
import type { Step } from "./step.ts";
import { scim } from "./steps/scim.ts";
import { site } from "./steps/site.ts";
import { sso } from "./steps/sso.ts";
import { syncBack } from "./steps/sync-back.ts";
import { user } from "./steps/user.ts";

/** What a person is asked through, and how the run is stopped. */
export interface OperatorSettings extends ConversationSettings {
  /** Called when the person wants to stop. */
  quit: () => void;
}

/** A person as driver of the admin plane: told what to do in the console, and asked what came of it. */
export function askOperator({ quit, ...settings }: OperatorSettings): { driver: Driver; operator: Operator } {
  const names = createNames();
  const conversation = converse(settings);
  const cannot = new Map<string, string>();
  let find: (userName: string) => Promise<string | undefined> = async () => undefined;
  let number = 0;
  let stopped = false;
  let before: Promise<unknown> = Promise.resolve();
  const driver: Driver = {};

  async function perform(operation: string, step: Step<object, unknown>, input: object): Promise<unknown> {
    if (stopped) throw new Inconclusive("the operator has quit");
    if ("customer" in input) throw new NotApplicable("the operator has one customer only");
    conversation.say(["", `${++number}. In the console (${operation})`, ...step.tell(input, names).map(indented)]);
    try {
      if (!(await conversation.done((step.refusals ?? []).length > 0)))
        throw await refusal(conversation, step.refusals!);
      const answers = await answersTo(conversation, step, input, names);
      return await step.result(answers, input, names, find);
    } catch (cause) {
      if (!(cause instanceof TakenOut)) throw cause;
      if (cause.way === "quit") {
        stopped = true;
        quit();
        throw new Inconclusive("the operator has quit");
      }
      if (cause.way === "skip") throw new NotApplicable(`the operator skipped ${operation}`);
      const because = `the operator says that ${operation} cannot be done`;
      cannot.set(operation, because);
      const [noun, verb] = operation.split(".") as [string, string];
      delete driver[noun]?.[verb];
      throw new NotApplicable(because);
    }
  }

  for (const [noun, steps] of Object.entries({ site, user, scim, sso, syncBack }))
    driver[noun] = Object.fromEntries(
      Object.entries(steps as Record<string, Step<object, unknown>>).map(([verb, step]) => [
        verb,
        (input: object = {}) => {
          // One thing at a time: a rule may ask for several at once.
          const mine = before.then(() => perform(`${noun}.${verb}`, step, input));
          before = mine.catch(() => undefined);
          return mine;
        },
      ]),
    );

  return {
    driver,
    operator: {
      cannot: (operation) => cannot.get(operation),
      begins: (lookUp) => {
        find = lookUp;
        names.begins();
      },
      seen: names.seen,
      unknown: names.unknown,
      doubt: names.doubt,
    },
  };
}

async function answersTo(
  conversation: Conversation,
  { questions, more }: Step<object, unknown>,
  input: object,
  names: Names,
): Promise<Answers> {
  const answers: Answers = {};
  const open = [...(questions?.(input, names) ?? [])];
  for (let question = open.shift(); question !== undefined; question = open.shift()) {
    answers[question.key] = await conversation.ask(question);
    if (answers[question.key] === question.ends) return answers;
    if (open.length === 0 && more !== undefined) {
      open.push(...more(answers));
      more = undefined;
    }
  }
  return answers;
}

async function refusal(conversation: Conversation, codes: readonly AdminRefusalCode[]): Promise<AdminRefusal> {
  const [only] = codes;
  if (codes.length === 1) return new AdminRefusal(only!, adminRefusals[only!].title);
  conversation.say([
    "What does the console say?",
    ...codes.map((code) => indented(`${code}: ${adminRefusals[code].title}`)),
  ]);
  const code = (await conversation.ask({
    key: "code",
    kind: "choice",
    text: "Reason",
    choices: codes,
  })) as AdminRefusalCode;
  return new AdminRefusal(code, adminRefusals[code].title);
}

function indented(line: string): string {
  return `  ${line}`;
}
