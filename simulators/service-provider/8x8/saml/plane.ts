import type { App, Customer } from "../../../../profiles/index.ts";
import * as saml from "../../../../saml/index.ts";
import { splitUrl } from "../../route.ts";
import type { World } from "../world.ts";
import { APP_NAMES, appOf } from "./apps.ts";
import { consume } from "./consume.ts";
import { sessionCookie, sessionOf } from "./cookie.ts";
import { escaped, page, sendTo } from "./page.ts";
import { APPS_PATH, METADATA_PATH, signInPage, signOutPage } from "./places.ts";
import { keepRequest } from "./sign-in.ts";

/** The SAML plane: metadata, the assertion consumer service, and what a browser meets of each application. */
export function samlPlane(world: World, homeId: string): (request: Request) => Promise<Response> {
  const { decide, origin } = world;

  return async (request) => {
    const { path, search } = splitUrl(request.url);
    if (path === METADATA_PATH) return metadata(request);
    if (path === decide.acsPath()) return consume(world, world.customers.get(homeId)!, saml, request);
    const [name, step, ...more] = path.startsWith(`${APPS_PATH}/`) ? path.slice(APPS_PATH.length + 1).split("/") : [];
    const app = appOf(name);
    if (app === undefined || more.length > 0) return page("Not found", ["There is nothing here."], { status: 404 });
    if (step === undefined) return start(app, request);
    if (step === "sign-in") return begin(app, new URLSearchParams(search), request);
    if (step === "sign-out") return end(app, request);
    return page("Not found", ["There is nothing here."], { status: 404 });
  };

  function metadata({ method }: Request): Response {
    if (!isRead(method)) return wrongMethod("GET, HEAD");
    return new Response(saml.buildMetadata(decide.samlMetadata()), {
      headers: { "content-type": "application/samlmetadata+xml" },
    });
  }

  function start(app: App, request: Request): Response {
    if (!isRead(request.method)) return wrongMethod("GET, HEAD");
    const found = sessionOf(world, request, app);
    if (found !== undefined && decide.sessionOpen(found.customer, found.session, world.now())) {
      const name = found.customer.users.get(found.session.userId)?.userName ?? "";
      const out = `<a href="${escaped(signOutPage(origin, app))}">Sign out</a>`;
      return page(APP_NAMES[app], [`You are signed in as ${escaped(name)}.`, out]);
    }
    const begins = signInPage(origin, found?.customer.id ?? homeId, app);
    return page(APP_NAMES[app], ["You are not signed in.", `<a href="${escaped(begins)}">Sign in</a>`], {
      status: 401,
    });
  }

  function begin(app: App, parameters: URLSearchParams, { method }: Request): Response {
    if (!isRead(method)) return wrongMethod("GET, HEAD");
    const customer = customerOf(parameters);
    const offered = customer !== undefined && decide.ssoServes(customer) && decide.ssoOffers(customer, app);
    const target = offered ? decide.signInTarget(customer) : undefined;
    // Whether there is such a customer is nobody's business who has not signed in.
    if (customer === undefined || target === undefined)
      return page(APP_NAMES[app], ["There is no single sign-on here. Sign in with your password."], { status: 403 });
    const request = { id: `_${world.newId()}`, app, issuedAt: world.now(), answered: false };
    keepRequest(customer, request);
    const message = saml.buildAuthnRequest(decide.authnRequest(customer, request));
    return sendTo(saml.redirectUrl(target, "SAMLRequest", message, decide.relayState(customer, request)));
  }

  function end(app: App, request: Request): Response {
    if (!isRead(request.method) && request.method !== "POST") return wrongMethod("GET, HEAD, POST");
    const found = sessionOf(world, request, app);
    if (found !== undefined) decide.signedOut(found.customer, found.session, world.now());
    const target = found === undefined ? undefined : decide.signOutTarget(found.customer);
    const cookie = sessionCookie(world, app, undefined);
    return target === undefined
      ? page(APP_NAMES[app], ["You are signed out."], { headers: cookie })
      : sendTo(target, cookie);
  }

  function customerOf(parameters: URLSearchParams): Customer | undefined {
    return world.customers.get(parameters.get("customer") ?? homeId);
  }
}

function isRead(method: string): boolean {
  return method === "GET" || method === "HEAD";
}

function wrongMethod(allow: string): Response {
  return page("Sign-in", ["This cannot be done here."], { status: 405, headers: { allow } });
}
