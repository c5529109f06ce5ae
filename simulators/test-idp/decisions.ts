import type { AuthnRequest } from "../../saml/index.ts";
import type { Application, TestPerson } from "./identity-provider.ts";
import type { Refusal } from "./product.ts";

/** An identifier of the application as the console lists it. */
export interface Identifier {
  value: string;
  isDefault: boolean;
}

/** A URL that responses may be posted to, as the console lists it. */
export interface ReplyUrl {
  url: string;
  /** Undefined where nobody entered one. */
  index: number | undefined;
  isDefault: boolean;
}

/** What administrators are to enter at the service provider (8X8-SAML-14). */
export interface SetupInstructions {
  signInUrl: string;
  issuer: string;
  /** PEM. */
  certificate: string;
}

/** What a request names besides its id. */
export type Asked = Pick<AuthnRequest, "issuer" | "acsUrl">;

/** Everything that an identity provider decides about sign-ins, one thing each; a mutant replaces one. */
export interface SignInDecisions {
  /** Why a person is not handed on to the application, whether asked for or not; undefined where nothing stands against it (8X8-SSO-09, 8X8-SSO-10). */
  personRefusal(person: TestPerson, asked: Asked | undefined): Refusal | undefined;
  /** Whether the portal shows a person the tile of the application (8X8-SSO-09). */
  showsTile(person: TestPerson): boolean;
  /** Whether sign-ins work, by what was saved of the connector and what its page shows (8X8-JC-11). */
  isOn(connector: { saved: boolean; shown: boolean }): boolean;
  /** What the administrator is told after Save (8X8-JC-11). */
  confirmation(connector: { before: boolean; after: boolean }): string;

  /** The identifiers of the application (8X8-SAML-03). */
  identifiers(application: Application): Identifier[];
  /** The URLs that responses may be posted to (8X8-SAML-03). */
  replyUrls(application: Application): ReplyUrl[];
  /** Why a request is not answered. */
  requestRefusal(asked: Asked, known: { identifiers: Identifier[]; replyUrls: ReplyUrl[] }): Refusal | undefined;
  /** Whom an assertion is for. */
  audiences(identifiers: Identifier[], asked: Asked | undefined): string[];
  /** Where a response is posted to. */
  replyUrl(replyUrls: ReplyUrl[], asked: Asked | undefined): string;
  /** The Issuer of what is sent, given the entity ID that the connector holds (8X8-SAML-12, 8X8-SAML-13). */
  issuer(held: string): string;

  /** The setup instructions of the application, given its own values (8X8-SAML-14). */
  setupInstructions(own: SetupInstructions): SetupInstructions;
  /** The captions of the fields in which a placeholder was left (8X8-SAML-12). */
  placeholders(fields: Record<string, string>): string[];
}

/** An identity provider as it is documented. */
export const conforming: SignInDecisions = {
  personRefusal: ({ blocked, assigned }) => (blocked ? "blocked" : assigned === false ? "not-assigned" : undefined),
  showsTile: ({ assigned }) => assigned !== false,
  isOn: ({ saved }) => saved,
  confirmation: ({ before, after }) =>
    before === after
      ? "The application was saved."
      : `The application was saved: single sign-on is ${after ? "active" : "deactivated"}.`,

  identifiers: ({ entityId, otherIdentifiers = [] }) => [
    { value: entityId, isDefault: true },
    ...otherIdentifiers.map((value) => ({ value, isDefault: false })),
  ],
  replyUrls: ({ acsUrl, otherReplyUrls = [] }) => [
    { url: acsUrl, index: undefined, isDefault: true },
    ...otherReplyUrls.map((url) => ({ url, index: undefined, isDefault: false })),
  ],
  requestRefusal({ issuer, acsUrl }, { identifiers, replyUrls }) {
    if (!identifiers.some(({ value }) => value === issuer)) return "unknown-application";
    return replyUrls.some(({ url }) => url === acsUrl) ? undefined : "wrong-reply-url";
  },
  audiences: (identifiers, asked) => [asked?.issuer ?? identifiers.find(({ isDefault }) => isDefault)!.value],
  replyUrl: (replyUrls, asked) => asked?.acsUrl ?? replyUrls.find(({ isDefault }) => isDefault)!.url,
  issuer: (held) => held,

  setupInstructions: (own) => own,
  placeholders: (fields) =>
    Object.entries(fields)
      .filter(([, value]) => value.includes("YOURDOMAIN"))
      .map(([caption]) => caption),
};
