import type { Capability, Trial } from "../../../engine/index.ts";
import type { SsoPage } from "../../../profiles/index.ts";
import type { Exchange } from "../../../scim/index.ts";
import { createDirectory, type Directory, type Person } from "../../../simulators/clients/index.ts";
import {
  type Product,
  type TestIdentityProvider,
  type TestPerson,
  testIdentityProvider,
} from "../../../simulators/test-idp/index.ts";
import { admin, granted } from "../../8x8/admin.ts";
import { type OwnCustomer, withOwnCustomer } from "../../8x8/own-customer.ts";
import { carry, open } from "../../8x8/saml/arrival.ts";
import { keyNamed } from "../../8x8/saml/keys.ts";
import { fileOf, SINGLE_SIGN_ON, timeOf } from "../../8x8/saml/scene.ts";
import { createdUser, employee } from "../../8x8/user.ts";
import { open as openPage, type Posted, read, responseIn, signedInAt } from "./pages.ts";

/** What the rules need of the target: it tells what became of each response. */
export const WATCHED: Capability[] = [...SINGLE_SIGN_ON, "admin.sso.view", "admin.signIn.attempts"];

/** Where a sign-in begins. */
export type Side = "service-provider" | "identity-provider";

/** Both, to go through them. */
export const SIDES: readonly Side[] = ["service-provider", "identity-provider"];

/** How the identity provider is set up. */
export interface SceneSettings {
  product: Product;
  issuer?: string;
  tenant?: string;
  /** True to leave the entering of values at the service provider to the rule. */
  unentered?: boolean;
}

/** An identity provider in front of a customer of the rule's own that trusts it, and its directory. */
export interface Scene {
  idp: TestIdentityProvider;
  directory: Directory;
  own: OwnCustomer;
  /** What operations of the admin plane are told. */
  within: { customer: string };
  /** The Single Sign-On section of the service provider. */
  page: SsoPage;
  /** Somebody who is a user of the service provider and is in the directory, but was not given the application. */
  employee(): Promise<Person>;
  /** Enters values at the service provider, and saves. */
  enter(values: { signInUrl: string; issuer: string; certificate: string }): Promise<void>;
  /** Has somebody try to sign in. */
  visit(person: Person, side: Side): Promise<Visit>;
  /** Whether the portal shows somebody the tile of the application, after a sign-in there. */
  showsTile(person: Person): Promise<boolean>;
}

/** What came of an attempt to sign in. */
export interface Visit {
  side: Side;
  /** What the identity provider had the browser post; undefined where it handed nobody on. */
  posted: Posted | undefined;
  /** The post, where it was for the service provider. */
  exchange: Exchange | undefined;
  /** What the service provider noted of it: `session`, or the code of the refusal; undefined where nothing arrived. */
  outcome: string | undefined;
}

/** Lets work be done with an identity provider that shows the mutants of the rule. */
export async function withIdentityProvider(
  t: Trial,
  settings: SceneSettings,
  work: (scene: Scene) => Promise<void>,
): Promise<void> {
  await withOwnCustomer(t, {}, async (own) => work(await sceneIn(t, own, settings)));
}

async function sceneIn(t: Trial, own: OwnCustomer, settings: SceneSettings): Promise<Scene> {
  const { product, issuer = `https://idp.example/${t.given.name()}`, tenant, unentered } = settings;
  const within = { customer: own.id };
  const { sso, signIn } = admin(t);
  const key = await keyNamed("identity provider");
  let made = 0;
  const directory = createDirectory((kind) => `${kind}-${++made}`);
  let time = await timeOf(t);
  const page = await granted(sso.view(within));
  const { entityId, acsUrl } = page;
  const idp = testIdentityProvider({
    application: { entityId, acsUrl },
    product,
    ...(unentered && tenant !== undefined ? { tenant } : { issuer }),
    keys: [key],
    people: peopleOf(directory),
    now: () => time,
    changes: t.clientChanges,
  });

  const enter: Scene["enter"] = async ({ certificate, ...urls }) => {
    await granted(sso.enable({ ...within, provider: "saml" }));
    await granted(sso.setUrls({ ...within, ...urls }));
    await granted(sso.attachCertificate({ ...within, ...fileOf(certificate) }));
    await granted(sso.save(within));
  };
  if (!unentered) await enter({ signInUrl: idp.urls.signIn, issuer, certificate: key.certificate });

  const attempts = async (): Promise<string[]> =>
    (await granted(signIn.attempts(within))).map(({ outcome }) => outcome);

  return {
    idp,
    directory,
    own,
    within,
    page,
    enter,
    async employee() {
      const sent = employee(t);
      createdUser(t, await t.given.done(() => own.send("POST", "/Users", sent)));
      return directory.add({ userName: String(sent["userName"]) });
    },
    async visit({ attributes: { userName = "" } }, side) {
      time = await timeOf(t);
      const browser = t.browser(acsUrl);
      const url = side === "identity-provider" ? idp.urls.start : await startedAt(t, page);
      const response = responseIn(await signedInAt(idp, url, userName));
      if (response === undefined) return { side, posted: undefined, exchange: undefined, outcome: undefined };
      const posted = read(response.action, response.fields["SAMLResponse"]!);
      if (posted.acsUrl !== acsUrl) return { side, posted, exchange: undefined, outcome: undefined };
      const before = (await attempts()).length;
      const { SAMLResponse = "", RelayState } = response.fields;
      const { exchange } = await carry(browser, acsUrl, { SAMLResponse, RelayState });
      return { side, posted, exchange, outcome: (await attempts())[before] };
    },
    async showsTile({ attributes: { userName = "" } }) {
      const { cookie } = await signedInAt(idp, idp.urls.portal, userName);
      const { text } = await openPage(idp, idp.urls.portal, cookie);
      return text.includes(`href="${idp.urls.start}"`);
    },
  };
}

/** The people of a directory as those who sign in. */
function peopleOf(directory: Directory): Iterable<TestPerson> {
  return {
    *[Symbol.iterator]() {
      for (const { id, attributes, blocked, deleted, assigned } of directory.people())
        if (!deleted)
          yield {
            userName: attributes.userName!,
            blocked,
            assigned: assigned || (directory.isAssigned(id) && "by-group"),
          };
    },
  };
}

/** Where the service provider sends a browser that begins there. */
async function startedAt(t: Trial, { signInPages }: SsoPage): Promise<string> {
  const start = signInPages["work-desktop"];
  if (start === undefined) return t.skip("the service provider shows no page where a sign-in begins");
  const { location } = (await open(t.browser(start), start)).response.headers;
  const target = location === undefined ? null : URL.parse(location, start);
  return target?.href ?? t.inconclusive("a sign-in that begins at the service provider leads nowhere");
}
