import type { App, Customer, SamlRefusal8x8, Session, User8x8 } from "../../../../profiles/index.ts";
import { note } from "../audit.ts";
import type { World } from "../world.ts";
import { claimsOf } from "./claims.ts";
import { sessionCookie } from "./cookie.ts";
import { readForm } from "./form.ts";
import { page, sendTo } from "./page.ts";

type Saml = typeof import("../../../../saml/index.ts");

/** What became of a response. */
interface Outcome {
  refused: SamlRefusal8x8 | undefined;
  session?: Session;
  user?: User8x8 | undefined;
  /** What the response says the name is, once it was verified. */
  asserted?: string;
}

/** Whom an attempt concerns. */
interface Attempt {
  customer: Customer;
  app: App;
  begunAt: "service-provider" | "identity-provider" | undefined;
}

const STATUS: Partial<Record<SamlRefusal8x8, number>> = { "no-response": 400, "too-large": 413, failed: 500 };

/** The assertion consumer service: takes a response by HTTP-POST and opens a session, or refuses in neutral words. */
export async function consume(world: World, home: Customer, saml: Saml, request: Request): Promise<Response> {
  const { decide } = world;
  if (request.method !== "POST")
    return page("Sign-in", ["Responses are taken by POST."], { status: 405, headers: { allow: "POST" } });
  const form = await readForm(request);
  const nobody: Attempt = { customer: home, app: decide.appSignedInTo(undefined, undefined), begunAt: undefined };
  if (!(form instanceof URLSearchParams))
    return refused(world, nobody, { refused: form === "too-large" ? "too-large" : "no-response" });
  const [encoded, ...more] = form.getAll("SAMLResponse");
  if (encoded === undefined || more.length > 0) return refused(world, nobody, { refused: "no-response" });

  const relayState = form.get("RelayState") ?? undefined;
  const claims = claimsOf(encoded, relayState);
  const customer = decide.customerOfResponse(world.customers.values(), claims) ?? home;
  const begun = claims.inResponseTo === undefined ? undefined : customer.sso.requests.get(claims.inResponseTo);
  const app = decide.appSignedInTo(begun, relayState);
  const begunAt = claims.inResponseTo === undefined ? "identity-provider" : "service-provider";
  const attempt: Attempt = { customer, app, begunAt };
  const outcome = await signIn(world, saml, attempt, encoded);
  if (outcome.session === undefined) return refused(world, attempt, outcome);
  customer.sessions.put(outcome.session);
  noteAttempt(world, attempt, outcome);
  const { session } = outcome;
  return sendTo(decide.landing(customer, session, relayState), sessionCookie(world, app, session));
}

async function signIn(world: World, saml: Saml, { customer, app }: Attempt, encoded: string): Promise<Outcome> {
  const { decide } = world;
  const now = world.now();
  decide.elapse(customer, now);
  if (!decide.ssoServes(customer) || !decide.ssoOffers(customer, app)) return { refused: "sso-off" };
  const expectations = decide.samlExpectations(customer, now);
  if (expectations.certificates.length === 0) return { refused: "certificate-unusable" };
  try {
    const assertion = await saml.verifyResponse(encoded, expectations, decide.samlChecks(saml.samlChecks));
    const { nameId: asserted } = assertion;
    if (!decide.takeAssertion(customer, assertion, now)) return { refused: "replayed", asserted };
    const user = decide.findBySubject(customer, assertion);
    if (user === undefined) return { refused: "unknown-subject", asserted };
    const refusal = decide.signInRefusal(customer, user, app);
    if (refusal !== undefined) return { refused: refusal, user, asserted };
    return { refused: undefined, session: decide.newSession(customer, user, app, "saml", now), user, asserted };
  } catch (cause) {
    // Whatever else is thrown may hold a piece of the response: it is told by a code alone.
    return { refused: cause instanceof saml.SamlRefusal ? cause.code : "failed" };
  }
}

function refused(world: World, attempt: Attempt, outcome: Outcome): Response {
  const reference = world.newId().slice(0, 8).toUpperCase();
  noteAttempt(world, attempt, outcome, reference);
  const code = outcome.refused ?? "failed";
  const notice = world.decide.signInNotice(code, outcome.asserted);
  return page("Sign-in", [notice, `Reference: ${reference}`], { status: STATUS[code] ?? 403 });
}

function noteAttempt(
  { decide, latest }: World,
  { customer, app, begunAt }: Attempt,
  { refused: code, user, asserted }: Outcome,
  reference?: string,
): void {
  note(customer, {
    at: latest(),
    plane: "sign-in",
    userName: decide.nameInLog(user, asserted),
    app,
    via: "saml",
    outcome: code ?? "session",
    reference,
    begunAt,
  });
}
