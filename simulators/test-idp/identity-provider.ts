import { randomUUID } from "node:crypto";
import { type BehaviourChange, decided, type Ids } from "../../engine/index.ts";
import type { SigningKey } from "../../saml/index.ts";
import type { Handler } from "../../scim/index.ts";
import { type Connector, createConnector } from "./connector.ts";
import {
  conforming,
  type Identifier,
  type ReplyUrl,
  type SetupInstructions,
  type SignInDecisions,
} from "./decisions.ts";
import { type Download, downloadOf } from "./download.ts";
import { handlerOf } from "./handler.ts";
import { type CertificateView, createKeyRing } from "./keys.ts";
import { type Product, type ProductStyle, products } from "./product.ts";
import { draftFor, type PostedResponse, type ResponseChanges } from "./response.ts";

/** Somebody who can sign in at the identity provider. */
export interface TestPerson {
  /** What the person signs in with here. */
  userName: string;
  /** What is asserted as NameID; the user name when left out. */
  nameId?: string | undefined;
  /**
   * False where nobody gave the person the application: then there is no tile, and no sign-in (8X8-SSO-09, 8X8-SSO-10);
   * "by-group" where a group of the person was given it.
   */
  assigned?: boolean | "by-group" | undefined;
  blocked?: boolean | undefined;
  /** Further attributes of the assertion (8X8-SAML-15). */
  attributes?: Record<string, string> | undefined;
}

/** The service provider as it was entered at the identity provider. */
export interface Application {
  /** The default identifier. */
  entityId: string;
  /** Further identifiers, none of which is the default (8X8-SAML-03). */
  otherIdentifiers?: string[] | undefined;
  /** The default URL that responses are posted to. */
  acsUrl: string;
  otherReplyUrls?: string[] | undefined;
}

/** The settings of single sign-on as the console of the identity provider shows them. */
export interface Configuration {
  /** The entity ID of the identity provider. */
  issuer: string;
  identifiers: Identifier[];
  replyUrls: ReplyUrl[];
  /** The captions of the fields in which a placeholder was left (8X8-SAML-12). */
  placeholders: string[];
}

/** What an identity provider is made of. */
export interface TestIdentityProviderOptions {
  application: Application;
  /** `entra` when left out. */
  product?: Product | undefined;
  /** Scheme, host and port. */
  origin?: string | undefined;
  /** The id of the organisation, or of the application, that stands in the URLs of the product. */
  tenant?: string | undefined;
  /** The entity ID that was entered, where a product lets one be entered. */
  issuer?: string | undefined;
  /** Who there is; looked at anew each time, so that a directory may change. */
  people?: Iterable<TestPerson> | undefined;
  /** Milliseconds since the epoch; this should be the time of the service provider. */
  now?: (() => number) | undefined;
  /** Identifiers of messages, which no service provider may meet twice: random when left out. */
  ids?: Ids | undefined;
  /** Keys to begin with, the active one first; one is made when left out, which takes a while. */
  keys?: readonly SigningKey[] | undefined;
  /** Decisions that are replaced: mutants of the identity provider. */
  changes?: BehaviourChange<SignInDecisions>[] | undefined;
}

/** A simulated identity provider that signs people in with SAML. */
export interface TestIdentityProvider {
  product: Product;
  style: ProductStyle;
  /** Its entity ID; may be changed where a product lets one be entered. */
  issuer: string;
  /** May be changed, as administrators do. */
  application: Application;
  urls: {
    signIn: string;
    /** Begins a sign-in here. */
    start: string;
    portal: string;
    signOut: string;
    /** The sign-out that needs no message, where the product has another one. */
    commonSignOut: string;
    metadata: string;
  };
  people: Iterable<TestPerson>;
  /** Switches single sign-on off and on. */
  connector: Connector;
  configuration(): Configuration;
  /** The values that are to be entered at the service provider, of the active certificate (8X8-SAML-14). */
  setup(): Promise<SetupInstructions>;
  /** Serves its pages. */
  handler: Handler;
  /** The response for a person, as the product sends it but for the changes. Nobody is asked whether the person may sign in. */
  respond(person: TestPerson | string, changes?: ResponseChanges): Promise<PostedResponse>;
  certificates(): Promise<CertificateView[]>;
  /** Makes a further certificate, which is inactive. */
  rollCertificate(): Promise<CertificateView>;
  /** Lets responses be signed with another certificate's key from now on. */
  activateCertificate(fingerprint: string): Promise<void>;
  /** A file that the product offers; of the active certificate, unless another one is named. */
  download(id: string, fingerprint?: string): Promise<Download>;
}

