import { describe, expect, it } from "vitest";
import type { GivenUser } from "../../engine/index.ts";
import type { Exchange } from "../../scim/index.ts";
import { printStory, type Told } from "./story-text.ts";

const BASE = "https://8x8.example/udi/customers/c/scim/v2";
const sent = { userName: "ada@example.com", name: { givenName: "Ada", familyName: "O'Neill" } };
const ada: GivenUser = { id: "a-1", path: "/Users/a-1", userName: "ada@example.com", sent, resource: {} };

function exchange(method: string, path: string, status: number, body?: object): Exchange {
  const headers = { authorization: "Bearer ***", accept: "application/scim+json" };
  const response = { status, headers: {}, text: "", body, validUtf8: true };
  return {
    id: 1,
    step: "probe",
    startedAt: 0,
    durationMs: 0,
    request: { method, url: BASE + path, path, headers },
    response,
  };
}

function told(title: string, call?: Exchange): Told {
  return { title, about: { name: "Ada", user: ada, fromConsole: false }, call };
}

describe("a story in print", () => {
  it("is numbered sentences, where nothing was sent", () => {
    expect(printStory([told("an administrator deletes Ada"), { title: "31 minutes pass" }])).toBe(
      "1. an administrator deletes Ada\n2. 31 minutes pass",
    );
  });

  it("tells itself again in a shell: a create keeps the id, and calls use it", () => {
    const story = printStory([told("DELETE Ada", exchange("DELETE", "/Users/a-1", 204)), { title: "31 minutes pass" }]);
    const authorized = "-H \"Authorization: Bearer $SCIMPROOF_TOKEN\" -H 'accept: application/scim+json'";
    expect(story.split("\n")).toEqual([
      "1. DELETE Ada",
      "2. 31 minutes pass",
      "",
      `ADA=$(curl -s -X POST ${BASE}/Users ${authorized} -H 'content-type: application/scim+json' --data-raw ` +
        `'{"userName":"ada@example.com","name":{"givenName":"Ada","familyName":"O'\\''Neill"}}' | jq -r .id)`,
      `curl -i -X DELETE ${BASE}/Users/$ADA ${authorized}`,
      "# 31 minutes pass",
    ]);
  });

  it("follows a user who was deleted and created again to the new id", () => {
    const story = printStory([
      told("an administrator deletes Ada"),
      told("POST Ada", exchange("POST", "/Users", 201, { id: "a-2" })),
      told("DELETE Ada", exchange("DELETE", "/Users/a-2", 204)),
    ]);
    expect(story.match(/^ADA=/gm)).toHaveLength(2);
    expect(story).toMatch(/DELETE \S+\/Users\/\$ADA /);
  });

  it("leaves a create that was refused a plain line", () => {
    const story = printStory([told("POST Ada again", exchange("POST", "/Users", 409, { status: "409" }))]);
    expect(story.match(/^ADA=/gm)).toHaveLength(1);
    expect(story.split("\n").at(-1)).toMatch(/^curl -i -X POST/);
  });

  it("says that somebody was made in the console", () => {
    const about = { name: "Carol", user: ada, fromConsole: true };
    const carol = { ...told("DELETE Carol", exchange("DELETE", "/Users/a-1", 404)), about };
    expect(printStory([carol])).toContain("# an administrator makes Carol in the console; CAROL is the id");
  });
});
