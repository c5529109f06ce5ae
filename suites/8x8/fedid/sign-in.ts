import fc from "fast-check";
import { behaves, type Rule, rule } from "../../../engine/index.ts";
import type { Decisions8x8 } from "../../../profiles/index.ts";
import { admin, granted } from "../admin.ts";
import { withConsoleUser } from "../console-user.ts";
import { expectRefused, expectSignedIn, renamed, SINGLE_SIGN_ON, signedIn, withOwnSignIn } from "../saml/scene.ts";

/** Whom an asserted name reaches. */
export const asserted: Rule[] = [
  rule({
    id: "8x8/fedid/sso-after-a-rename",
    title: "With mapping by Federation ID a renamed user signs in by the former name, and not by the new one",
    covers: ["8X8-FEDID-04"],
    level: "MUST",
    needs: [...SINGLE_SIGN_ON, "admin.sso.setMapping"],
    probe: (t) =>
      withOwnSignIn(t, { mapping: "federation-id" }, async (scene) => {
        await signedIn(scene);
        const { user } = scene;
        const { userName } = await renamed(t, scene);
        expectRefused(t, await scene.signIn(userName), "with mapping by Federation ID, the new name of a renamed user");
        expectSignedIn(t, await scene.signIn(user.userName), "the former name of a renamed user", user.id);
      }),
    mutants: {
      "sp-saml-falls-back-to-username": behaves<Decisions8x8>((conforming) => ({
        findBySubject: (customer, assertion) =>
          conforming.findBySubject(customer, assertion) ?? conforming.findForSignIn(customer, assertion.nameId),
      })),
      "sp-saml-former-name-is-forgotten": behaves<Decisions8x8>((conforming) => ({
        findBySubject(customer, assertion) {
          const user = conforming.findBySubject(customer, assertion);
          return user?.userName === user?.federationId ? user : undefined;
        },
      })),
    },
  }),

  rule({
    id: "8x8/fedid/none-matches-nobody",
    title: "With mapping by Federation ID nobody signs in as a user who has none, and those who have one do",
    covers: ["8X8-FEDID-07"],
    level: "MUST",
    needs: [...SINGLE_SIGN_ON, "admin.sso.setMapping", "admin.user.create", "admin.user.setFederationId"],
    probe: (t) =>
      withOwnSignIn(t, { mapping: "federation-id" }, async (scene) => {
        await signedIn(scene);
        await withConsoleUser(t, scene.within, async (made) => {
          await granted(admin(t).user.setFederationId({ ...scene.within, id: made.id, federationId: null }));
          const names = [made.userName, made.email ?? made.userName, scene.stranger, " ", "null", "undefined"];
          await t.property(
            fc.constantFrom(...names),
            async (name) => {
              expectRefused(
                t,
                await scene.signIn(name),
                "with a user who has no Federation ID, a name that nobody has",
              );
              expectSignedIn(t, await scene.signIn(scene.subject), "a user with a Federation ID", scene.user.id);
            },
            { runs: 6 },
          );
        });
      }),
    mutants: {
      "sp-empty-fedid-matches-anyone": behaves<Decisions8x8>((conforming) => ({
        findBySubject: (customer, assertion) =>
          conforming.findBySubject(customer, assertion) ??
          [...customer.users.all()].find(({ federationId }) => federationId === undefined),
      })),
      "sp-fedid-of-a-user-without-is-the-email": behaves<Decisions8x8>((conforming) => ({
        findBySubject: (customer, assertion) =>
          conforming.findBySubject(customer, assertion) ??
          [...customer.users.all()].find(
            ({ federationId, email }) => federationId === undefined && email === assertion.nameId,
          ),
      })),
    },
  }),

  rule({
    id: "8x8/fedid/mapping-field-selects",
    title: "The asserted name is compared with the field that was chosen as mapping, and with no other",
    covers: ["8X8-FEDID-08"],
    level: "MUST",
    needs: [...SINGLE_SIGN_ON, "admin.sso.setMapping", "admin.user.create", "admin.user.setFederationId"],
    probe: (t) =>
      withOwnSignIn(t, {}, async (scene) => {
        const { within } = scene;
        const email = t.given.userName();
        await withConsoleUser(t, { ...within, email }, async ({ id, userName }) => {
          const federationId = t.given.userName();
          await granted(admin(t).user.setFederationId({ ...within, id, federationId }));
          const names = { username: userName, "federation-id": federationId, email };
          await t.property(
            fc.constantFrom("username", "federation-id"),
            async (mapping) => {
              await granted(admin(t).sso.setMapping({ ...within, mapping }));
              await granted(admin(t).sso.save(within));
              for (const [field, name] of Object.entries(names)) {
                const arrival = await scene.signIn(name);
                if (field === mapping) expectSignedIn(t, arrival, `with mapping by ${mapping}, its value`, id);
                else expectRefused(t, arrival, `with mapping by ${mapping}, the ${field}`);
              }
            },
            { runs: 4 },
          );
        });
      }),
    mutants: {
      "sp-mapping-field-ignored": behaves<Decisions8x8>({
        findBySubject: (customer, { nameId }) => [...customer.users.all()].find(({ email }) => email === nameId),
      }),
      "sp-mapping-is-always-the-federation-id": behaves<Decisions8x8>({
        findBySubject: (customer, { nameId }) =>
          [...customer.users.all()].find(({ federationId }) => federationId === nameId),
      }),
      "sp-mapping-change-is-not-saved": behaves<Decisions8x8>({ setSsoMapping: () => undefined }),
    },
  }),
];
