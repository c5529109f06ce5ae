import type { ConsoleDecisions, Customer, User8x8 } from "../../../profiles/index.ts";
import type { World } from "./world.ts";

/** What administrators do with X Series licences. */
export function licenceDecisions(
  world: World,
): Pick<ConsoleDecisions, "consoleLicence" | "licenceRefusal" | "consoleBulkLicence"> {
  return {
    consoleLicence(customer, user, level) {
      if (level === null) {
        Object.assign(user, { licence: undefined, extension: undefined, phoneNumber: undefined });
        return "stored";
      }
      if (world.decide.licenceRefusal(customer, user, level) !== undefined) return "invalid";
      user.licence = { level, assignedAt: world.now() };
      return "stored";
    },

    licenceRefusal(customer, user, level) {
      if (!Object.hasOwn(customer.xSeriesSubscriptions, level)) return "no-subscription";
      if (user.siteId === undefined) return "licence-without-site";
      return hasSeat(customer, user, level) ? undefined : "no-seat-left";
    },

    consoleBulkLicence: (customer, lines) =>
      lines.map(({ user, level }) => world.decide.consoleLicence(customer, user, level)),
  };
}

function hasSeat({ users, xSeriesSubscriptions }: Customer, user: User8x8, level: string): boolean {
  const seats = xSeriesSubscriptions[level]!;
  // With a seat for everybody there is nothing to count.
  if (users.size < seats) return true;
  let taken = 0;
  for (const { id, licence } of users.all()) if (licence?.level === level && id !== user.id) taken += 1;
  return taken < seats;
}
