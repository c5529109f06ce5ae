import { describe, expect, it } from "vitest";
import type { User8x8 } from "../../../profiles/index.ts";
import { createUsers } from "./users.ts";

const user = (id: string, fields: Partial<User8x8>): User8x8 => ({ id, ...fields }) as User8x8;
const ids = (users: User8x8[]): string[] => users.map(({ id }) => id);

describe("the users of a customer", () => {
  it("are found by id, login ID, externalId and e-mail", () => {
    const users = createUsers((name) => name.toLowerCase());
    users.put(user("1", { userName: "Ann", externalId: "E1", email: "Ann@Example.com" }));
    expect(users.get("1")?.userName).toBe("Ann");
    expect(ids(users.withLoginId("aNN"))).toEqual(["1"]);
    expect(ids(users.withExternalId("E1"))).toEqual(["1"]);
    expect(ids(users.withExternalId("e1"))).toEqual([]);
    expect(ids(users.withEmail("ann@example.COM"))).toEqual(["1"]);
  });

  it("are found under a changed key only, though the change was made in place", () => {
    const users = createUsers((name) => name);
    const ann = user("1", { userName: "ann" });
    users.put(ann);
    ann.userName = "anna";
    users.put(ann);
    expect(ids(users.withLoginId("ann"))).toEqual([]);
    expect(ids(users.withLoginId("anna"))).toEqual(["1"]);
  });

  it("may share a key, and lose it one by one", () => {
    const users = createUsers((name) => name);
    users.put(user("1", { userName: "ann" }));
    users.put(user("2", { userName: "ann" }));
    expect(ids(users.withLoginId("ann"))).toEqual(["1", "2"]);
    users.remove("1");
    expect(ids(users.withLoginId("ann"))).toEqual(["2"]);
    expect(users.size).toBe(1);
    expect(ids([...users.all()])).toEqual(["2"]);
  });
});
