import type { App } from "../../../../profiles/index.ts";

/** The applications of 8x8 as a person knows them. */
export const APP_NAMES: Record<App, string> = {
  "admin-console": "Admin Console",
  "work-desktop": "Work for Desktop",
  "work-mobile": "Work for Mobile",
  "contact-center": "Contact Center",
  "switchboard-pro": "Switchboard Pro",
  other: "8x8",
};

/** The application of a name; undefined where there is none. */
export function appOf(name: string | undefined): App | undefined {
  return name !== undefined && Object.hasOwn(APP_NAMES, name) ? (name as App) : undefined;
}
