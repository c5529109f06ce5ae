import type { ConsoleField, ConsoleUser } from "../../../../profiles/index.ts";
import type { Names } from "../names.ts";
import { type Answers, linesIn, type Question, textIn, yesIn } from "../question.ts";

/** The captions of the fields that are mapped from SCIM. */
export const CAPTIONS: Record<ConsoleField, string> = {
  userName: "Username",
  givenName: "First name",
  familyName: "Last name",
  email: "Email address",
  active: "Status",
  title: "Job title",
  department: "Department",
  personalContactNumber: "Personal contact number",
  language: "Language",
  timeZone: "Time zone",
};

/** The captions of what the console alone decides. */
export const MORE_CAPTIONS = {
  site: "Site",
  licence: "Licence",
  extension: "Extension",
  phoneNumber: "Phone number",
  costCenter: "Cost center",
  profile: "User profile",
  picture: "Picture",
} as const;

const OWNERS = ["console", "identity provider"] as const;

/** What is asked about the page of a user; `named` is put before each key, so that several pages can be told of. */
export function pageQuestions(named = ""): Question[] {
  const texts = { ...CAPTIONS, ...MORE_CAPTIONS };
  const question = ([key, caption]: [string, string]): Question =>
    key === "active"
      ? { key: named + key, kind: "yes-no", text: "Is the user active?" }
      : { key: named + key, kind: "text", text: caption };
  return [
    ...Object.entries(texts).map(question),
    { key: `${named}grey`, kind: "yes-no", text: "Is the user shown in grey?" },
    { key: `${named}owner`, kind: "choice", text: "Managed by", choices: OWNERS },
    { key: `${named}locked`, kind: "lines", text: "The captions of the fields that cannot be edited" },
    { key: `${named}directoryVisible`, kind: "yes-no", text: "Is the switch for the company directory on?" },
    { key: `${named}inDirectory`, kind: "yes-no", text: "Is the user listed in the company directory?" },
    {
      key: `${named}others`,
      kind: "lines",
      text: 'Any other fields of the page with their values, such as "Federation ID: ada"',
    },
  ];
}

/** The page of a user as the answers tell of it. */
export function pageOf(answers: Answers, names: Names, named = ""): ConsoleUser {
  const text = (key: string): string | null => textIn(answers, named + key);
  const userName = text("userName") ?? "";
  const others = linesIn(answers, `${named}others`).map((line) => {
    const [caption = "", ...value] = line.split(":");
    return [caption.trim(), value.join(":").trim()] as const;
  });
  const federationId = others.find(([caption]) => /federation/i.test(caption))?.[1];
  const active = yesIn(answers, `${named}active`);
  const owner = text("owner") === OWNERS[1] ? ("idp" as const) : ("none" as const);
  const told = { ...CAPTIONS, ...MORE_CAPTIONS, active: undefined };
  const locked = linesIn(answers, `${named}locked`).map((caption) => caption.toLowerCase());
  const site = text("site");
  return {
    id: names.userId(userName),
    captions: {
      ...Object.fromEntries(
        Object.entries(told).flatMap(([key, caption]) => (caption === undefined ? [] : [[caption, text(key) ?? ""]])),
      ),
      Status: active ? "Active" : "Inactive",
      ...Object.fromEntries(others),
    },
    locked: (Object.keys(CAPTIONS) as ConsoleField[]).filter((field) => locked.includes(CAPTIONS[field].toLowerCase())),
    grey: yesIn(answers, `${named}grey`),
    // No page tells where a user comes from; the driver knows whom it had made.
    origin: names.isMadeInConsole(userName) || owner === "none" ? "console" : "idp",
    owner,
    userName,
    givenName: text("givenName"),
    familyName: text("familyName"),
    email: text("email"),
    active,
    title: text("title"),
    department: text("department"),
    language: text("language"),
    timeZone: text("timeZone"),
    personalContactNumber: text("personalContactNumber"),
    site,
    siteId: site === null ? null : names.siteId(site),
    licence: text("licence"),
    extension: text("extension"),
    phoneNumber: text("phoneNumber"),
    directoryVisible: yesIn(answers, `${named}directoryVisible`),
    inDirectory: yesIn(answers, `${named}inDirectory`),
    costCenter: text("costCenter"),
    profile: text("profile"),
    picture: text("picture"),
    drift: [],
    ...(federationId === undefined ? {} : { federationId: federationId === "" ? null : federationId }),
  };
}
