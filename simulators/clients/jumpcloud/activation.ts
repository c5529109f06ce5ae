import type { Answer, NoAnswer, Send } from "../wire.ts";
import { failureOf, idIn, listIn, succeeded } from "./answer.ts";
import type { JumpCloudDecisions } from "./decisions.ts";
import type { ActivationStep } from "./settings.ts";

const GROUP = "urn:ietf:params:scim:schemas:core:2.0:Group";

/**
 * Tries the service provider as activation does, step by step; a test user that is there already is used again.
 * Resolves with what went wrong, undefined when nothing did.
 */
export async function verify(
  decisions: JumpCloudDecisions,
  { send, testUserEmail }: { send: Send; testUserEmail: string },
): Promise<string | undefined> {
  let user: string | undefined;
  const values = (active: boolean): Map<string, string | boolean> =>
    new Map<string, string | boolean>([
      ["userName", testUserEmail],
      ["active", active],
      ["name.givenName", "Test"],
      ["name.familyName", "User"],
      ['emails[type eq "work"].value', testUserEmail],
    ]);

  const steps: Record<ActivationStep, () => Promise<string | undefined>> = {
    read: async () => listTrouble(await send("GET", "/Users?startIndex=1&count=1")),
    async lookup() {
      const found = await send("GET", decisions.lookup(testUserEmail));
      const id = listIn(found)?.resources[0]?.["id"];
      if (typeof id === "string") user = id;
      return listTrouble(found);
    },
    async create() {
      if (user !== undefined) return undefined;
      const created = await send("POST", "/Users", decisions.userBody(values(true)));
      user = idIn(created);
      return createTrouble(created);
    },
    get: async () =>
      user === undefined ? undefined : trouble(await send("GET", `/Users/${encodeURIComponent(user)}`)),
    async deactivate() {
      if (user === undefined) return undefined;
      const verb = decisions.statusVerb();
      const body =
        verb === "PUT"
          ? decisions.userBody(values(false))
          : decisions.patchBody([{ target: "active", from: true, to: false }]);
      return trouble(await send(verb, `/Users/${encodeURIComponent(user)}`, body));
    },
    async delete() {
      // To delete is optional: a service provider that does not is left with a test user to be removed by hand.
      if (user !== undefined) await send("DELETE", `/Users/${encodeURIComponent(user)}`);
      return undefined;
    },
    async group() {
      const created = await send("POST", "/Groups", { schemas: [GROUP], displayName: "JumpCloud test group" });
      const id = idIn(created);
      if (id !== undefined) await send("DELETE", `/Groups/${encodeURIComponent(id)}`);
      return createTrouble(created);
    },
  };

  for (const step of decisions.activationSteps()) {
    const wrong = await steps[step]();
    if (wrong !== undefined) return wrong;
  }
  return undefined;
}

function trouble(outcome: Answer | NoAnswer): string | undefined {
  return succeeded(outcome) ? undefined : failureOf(outcome);
}

function listTrouble(outcome: Answer | NoAnswer): string | undefined {
  return trouble(outcome) ?? (listIn(outcome) === undefined ? "the answer is no list of users" : undefined);
}

function createTrouble(outcome: Answer | NoAnswer): string | undefined {
  return trouble(outcome) ?? (idIn(outcome) === undefined ? "the answer has no id" : undefined);
}
