import type { IntegrationPage, ProviderLabel, Retrieval } from "../../../../profiles/index.ts";
import { type Answers, linesIn, type Question, textIn, yesIn } from "../question.ts";
import type { Step, Steps } from "../step.ts";

const RETRIEVALS: Record<Retrieval, string> = {
  all: "all users",
  "idp-only": "users created by the identity provider",
};
const PROVIDERS: Record<ProviderLabel, string> = {
  azure: "Microsoft Azure AD",
  okta: "Okta",
  other: "other SCIM provider",
};
const HERE = "In Identity and Security, section User Provisioning Integration,";

/** The user provisioning integration, as a person switches and saves it. The support view is out of reach. */
export const scim: Steps<"scim"> = {
  open: visit(() => ["Leave Identity and Security without saving, and open it anew."]),
  enable: visit(({ provider }) => [
    `${HERE} switch the slider on${provider === undefined ? "" : ` and choose the provider ${PROVIDERS[provider]}`}. Do not save yet.`,
  ]),
  setRetrieval: visit(({ retrieval }) => [
    `${HERE} open the advanced settings and choose to retrieve ${RETRIEVALS[retrieval]}. Do not save yet.`,
  ]),
  save: visit(() => [`${HERE} press Save.`]),
  discard: {
    tell: () => ["Leave Identity and Security without saving."],
    refusals: ["scim-not-offered"],
    result: () => undefined,
  },
  clear: visit(() => [`${HERE} clear the configuration. Do not save yet.`]),
  regenerate: visit(() => [`${HERE} ask for another token. Do not save yet.`]),
  disable: visit(() => [`${HERE} switch the slider off. Do not save yet.`]),
};

function visit<Input>(tell: (input: Input) => string[]): Step<Input, IntegrationPage> {
  return {
    tell,
    refusals: ["scim-not-offered", "scim-off", "invalid-value"],
    questions: () => questions,
    result: pageOf,
  };
}

const questions: Question[] = [
  { key: "offered", kind: "yes-no", text: "Is there a section User Provisioning Integration?", ends: false },
  { key: "enabled", kind: "yes-no", text: "Is the slider on?" },
  {
    key: "provider",
    kind: "choice",
    text: "Which provider is chosen?",
    choices: ["none", ...Object.values(PROVIDERS)],
  },
  { key: "providers", kind: "lines", text: `Which providers can be chosen? (${Object.values(PROVIDERS).join("; ")})` },
  { key: "url", kind: "text", text: "The SCIM URL" },
  { key: "token", kind: "text", text: "The API token, where the page shows it whole" },
  { key: "retrieval", kind: "choice", text: "Which users are retrieved?", choices: Object.values(RETRIEVALS) },
  { key: "unsaved", kind: "yes-no", text: "Does the page show something that was not saved?" },
];

function pageOf(answers: Answers): IntegrationPage {
  const token = textIn(answers, "token");
  return {
    offered: yesIn(answers, "offered"),
    enabled: yesIn(answers, "enabled"),
    provider: labelled(PROVIDERS, textIn(answers, "provider")) ?? null,
    providers: linesIn(answers, "providers").flatMap((text) => labelled(PROVIDERS, text) ?? []),
    url: textIn(answers, "url"),
    token,
    tokenHint: token === null ? null : token.slice(-4),
    retrieval: labelled(RETRIEVALS, textIn(answers, "retrieval")) ?? "all",
    unsaved: yesIn(answers, "unsaved"),
  };
}

function labelled<Label extends string>(labels: Record<Label, string>, text: string | null): Label | undefined {
  const found = Object.entries<string>(labels).find(([, label]) => label.toLowerCase() === text?.toLowerCase());
  return found?.[0] as Label | undefined;
}
