import fc from "fast-check";
import { behaves, type Rule, rule } from "../../../engine/index.ts";
import type { Decisions8x8 } from "../../../profiles/index.ts";
import { type Product, products } from "../../../simulators/test-idp/index.ts";
import { adminIfAny, granted } from "../admin.ts";
import { word } from "../words.ts";
import { askedBy, begin, open } from "./arrival.ts";
import { checking } from "./mutants.ts";
import { expectRefused, expectSignedIn, SINGLE_SIGN_ON, signedIn, withOwnSignIn, withSignIn } from "./scene.ts";

/** Who gets in, from which side, and who does not. */
export const signingIn: Rule[] = [
  rule({
    id: "8x8/saml/start-leads-to-the-sign-in-url",
    title: "A sign-in that begins at the service provider sends the browser to the sign-in URL with a request",
    covers: ["8X8-SAML-04"],
    level: "MUST",
    needs: SINGLE_SIGN_ON,
    probe: (t) =>
      withOwnSignIn(t, {}, async ({ idp, page, within, startUrl }) => {
        for (const query of ["", "?source=8x8&tenant=a%20b"]) {
          const signInUrl = idp.urls.signIn + query;
          const { sso } = adminIfAny(t);
          await granted(sso!.setUrls!({ ...within, signInUrl }));
          await granted(sso!.save!(within));
          const answer = await open(t.browser(startUrl!), startUrl!);
          const asked = askedBy(answer, startUrl!);
          t.expect(answer)
            .status(302, 303, 307)
            .that(asked !== undefined && sameUrl(asked.destination, signInUrl), {
              summary: "the start of a sign-in does not lead to the sign-in URL with a request",
              seen: asked?.destination ?? answer.response.headers["location"],
              expected: signInUrl,
            })
            .that(asked?.issuer === page.entityId && asked.acsUrl === page.acsUrl, {
              summary: "the request names another service provider, or another URL for the response",
              seen: { issuer: asked?.issuer, acsUrl: asked?.acsUrl },
              expected: { issuer: page.entityId, acsUrl: page.acsUrl },
            });
        }
      }),
    mutants: {
      "sp-saml-redirects-to-issuer": behaves<Decisions8x8>({ signInTarget: ({ sso }) => sso.issuer }),
      "sp-saml-drops-the-query-of-the-sign-in-url": behaves<Decisions8x8>({
        signInTarget: ({ sso }) => sso.signInUrl?.split("?")[0],
      }),
      "sp-saml-asks-for-the-response-elsewhere": behaves<Decisions8x8>((conforming) => ({
        authnRequest: (customer, request) => ({
          ...conforming.authnRequest(customer, request),
          acsUrl: "https://sso.8x8.example/old",
        }),
      })),
    },
  }),

  rule({
    id: "8x8/saml/sp-initiated",
    title: "A response that answers the request of a sign-in which began at the service provider signs in",
    covers: ["8X8-SAML-06"],
    level: "MUST",
    needs: ["saml"],
    probe: (t) =>
      withSignIn(t, async (scene) => {
        const { startUrl, subject, user } = scene;
        if (startUrl === undefined) return t.skip("nobody told where a sign-in begins at the target (--saml-start)");
        const answered = await scene.signIn(subject, await asked(startUrl));
        expectSignedIn(t, answered, "the answer to a request", user?.id);

        async function asked(url: string): Promise<{ inResponseTo: string; relayState: string | undefined }> {
          const { id, relayState } = await begin(t, t.browser(url), url);
          return { inResponseTo: id, relayState };
        }
      }),
    mutants: {
      "sp-saml-request-unsolicited-only": checking((conforming) => ({
        inResponseTo: (content, expectations) =>
          content.assertion.inResponseTo === undefined
            ? conforming.inResponseTo(content, expectations)
            : "wrong-request",
      })),
      "sp-saml-forgets-its-requests": behaves<Decisions8x8>({ awaits: () => false }),
    },
  }),

  rule({
    id: "8x8/saml/answers-only-what-was-asked",
    title: "A response to a request that nobody made, or that was answered, signs nobody in",
    covers: ["8X8-SAML-06"],
    level: "MUST",
    needs: SINGLE_SIGN_ON,
    probe: (t) =>
      withOwnSignIn(t, {}, async (scene) => {
        const { startUrl, subject } = scene;
        await signedIn(scene);
        expectRefused(
          t,
          await scene.signIn(subject, { inResponseTo: "_nobody-asked-this" }),
          "an answer to no request",
        );
        const { id } = await begin(t, t.browser(startUrl!), startUrl!);
        const first = await scene.signIn(subject, { inResponseTo: id });
        if (first.refused) t.inconclusive("the answer to a request is refused");
        expectRefused(t, await scene.signIn(subject, { inResponseTo: id }), "a second answer to a request");
      }),
    mutants: {
      "sp-saml-request-id-unchecked": behaves<Decisions8x8>({ awaits: () => true }),
      "sp-saml-takes-a-second-answer": behaves<Decisions8x8>({
        awaits: ({ sso }, requestId) => sso.requests.has(requestId),
      }),
    },
  }),

  rule({
    id: "8x8/saml/idp-initiated",
    title: "An unsolicited response signs in, in the style of every identity provider of the guides",
    covers: ["8X8-SAML-07"],
    level: "MUST",
    needs: SINGLE_SIGN_ON,
    async probe(t) {
      for (const product of Object.keys(products) as Product[])
        await withOwnSignIn(t, { product }, async (scene) => {
          const { signs, title } = scene.idp.style;
          const arrival = await scene.signIn(scene.subject, { signing: { signs } });
          expectSignedIn(t, arrival, `an unsolicited response of ${title}`, scene.user.id);
        });
    },
    mutants: {
      "sp-saml-requires-inresponseto": checking((conforming) => ({
        inResponseTo: (content, expectations) =>
          content.assertion.inResponseTo === undefined
            ? "wrong-request"
            : conforming.inResponseTo(content, expectations),
      })),
      "sp-saml-wants-the-frame-signed": checking((conforming) => ({
        signature: (document, keys) => {
          const covered = conforming.signature(document, keys);
          return typeof covered === "string" || covered.some((text) => /^<(?:\w+:)?Response/.test(text))
            ? covered
            : "unsigned";
        },
      })),
      "sp-saml-knows-one-prefix": checking((conforming) => ({
        message: (document, expectations) =>
          document.xml.includes("<saml2:Assertion") ? "wrong-message" : conforming.message(document, expectations),
      })),
    },
  }),

  rule({
    id: "8x8/saml/unknown-subject",
    title: "A response that names nobody whom the service provider knows signs nobody in, and makes no user",
    covers: ["8X8-SAML-08"],
    level: "MUST",
    needs: SINGLE_SIGN_ON,
    probe: (t) =>
      withOwnSignIn(t, {}, async (scene) => {
        const { within, subject, own } = scene;
        await signedIn(scene);
        const [name = "", domain = ""] = subject.split("@");
        const near = [
          `${name}.x@${domain}`,
          `${name.slice(0, -1)}@${domain}`,
          name,
          `${subject}.example`,
          `x${subject}`,
        ];
        await t.property(
          fc.oneof(
            fc.constantFrom(...near),
            word(3, 8).map((some) => `${some}@${domain}`),
          ),
          async (whom) => {
            const before = await users();
            expectRefused(t, await scene.signIn(whom), "a response that names nobody");
            const after = await users();
            t.expect.that(after === before, {
              summary: "a response that names nobody made a user",
              seen: `${after} users`,
              expected: `${before} users`,
            });
          },
          { runs: 6 },
        );

        async function users(): Promise<unknown> {
          const list = adminIfAny(t).user?.list;
          if (list !== undefined) return (await granted(list(within))).length;
          const { response } = await own.send("GET", "/Users?count=0");
          return (response.body as { totalResults?: unknown } | undefined)?.totalResults;
        }
      }),
    mutants: {
      "sp-saml-jit-creates-user": behaves<Decisions8x8>((conforming) => ({
        findBySubject(customer, assertion) {
          const found = conforming.findBySubject(customer, assertion);
          if (found !== undefined) return found;
          const made = conforming.newUser(customer, assertion.nameId, "idp");
          const user = { ...made, federationId: assertion.nameId, active: true };
          customer.users.put(user);
          return user;
        },
      })),
      "sp-saml-jit-creates-users-it-refuses": behaves<Decisions8x8>((conforming) => ({
        findBySubject(customer, assertion) {
          const found = conforming.findBySubject(customer, assertion);
          if (found === undefined) customer.users.put(conforming.newUser(customer, assertion.nameId, "idp"));
          return found;
        },
      })),
      "sp-saml-finds-the-nearest-name": behaves<Decisions8x8>((conforming) => ({
        findBySubject: (customer, assertion) =>
          conforming.findBySubject(customer, assertion) ??
          [...customer.users.all()].find(({ userName }) => userName.startsWith(assertion.nameId)),
      })),
    },
  }),

  rule({
    id: "8x8/saml/extra-attributes",
    title: "Attributes of an assertion that the service provider does not know change nothing",
    covers: ["8X8-SAML-15"],
    level: "SHOULD",
    needs: ["saml"],
    probe: (t) =>
      withSignIn(t, async (scene) => {
        const { subject, user } = scene;
        const names = fc.constantFrom("department", "urn:oid:2.5.4.42", "http://schemas.example/claims/team", "x");
        await t.property(
          fc.dictionary(names, fc.constantFrom("", "Sales", "Grüße & <mehr>", "x".repeat(2000)), {
            minKeys: 1,
            maxKeys: 3,
            noNullPrototype: true,
          }),
          async (attributes) => {
            const arrival = await scene.signIn({ userName: subject, attributes });
            expectSignedIn(t, arrival, "a response with further attributes", user?.id);
          },
          { runs: 5 },
        );
      }),
    mutants: {
      "sp-saml-unknown-attribute-fails": checking((conforming) => ({
        name: (content, expectations) =>
          Object.keys(content.assertion.attributes).length > 0 ? "malformed" : conforming.name(content, expectations),
      })),
      "sp-saml-department-overrules-the-name": behaves<Decisions8x8>((conforming) => ({
        findBySubject: (customer, assertion) =>
          conforming.findBySubject(customer, {
            ...assertion,
            nameId: assertion.attributes["department"]?.[0] ?? assertion.nameId,
          }),
      })),
    },
  }),
];

/** Whether two URLs are the same however their query is spelled. */
function sameUrl(one: string, other: string): boolean {
  const [first, second] = [new URL(one), new URL(other)];
  first.search = first.searchParams.toString();
  second.search = second.searchParams.toString();
  return first.href === second.href;
}
