import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { readStory } from "./story.ts";

const LOGINS = ["anna@c.example", "bo@c.example"];
const story = (text: string) => readStory(new TextEncoder().encode(text), LOGINS);
const holds = new Ajv2020({ strict: true, allErrors: true }).compile(
  JSON.parse(readFileSync(new URL("../../../schemas/story.json", import.meta.url), "utf8")),
);

const WHOLE = `
# what happens to Anna
- assign: [anna@c.example, bo@c.example]
- change: { person: Anna@c.example, title: Senior buyer, work phone: null }
- group: { name: Phones, join: [anna@c.example], assigned: true }
- add: { userName: cy@c.example, given name: Cy }
- block: cy@c.example
- unblock: cy@c.example
- cycle
- advance: 6h
- token: env OTHER_TOKEN
- import
- stop
- start
- delete: anna@c.example
- restore: anna@c.example
- change: { person: anna@c.example, userName: anna.ortiz@c.example }
- unassign: anna.ortiz@c.example
- purge: bo@c.example
`;

describe("a story", () => {
  it("is read step by step", async () => {
    const { steps, faults } = await story(WHOLE);
    expect(faults).toEqual([]);
    expect(holds(parse(WHOLE))).toBe(true);
    expect(steps.slice(0, 4)).toEqual([
      { at: "line 3", do: "assign", people: ["anna@c.example", "bo@c.example"] },
      {
        at: "line 4",
        do: "change",
        person: "Anna@c.example",
        attributes: { title: "Senior buyer", workPhone: undefined },
      },
      { at: "line 5", do: "group", name: "Phones", join: ["anna@c.example"], leave: [], assigned: true },
      { at: "line 6", do: "add", attributes: { userName: "cy@c.example", givenName: "Cy" } },
    ]);
    expect(steps.find((step) => step.do === "advance")).toMatchObject({ milliseconds: 21_600_000 });
    expect(steps.find((step) => step.do === "token")).toMatchObject({ variable: "OTHER_TOKEN" });
    expect(steps).toHaveLength(17);
  });

  it("tells every fault by its line", async () => {
    const wrong = `
- asign: anna@c.example
- assign: nobody@c.example
- block: []
- advance: soon
- token: 12345
- change: { person: anna@c.example, shoe: 38 }
- change: { person: anna@c.example }
- add: { userName: anna@c.example }
- group: { join: [anna@c.example] }
- 17
- { assign: anna@c.example, block: bo@c.example }
- change: { person: anna@c.example, userName: null }
- change: { person: anna@c.example, userName: BO@c.example }
- purge: bo@c.example
- block: bo@c.example
`;
    const { faults } = await story(wrong);
    expect(faults.map(({ at, message }) => `${at}: ${message}`)).toEqual([
      expect.stringMatching(/^line 2: there is no step "asign"/),
      expect.stringMatching(/^line 3: nobody has the login nobody@c.example/),
      "line 4: block takes a login, or a list of logins",
      "line 5: advance takes a time such as 40m, 6h or 28d, of at most 400d",
      expect.stringMatching(/^line 6: token takes env and the name of an environment variable/),
      expect.stringMatching(/^line 7: change: people have no attribute "shoe"/),
      expect.stringMatching(/^line 8: change takes a person/),
      "line 9: add: the login anna@c.example is in use already",
      expect.stringMatching(/^line 10: group takes a name/),
      expect.stringMatching(/^line 11: expected one of/),
      expect.stringMatching(/^line 12: expected one of/),
      "line 13: change: a person needs a login",
      "line 14: change: the login BO@c.example is in use already",
      expect.stringMatching(/^line 16: nobody has the login bo@c.example/),
    ]);
  });

  it("gives the login of somebody who was purged to somebody else", async () => {
    const { steps, faults } = await story("- purge: bo@c.example\n- add: { userName: bo@c.example }\n");
    expect(faults).toEqual([]);
    expect(steps).toHaveLength(2);
  });

  it.each([
    ["- assign: [", /^line 1: /],
    ["assign: anna@c.example", /^line 1: expected a list of steps/],
    ["- &a { add: { userName: x } }\n- *a\n", /no anchors and aliases/],
  ])("is refused: %j", async (text, fault) => {
    const { steps, faults } = await story(text);
    expect(steps).toEqual([]);
    expect(`${faults[0]?.at}: ${faults[0]?.message}`).toMatch(fault);
  });

  it.each([
    ["- asign: a"],
    ["- block: []"],
    ["- advance: soon"],
    ["- token: 12345"],
    ["- change: { person: a }"],
    ["- add: { givenName: a }"],
    ["- group: { join: [a] }"],
    ["- 17"],
    ["- { assign: a, block: b }"],
    ["assign: a"],
  ])("departs from its schema where it is refused: %s", (text) => {
    expect(holds(parse(text))).toBe(false);
  });
});
