import type { App } from "../../../../profiles/index.ts";

/** The path of the entity ID, which takes responses too (8X8-SAML-02). */
export const ENTITY_PATH = "/saml2";

/** Where the metadata of the service provider is. */
export const METADATA_PATH: string = `${ENTITY_PATH}/metadata`;

/** Below it, the applications: each has its start page, its sign-in and its sign-out. */
export const APPS_PATH = "/apps";

/** The URL of the metadata. */
export function metadataUrl(origin: string): string {
  return origin + METADATA_PATH;
}

/** Where somebody lands who signed in to an application. */
export function appPage(origin: string, app: App): string {
  return `${origin}${APPS_PATH}/${app}`;
}

/** Where a user of a customer begins to sign in to an application. */
export function signInPage(origin: string, customerId: string, app: App): string {
  return `${appPage(origin, app)}/sign-in?${new URLSearchParams({ customer: customerId })}`;
}

/** Where somebody signs out of an application. */
export function signOutPage(origin: string, app: App): string {
  return `${appPage(origin, app)}/sign-out`;
}