/** An identity provider for tests: its pages behind a handler, and all it does as functions. */
export function testIdentityProvider(options: TestIdentityProviderOptions): TestIdentityProvider {
  const {
    product = "entra",
    origin = "https://idp.example",
    tenant = "5b1f9d60-0c8e-4c7b-9d5f-2a1c8e7f4b30",
    people = [],
    now = Date.now,
    ids = randomUUID,
    keys = [],
  } = options;
  const style = products[product];
  const filled = (template: string): string => template.replaceAll("{tenant}", encodeURIComponent(tenant));
  const { paths, certificate } = style;
  const decide = decided(conforming, options.changes);
  const ring = createKeyRing({ ...certificate, now, keys, replacesExpired: style.replacesExpired });

  const provider: Omit<TestIdentityProvider, "handler"> = {
    product,
    style,
    issuer: options.issuer ?? filled(style.issuer),
    application: { ...options.application },
    urls: {
      signIn: origin + filled(paths.signIn),
      start: origin + filled(paths.start),
      portal: origin + filled(paths.portal),
      signOut: origin + filled(paths.signOut),
      commonSignOut: origin + filled(paths.commonSignOut ?? paths.signOut),
      metadata: origin + filled(paths.metadata),
    },
    people,
    connector: createConnector(decide),
    certificates: ring.list,
    rollCertificate: ring.roll,
    activateCertificate: ring.activate,

    configuration() {
      const { issuer, application } = provider;
      const { entityId, acsUrl } = application;
      return {
        issuer,
        identifiers: decide.identifiers(application),
        replyUrls: decide.replyUrls(application),
        placeholders: decide.placeholders({ "IdP Entity ID": issuer, "SP Entity ID": entityId, "ACS URL": acsUrl }),
      };
    },

    async setup() {
      const { certificate: active } = await ring.active();
      const { issuer, urls } = provider;
      return decide.setupInstructions({ signInUrl: urls.signIn, issuer, certificate: active });
    },

    async respond(person, changes = {}) {
      const { buildResponse, encodePost, signResponse } = await import("../../saml/index.ts");
      const { inResponseTo, asked, relayState, signing } = changes;
      const { identifiers, replyUrls } = provider.configuration();
      const acsUrl = decide.replyUrl(replyUrls, asked);
      const issuer = decide.issuer(provider.issuer);
      const who = typeof person === "string" ? { userName: person } : person;
      const draft = draftFor(provider, { issuer, audiences: decide.audiences(identifiers, asked), acsUrl }, who, {
        inResponseTo,
        now: now(),
        ids,
      });
      const xml = buildResponse(changes.draft?.(draft) ?? draft, style.response);
      const signed =
        signing === false ? xml : signResponse(xml, { signs: style.signs, ...(await ring.active()), ...signing });
      return { acsUrl, SAMLResponse: encodePost(signed), RelayState: relayState };
    },

    async download(id, fingerprint) {
      const all = await ring.list();
      const wanted = all.find((each) => (fingerprint === undefined ? each.active : each.fingerprint === fingerprint));
      if (wanted === undefined) throw new RangeError(`there is no certificate ${fingerprint}`);
      return downloadOf(provider, id, wanted.certificate);
    },
  };
  return Object.assign(provider, { handler: handlerOf(provider, decide, origin, origin + filled(paths.downloads)) });
}
