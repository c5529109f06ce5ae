import type { Trial } from "../../engine/index.ts";
import type { ConsoleUser, NewConsoleUser } from "../../profiles/index.ts";
import { admin, adminIfAny, granted } from "./admin.ts";

/** Lets work be done with a user who was made in the console, and removes the user afterwards where the driver can. */
export async function withConsoleUser(
  t: Trial,
  fields: Partial<NewConsoleUser> & { customer?: string },
  work: (user: ConsoleUser) => Promise<void>,
): Promise<void> {
  const { faker } = t.given;
  const userName = t.given.userName();
  const user = await granted(
    admin(t).user.create({
      userName,
      givenName: faker.person.firstName(),
      familyName: faker.person.lastName(),
      email: userName,
      ...fields,
    }),
  );
  try {
    await work(user);
  } finally {
    const input = { id: user.id, ...(fields.customer === undefined ? {} : { customer: fields.customer }) };
    // The work may have removed it already.
    await adminIfAny(t)
      .user?.delete?.(input)
      .catch(() => undefined);
  }
}
