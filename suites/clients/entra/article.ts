import fc from "fast-check";
import { decides, type Rule, rule } from "../../../engine/index.ts";
import { type EntraDecisions, entraMappings } from "../../../simulators/clients/index.ts";
import { ENTERPRISE, OLDER_EXTENSION } from "../../8x8/user.ts";
import { fictionalNumber, LOWER, text, word } from "../../8x8/words.ts";
import { expectCarried, expectShown } from "../noted.ts";
import {
  addedRow,
  carries,
  carriesObjectId,
  carriesSite,
  carriesWhereAdded,
  EMAIL,
  expectOnPage,
  expectPatched,
  fed,
  lastWrite,
  MOBILE,
  moved,
  type Row,
  unasked,
  WORK,
  without,
} from "./carries.ts";
import { joins, loginOf, running } from "./scene.ts";

const settings = { mapping: entraMappings.article };

const sent = (row: Omit<Row, "settings">): Rule => carries({ ...row, settings });
/** What becomes of each attribute by the tables of the 8x8 article on Azure AD (Attribute mappings). */
export const article: Rule[] = [
  sent({
    id: "article-user-principal-name",
    title: "By the article's table userPrincipalName arrives as userName, and not the mail address",
    covers: "8X8-ATTR-26",
    source: "userName",
    values: text(LOWER, 1, 6),
    attribute: "userName",
    console: ({ userName }) => userName,
    mutants: { "idp-aad-map-upn-uses-mail": fed("userName", "mail") },
  }),
  carriesObjectId({
    id: "article-object-id",
    title: "By the article's table the object ID of a person arrives as externalId, and not another name of it",
    covers: "8X8-ATTR-27",
    settings,
    mutants: { "idp-aad-map-objectid-uses-mailnickname": fed("externalId", "mailNickname") },
  }),
  sent({
    id: "article-mail",
    title: "By the article's table mail arrives as the e-mail address of type work, and not userPrincipalName",
    covers: "8X8-ATTR-28",
    source: "email",
    values: text(LOWER, 3, 8).map((name) => `${name}@mail.example.com`),
    attribute: "emails[work].value",
    path: EMAIL,
    console: ({ email }) => email,
    mutants: { "idp-aad-map-mail-uses-upn": fed(EMAIL, "userPrincipalName") },
  }),

  rule({
    id: "clients/entra/article-soft-deleted",
    title: "A person whose sign-in is blocked or who is soft-deleted is inactive, everybody else active",
    covers: ["8X8-ATTR-29"],
    level: "MUST",
    judges: "client",
    async probe(t) {
      const scene = await running(t, settings);
      const { directory } = scene.client;
      await t.property(
        fc.constantFrom("blocked", "deleted"),
        async (reason) => {
          const person = await joins(t, scene);
          const login = loginOf(person);
          expectCarried(t, lastWrite(scene.requests), "active", true);
          if (reason === "blocked") directory.block(person.id);
          else directory.softDelete(person.id);
          await scene.client.settle();
          expectPatched(t, lastWrite(scene.requests), "active", "False");
          await expectShown(t, login, { active: false }, `once its person was ${reason},`);
          await expectOnPage(t, login, ({ grey }) => grey, true);
          if (reason === "blocked") directory.unblock(person.id);
          else directory.restore(person.id);
          await scene.client.settle();
          expectPatched(t, lastWrite(scene.requests), "active", "True");
          await expectShown(t, login, { active: true }, `once its person was no longer ${reason},`);
        },
        { runs: 2 },
      );
    },
    mutants: {
      "idp-aad-map-active-not-negated": fed("active", "isSoftDeleted"),
      "tells nobody who is soft-deleted": decides<EntraDecisions>((conforming) => ({
        sources: (person, softDeleted) => ({ ...conforming.sources(person, softDeleted), isSoftDeleted: false }),
      })),
    },
  }),

  sent({
    id: "article-given-name",
    title: "By the article's table, its names uncrossed, givenName arrives as name.givenName",
    covers: "8X8-ATTR-30",
    source: "givenName",
    values: word(1, 8),
    attribute: "name.givenName",
    console: ({ givenName }) => givenName,
    mutants: { "idp-aad-map-given-uses-surname": fed("name.givenName", "surname") },
  }),
  sent({
    id: "article-surname",
    title: "By the article's table, its names uncrossed, surname arrives as name.familyName",
    covers: "8X8-ATTR-31",
    source: "familyName",
    values: word(1, 8),
    attribute: "name.familyName",
    console: ({ familyName }) => familyName,
    mutants: { "idp-aad-map-family-uses-given": fed("name.familyName", "givenName") },
  }),
  sent({
    id: "article-job-title",
    title: "By the article's table jobTitle arrives as title",
    covers: "8X8-ATTR-32",
    source: "title",
    values: fc.tuple(word(1, 8), word(1, 8)).map(([one, other]) => `${one} ${other}`),
    attribute: "title",
    console: ({ title }) => title,
    mutants: { "idp-aad-map-jobtitle-missing": without("title") },
  }),
  sent({
    id: "article-department",
    title: "By the article's table department arrives in the enterprise extension",
    covers: "8X8-ATTR-33",
    source: "department",
    values: word(2, 8),
    attribute: `${ENTERPRISE}:department`,
    console: ({ department }) => department,
    mutants: { "idp-aad-map-department-bare": moved(`${ENTERPRISE}:department`, "department") },
  }),
  sent({
    id: "article-mobile",
    title: "By the article's table mobile arrives as the number of type mobile",
    covers: "8X8-ATTR-34",
    source: "mobilePhone",
    values: fictionalNumber(),
    attribute: "phoneNumbers[mobile].value",
    path: MOBILE,
    console: ({ personalContactNumber }) => personalContactNumber,
    mutants: { "idp-aad-map-mobile-missing": without(MOBILE) },
  }),
  sent({
    id: "article-telephone-number",
    title: "By the article's table telephoneNumber arrives as the number of type work, and leaves the mobile one alone",
    covers: "8X8-ATTR-35",
    source: "workPhone",
    values: fictionalNumber(),
    attribute: "phoneNumbers[work].value",
    path: WORK,
    mutants: { "idp-aad-map-officephone-as-mobile": moved(WORK, MOBILE) },
  }),
  carriesSite({
    id: "article-office",
    title:
      "By the article's table physicalDeliveryOfficeName arrives as the site, under the older URN of the extension",
    covers: "8X8-ATTR-36",
    attribute: `${OLDER_EXTENSION}:site`,
    settings,
    mutants: {
      "idp-aad-map-office-as-address": moved(`${OLDER_EXTENSION}:site`, 'addresses[type eq "work"].formatted'),
    },
  }),
  carriesWhereAdded({
    id: "article-locale-is-advanced",
    title: "preferredLanguage is sent as locale where the article's advanced row was added, and not before",
    covers: "8X8-ATTR-37",
    level: "SHOULD",
    source: "locale",
    values: fc.constantFrom("en-US", "en-GB", "de-DE", "fr-FR"),
    attribute: "locale",
    without: entraMappings.article,
    added: addedRow("locale", "preferredLanguage"),
    mutants: {
      "idp-aad-map-locale-always": unasked("locale", "preferredLanguage"),
      "ignores an advanced row": without("locale"),
    },
  }),
  carriesWhereAdded({
    id: "article-timezone-is-advanced",
    title: "An extension attribute is sent as timezone where the article's advanced row was added, and not before",
    covers: "8X8-ATTR-38",
    level: "SHOULD",
    source: "timezone",
    values: fc.constantFrom("Europe/Berlin", "Europe/London", "America/New_York", "America/Los_Angeles"),
    attribute: "timezone",
    without: entraMappings.article,
    added: addedRow("timezone", "extension_timezone"),
    mutants: {
      "idp-aad-map-timezone-always": unasked("timezone", "extension_timezone"),
      "takes the city for a timezone": fed("timezone", "city"),
    },
  }),
];
