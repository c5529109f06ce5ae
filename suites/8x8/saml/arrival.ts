import { type Browser, Inconclusive, type Trial } from "../../../engine/index.ts";
import { parseAuthnRequest, readRedirect, SamlRefusal } from "../../../saml/index.ts";
import type { Exchange } from "../../../scim/index.ts";

/** How a response is posted that a browser carries (SAML Bindings §3.5). */
export interface Carried {
  /** Base64. */
  SAMLResponse: string;
  RelayState?: string | undefined;
}

/** The answer to a response, and the browser that got it. */
export interface Answer {
  exchange: Exchange;
  browser: Browser;
}

const PAGE = { accept: "text/html,application/xhtml+xml" };

/** Posts a response as a browser does. */
export async function carry(browser: Browser, acsUrl: string, { SAMLResponse, RelayState }: Carried): Promise<Answer> {
  const form = new URLSearchParams({ SAMLResponse });
  if (RelayState !== undefined) form.set("RelayState", RelayState);
  const headers = { ...PAGE, "content-type": "application/x-www-form-urlencoded" };
  return { browser, exchange: await browser.post(acsUrl, form.toString(), { headers }) };
}

/** Opens a page in a browser. */
export function open(browser: Browser, url: string): Promise<Exchange> {
  return browser.get(url, { headers: PAGE });
}

/** What a sign-in that begins at the service provider asks of the identity provider. */
export interface Asked {
  /** Where the browser was sent, without the message. */
  destination: string;
  id: string;
  issuer: string;
  acsUrl: string;
  relayState: string | undefined;
}

/** Reads where a browser is sent with a request; undefined where it is sent nowhere, or with none (SAML Bindings §3.4). */
export function askedBy({ response }: Exchange, base: string): Asked | undefined {
  const { location } = response.headers;
  const url = location === undefined ? null : URL.parse(location, base);
  if (url === null) return undefined;
  try {
    const { parameter, xml, relayState } = readRedirect(url.href);
    if (parameter !== "SAMLRequest") return undefined;
    const { id, issuer, acsUrl } = parseAuthnRequest(xml);
    for (const name of ["SAMLRequest", "RelayState", "SigAlg", "Signature"]) url.searchParams.delete(name);
    return { destination: url.href, id, issuer, acsUrl, relayState };
  } catch (cause) {
    if (cause instanceof SamlRefusal) return undefined;
    throw cause;
  }
}

/** What can be told of an answer without knowing the service provider: status, where it leads, the cookies it left. */
export function markOf({ exchange, browser }: Answer): string {
  const { status, headers } = exchange.response;
  const place = headers["location"] === undefined ? undefined : URL.parse(headers["location"], exchange.request.url);
  const leads = place === undefined || place === null ? "" : place.origin + place.pathname;
  return [status, leads, ...browser.cookies().sort()].join(" ");
}

/** The same of the page that a sign-in leads to, where the answers themselves do not differ. */
export async function markOfPage({ browser }: Answer, page: string): Promise<string> {
  return markOf({ browser, exchange: await open(browser, page) });
}

/** Where the answer to a sign-in leads, as far as that is a page of the same site. */
export function pageBehind({ exchange }: Answer, acsUrl: string): string {
  const { origin } = new URL(acsUrl);
  const { location = "/" } = exchange.response.headers;
  const url = URL.parse(location, exchange.request.url);
  return url?.origin === origin ? url.href : `${origin}/`;
}

/** Begins a sign-in at the service provider. */
export async function begin(t: Trial, browser: Browser, startUrl: string): Promise<Asked> {
  // The page may be on another host than the one that takes responses; its cookies are of no use there.
  const sameSite = new URL(startUrl).origin === new URL(browser.baseUrl).origin;
  const asked = askedBy(await open(sameSite ? browser : t.browser(startUrl), startUrl), startUrl);
  if (asked === undefined)
    throw new Inconclusive("could not set the scene: the start of a sign-in leads to no request by HTTP-Redirect");
  return asked;
}
