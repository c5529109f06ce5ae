import type { JsonObject } from "../../../scim/index.ts";
import type { Directory } from "../directory.ts";
import type { ImportedUser } from "../identity-provider.ts";
import { valueIn } from "../mapping.ts";
import type { NewPerson, PersonAttributes } from "../person.ts";
import type { Send } from "../wire.ts";
import { failureOf, listIn, statusOf, succeeded } from "./answer.ts";
import type { JumpCloudDecisions } from "./decisions.ts";
import type { Subject } from "./insights.ts";
import type { Ledger } from "./ledger.ts";
import type { Link } from "./users.ts";

/** What the administrator learns of an import. */
export interface ImportReport {
  imported: number;
  /** Shown at once, told by mail, or not at all. */
  told: "live" | "mail" | "none";
}

/** The manual import of an application. */
export interface Imports {
  list(): Promise<ImportedUser[]>;
  run(resources: readonly string[]): Promise<ImportReport>;
}

/** Where an attribute of a person is read from. */
const SOURCES: [keyof PersonAttributes, string][] = [
  ["givenName", "name.givenName"],
  ["familyName", "name.familyName"],
  ["displayName", "displayName"],
  ["email", 'emails[type eq "work"].value'],
  ["title", "title"],
  ["department", "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department"],
  ["employeeNumber", "externalId"],
  ["workPhone", 'phoneNumbers[type eq "work"].value'],
  ["locale", "locale"],
  ["timezone", "timezone"],
];

/** Nothing listed yet. */
export function createImports({
  directory,
  decisions,
  ledger,
  links,
  send,
  application,
  pageSize,
  mail,
}: {
  directory: Directory;
  decisions: JumpCloudDecisions;
  ledger: Ledger;
  links: Map<string, Link>;
  send: Send;
  application: Subject;
  pageSize: number;
  mail(subject: string): void;
}): Imports {
  const listed = new Map<string, JsonObject>();

  // Pages are read until the total is reached; one that adds nobody ends the list, or it would never end.
  async function readAll(): Promise<void> {
    listed.clear();
    for (let startIndex = 1; ; ) {
      const page = await send("GET", `/Users?startIndex=${startIndex}&count=${pageSize}`);
      const list = listIn(page);
      ledger.record({
        occurrence: "users-listed",
        operation: "import",
        subject: application,
        failure: succeeded(page)
          ? list === undefined
            ? "the answer is no list of users"
            : undefined
          : failureOf(page),
        status: statusOf(page),
      });
      if (list === undefined) return;
      const before = listed.size;
      for (const user of list.resources) listed.set(String(user["id"]), user);
      startIndex += list.resources.length;
      if (listed.size === before || !decisions.readsOn({ read: startIndex - 1, total: list.total })) return;
    }
  }

  const linked = (): Set<string> => new Set(links.values().map(({ resource }) => resource));

  return {
    async list() {
      await readAll();
      const accounts = linked();
      return [...listed].map(([resource, attributes]) => ({
        resource,
        userName: nameIn(attributes),
        status: decisions.importStatus({ hasAccount: accounts.has(resource) }),
        attributes,
      }));
    },
    async run(resources) {
      const accounts = linked();
      const chosen = resources.filter((resource) => listed.has(resource) && !accounts.has(resource));
      const people = new Map(
        [...directory.people()].map((person) => [folded(person.attributes.userName ?? ""), person]),
      );
      for (const resource of chosen) {
        // An account of that name is linked to the user; where there is none, one is made.
        const attributes = listed.get(resource)!;
        const userName = nameIn(attributes);
        const account = people.get(folded(userName)) ?? directory.add(personIn(userName, attributes));
        links.set(account.id, { resource, userName, sent: undefined });
      }
      for (const resource of decisions.writesBack(chosen)) {
        await send("PUT", `/Users/${encodeURIComponent(resource)}`, listed.get(resource));
      }
      const told = decisions.importReport(chosen.length);
      if (told === "mail") mail(`Your import of ${chosen.length} users is complete`);
      return { imported: chosen.length, told };
    },
  };
}

function nameIn(attributes: JsonObject): string {
  return String(attributes["userName"] ?? "");
}

function folded(name: string): string {
  return name.toLowerCase();
}

function personIn(userName: string, attributes: JsonObject): NewPerson {
  const person: NewPerson = { userName };
  for (const [name, target] of SOURCES) {
    const value = valueIn(attributes, target);
    if (typeof value === "string") person[name] = value;
  }
  return person;
}
