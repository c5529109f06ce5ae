import type { Options8x8, User8x8 } from "../../../profiles/index.ts";

/** Makes the identity provider the owner of a user; one who was made in the console is linked by it (8X8-LINK-08). */
export function takeOver({ linkSetsFedId }: Options8x8, user: User8x8): void {
  if (user.owner === "idp") return;
  user.owner = "idp";
  if (user.origin === "console" && linkSetsFedId === "yes") user.federationId = user.userName;
}
