import fc from "fast-check";
import { decides, type Mutant, type Rule, rule, show, type Trial } from "../../../engine/index.ts";
import type { ConsoleUser } from "../../../profiles/index.ts";
import type { JumpCloudDecisions, MappingRow, PersonAttributes } from "../../../simulators/clients/index.ts";
import { adminIfAny } from "../../8x8/admin.ts";
import { ENTERPRISE } from "../../8x8/user.ts";
import { fictionalNumber, LOWER, text, word } from "../../8x8/words.ts";
import { employee } from "../employee.ts";
import { carriedBy, expectCarried, expectShown, lastWrite, type Noted } from "../noted.ts";
import { connected, hired, loginOf } from "./scene.ts";

/** One row of the table of the guide: what is entered in JumpCloud, where it travels, and what the console shows. */
interface Row {
  id: string;
  title: string;
  covers: string;
  source: keyof PersonAttributes;
  values: fc.Arbitrary<string>;
  /** Where the guide has the value travel. */
  attribute: string;
  /** What the console has for it, where the guide says so. */
  console?: (user: ConsoleUser) => unknown;
  mutants: Record<string, Mutant>;
}

/** What becomes of each attribute of a person in JumpCloud (8x8 article, Attribute Mappings). */
export const mapping: Rule[] = [
  carries({
    id: "username-is-the-user-name",
    title: "The username of JumpCloud arrives as userName",
    covers: "8X8-ATTR-01",
    source: "userName",
    values: text(LOWER, 1, 6),
    attribute: "userName",
    console: ({ userName }) => userName,
    mutants: {
      "idp-jc-map-username-sends-email": fed("userName", "email"),
    },
  }),
  carries({
    id: "first-name",
    title: "The first name arrives as name.givenName",
    covers: "8X8-ATTR-02",
    source: "givenName",
    values: word(1, 8),
    attribute: "name.givenName",
    console: ({ givenName }) => givenName,
    mutants: {
      "idp-jc-map-firstname-swapped": rows((table) =>
        sourced(table, "name.familyName", "firstname").filter(({ target }) => target !== "name.givenName"),
      ),
      "exchanges the two names": rows((table) =>
        sourced(sourced(table, "name.familyName", "firstname"), "name.givenName", "lastname"),
      ),
    },
  }),
  carries({
    id: "last-name",
    title: "The last name arrives as name.familyName",
    covers: "8X8-ATTR-03",
    source: "familyName",
    values: word(1, 8),
    attribute: "name.familyName",
    console: ({ familyName }) => familyName,
    mutants: {
      "idp-jc-map-lastname-swapped": rows((table) =>
        sourced(table, "name.givenName", "lastname").filter(({ target }) => target !== "name.familyName"),
      ),
    },
  }),
  carries({
    id: "company-email",
    title: "The company e-mail arrives as the e-mail of type work",
    covers: "8X8-ATTR-04",
    source: "email",
    values: text(LOWER, 3, 8).map((name) => `${name}@mail.example.com`),
    attribute: "emails[work].value",
    console: ({ email }) => email,
    mutants: {
      "idp-jc-map-email-type-home": moved('emails[type eq "work"].value', 'emails[type eq "home"].value'),
      "sends the username as e-mail": fed('emails[type eq "work"].value', "username"),
    },
  }),
  carries({
    id: "employee-id",
    title: "The employee ID arrives as externalId",
    covers: "8X8-ATTR-05",
    source: "employeeNumber",
    values: text("123456789", 4, 8),
    attribute: "externalId",
    mutants: {
      "idp-jc-map-employeeid-as-employeenumber": moved("externalId", `${ENTERPRISE}:employeeNumber`),
      "sends its own id as externalId": fed("externalId", "id"),
    },
  }),
  carries({
    id: "work-phone-as-mobile",
    title: "The work phone arrives as the number of type mobile",
    covers: "8X8-ATTR-06",
    source: "workPhone",
    values: fictionalNumber(),
    attribute: "phoneNumbers[mobile].value",
    console: ({ personalContactNumber }) => personalContactNumber,
    mutants: {
      "idp-jc-map-workphone-not-in-mobile": without('phoneNumbers[type eq "mobile"].value'),
      "sends the mobile phone as such": fed('phoneNumbers[type eq "mobile"].value', "mobile"),
    },
  }),
  carries({
    id: "work-phone",
    title: "The work phone arrives as the number of type work",
    covers: "8X8-ATTR-07",
    source: "workPhone",
    values: fictionalNumber(),
    attribute: "phoneNumbers[work].value",
    console: ({ personalContactNumber }) => personalContactNumber,
    mutants: {
      "idp-jc-map-workphone-not-in-work": without('phoneNumbers[type eq "work"].value'),
    },
  }),
  carries({
    id: "job-title",
    title: "The job title arrives as title",
    covers: "8X8-ATTR-08",
    source: "title",
    values: fc.tuple(word(1, 8), word(1, 8)).map(([one, other]) => `${one} ${other}`),
    attribute: "title",
    console: ({ title }) => title,
    mutants: {
      "idp-jc-map-jobtitle-as-displayname": rows((table) => [
        ...table.filter(({ target }) => target !== "displayName" && target !== "title"),
        { target: "displayName", source: { attribute: "jobTitle" }, from: "a mutant" },
      ]),
    },
  }),
  carries({
    id: "locale",
    title: "The locale arrives as locale",
    covers: "8X8-ATTR-09",
    source: "locale",
    values: fc.constantFrom("en-US", "en-GB", "de-DE", "fr-FR"),
    attribute: "locale",
    console: ({ language }) => language,
    mutants: {
      "idp-jc-map-locale-as-preferredlanguage": moved("locale", "preferredLanguage"),
    },
  }),
  carries({
    id: "timezone",
    title: "The timezone arrives as timezone",
    covers: "8X8-ATTR-10",
    source: "timezone",
    values: fc.constantFrom("Europe/Berlin", "Europe/London", "America/New_York", "America/Los_Angeles"),
    attribute: "timezone",
    console: ({ timeZone }) => timeZone,
    mutants: {
      "idp-jc-map-timezone-dropped": without("timezone"),
    },
  }),

  rule({
    id: "clients/jumpcloud/status",
    title: "The status of a person arrives as active, when the user is created and whenever it changes",
    covers: ["8X8-ATTR-11"],
    level: "MUST",
    judges: "client",
    async probe(t) {
      const scene = await connected(t);
      const { client, group, requests } = scene;
      await t.property(
        fc.boolean(),
        async (active) => {
          const person = client.directory.add(employee(t));
          if (!active) client.directory.block(person.id);
          client.directory.join(group, person.id);
          await client.settle();
          expectCarried(t, lastWrite(requests), "active", active);
          await expectShown(t, loginOf(person), { active }, "after a create");
          if (active) client.directory.block(person.id);
          else client.directory.unblock(person.id);
          await client.settle();
          const now = active ? "after a suspension" : "after a suspension has ended";
          await expectShown(t, loginOf(person), { active: !active }, now);
          await expectOnPage(t, loginOf(person), ({ active: shown }) => shown, !active);
        },
        { runs: 3 },
      );
    },
    mutants: {
      "idp-jc-map-active-inverted": decides<JumpCloudDecisions>({ isActive: () => true }),
      "sends the opposite of the status": decides<JumpCloudDecisions>((conforming) => ({
        isActive: (...known) => !conforming.isActive(...known),
      })),
    },
  }),

  rule({
    id: "clients/jumpcloud/department",
    title: "The department arrives, in the enterprise extension or beside the other attributes",
    covers: ["8X8-ATTR-12"],
    level: "MUST",
    judges: "client",
    // The guide prints a bare name (C-19).
    answers: ["departmentTravels"],
    async probe(t) {
      const scene = await connected(t);
      const { client, requests } = scene;
      await t.property(
        pairOf(word(2, 8)),
        async ([first, second]) => {
          const person = await hired(t, scene, { department: first });
          expectDepartment(t, lastWrite(requests), first);
          client.directory.change(person.id, { department: second });
          await client.settle();
          if (expectDepartment(t, lastWrite(requests), second) === "enterprise extension")
            await expectOnPage(t, loginOf(person), ({ department }) => department, second);
        },
        { runs: 3 },
      );
    },
    mutants: {
      "idp-jc-map-department-missing": without(`${ENTERPRISE}:department`),
      "sends the department as division": moved(`${ENTERPRISE}:department`, `${ENTERPRISE}:division`),
    },
  }),
];

