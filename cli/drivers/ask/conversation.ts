import { type Answer, answerOf, expectedOf, type Question } from "./question.ts";

/** What a person can type at any question instead of an answer. */
export const WAYS_OUT = ["skip", "cannot", "quit"] as const;

/** One of the ways out of a question. */
export type WayOut = (typeof WAYS_OUT)[number];

/** Where the questions are written and the answers come from. */
export interface ConversationSettings {
  write: (text: string) => void;
  /** The next line that the person types; undefined when nobody is there any more. */
  next: () => Promise<string | undefined>;
}

/** Thrown when the person takes a way out. */
export class TakenOut extends Error {
  readonly way: WayOut;
  constructor(way: WayOut) {
    super(way);
    this.name = "TakenOut";
    this.way = way;
  }
}

/** Talks with the person who operates the console. */
export interface Conversation {
  say(lines: string[]): void;
  /** Waits until a step is done: `true`, or `false` where the console refused it. */
  done(canBeRefused: boolean): Promise<boolean>;
  /** Asks until there is an answer. */
  ask(question: Question): Promise<Answer>;
}

/** Opens a conversation. Nothing is written yet. */
export function converse({ write, next }: ConversationSettings): Conversation {
  async function line(prompt: string): Promise<string> {
    write(`  ${prompt} > `);
    const typed = await next();
    if (typed === undefined) {
      write("\n  The input has ended: nobody answers any more.\n");
      throw new TakenOut("quit");
    }
    const way = WAYS_OUT.find((each) => each === typed.trim().toLowerCase());
    if (way !== undefined) throw new TakenOut(way);
    return typed;
  }

  async function lines(question: Question): Promise<string[]> {
    const all: string[] = [];
    for (let typed = await line(`${question.text} (${expectedOf(question)})`); typed.trim() !== ""; ) {
      all.push(typed.trim());
      typed = await line("…");
    }
    return all;
  }

  return {
    say: (text) => write(`${text.map((each) => `  ${each}`).join("\n")}\n`),
    async done(canBeRefused) {
      const ways = [...(canBeRefused ? ["refused"] : []), ...WAYS_OUT];
      const hint = `Enter when it is done; or ${ways.slice(0, -1).join(", ")} or ${ways.at(-1)}`;
      for (;;) {
        const typed = (await line(hint)).trim().toLowerCase();
        if (typed === "" || typed === "done") return true;
        if (typed === "refused" && canBeRefused) return false;
        write(`  "${typed}" is no answer here.\n`);
      }
    },
    async ask(question) {
      if (question.kind === "lines") return lines(question);
      for (;;) {
        const typed = await line(`${question.text} (${expectedOf(question)})`);
        const answer = answerOf(question, typed);
        if (answer !== undefined) return answer;
        write(`  "${typed.trim()}" is no answer here: expected ${expectedOf(question)}.\n`);
      }
    },
  };
}
