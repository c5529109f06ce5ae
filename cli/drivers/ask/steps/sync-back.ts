import type { SyncBackPage } from "../../../../profiles/index.ts";
import { type Answers, type Question, textIn, yesIn } from "../question.ts";
import type { Step, Steps } from "../step.ts";

const HERE = "In Identity and Security, area Okta Sync Back Information (or Send Telephony System Updates),";

/** The way back to Okta, as a person fills it in and saves it. Nothing in the console forgets it. */
export const syncBack: Steps<"syncBack"> = {
  set: visit(({ url, token }) => [
    `${HERE} fill in, without saving yet:`,
    ...(url === undefined ? [] : [`  Okta URL: ${url === "" ? "(empty)" : url}`]),
    ...(token === undefined ? [] : [`  Okta API token: ${token === "" ? "(empty)" : token}`]),
  ]),
  generateSecret: visit(() => [`${HERE} generate the secret. Do not save yet.`]),
  save: visit(() => [`${HERE} press Save, and look at the page again.`]),
  view: visit(() => ["Open Identity and Security, where it is not open; change nothing."]),
};

function visit<Input>(tell: (input: Input) => string[]): Step<Input, SyncBackPage> {
  return { tell, refusals: ["invalid-value"], questions: () => questions, result: pageOf };
}

const questions: Question[] = [
  { key: "url", kind: "text", text: "Okta URL, as the page shows it" },
  { key: "token", kind: "text", text: "Okta API token, as the page shows it" },
  { key: "secret", kind: "text", text: "Secret, as the page shows it" },
  { key: "unsaved", kind: "yes-no", text: "Does the page show something that was not saved?" },
  { key: "active", kind: "yes-no", text: "Is the way back in force, whatever the page shows?" },
  { key: "failure", kind: "text", text: "What the console says of a failure of the way back" },
];

function pageOf(answers: Answers): SyncBackPage {
  return {
    url: textIn(answers, "url"),
    token: textIn(answers, "token"),
    secret: textIn(answers, "secret"),
    unsaved: yesIn(answers, "unsaved"),
    active: yesIn(answers, "active"),
    failure: textIn(answers, "failure"),
  };
}
