import type { DirectoryDecisions } from "../../../profiles/index.ts";
import type { World } from "./world.ts";

/** What others see of a user: in the directories of the applications, on a desk phone, and in the console. */
export function directoryDecisions(world: World): DirectoryDecisions {
  return {
    directoryUsers(customer, surface) {
      if (surface === "console-list") return world.decide.consoleList(customer);
      return Iterator.from(customer.users.all()).filter((user) => world.decide.inDirectory(customer, user));
    },

    directoryEntry(_customer, user, surface) {
      const numbers = [
        { type: "mobile" as const, value: user.mobile },
        { type: "work" as const, value: user.workPhone },
      ];
      return {
        id: user.id,
        name: [user.givenName, user.familyName].filter(Boolean).join(" ") || user.userName,
        extension: user.extension ?? null,
        phoneNumber: user.phoneNumber ?? null,
        contactNumbers:
          surface === "desk-phone"
            ? []
            : numbers.flatMap(({ type, value }) => (value === undefined ? [] : [{ type, value }])),
      };
    },
  };
}
