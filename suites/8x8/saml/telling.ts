import { behaves, type Rule, rule } from "../../../engine/index.ts";
import type { Decisions8x8, SamlRefusal8x8 } from "../../../profiles/index.ts";
import type { AssertionDraft, ResponseDraft } from "../../../saml/index.ts";
import { admin, granted } from "../admin.ts";
import { activation } from "../user.ts";
import { begin } from "./arrival.ts";
import { keyNamed } from "./keys.ts";
import { checking } from "./mutants.ts";
import { type Arrival, SINGLE_SIGN_ON, signedIn, withOwnSignIn, withSignIn } from "./scene.ts";

/** What the service provider tells of a sign-in, and to whom. */
export const telling: Rule[] = [
  rule({
    id: "8x8/saml/refusals-tell-nothing",
    title: "The page of a refused sign-in shows no name, no XML and no inner working",
    covers: ["8X8-SAML-08"],
    level: "SHOULD",
    needs: ["saml"],
    probe: (t) =>
      withSignIn(t, async (scene) => {
        await signedIn(scene);
        const { stranger, subject } = scene;
        const broken = async () => ({ SAMLResponse: Buffer.from("<samlp:Response ID='x'>").toString("base64") });
        for (const { exchange } of [
          await scene.signIn(stranger),
          await scene.signIn(subject, { signing: await keyNamed("stranger") }),
          await scene.arrive(broken),
        ]) {
          const { text } = exchange.response;
          const told = LEAKS.find(([, sign]) => sign.test(text))?.[0];
          const named = [stranger, subject].some((name) => text.includes(name));
          t.expect(exchange).that(told === undefined && !named, {
            summary: `the page of a refused sign-in shows ${told ?? "a name"}`,
            seen: told ?? "a name",
            expected: "neutral words",
          });
        }
      }),
    mutants: {
      "sp-saml-page-names-who-was-refused": behaves<Decisions8x8>({
        signInNotice: (_code, asserted) => `${asserted ?? "Nobody"} could not be signed in.`,
      }),
      "sp-saml-page-shows-the-stack": behaves<Decisions8x8>({
        signInNotice: (code) => `Error: ${code}\n    at verify (/srv/app/saml.js:12:7)`,
      }),
      "sp-saml-page-shows-the-xml": behaves<Decisions8x8>({
        signInNotice: () => "cannot read &lt;samlp:Response ID='x'&gt;",
      }),
    },
  }),

  rule({
    id: "8x8/saml/refusals-have-codes",
    title: "Support finds every refused sign-in with its reason as a code, and with no name but that of a known user",
    covers: ["8X8-SAML-01", "8X8-SAML-02", "8X8-SAML-05", "8X8-SAML-08", "8X8-CERT-04"],
    level: "MUST",
    needs: [...SINGLE_SIGN_ON, "admin.signIn.attempts"],
    probe: (t) =>
      withOwnSignIn(t, {}, async (scene) => {
        const { subject, stranger, within, own, user, startUrl } = scene;
        await signedIn(scene);
        const saying = (changed: Partial<AssertionDraft>) => ({
          draft: (said: ResponseDraft): ResponseDraft => ({ ...said, assertion: { ...said.assertion!, ...changed } }),
        });
        const { id } = await begin(t, t.browser(startUrl!), startUrl!);
        const attempts: [code: string, try_: () => Promise<Arrival>][] = [
          ["unsigned", () => scene.signIn(subject, { signing: false })],
          ["bad-signature", async () => scene.signIn(subject, { signing: await keyNamed("stranger") })],
          ["wrong-issuer", () => scene.signIn(subject, { ...saying({ issuer: "urn:other" }), inResponseTo: id })],
          ["wrong-audience", () => scene.signIn(subject, saying({ audiences: ["urn:other"] }))],
          ["wrong-recipient", () => scene.signIn(subject, saying({ recipient: "https://sp.other.example" }))],
          ["expired", () => scene.signIn(subject, saying({ notBefore: 0, notOnOrAfter: 1000 }))],
          ["unknown-subject", () => scene.signIn(stranger)],
          ["inactive-user", () => scene.signIn(subject)],
        ];
        for (const [code, attempt] of attempts) {
          if (code === "inactive-user") await t.given.done(() => own.send("PATCH", user.path, activation(false)));
          const { exchange } = await attempt();
          const last = (await granted(admin(t).signIn.attempts(within))).at(-1);
          t.expect(exchange).that(last?.outcome === code, {
            summary: `support finds the outcome ${last?.outcome ?? "of no attempt"} where it should find ${code}`,
            seen: last?.outcome,
            expected: code,
          });
          const name = code === "inactive-user" ? subject : null;
          t.expect(exchange).that(last?.userName === name || last?.userName === null, {
            summary: "support sees a name that the service provider has only from a refused response",
            seen: last?.userName,
            expected: name,
          });
          const reference = last?.reference;
          t.expect(exchange).that(typeof reference === "string" && exchange.response.text.includes(reference), {
            summary: "the page of a refused sign-in does not show the reference under which support finds it",
            seen: reference,
            expected: "a reference that the page shows",
          });
        }
      }),
    mutants: {
      "sp-saml-log-keeps-asserted-names": behaves<Decisions8x8>((conforming) => ({
        nameInLog: (user, asserted) => conforming.nameInLog(user, asserted) ?? asserted,
      })),
      "sp-saml-every-refusal-has-one-code": checking(() => ({
        audience: ({ assertion }, { audience }) =>
          assertion.audienceRestrictions.flat().includes(audience) ? undefined : "malformed",
      })),
      "sp-saml-inactive-is-unknown": behaves<Decisions8x8>((conforming) => ({
        signInRefusal: (customer, user, app) =>
          conforming.signInRefusal(customer, user, app) === undefined
            ? undefined
            : ("unknown-subject" satisfies SamlRefusal8x8 as "inactive-user"),
      })),
    },
  }),
];

/** What a page shows that was not meant for whoever was refused. */
const LEAKS: readonly [what: string, sign: RegExp][] = [
  ["XML", /(?:<|&lt;)(?:[\w.-]+:)?(?:Response|Assertion|NameID|Signature)\b/],
  // What was masked when the exchange was recorded.
  ["an assertion or a secret", /\*\*\*/],
  ["a certificate or a key", /-----BEGIN |MII[A-Za-z0-9+/]{60}/],
  ["the place of an error in its source", /^\s*at .+[:(]\d+:\d+|\.(?:js|ts|java|cs|py|rb|php)[:"( ]+(?:line )?\d+/m],
];
