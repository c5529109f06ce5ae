import { type Capability, type GivenUser, Inconclusive, type Trial } from "../../../engine/index.ts";
import type { SessionView, SsoPage } from "../../../profiles/index.ts";
import { encodePost, type ResponseDraft, type SigningKey } from "../../../saml/index.ts";
import type { JsonObject } from "../../../scim/index.ts";
import {
  type Product,
  type ResponseChanges,
  type TestIdentityProvider,
  type TestPerson,
  testIdentityProvider,
} from "../../../simulators/test-idp/index.ts";
import { admin, adminIfAny, granted } from "../admin.ts";
import { OWN_CUSTOMER, type OwnCustomer, withOwnCustomer } from "../own-customer.ts";
import { createdUser, employee, type Overrides } from "../user.ts";
import { type Answer, begin, type Carried, carry, markOf, markOfPage, pageBehind } from "./arrival.ts";
import { keyNamed } from "./keys.ts";

/** What a customer of the rule's own with single sign-on needs of the driver. */
export const SINGLE_SIGN_ON: Capability[] = [
  OWN_CUSTOMER,
  "admin.sso.enable",
  "admin.sso.setUrls",
  "admin.sso.attachCertificate",
  "admin.sso.save",
  "admin.session.list",
];

/** Whom a response is for. */
export type Whom = string | TestPerson;

/** Makes the response that is posted; the changes say which request it answers. */
export type Making = (changes: Pick<ResponseChanges, "inResponseTo" | "relayState">) => Promise<Carried>;

/** What came of posting a response. */
export interface Arrival extends Answer {
  /** Whether it signed somebody in. */
  signedIn: boolean;
  /** Whether it was clearly refused. */
  refused: boolean;
  /** The session that began, where the admin plane shows it. */
  session: SessionView | undefined;
}

/** A service provider that takes the responses of an identity provider of the rule's. */
export interface SignInScene {
  idp: TestIdentityProvider;
  /** What responses are signed by. */
  key: SigningKey;
  /** Somebody whom the service provider knows, as asserted. */
  subject: string;
  /** The user behind it, where the rule made one. */
  user: GivenUser | undefined;
  /** A name that nobody has. */
  stranger: string;
  /** Sends a request below the SCIM base URL where that user is. */
  send: OwnCustomer["send"];
  /** The response for somebody, signed so that the service provider takes it unless told otherwise. */
  respond(whom: Whom, changes?: ResponseChanges): Promise<Carried>;
  /** Posts a response in a browser that was never there before. */
  arrive(making: Making): Promise<Arrival>;
  /** The same with the response for somebody. */
  signIn(whom: Whom, changes?: ResponseChanges): Promise<Arrival>;
  /** Where a sign-in begins, where that is known. */
  startUrl: string | undefined;
}

/** The same in a customer of the rule's own. */
export interface OwnScene extends SignInScene {
  own: OwnCustomer;
  user: GivenUser;
  /** What operations of the admin plane are told. */
  within: { customer: string };
  /** The Single Sign-On section after Save. */
  page: SsoPage;
  /** Creates a further user over SCIM. */
  provision(overrides?: Overrides): Promise<GivenUser>;
}

/** How a customer of the rule's own is set up. */
export interface OwnSettings {
  product?: Product;
  issuer?: string;
  /** Left out, the default of the service provider. */
  mapping?: SsoPage["mapping"];
  signOutUrl?: string;
  retrieval?: "all" | "idp-only";
  /** True to leave single sign-on switched off. */
  off?: boolean;
  /** True to attach no certificate and save nothing. */
  unsaved?: boolean;
}

/** Lets work be done where users sign in: at the target as the run was told, else in a customer of the rule's own. */
export async function withSignIn(t: Trial, work: (scene: SignInScene) => Promise<void>): Promise<void> {
  if (t.identityProvider === undefined) return withOwnSignIn(t, {}, work);
  await work(await toldScene(t));
}

