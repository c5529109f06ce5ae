import fc from "fast-check";
import { decides, type Rule } from "../../../engine/index.ts";
import { type EntraDecisions, entraMappings, type MappingRow } from "../../../simulators/clients/index.ts";
import { ENTERPRISE, EXTENSION, OLDER_EXTENSION } from "../../8x8/user.ts";
import { fictionalNumber, LOWER, text, word } from "../../8x8/words.ts";
import { carries, carriesObjectId, carriesSite, carriesWhereAdded, moved, unasked, without } from "./carries.ts";

const EMAIL = 'emails[type eq "work"].value';
const MOBILE = 'phoneNumbers[type eq "mobile"].value';
const WORK = 'phoneNumbers[type eq "work"].value';

const optional = (target: string, attribute: string): MappingRow[] => [
  { target, source: { attribute }, from: "a rule" },
];

/** What becomes of each attribute by the table of Microsoft's tutorial (step 5, Configure automatic user provisioning). */
export const tutorial: Rule[] = [
  carries({
    id: "tutorial-user-name",
    title: "By the tutorial's table the user name arrives as userName",
    covers: "8X8-ATTR-13",
    source: "userName",
    values: text(LOWER, 1, 6),
    attribute: "userName",
    console: ({ userName }) => userName,
    mutants: { "idp-entra-map-username-missing": without("userName") },
  }),
  carriesObjectId({
    id: "tutorial-external-id",
    covers: "8X8-ATTR-14",
    mutants: { "idp-entra-map-externalid-missing": without("externalId") },
  }),
  carries({
    id: "tutorial-title",
    title: "By the tutorial's table the job title arrives as title",
    covers: "8X8-ATTR-16",
    source: "title",
    values: fc.tuple(word(1, 8), word(1, 8)).map(([one, other]) => `${one} ${other}`),
    attribute: "title",
    mutants: { "idp-entra-map-title-missing": without("title") },
  }),
  carries({
    id: "tutorial-email",
    title: "By the tutorial's table the e-mail address arrives as the one of type work",
    covers: "8X8-ATTR-17",
    source: "email",
    values: text(LOWER, 3, 8).map((name) => `${name}@mail.example.com`),
    attribute: "emails[work].value",
    path: EMAIL,
    mutants: {
      "idp-entra-map-email-untyped": decides<EntraDecisions>((conforming) => ({
        createBody: (values, person) => ({
          ...conforming.createBody(values, person),
          emails: [{ value: String(values.get(EMAIL)) }],
        }),
      })),
      "sends the e-mail address of type other": moved(EMAIL, 'emails[type eq "other"].value'),
    },
  }),
  carries({
    id: "tutorial-given-name",
    title: "By the tutorial's table the given name arrives as name.givenName",
    covers: "8X8-ATTR-18",
    source: "givenName",
    values: word(1, 8),
    attribute: "name.givenName",
    mutants: { "idp-entra-map-given-in-formatted": moved("name.givenName", "name.formatted") },
  }),
  carries({
    id: "tutorial-family-name",
    title: "By the tutorial's table the surname arrives as name.familyName",
    covers: "8X8-ATTR-19",
    source: "familyName",
    values: word(1, 8),
    attribute: "name.familyName",
    mutants: { "idp-entra-map-family-missing": without("name.familyName") },
  }),
  carries({
    id: "tutorial-mobile",
    title: "By the tutorial's table the mobile number arrives as the one of type mobile",
    covers: "8X8-ATTR-20",
    source: "mobilePhone",
    values: fictionalNumber(),
    attribute: "phoneNumbers[mobile].value",
    path: MOBILE,
    console: ({ personalContactNumber }) => personalContactNumber,
    mutants: { "idp-entra-map-mobile-as-work": moved(MOBILE, WORK) },
  }),
  carries({
    id: "tutorial-work-phone",
    title: "By the tutorial's table the office phone number arrives as the one of type work",
    covers: "8X8-ATTR-21",
    source: "workPhone",
    values: fictionalNumber(),
    attribute: "phoneNumbers[work].value",
    path: WORK,
    mutants: { "idp-entra-map-work-as-mobile": moved(WORK, MOBILE) },
  }),
  carries({
    id: "tutorial-department",
    title: "By the tutorial's table the department arrives in the enterprise extension",
    covers: "8X8-ATTR-22",
    source: "department",
    values: word(2, 8),
    attribute: `${ENTERPRISE}:department`,
    console: ({ department }) => department,
    mutants: { "idp-entra-map-department-core": moved(`${ENTERPRISE}:department`, "department") },
  }),
  carriesSite({
    id: "tutorial-site",
    title: "By the tutorial's table the office arrives as the site, under the newer URN of the 8x8 extension",
    covers: "8X8-ATTR-23",
    attribute: `${EXTENSION}:site`,
    mutants: { "idp-entra-map-site-on-old-urn": moved(`${EXTENSION}:site`, `${OLDER_EXTENSION}:site`) },
  }),
  carriesWhereAdded({
    id: "tutorial-locale-is-optional",
    title: "A locale is sent where its row was added to the tutorial's table, and not before",
    covers: "8X8-ATTR-24",
    level: "MUST",
    source: "locale",
    values: fc.constantFrom("en-US", "en-GB", "de-DE", "fr-FR"),
    attribute: "locale",
    without: entraMappings.tutorial,
    added: optional("locale", "preferredLanguage"),
    mutants: {
      "idp-entra-map-locale-sent-by-default": unasked("locale", "preferredLanguage"),
      "ignores a row for the locale": without("locale"),
    },
  }),
  carriesWhereAdded({
    id: "tutorial-timezone-is-optional",
    title: "A timezone is sent where its row was added to the tutorial's table, and not before",
    covers: "8X8-ATTR-25",
    level: "MUST",
    source: "timezone",
    values: fc.constantFrom("Europe/Berlin", "Europe/London", "America/New_York", "America/Los_Angeles"),
    attribute: "timezone",
    without: entraMappings.tutorial,
    added: optional("timezone", "extension_timezone"),
    mutants: {
      "idp-entra-map-timezone-sent-by-default": unasked("timezone", "extension_timezone"),
      "ignores a row for the timezone": without("timezone"),
    },
  }),
];
