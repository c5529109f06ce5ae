import { behaves, type Rule, rule } from "../../../engine/index.ts";
import type { Decisions8x8 } from "../../../profiles/index.ts";
import { admin, granted } from "../admin.ts";
import { attempted } from "../attempted.ts";
import { expectSignedIn, SINGLE_SIGN_ON, signedIn, withOwnSignIn } from "../saml/scene.ts";

/** What ownership means for who signs in. */
export const signsIn: Rule[] = [
  rule({
    id: "8x8/own/locked-username-signs-in",
    title: "After the console has refused to rename an owned user, the user signs in by the name as before",
    covers: ["8X8-OWN-02"],
    level: "MUST",
    needs: [...SINGLE_SIGN_ON, "admin.sso.setMapping", "admin.user.edit"],
    probe: (t) =>
      withOwnSignIn(t, { mapping: "username" }, async (scene) => {
        await signedIn(scene);
        const { within, user, subject } = scene;
        const renamed = t.given.userName();
        const edit = await attempted(admin(t).user.edit({ ...within, id: user.id, fields: { userName: renamed } }));
        t.expect.that(edit === "refused" || edit.userName !== "stored", {
          summary: "the console renames a user whom the identity provider owns",
          seen: "stored",
          expected: "locked",
          attribute: "userName",
        });
        expectSignedIn(t, await scene.signIn(subject), "a user whom the console could not rename", user.id);
      }),
    mutants: {
      "sp-refused-rename-changes-the-sign-in": behaves<Decisions8x8>((conforming) => {
        const renamed = new Set<string>();
        return {
          locked(customer, user, field, route) {
            const locked = conforming.locked(customer, user, field, route);
            if (locked && field === "userName") renamed.add(user.id);
            return locked;
          },
          findBySubject(customer, assertion) {
            const user = conforming.findBySubject(customer, assertion);
            return user !== undefined && renamed.has(user.id) ? undefined : user;
          },
        };
      }),
    },
  }),

  rule({
    id: "8x8/own/stopped-integration-leaves-sign-in",
    title: "Switching user provisioning off keeps no owned user from signing in",
    covers: ["8X8-OWN-13"],
    level: "MAY",
    needs: [...SINGLE_SIGN_ON, "admin.scim.disable", "admin.scim.save"],
    probe: (t) =>
      withOwnSignIn(t, {}, async (scene) => {
        await signedIn(scene);
        await granted(admin(t).scim.disable(scene.within));
        await granted(admin(t).scim.save(scene.within));
        const arrival = await scene.signIn(scene.subject);
        expectSignedIn(t, arrival, "an owned user after provisioning was switched off", scene.user.id);
      }),
    mutants: {
      "sp-switching-off-shuts-owned-users-out": behaves<Decisions8x8>((conforming) => ({
        signInRefusal: (customer, user, app) =>
          user.owner === "idp" && !customer.scim.enabled
            ? "inactive-user"
            : conforming.signInRefusal(customer, user, app),
      })),
    },
  }),
];
