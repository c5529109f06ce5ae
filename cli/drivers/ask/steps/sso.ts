import type { SsoMapping, SsoPage, SsoProvider } from "../../../../profiles/index.ts";
import { type Answers, linesIn, type Question, textIn, yesIn } from "../question.ts";
import type { Step, Steps } from "../step.ts";

const PROVIDERS: Record<SsoProvider, string> = { azure: "Microsoft Azure AD", okta: "Okta", saml: "generic SAML" };
const MAPPINGS: Record<SsoMapping, string> = { "federation-id": "Federation ID", username: "8x8 Username" };
const HERE = "In Identity and Security, section Single Sign-On Integration,";
/** What the guides of 8x8 name for everybody. */
const ENTITY_ID = "https://sso.8x8.com/saml2";

/** The single sign-on integration, as a person fills it in and saves it. */
export const sso: Steps<"sso"> = {
  open: visit(() => ["Leave Identity and Security without saving, and open it anew."]),
  view: visit(() => ["Open Identity and Security, where it is not open; change nothing."]),
  enable: visit(({ provider }) => [
    `${HERE} switch the slider on${provider === undefined ? "" : ` and choose the provider ${PROVIDERS[provider]}`}. Do not save yet.`,
  ]),
  setUrls: visit(({ signInUrl, issuer, signOutUrl }) => [
    `${HERE} fill in, without saving yet:`,
    ...filled("Sign-in page URL", signInUrl),
    ...filled("IdP issuer URL/URN", issuer),
    ...filled("Sign-out page URL", signOutUrl),
  ]),
  attachCertificate: visit(
    ({ content, name }) => [
      `Make a file ${name ?? "certificate.cer"} of these bytes, which are shown in Base64 (base64 -d writes them):`,
      ...(content.match(/.{1,76}/g) ?? ["(no bytes: an empty file)"]),
      `${HERE} attach it as the certificate in use. Do not save yet.`,
    ],
    [
      "certificate-empty",
      "certificate-unknown",
      "certificate-der",
      "certificate-metadata",
      "certificate-pkcs7",
      "certificate-pkcs12",
      "certificate-private-key",
      "certificate-several",
      "certificate-expired",
      "certificate-weak",
    ],
  ),
  setMapping: visit(({ mapping }) => [`${HERE} choose the user mapping ${MAPPINGS[mapping]}. Do not save yet.`]),
  save: visit(() => [`${HERE} press Save.`], ["sso-incomplete", "invalid-value"]),
  disable: visit(() => [`${HERE} switch the slider off. Do not save yet.`]),
};

function filled(caption: string, value: string | null | undefined): string[] {
  if (value === undefined) return [];
  return [`  ${caption}: ${value === null || value === "" ? "(empty)" : value}`];
}

function visit<Input>(
  tell: (input: Input) => string[],
  refusals: NonNullable<Step<Input, SsoPage>["refusals"]> = ["invalid-value"],
): Step<Input, SsoPage> {
  return { tell, refusals, questions: () => questions, result: pageOf };
}

const questions: Question[] = [
  { key: "enabled", kind: "yes-no", text: "Is the slider on?" },
  {
    key: "provider",
    kind: "choice",
    text: "Which provider is chosen?",
    choices: ["none", ...Object.values(PROVIDERS)],
  },
  { key: "providers", kind: "lines", text: `Which providers can be chosen? (${Object.values(PROVIDERS).join("; ")})` },
  { key: "signInUrl", kind: "text", text: "Sign-in page URL" },
  { key: "issuer", kind: "text", text: "IdP issuer URL/URN" },
  { key: "signOutUrl", kind: "text", text: "Sign-out page URL" },
  { key: "certificate", kind: "yes-no", text: "Does the page show a certificate in use?" },
  { key: "mapping", kind: "choice", text: "Which user mapping is chosen?", choices: Object.values(MAPPINGS) },
  { key: "unsaved", kind: "yes-no", text: "Does the page show something that was not saved?" },
  { key: "active", kind: "yes-no", text: "Is single sign-on in force, whatever the page shows?" },
];

function pageOf(answers: Answers): SsoPage {
  return {
    enabled: yesIn(answers, "enabled"),
    provider: labelled(PROVIDERS, textIn(answers, "provider")) ?? null,
    providers: linesIn(answers, "providers").flatMap((text) => labelled(PROVIDERS, text) ?? []),
    signInUrl: textIn(answers, "signInUrl"),
    issuer: textIn(answers, "issuer"),
    signOutUrl: textIn(answers, "signOutUrl"),
    // What kind of file it was made of does not show on a page.
    certificate: yesIn(answers, "certificate") ? UNREAD : null,
    mapping: labelled(MAPPINGS, textIn(answers, "mapping")) ?? "federation-id",
    unsaved: yesIn(answers, "unsaved"),
    active: yesIn(answers, "active"),
    entityId: ENTITY_ID,
    acsUrl: ENTITY_ID,
    metadataUrl: "",
    signInPages: {},
    signOutPages: {},
  };
}

const UNREAD: NonNullable<SsoPage["certificate"]> = {
  form: "unknown",
  usable: true,
  fingerprint: null,
  validFrom: null,
  validTo: null,
  attachedAt: "",
};

function labelled<Label extends string>(labels: Record<Label, string>, text: string | null): Label | undefined {
  const found = Object.entries<string>(labels).find(([, label]) => label.toLowerCase() === text?.toLowerCase());
  return found?.[0] as Label | undefined;
}
