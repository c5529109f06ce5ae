import type { Mutant } from "../../../../engine/index.ts";
import type { SignInAttempt, SsoPage } from "../../../../profiles/index.ts";
import { issueCertificate, type SigningKey } from "../../../../saml/index.ts";
import {
  type PostedResponse,
  postRequest,
  type ResponseChanges,
  type TestIdentityProvider,
  type TestIdentityProviderOptions,
  testIdentityProvider,
} from "../../../test-idp/index.ts";
import { type Scene, scene } from "../test-scene.ts";

/** The entity ID and ACS of the simulated 8x8. */
export const ENTITY_ID = "http://simulator.example/saml2";

/** A key that was made before the virtual time of the simulator. */
export function newKey(commonName = "idp"): Promise<SigningKey> {
  return issueCertificate({ commonName, notBefore: Date.parse("2025-12-01"), notAfter: Date.parse("2030-01-01") });
}

/** The content of a file as the console takes it. */
export function fileOf(bytes: Uint8Array | string): { content: string } {
  return { content: Buffer.from(bytes).toString("base64") };
}

/** A simulated 8x8 with single sign-on, and the identity provider that it trusts. */
export interface SsoScene extends Scene {
  idp: TestIdentityProvider;
  page: SsoPage;
  /** Posts a response: the status, where it leads, the text of the page, and the cookie. */
  post(response: PostedResponse): Promise<Arrival>;
  /** Posts the response for a name, as the identity provider sends it but for the changes. */
  arrive(name: string, changes?: ResponseChanges): Promise<Arrival>;
  /** The attempt that was noted last. */
  lastAttempt(): Promise<SignInAttempt | undefined>;
  /** What came of arriving: `session`, or the code of the refusal. */
  outcome(name: string, changes?: ResponseChanges): Promise<string | undefined>;
  get(url: string, cookie?: string): Promise<Arrival>;
}

/** What a browser gets. */
export interface Arrival {
  status: number;
  location: string | null;
  cookie: string;
  text: string;
  headers: Headers;
}

/** Sets a scene in which single sign-on is on and saved, for one identity provider. */
export async function ssoScene(
  key: SigningKey,
  {
    options = {},
    mutants = [],
    ...provider
  }: { options?: Record<string, string>; mutants?: Mutant[] } & Partial<TestIdentityProviderOptions> = {},
): Promise<SsoScene> {
  const world = scene(options, mutants);
  const { admin, handler } = world;
  let time = Date.parse(await admin.clock.now());
  const idp = testIdentityProvider({
    application: { entityId: ENTITY_ID, acsUrl: ENTITY_ID },
    keys: [key],
    now: () => time,
    ...provider,
  });
  await admin.sso.enable({ provider: "saml" });
  await admin.sso.setUrls({ signInUrl: idp.urls.signIn, issuer: idp.issuer });
  await admin.sso.attachCertificate(fileOf(key.certificate));
  const page = await admin.sso.save();

  async function arrival(response: Response): Promise<Arrival> {
    const { status, headers } = response;
    const cookie = (headers.get("set-cookie") ?? "").split(";")[0]!;
    return { status, location: headers.get("location"), cookie, text: await response.text(), headers };
  }

  const self: SsoScene = {
    ...world,
    idp,
    page,
    post: async (response) => arrival(await handler(postRequest(response))),
    async arrive(name, changes) {
      time = Date.parse(await admin.clock.now());
      return self.post(await idp.respond(name, changes));
    },
    lastAttempt: async () => (await admin.signIn.attempts()).at(-1),
    async outcome(name, changes) {
      await self.arrive(name, changes);
      return (await self.lastAttempt())?.outcome;
    },
    get: async (url, cookie = "") => arrival(await handler(new Request(url, { headers: { cookie } }))),
  };
  return self;
}
