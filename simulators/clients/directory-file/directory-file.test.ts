import { describe, expect, it } from "vitest";
import { readDirectory } from "./read-directory.ts";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const csv = (text: string) => readDirectory(bytes(text), "people.csv");
const json = (value: unknown) => readDirectory(bytes(JSON.stringify(value)), "people.json");
const faultsOf = async (text: string) => (await csv(text)).faults.map(({ at, message }) => `${at}: ${message}`);

describe("a directory file in CSV", () => {
  it("is read with the names that this tool has for attributes", async () => {
    const { people, faults, ignored } = await csv(
      "userName,givenName,active,groups,shoe size\nanna@c.example,Anna,false,Phones; Sales,38\n",
    );
    expect(faults).toEqual([]);
    expect(ignored).toEqual(["shoe size"]);
    expect(people).toEqual([
      {
        at: "line 2",
        attributes: { userName: "anna@c.example", givenName: "Anna" },
        active: false,
        groups: ["Phones", "Sales"],
      },
    ]);
  });

  it.each([
    [
      "Entra ID",
      "userPrincipalName,displayName,surname,mail,givenName,id,jobTitle,department,accountEnabled,officeLocation",
    ],
    ["Okta", "login;firstName;lastName;email;title;department;STATUS;primaryPhone;mobilePhone;employeeNumber"],
    ["JumpCloud", "username\tfirstname\tlastname\temail\tjob_title\tdepartment\temployee_identifier\tlocation"],
    ["a person", "Login ID,First name,Last name,E-Mail address,Job-Title,Site,Work phone number"],
  ])("takes the header that %s exports", async (_who, header) => {
    expect(await csv(header)).toEqual({ people: [], faults: [], ignored: [] });
  });

  it("may start with a byte order mark, end its lines as Windows does, and hold delimiters and lines in quotes", async () => {
    const { people, faults } = await csv(
      '\ufeff"userName";"department";"title"\r\n\r\na@c.example;"Sales; ""EMEA""";"Head\r\nof Sales"\r\nb@c.example;;Buyer\r\n',
    );
    expect(faults).toEqual([]);
    expect(people.map(({ at, attributes }) => [at, attributes])).toEqual([
      ["line 3", { userName: "a@c.example", department: 'Sales; "EMEA"', title: "Head\nof Sales" }],
      ["line 5", { userName: "b@c.example", title: "Buyer" }],
    ]);
  });

  it("tells every fault by its line", async () => {
    expect(
      await faultsOf(
        [
          "userName,email,active",
          "anna@c.example,anna@c.example,true",
          ",bo@c.example,true",
          "cy@c.example,cy at c.example,true",
          "ANNA@C.example,anna@c.example,true",
          "di@c.example,di@c.example,perhaps",
          "ed@c.example,ed@c.example,true,extra",
          "flo@c.example",
        ].join("\n"),
      ),
    ).toEqual([
      "line 3: the login (userName) is missing",
      'line 4: "cy at c.example" is no e-mail address',
      "line 5: the login ANNA@C.example is that of line 2 already",
      'line 6: "perhaps" is neither active nor inactive: write true or false',
      "line 7: there are 4 columns where the header has 3: is a quote missing?",
      "line 8: there are 1 columns where the header has 3: is a quote missing?",
    ]);
  });

  it.each([
    ["", "line 1: the file is empty: expected a header and a line for each person"],
    ["name,mail\nAnna,a@c.example\n", "line 1: there is no column of logins: userName, userPrincipalName or login"],
    ["login,upn\na,b\n", 'line 1: "login" and "upn" are both columns of userName: leave one out'],
    ['userName\n"anna@c.example\n', "line 2: a quote is opened and never closed"],
    [
      'userName\nan"na@c.example\n',
      "line 2: a quote stands within a value: put the whole value in quotes, and double the ones inside",
    ],
    ["userName,id\na,1\nb,1\n", "line 3: the id 1 is that of line 2 already"],
    ["userName\nanna\u0000\n", "line 2: there is a zero character: this is no text file"],
  ])("is refused: %j", async (text, fault) => {
    expect(await faultsOf(text)).toEqual([fault]);
  });

  it("is refused in another encoding, at the line that shows it", async () => {
    const latin = Buffer.from("userName,givenName\na@c.example,Ana\nb@c.example,Jos\xe9\n", "latin1");
    expect((await readDirectory(latin, "people.csv")).faults).toEqual([
      { at: "line 3", message: "there are bytes that are no UTF-8: save the file as UTF-8" },
    ]);
    const wide = Buffer.from("\ufeffuserName\n", "utf16le");
    expect((await readDirectory(wide, "people.csv")).faults).toEqual([
      { at: "line 1", message: "the file is UTF-16: save it as UTF-8" },
    ]);
  });
});

describe("a directory file in JSON", () => {
  it("is read with the same names, with lists and truth values", async () => {
    expect(
      await json([
        { login: "anna@c.example", "First name": "Anna", active: true, groups: ["Phones"], employeeNumber: 77 },
        { userName: "bo@c.example", active: false, title: null },
      ]),
    ).toEqual({
      people: [
        {
          at: "[0]",
          attributes: { userName: "anna@c.example", givenName: "Anna", employeeNumber: "77" },
          active: true,
          groups: ["Phones"],
        },
        { at: "[1]", attributes: { userName: "bo@c.example" }, active: false, groups: [] },
      ],
      faults: [],
      ignored: [],
    });
  });

  it("tells every fault by its index", async () => {
    const { faults } = await json([
      { userName: "anna@c.example" },
      { mail: "x" },
      "bo",
      { userName: "Anna@c.example" },
      { userName: "cy", groups: "Phones", active: 1, title: {} },
    ]);
    expect(faults.map(({ at, message }) => `${at}: ${message}`)).toEqual([
      "[1]: the login (userName) is missing",
      "[2]: expected an object",
      "[3]: the login Anna@c.example is that of [0] already",
      "[4].groups: expected an array of group names",
      "[4].active: expected true or false",
      "[4].title: expected a text",
    ]);
  });

  it("is refused where it is none, by its line", async () => {
    const { faults } = await readDirectory(bytes('[\n  { "userName": "a" }\n  { }\n]'), "people.json");
    expect(faults).toEqual([{ at: "line 3", message: expect.stringContaining("this is no JSON") }]);
    expect((await json({ userName: "a" })).faults).toEqual([{ at: "line 1", message: "expected an array of people" }]);
  });
});