function carries({ id, title, covers, source, values, attribute, console, mutants }: Row): Rule {
  return rule({
    id: `clients/jumpcloud/${id}`,
    title,
    covers: [covers],
    level: "MUST",
    judges: "client",
    async probe(t) {
      const scene = await connected(t);
      const { client, requests } = scene;
      await t.property(
        pairOf(values),
        async (pair) => {
          const login = t.given.userName();
          // What a login is made of beside the drawn letters keeps it in the namespace of the run.
          const [first, second] =
            source === "userName" ? pair.map((letters) => login.replace("@", `-${letters}@`)) : pair;
          const person = await hired(t, scene, { userName: login, email: `mail-${login}`, [source]: first });
          expectCarried(t, lastWrite(requests), attribute, first);
          client.directory.change(person.id, { [source]: second });
          await client.settle();
          expectCarried(t, lastWrite(requests), attribute, second);
          const { userName } = client.directory.person(person.id).attributes;
          if (console !== undefined) await expectOnPage(t, userName!, console, second);
        },
        { runs: 3 },
      );
    },
    mutants,
  });
}

function pairOf(values: fc.Arbitrary<string>): fc.Arbitrary<[string, string]> {
  return fc.tuple(values, values).filter(([first, second]) => first !== second);
}

/** Judges that a write carries a department; tells where. */
function expectDepartment(t: Trial, write: Noted | undefined, value: string): string {
  const beside = carriedBy(write?.body, "department") !== undefined;
  expectCarried(t, write, beside ? "department" : `${ENTERPRISE}:department`, value);
  const where = beside ? "user" : "enterprise extension";
  t.observe("departmentTravels", where);
  return where;
}

/** Judges what the console shows of a user, where the driver lets it be seen and the user is there. */
async function expectOnPage(
  t: Trial,
  userName: string,
  shown: (user: ConsoleUser) => unknown,
  value: unknown,
): Promise<void> {
  const user = await adminIfAny(t).user?.get?.({ userName });
  if (user === undefined) return;
  const seen = shown(user);
  t.expect.that(seen === value, {
    summary: `the console shows ${show(seen)} for what JumpCloud sent as ${show(value)}`,
    seen,
    expected: value,
  });
}

type Table = readonly MappingRow[];

function rows(change: (table: Table) => Table): Mutant {
  return decides<JumpCloudDecisions>((conforming) => ({ mapping: () => change(conforming.mapping()) }));
}

function without(attribute: string): Mutant {
  return rows((table) => table.filter(({ target }) => target !== attribute));
}

function moved(from: string, to: string): Mutant {
  return rows((table) => table.map((row) => (row.target === from ? { ...row, target: to } : row)));
}

function fed(attribute: string, source: string): Mutant {
  return rows((table) => sourced(table, attribute, source));
}

function sourced(table: Table, attribute: string, source: string): Table {
  return table.map((row) => (row.target === attribute ? { ...row, source: { attribute: source } } : row));
}
