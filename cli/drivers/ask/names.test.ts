import { describe, expect, it } from "vitest";
import type { Exchange, JsonObject } from "../../../scim/index.ts";
import { createNames } from "./names.ts";

function shown(body: JsonObject): Exchange {
  return { request: { method: "GET", path: "/Users" }, response: { status: 200, body } } as unknown as Exchange;
}

describe("the names that a person and a rule have for a user", () => {
  it("are learnt from what SCIM shows, one by one or in a list", () => {
    const names = createNames();
    names.seen(shown({ id: "7", userName: "ada@example.com" }));
    names.seen(shown({ Resources: [{ id: "8", userName: "bob@example.com" }, null] }));
    expect(names.user("7")).toBe("ada@example.com");
    expect(names.userId("Bob@example.com")).toBe("8");
    expect(names.doubt()).toBeUndefined();
  });

  it("follow a rename", () => {
    const names = createNames();
    names.seen(shown({ id: "7", userName: "ada@example.com" }));
    names.seen(shown({ id: "7", userName: "lovelace@example.com" }));
    expect(names.user("7")).toBe("lovelace@example.com");
  });

  it("follow a rename that is answered with nothing", () => {
    const names = createNames();
    names.seen(shown({ id: "7", userName: "ada@example.com" }));
    const request = { method: "PUT", path: "/Users/7", body: { userName: "lovelace@example.com" } };
    names.seen({ request, response: { status: 204, body: undefined } } as unknown as Exchange);
    expect(names.user("7")).toBe("lovelace@example.com");
  });

  it("are not learnt from a refusal", () => {
    const names = createNames();
    const refused = shown({ id: "7", userName: "ada@example.com" });
    names.seen({ ...refused, response: { ...refused.response, status: 404 } });
    expect(names.user("7")).toBe("(the user whose SCIM id is 7)");
  });

  it("are an id of the driver's own for whom SCIM has not shown, which no request may carry", () => {
    const names = createNames();
    const id = names.userId("ada@example.com");
    expect(names.user(id)).toBe("ada@example.com");
    expect(names.userId("ada@example.com")).toBe(id);
    expect(names.unknown(`/Users/${id}`)).toContain("does not show the SCIM id");
    expect(names.unknown("/Users/7")).toBeUndefined();
  });

  it("make a verdict doubtful when SCIM shows such a user after all, until the next rule begins", () => {
    const names = createNames();
    names.userId("ada@example.com");
    names.seen(shown({ Resources: [{ id: "7", userName: "Ada@example.com" }] }));
    expect(names.doubt()).toContain("the SCIM id of Ada@example.com was not known");
    names.begins();
    expect(names.doubt()).toBeUndefined();
  });

  it("are known for sites by their name, before and after a rename", () => {
    const names = createNames();
    const id = names.siteId("Berlin");
    names.renameSite(id, "Bonn");
    expect(names.site(id)).toBe("Bonn");
    expect(names.siteId("Bonn")).toBe(id);
    expect(names.siteId("Berlin")).not.toBe(id);
  });
});
