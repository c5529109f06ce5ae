import { decodePost } from "../../../saml/index.ts";
import type { TestIdentityProvider } from "../../../simulators/test-idp/index.ts";

/** A response by what it says, read without verifying anything. */
export interface Posted {
  acsUrl: string;
  issuers: string[];
  audiences: string[];
}

/** A page of an identity provider, and the cookie that came with it. */
export interface Shown {
  text: string;
  cookie: string;
}

/** Opens a page of the identity provider. */
export async function open(idp: TestIdentityProvider, url: string, cookie = ""): Promise<Shown> {
  return shownBy(idp, new Request(url, { headers: { cookie } }));
}

/** Opens a page of the identity provider and fills in the form for signing in, where there is one. */
export async function signedInAt(idp: TestIdentityProvider, url: string, userName: string): Promise<Shown> {
  const shown = await open(idp, url);
  const page = formIn(shown.text);
  if (page === undefined || !shown.text.includes('name="userName"')) return shown;
  const body = new URLSearchParams({ ...page.fields, userName });
  return shownBy(idp, new Request(page.action, { method: "POST", body }));
}

/** A form with its hidden fields. */
export interface Form {
  action: string;
  fields: Record<string, string>;
}

function formIn(text: string): Form | undefined {
  const action = /<form method="post" action="([^"]*)"/.exec(text)?.[1];
  if (action === undefined) return undefined;
  const hidden = text.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)">/g);
  return { action, fields: Object.fromEntries(Array.from(hidden, ([, name, value]) => [name!, value!])) };
}

/** The form by which a browser is handed on with a response; undefined where it is not. */
export function responseIn({ text }: Shown): Form | undefined {
  const page = formIn(text);
  return page?.fields["SAMLResponse"] === undefined ? undefined : page;
}

/** Reads a response that is posted to a URL. */
export function read(acsUrl: string, encoded: string): Posted {
  const xml = decodePost(encoded);
  const all = (name: string): string[] =>
    Array.from(xml.matchAll(new RegExp(`<(?:\\w+:)?${name}(?:\\s[^>]*)?>([^<]*)<`, "g")), ([, text]) => text!);
  return { acsUrl, issuers: all("Issuer"), audiences: all("Audience") };
}

async function shownBy({ handler }: TestIdentityProvider, request: Request): Promise<Shown> {
  const response = await handler(request);
  const cookie = (response.headers.get("set-cookie") ?? "").split(";")[0]!;
  return { text: await response.text(), cookie };
}
