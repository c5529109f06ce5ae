import { describe, expect, it } from "vitest";
import { answerOf, expectedOf, type Question } from "./question.ts";

const text: Question = { key: "q", kind: "text", text: "Title" };
const yesNo: Question = { key: "q", kind: "yes-no", text: "Is it?" };
const choice: Question = { key: "q", kind: "choice", text: "Which?", choices: ["stored", "locked"] };

describe("an answer", () => {
  it.each<[string, Question, string, unknown]>([
    ["is the text without blanks around it", text, "  Mason ", "Mason"],
    ["is null for an empty text", text, "", null],
    ["is yes in any way to write it", yesNo, "Y", true],
    ["is no in any way to write it", yesNo, "no", false],
    ["is neither for anything else", yesNo, "maybe", undefined],
    ["is neither for nothing at all", yesNo, "", undefined],
    ["is a choice without regard to case", choice, "LOCKED", "locked"],
    ["is the first choice for nothing", choice, "", "stored"],
    ["is no choice that there is not", choice, "lost", undefined],
  ])("%s", (_what, question, line, answer) => {
    expect(answerOf(question, line)).toEqual(answer);
  });

  it("is asked for with what it can be", () => {
    expect(expectedOf(choice)).toBe("stored (Enter), locked");
    expect(expectedOf(yesNo)).toBe("yes or no");
  });
});