/** The scene of a target whose trust the flags of the run tell. */
async function toldScene(t: Trial): Promise<SignInScene> {
  const { issuer, privateKey, certificate, audience, acsUrl, startUrl, subject } = t.identityProvider!;
  const key = { privateKey, certificate };
  const idp = testIdentityProvider({ application: { entityId: audience, acsUrl }, issuer, keys: [key] });
  const user = subject === undefined ? await t.given.user() : undefined;
  const stranger = t.given.userName();
  // Some want the assertion signed, some the frame: with both nobody misses anything.
  const respond = responding(idp, "both");
  let solicited = false;
  const post = async (making: Making): Promise<Answer> => {
    const browser = t.browser(acsUrl);
    const asked = solicited ? await begin(t, browser, startUrl!) : undefined;
    const { SAMLResponse, RelayState = asked?.relayState } = await making({ inResponseTo: asked?.id });
    return carry(browser, acsUrl, { SAMLResponse, RelayState });
  };
  const name = subject ?? user!.userName;

  // What is like a sign-in, and what is like a refusal, is learnt from some of each: many answer what they cannot read
  // otherwise than what they do not believe, and that otherwise than what is for somebody else.
  const forger = await keyNamed("stranger");
  const learn = async (): Promise<{ good: Answer; bad: Answer[] }> => ({
    bad: [
      await post(async () => ({ SAMLResponse: encodePost("<nothing/>") })),
      await post((changes) => respond(stranger, { ...changes, draft: astray, signing: forger })),
      await post((changes) => respond(stranger, { ...changes, draft: astray })),
    ],
    good: await post((changes) => respond(name, changes)),
  });
  let { good, bad } = await learn();
  if (startUrl !== undefined && isRefusal(good, bad)) {
    solicited = true;
    ({ good, bad } = await learn());
  }
  if (good.exchange.response.status >= 400)
    throw new Inconclusive(
      `could not set the scene: a sign-in that conforms is refused (${good.exchange.response.status}): check the key, --saml-audience, --saml-issuer and the subject`,
    );
  const page = pageBehind(good, acsUrl);
  const byAnswer = bad.every((answer) => markOf(answer) !== markOf(good));
  const marking = (answer: Answer): Promise<string> | string => (byAnswer ? markOf(answer) : markOfPage(answer, page));
  const goodMark = await marking(good);
  const badMarks: string[] = [];
  for (const answer of bad) badMarks.push(await marking(answer));
  if (badMarks.includes(goodMark))
    throw new Inconclusive(
      "could not set the scene: a sign-in that conforms is answered as one that nobody may take, and the page behind it as well: either it is refused (check the key, --saml-audience, --saml-issuer, the subject, and whether the target wants --saml-start), or everything is taken, or the answers tell by their content alone",
    );

  const arrive = async (making: Making): Promise<Arrival> => {
    const answer = await post(making);
    const mark = await marking(answer);
    const { status } = answer.exchange.response;
    const refused = status >= 400 || badMarks.includes(mark);
    return { ...answer, signedIn: mark === goodMark, refused, session: undefined };
  };
  const signIn: SignInScene["signIn"] = (whom, changes) => arrive((asked) => respond(whom, { ...asked, ...changes }));
  const send: SignInScene["send"] = (method, path, body) => t.client.send(method, path, body);
  return { idp, key, subject: name, user, stranger, send, respond, arrive, signIn, startUrl };
}

function isRefusal(answer: Answer, bad: Answer[]): boolean {
  return answer.exchange.response.status >= 400 || bad.some((each) => markOf(each) === markOf(answer));
}

/** A response that nobody may take, whoever signed it: long expired, and for another service provider. */
function astray(said: ResponseDraft): ResponseDraft {
  const other = "https://sp.other.example/saml2";
  const past = said.issuedAt - 24 * 60 * 60_000;
  const times = { notBefore: past, notOnOrAfter: past + 1000, confirmationNotOnOrAfter: past + 1000 };
  const assertion = { ...said.assertion!, ...times, audiences: [other], recipient: other };
  return { ...said, destination: other, assertion };
}

/** Responses of an identity provider, signed in these places unless told otherwise. */
function responding(idp: TestIdentityProvider, signs: "assertion" | "both"): SignInScene["respond"] {
  return async (whom, changes = {}) => {
    const signing = changes.signing === false ? (false as const) : { signs, ...changes.signing };
    const { SAMLResponse, RelayState } = await idp.respond(whom, { ...changes, signing });
    return { SAMLResponse, RelayState };
  };
}

/** Lets work be done in a customer of the rule's own, with single sign-on switched on and saved. */
export async function withOwnSignIn(
  t: Trial,
  settings: OwnSettings,
  work: (scene: OwnScene) => Promise<void>,
): Promise<void> {
  await withOwnCustomer(t, settings.retrieval === undefined ? {} : { retrieval: settings.retrieval }, async (own) =>
    work(await ownScene(t, own, settings)),
  );
}

/** The time of the service provider, where its clock can be read. */
export async function timeOf(t: Trial): Promise<number> {
  const now = adminIfAny(t).clock?.now;
  return now === undefined ? Date.now() : Date.parse(await granted(now()));
}

