import { behaves, idOf, type Rule, rule } from "../../../engine/index.ts";
import type { Decisions8x8, User8x8 } from "../../../profiles/index.ts";
import { admin, granted } from "../admin.ts";
import { expectRefused, expectSignedIn, SINGLE_SIGN_ON, signedIn, withOwnSignIn } from "../saml/scene.ts";

/** The life of a user as single sign-on sees it. */
export const signsIn: Rule[] = [
  rule({
    id: "8x8/lifecycle/recreated-user-signs-in-as-itself",
    title: "Who was deleted in the console signs in no more, and once created anew signs in as the new record",
    covers: ["8X8-LIFECYCLE-06"],
    level: "SHOULD",
    needs: [...SINGLE_SIGN_ON, "admin.user.delete"],
    probe: (t) =>
      withOwnSignIn(t, {}, async (scene) => {
        await signedIn(scene);
        const { within, own, user, subject } = scene;
        await granted(admin(t).user.delete({ ...within, id: user.id }));
        expectRefused(t, await scene.signIn(subject), "a user who was deleted in the console");
        const created = await t.given.done(() => own.send("POST", "/Users", user.sent));
        expectSignedIn(t, await scene.signIn(subject), "a user who was created anew", idOf(created));
      }),
    mutants: {
      "sp-recreate-signs-in-as-the-former-record": behaves<Decisions8x8>((conforming) => {
        const gone = new Map<string, User8x8>();
        return {
          consoleDelete(customer, user) {
            gone.set(user.userName, user);
            return conforming.consoleDelete(customer, user);
          },
          findBySubject: (customer, assertion) =>
            conforming.findBySubject(customer, assertion) &&
            (gone.get(assertion.nameId) ?? conforming.findBySubject(customer, assertion)),
        };
      }),
      "sp-deleted-user-signs-in": behaves<Decisions8x8>((conforming) => {
        const gone = new Map<string, User8x8>();
        return {
          consoleDelete(customer, user) {
            gone.set(user.userName, user);
            return conforming.consoleDelete(customer, user);
          },
          findBySubject: (customer, assertion) =>
            conforming.findBySubject(customer, assertion) ?? gone.get(assertion.nameId),
        };
      }),
    },
  }),
];
