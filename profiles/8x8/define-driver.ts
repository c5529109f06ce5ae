import type { AdminDriver } from "./admin.ts";

/** The operations of the admin plane that one driver can do; what is left out cannot be done. */
export type PartialAdminDriver = { [Noun in keyof AdminDriver]?: Partial<AdminDriver[Noun]> };

/** What a driver is made for. */
export interface DriverContext {
  /** The SCIM base URL of the target. */
  target: string;
  /** The options of the profile, as asked for or by default. */
  options: Record<string, string>;
}

/** A driver, or what makes one when a run begins. */
export type DriverDeclaration =
  | PartialAdminDriver
  | ((context: DriverContext) => PartialAdminDriver | Promise<PartialAdminDriver>);

/** Gives a driver back as it is, with the types of its operations: for modules that are named by `--driver`. */
export function defineDriver<Declaration extends DriverDeclaration>(driver: Declaration): Declaration {
  return driver;
}