/** Single sign-on in a customer of the rule's own. */
export async function ownScene(t: Trial, own: OwnCustomer, settings: OwnSettings = {}): Promise<OwnScene> {
  const {
    product = "entra",
    issuer = `https://idp.example/${t.given.name()}`,
    mapping,
    signOutUrl,
    off,
    unsaved,
  } = settings;
  const key = await keyNamed("identity provider");
  const within = { customer: own.id };
  let time = await timeOf(t);
  const unknown = { entityId: "", acsUrl: "" };
  const idp = testIdentityProvider({ application: unknown, product, issuer, keys: [key], now: () => time });
  const { sso, session } = admin(t);
  await granted(sso.enable({ ...within, provider: "saml" }));
  const urls = { signInUrl: idp.urls.signIn, issuer, ...(signOutUrl && { signOutUrl }) };
  let page = await granted(sso.setUrls({ ...within, ...urls }));
  if (mapping !== undefined) page = await granted(sso.setMapping({ ...within, mapping }));
  if (!unsaved) {
    await granted(sso.attachCertificate({ ...within, ...fileOf(key.certificate) }));
    page = await granted(sso.save(within));
  }
  if (off) {
    await granted(sso.disable(within));
    page = await granted(sso.save(within));
  }
  Object.assign(idp.application, { entityId: page.entityId, acsUrl: page.acsUrl });

  const provision = async (overrides: Overrides = {}): Promise<GivenUser> => {
    const sent = employee(t, overrides);
    const created = await t.given.done(() => own.send("POST", "/Users", sent));
    const { id, path } = createdUser(t, created);
    return { id, path, userName: String(sent["userName"]), sent, resource: {} };
  };
  const user = await provision();
  const respond = responding(idp, "assertion");
  const known = new Set<string>();
  const opened = async (): Promise<SessionView[]> =>
    (await granted(session.list(within))).filter((each) => each.via === "saml" && each.open);
  const arrive = async (making: Making): Promise<Arrival> => {
    time = await timeOf(t);
    const answer = await carry(t.browser(page.acsUrl), idp.application.acsUrl, await making({}));
    const begun = (await opened()).find(({ id }) => !known.has(id));
    if (begun !== undefined) known.add(begun.id);
    const { status } = answer.exchange.response;
    const signedIn = begun !== undefined || (status < 400 && answer.browser.cookies().length > 0);
    return { ...answer, signedIn, refused: begun === undefined || status >= 400, session: begun };
  };
  const signIn: SignInScene["signIn"] = (whom, changes) => arrive((asked) => respond(whom, { ...asked, ...changes }));
  return {
    ...{
      idp,
      key,
      subject: user.userName,
      user,
      stranger: t.given.userName(),
      respond,
      arrive,
      signIn,
      send: own.send,
    },
    ...{ startUrl: page.signInPages["work-desktop"], own, within, page, provision },
  };
}

/** The content of a file as the console takes it. */
export function fileOf(bytes: Uint8Array | string, name?: string): { content: string; name?: string } {
  return { content: Buffer.from(bytes).toString("base64"), ...(name === undefined ? {} : { name }) };
}

/** A sign-in that has to succeed before the rule can judge anything. */
export async function signedIn(scene: SignInScene, whom: Whom = scene.subject): Promise<Arrival> {
  const arrival = await scene.signIn(whom);
  if (!arrival.signedIn || arrival.refused)
    throw new Inconclusive(
      `could not set the scene: a sign-in that conforms is refused (${arrival.exchange.response.status})`,
    );
  return arrival;
}

/** Judges that a response signs somebody in, as the user it is. */
export function expectSignedIn(t: Trial, { exchange, refused, session }: Arrival, what: string, user?: string): void {
  t.expect(exchange).that(!refused, {
    summary: `${what} does not sign in: the answer is ${exchange.response.status}`,
    seen: exchange.response.status,
    expected: "a sign-in",
  });
  if (user === undefined || session === undefined) return;
  t.expect(exchange).that(session.user === user, {
    summary: `${what} signs in as another user`,
    seen: session.user,
    expected: user,
  });
}

/** Judges that a response signs nobody in. */
export function expectRefused(t: Trial, { exchange, signedIn: entered }: Arrival, what: string): void {
  t.expect(exchange).that(!entered, {
    summary: `${what} signs in`,
    seen: exchange.response.status,
    expected: "a refusal",
  });
}

/** Has the identity provider rename the user of the scene; the representation it sent. Skips where that cannot be. */
export async function renamed(t: Trial, { own, user }: OwnScene, overrides: Overrides = {}): Promise<RenamedUser> {
  const sent = { ...user.sent, ...overrides, userName: t.given.userName() } as RenamedUser;
  const put = await own.send("PUT", user.path, sent);
  if (put.response.status >= 400 && put.response.status < 500)
    t.skip(`userName cannot be changed: PUT answered ${put.response.status}`);
  t.expect(put).success();
  return sent;
}

/** A representation with its new name. */
export type RenamedUser = JsonObject & { userName: string };
