import type { App, Customer, Session } from "../../../../profiles/index.ts";
import type { World } from "../world.ts";

function nameOf(app: App): string {
  return `8x8-session-${app}`;
}

/** The header that gives a browser its session in an application, or takes it away. */
export function sessionCookie({ origin }: World, app: App, session: Session | undefined): Record<string, string> {
  const secure = origin.startsWith("https:") ? "; Secure" : "";
  const ends = session === undefined ? "; Max-Age=0" : "";
  return { "set-cookie": `${nameOf(app)}=${session?.id ?? ""}; Path=/; HttpOnly; SameSite=Lax${secure}${ends}` };
}

/** The session that a browser has in an application, and the customer it is of. */
export function sessionOf(
  { customers }: World,
  request: Request,
  app: App,
): { customer: Customer; session: Session } | undefined {
  const cookies = (request.headers.get("cookie") ?? "").split(";").map((cookie) => cookie.trim());
  const id = cookies.find((cookie) => cookie.startsWith(`${nameOf(app)}=`))?.slice(nameOf(app).length + 1);
  if (id === undefined) return undefined;
  for (const customer of customers.values()) {
    const session = customer.sessions.get(id);
    if (session?.app === app) return { customer, session };
  }
  return undefined;
}
