import { type Rule, rule } from "../../../engine/index.ts";
import {
  decodePost,
  encodePost,
  firstAssertion,
  outermostAssertion,
  type SamlChecks,
  signedForWrapping,
  WRAPPINGS,
  type Wrapping,
  wrapSignature,
} from "../../../saml/index.ts";
import { ANYWHERE, checking } from "./mutants.ts";
import { expectRefused, signedIn, withSignIn } from "./scene.ts";

/** Who is fooled, and by which ways of wrapping. */
const READERS: { name: string; reads: SamlChecks["reads"]; by: (wrapping: Wrapping) => boolean }[] = [
  {
    name: "sp-saml-reads-the-first-assertion-of",
    reads: firstAssertion,
    // In the other two what was signed comes first in the document.
    by: (wrapping) => wrapping !== "XSW1" && wrapping !== "XSW2",
  },
  {
    name: "sp-saml-reads-the-outermost-assertion-of",
    reads: outermostAssertion,
    // In the other one the forgery stands deeper than what was signed.
    by: (wrapping) => wrapping !== "XSW7",
  },
];

/** Where the forgery stands, and where what was signed, in each way of the literature (Somorovsky et al., 2012). */
const PLACES: Record<Wrapping, string> = {
  XSW1: "round the signed response, which its signature holds",
  XSW2: "round the signed response, which stands before its signature",
  XSW3: "before the signed assertion",
  XSW4: "round the signed assertion",
  XSW5: "with the signature, and before what was signed",
  XSW6: "with the signature, which holds what was signed",
  XSW7: "in the extensions before the signed assertion",
  XSW8: "with the signature, which holds what was signed in an object",
};

/** Signatures that are true of something else than what is read. One rule for each way to place a forgery. */
export const wrapped: Rule[] = WRAPPINGS.map((wrapping) =>
  rule({
    id: `8x8/saml/wrapped-${wrapping.toLowerCase()}`,
    title: `A forged assertion ${PLACES[wrapping]} signs nobody in (${wrapping})`,
    covers: ["8X8-CERT-04"],
    level: "MUST",
    needs: ["saml"],
    probe: (t) =>
      withSignIn(t, async (scene) => {
        await signedIn(scene);
        const { subject, stranger } = scene;
        const signs = signedForWrapping(wrapping);
        // Signed is a name that signs nobody in: whoever gets in was read out of the forgery.
        const alone = await scene.signIn(stranger, { signing: { signs } });
        if (alone.signedIn) t.skip("a name that nobody has signs in, so that nobody can tell who was read");
        const arrival = await scene.arrive(async (asked) => {
          const signed = decodePost((await scene.respond(stranger, { ...asked, signing: { signs } })).SAMLResponse);
          const forgery = decodePost((await scene.respond(subject, { ...asked, signing: false })).SAMLResponse);
          return { SAMLResponse: encodePost(wrapSignature(wrapping, signed, forgery)) };
        });
        expectRefused(t, arrival, `a forged assertion ${PLACES[wrapping]}`);
      }),
    mutants: Object.fromEntries(
      READERS.filter(({ by }) => by(wrapping)).map(({ name, reads }) => [
        `${name}-${wrapping.toLowerCase()}`,
        checking(() => ({ ...ANYWHERE, reads })),
      ]),
    ),
  }),
);
