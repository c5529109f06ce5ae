import { describe, expect, it } from "vitest";
import { expect as judges, type Trial, Violation } from "../../engine/index.ts";
import { AdminRefusal, type ConsoleEdit, type ConsoleUser, type EditResult } from "../../profiles/index.ts";
import { edited, expectEditable, expectLocked, shows } from "./edits.ts";

const ada = {
  id: "1",
  userName: "ada@example.com",
  familyName: "Lovelace",
  title: null,
  personalContactNumber: "(415) 555-0100",
  language: "English",
  active: true,
} as unknown as ConsoleUser;

/** A trial whose console answers an edit in one way and shows the user in another. */
function trial(answer: (fields: ConsoleEdit) => Promise<EditResult>, shown: Partial<ConsoleUser> = {}): Trial {
  const user = {
    edit: ({ fields }: { fields: ConsoleEdit }) => answer(fields),
    get: async () => ({ ...ada, ...shown }),
  };
  return { expect: judges, admin: { user } } as unknown as Trial;
}

const refusing = async (): Promise<EditResult> => {
  throw new AdminRefusal("field-locked", "the identity provider owns the user");
};

describe("what a page shows", () => {
  it.each([
    ["personalContactNumber", "+14155550100"],
    ["language", "en-GB"],
    ["title", null],
    ["active", true],
  ] as const)("is %s as it was written, in its own way of writing", (field, value) => {
    expect(shows(ada, field, value)).toBe(true);
  });

  it.each([
    ["familyName", "lovelace"],
    ["personalContactNumber", "+14155550101"],
    ["title", "Countess"],
    ["active", false],
  ] as const)("is not another %s", (field, value) => {
    expect(shows(ada, field, value)).toBe(false);
  });

  it("is nothing where there is no user", () => {
    expect(shows(undefined, "familyName", "Lovelace")).toBe(false);
  });
});

describe("an edit that the console refuses as a whole", () => {
  it("refuses each of its fields", async () => {
    expect(await edited(trial(refusing), ada, { familyName: "King", active: false })).toEqual({
      familyName: "refused",
      active: "refused",
    });
  });

  it("is what a lock is expected to do", async () => {
    await expect(expectLocked(trial(refusing), ada, { familyName: "King" })).resolves.toBeUndefined();
  });
});

describe("a lock", () => {
  it("fails where the console says that it stored the value", async () => {
    const storing = trial(async () => ({ familyName: "stored" }), { familyName: "King" });
    await expect(expectLocked(storing, ada, { familyName: "King" })).rejects.toThrow(Violation);
  });

  it("fails where the console refuses the value and shows it then", async () => {
    const lying = trial(async () => ({ familyName: "locked" }), { familyName: "King" });
    await expect(expectLocked(lying, ada, { familyName: "King" })).rejects.toThrow('shows "King"');
  });
});

describe("a field that can be edited", () => {
  it("fails where the console stores nothing", async () => {
    const losing = trial(async () => ({ familyName: "stored" }));
    await expect(expectEditable(losing, ada, { familyName: "King" }, "a user")).rejects.toThrow("shows");
  });

  it("fails where the console locks it", async () => {
    const locking = trial(async () => ({ familyName: "locked" }));
    await expect(expectEditable(locking, ada, { familyName: "King" }, "a user")).rejects.toThrow("does not let");
  });
});
