import type { ConsoleField, FieldResult } from "../../../../profiles/index.ts";
import type { Names } from "../names.ts";
import { linesIn, type Question, textIn } from "../question.ts";
import type { Step, Steps } from "../step.ts";
import { CAPTIONS, MORE_CAPTIONS, pageOf, pageQuestions } from "./user-page.ts";

const OUTCOMES = ["stored", "locked", "invalid"] as const;
const ALL_CAPTIONS: Record<string, string> = {
  ...CAPTIONS,
  ...MORE_CAPTIONS,
  federationId: "Federation ID",
  password: "Password",
  directoryVisible: "Shown in the company directory",
};

/** Users, as a person makes, edits and removes them. */
export const user: Steps<"user"> = {
  create: {
    tell: ({ customer: _customer, site, ...fields }, names) => [
      "Open Users and add a user with these values:",
      ...listed({ ...fields, ...(site === undefined ? {} : { site: names.site(site) }) }),
    ],
    refusals: [
      "login-id-taken",
      "invalid-value",
      "unknown-site",
      "licence-without-site",
      "no-subscription",
      "no-seat-left",
      "number-without-licence",
    ],
    async result(_answers, { site, active = true, ...fields }, names, find) {
      names.madeInConsole(fields.userName);
      const id = await find(fields.userName);
      if (id !== undefined) names.learn(fields.userName, id);
      // What was typed in stands on the page; whoever wants to know what else stands there gets the user.
      const typed = { ...fields, active, grey: !active, site: site === undefined ? null : names.site(site) };
      return pageOf(typed, names);
    },
  },
  get: {
    tell: (key, names) => [
      `Open Users and look for the user "${key.id === undefined ? key.userName : names.user(key.id)}".`,
    ],
    questions: () => [
      { key: "exists", kind: "yes-no", text: "Is there such a user?", ends: false },
      ...pageQuestions(),
    ],
    result: (answers, _key, names) => (answers["exists"] === true ? pageOf(answers, names) : undefined),
  },
  list: {
    tell: ({ prefix, owner }) => [
      `Open Users: ${prefix === undefined ? "all users" : `those whose username starts with "${prefix}"`}${
        owner === undefined ? "" : owner === "idp" ? ", managed by the identity provider" : ", managed in the console"
      }.`,
    ],
    questions: () => [{ key: "userNames", kind: "lines", text: "Their usernames" }],
    more: (answers) =>
      linesIn(answers, "userNames").flatMap((userName) =>
        pageQuestions(`${userName} `).map((question) => ({ ...question, text: `${userName}: ${question.text}` })),
      ),
    result: (answers, _input, names) =>
      linesIn(answers, "userNames").map((userName) => pageOf(answers, names, `${userName} `)),
  },
  delete: {
    tell: ({ id }, names) => [`Open Users and delete the user "${names.user(id)}".`],
    refusals: ["field-locked", "unknown-user"],
    result: () => undefined,
  },
  edit: {
    tell: ({ id, fields, route = "page" }, names) => [
      {
        page: `Open the page of the user "${names.user(id)}" and change:`,
        bulk: `Select the user "${names.user(id)}" in Users, and change by Edit:`,
        csv: `Upload a CSV file that changes of the user "${names.user(id)}":`,
      }[route],
      ...listed(fields),
      "Save. A field that cannot be edited is locked; one whose value is not taken is invalid.",
    ],
    questions: ({ fields }) => Object.keys(fields).map((field) => outcome(field, ALL_CAPTIONS[field] ?? field)),
    result: (answers, { fields }) =>
      Object.fromEntries(
        (Object.keys(fields) as ConsoleField[]).map((field) => [field, textIn(answers, field) as FieldResult]),
      ),
  },
  setActive: field(({ active }) => (active ? "activate the user" : "deactivate the user")),
  setFederationId: field(({ federationId }) => value("Federation ID", federationId)),
  assignSite: field(({ site }, names) => value("Site", names.site(site)), ["unknown-site"]),
  assignLicence: field(
    ({ licence }) => value("Licence", licence),
    ["licence-without-site", "no-subscription", "no-seat-left"],
  ),
  removeLicence: field(() => value("Licence", null)),
  setPassword: field(({ password }) => value("Password", password)),
  setTelephony: field(
    ({ extension, phoneNumber }) =>
      [
        ...(extension === undefined ? [] : [value("Extension", extension)]),
        ...(phoneNumber === undefined ? [] : [value("Phone number", phoneNumber)]),
      ].join(" and "),
    ["number-without-licence"],
  ),
  setDirectoryVisible: field(
    ({ directoryVisible }) => `turn the switch for the company directory ${directoryVisible ? "on" : "off"}`,
  ),
  setProfile: field(({ profile }) => value("User profile", profile)),
  setCostCenter: field(({ costCenter }) => value("Cost center", costCenter)),
  setPicture: field(({ picture }) => value("Picture", picture)),
};

/** One field of the page of a user: what to do there, and what came of it. */
function field<Input extends { id: string }>(
  what: (input: Input, names: Names) => string,
  refusals: Step<Input, FieldResult>["refusals"] = [],
): Step<Input, FieldResult> {
  return {
    tell: (input, names) => [
      `Open the page of the user "${names.user(input.id)}" and ${what(input, names)}. Save.`,
      "A field that cannot be edited is locked; one whose value is not taken is invalid.",
    ],
    refusals,
    questions: () => [outcome("outcome", "What became of it?")],
    result: (answers) => textIn(answers, "outcome") as FieldResult,
  };
}

function outcome(key: string, text: string): Question {
  return { key, kind: "choice", text, choices: OUTCOMES };
}

function value(caption: string, text: string | null): string {
  return text === null ? `empty the field ${caption}` : `set ${caption} to "${text}"`;
}

function listed(fields: object): string[] {
  return Object.entries(fields).map(([key, set]) => {
    const told = typeof set === "boolean" ? (set ? "yes" : "no") : set === null ? "(empty)" : `"${set}"`;
    return `  ${key === "active" ? "Active" : (ALL_CAPTIONS[key] ?? key)}: ${told}`;
  });
}
