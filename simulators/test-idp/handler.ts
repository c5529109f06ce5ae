import type { Handler } from "../../scim/index.ts";
import type { Asked, SignInDecisions } from "./decisions.ts";
import type { TestIdentityProvider, TestPerson } from "./identity-provider.ts";
import { escaped, form, link, page, paragraph } from "./page.ts";
import type { Refusal } from "./product.ts";

type Provider = Omit<TestIdentityProvider, "handler">;

/** A request that is to be answered. */
type Question = Asked & { id: string };

const COOKIE = "test-idp-session";
/** How many names the sign-in page proposes. */
const PROPOSED = 50;

/** The pages of an identity provider; `downloads` is the URL that the id of a download is added to. */
export function handlerOf(provider: Provider, decide: SignInDecisions, origin: string, downloads: string): Handler {
  const { style, urls } = provider;
  const pathOf = (url: string): string => new URL(url).pathname;

  return async (request) => {
    const { pathname, searchParams } = new URL(request.url);
    const { method } = request;
    if (pathname === pathOf(urls.signIn)) {
      if (method === "POST") return signedIn(request);
      return signIn(request);
    }
    if (method !== "GET" && method !== "HEAD")
      return page(style.title, paragraph("This cannot be done here."), {
        status: 405,
        headers: { allow: "GET, HEAD" },
      });
    if (pathname === pathOf(urls.start))
      return started(request, undefined, searchParams.get("RelayState") ?? undefined);
    if (pathname === pathOf(urls.portal)) return portal(request);
    if (pathname === pathOf(urls.commonSignOut)) return commonSignOut(searchParams);
    if (pathname === pathOf(urls.signOut)) return signedOut();
    if (pathname === pathOf(urls.metadata)) return file("metadata");
    if (pathname.startsWith(pathOf(downloads))) {
      const id = pathname.slice(pathOf(downloads).length);
      if (style.downloads.some((offer) => offer.id === id))
        return file(id, searchParams.get("certificate") ?? undefined);
    }
    return page(style.title, paragraph("There is nothing here."), { status: 404 });
  };

  /** The sign-in URL: takes a message by HTTP-Redirect, which may be one to sign out. */
  async function signIn(request: Request): Promise<Response> {
    const { parseAuthnRequest, parseLogoutRequest, readRedirect, SamlRefusal } = await import("../../saml/index.ts");
    const { searchParams } = new URL(request.url);
    const relayState = searchParams.get("RelayState") ?? undefined;
    if (searchParams.has("SAMLResponse")) return signedOut();
    if (!searchParams.has("SAMLRequest"))
      return style.needsMessage ? refused("no-message") : started(request, undefined, relayState);
    try {
      const { xml } = readRedirect(request.url);
      if (/<(?:[\w.-]+:)?LogoutRequest[\s>]/.test(xml)) {
        parseLogoutRequest(xml);
        return signedOut();
      }
      const asked = parseAuthnRequest(xml);
      return refusalOf(asked) ?? started(request, asked, relayState);
    } catch (cause) {
      if (cause instanceof SamlRefusal) return refused("unreadable");
      throw cause;
    }
  }

  function refusalOf(asked: Asked): Response | undefined {
    const refusal = decide.requestRefusal(asked, provider.configuration());
    return refusal === undefined ? undefined : refused(refusal);
  }

  /** Goes on with a person who has signed in before, and shows the sign-in page to anybody else. */
  async function started(
    request: Request,
    asked: Question | undefined,
    relayState: string | undefined,
  ): Promise<Response> {
    if (!provider.connector.isOn) return refused("deactivated");
    const person = personOf(request);
    return person === undefined ? signInPage(asked, relayState) : handedOn(person, asked, relayState);
  }

  /** The form of the sign-in page. */
  async function signedIn(request: Request): Promise<Response> {
    const fields = new URLSearchParams(await request.text());
    const [id, issuer, acsUrl] = ["inResponseTo", "issuer", "acsUrl"].map((name) => fields.get(name));
    const asked = id && issuer && acsUrl ? { id, issuer, acsUrl } : undefined;
    const relayState = fields.get("RelayState") ?? undefined;
    const person = personNamed(fields.get("userName") ?? "");
    if (person === undefined) return signInPage(asked, relayState, "There is no such account.");
    // The form comes back from a browser: what the request named is no more to be trusted than before.
    const refusal = asked === undefined ? undefined : refusalOf(asked);
    return refusal ?? handedOn(person, asked, relayState);
  }

  function signInPage(asked: Question | undefined, relayState: string | undefined, notice?: string): Response {
    const names = Iterator.from(provider.people)
      .take(PROPOSED)
      .map(({ userName }) => `<option value="${escaped(userName)}"></option>`);
    const content = `<label>User name <input name="userName" list="people" autofocus required></label>
<datalist id="people">${[...names].join("")}</datalist>
<button>Sign in</button>`;
    const markup = form(
      urls.signIn,
      { inResponseTo: asked?.id, issuer: asked?.issuer, acsUrl: asked?.acsUrl, RelayState: relayState },
      content,
    );
    const status = notice === undefined ? 200 : 401;
    return page(style.title, notice === undefined ? markup : paragraph(notice) + markup, { status });
  }

  /** Lets the browser post the response, where the person may use the application. */
  async function handedOn(
    person: TestPerson,
    asked: Question | undefined,
    relayState: string | undefined,
  ): Promise<Response> {
    // Who is let in here need not be let through to the application.
    const known = { "set-cookie": cookie(encodeURIComponent(person.userName)) };
    if (!provider.connector.isOn) return refused("deactivated", known);
    const refusal = decide.personRefusal(person, asked);
    if (refusal !== undefined) return refused(refusal, refusal === "blocked" ? {} : known);
    const { acsUrl, SAMLResponse, RelayState } = await provider.respond(person, {
      inResponseTo: asked?.id,
      asked,
      relayState,
    });
    const posts = form(acsUrl, { SAMLResponse, RelayState }, "<button>Go on</button>");
    return page(style.title, `${posts}\n<script>document.forms[0].submit()</script>`, { headers: known });
  }

  function portal(request: Request): Response {
    const person = personOf(request);
    if (person === undefined) return signInPage(undefined, undefined);
    const shown = provider.connector.isOn && decide.showsTile(person);
    const tile = shown ? link(urls.start, "8x8") : paragraph("You have no applications.");
    return page(style.title, paragraph(person.userName) + tile);
  }

  function commonSignOut(parameters: URLSearchParams): Response {
    const [name, value] = [...new URL(urls.commonSignOut).searchParams][0] ?? [];
    if (name !== undefined && parameters.get(name) !== value) return refused("no-message");
    return signedOut();
  }

  function signedOut(): Response {
    return page(style.title, paragraph("You have signed out of your account."), {
      headers: { "set-cookie": `${cookie("")}; Max-Age=0` },
    });
  }

  async function file(id: string, fingerprint?: string): Promise<Response> {
    const known = (await provider.certificates()).some((each) => each.fingerprint === fingerprint);
    if (fingerprint !== undefined && !known)
      return page(style.title, paragraph("There is nothing here."), { status: 404 });
    const { bytes, fileName, mediaType } = await provider.download(id, fingerprint);
    return new Response(Buffer.from(bytes), {
      headers: { "content-type": mediaType, "content-disposition": `attachment; filename="${fileName}"` },
    });
  }

  function refused(reason: Refusal, headers: Record<string, string> = {}): Response {
    const status = ["not-assigned", "blocked", "deactivated"].includes(reason) ? 403 : 400;
    return page("Sorry, but we’re having trouble signing you in", paragraph(style.refusals[reason]), {
      status,
      headers,
    });
  }

  function personNamed(userName: string): TestPerson | undefined {
    return Iterator.from(provider.people).find((person) => person.userName === userName);
  }

  function personOf(request: Request): TestPerson | undefined {
    const cookies = (request.headers.get("cookie") ?? "").split(";").map((each) => each.trim());
    const value = cookies.find((each) => each.startsWith(`${COOKIE}=`))?.slice(COOKIE.length + 1);
    return value ? personNamed(decodeURIComponent(value)) : undefined;
  }

  function cookie(value: string): string {
    const secure = origin.startsWith("https:") ? "; Secure" : "";
    return `${COOKIE}=${value}; Path=/; HttpOnly; SameSite=Lax${secure}`;
  }
}
