import { behaves, type Rule, rule, type Trial } from "../../../engine/index.ts";
import { AdminRefusal, type Decisions8x8 } from "../../../profiles/index.ts";
import { admin, granted } from "../admin.ts";
import { attempted } from "../attempted.ts";
import { OWN_CUSTOMER, withOwnCustomer } from "../own-customer.ts";
import { open } from "../saml/arrival.ts";
import {
  expectRefused,
  expectSignedIn,
  fileOf,
  type OwnScene,
  ownScene,
  SINGLE_SIGN_ON,
  signedIn,
  withOwnSignIn,
} from "../saml/scene.ts";

const PROVISIONING = ["admin.scim.enable", "admin.scim.disable", "admin.scim.save"] as const;

/** What Save does, and that single sign-on and provisioning leave each other alone. */
export const apart: Rule[] = [
  rule({
    id: "8x8/sso/holds-from-save-on",
    title: "Single sign-on holds from Save on: neither the slider nor a new value takes effect before",
    covers: ["8X8-SSO-07"],
    level: "MUST",
    needs: [...SINGLE_SIGN_ON, "admin.sso.disable", "admin.sso.open"],
    probe: (t) =>
      withOwnSignIn(t, { off: true }, async (scene) => {
        const { sso } = admin(t);
        const { within, subject, user, key } = scene;
        expectRefused(t, await scene.signIn(subject), "with single sign-on switched off, a user");
        await granted(sso.enable({ ...within, provider: "saml" }));
        expectRefused(t, await scene.signIn(subject), "with single sign-on switched on and not saved, a user");
        await granted(sso.attachCertificate({ ...within, ...fileOf(key.certificate) }));
        const saved = await attempted(sso.save(within));
        t.expect.that(saved !== "refused" && saved.active, {
          summary: "single sign-on that is complete cannot be saved",
          seen: saved === "refused" ? saved : { active: saved.active },
          expected: { active: true },
        });
        expectSignedIn(t, await scene.signIn(subject), "with single sign-on saved, a user", user.id);
        await granted(sso.setUrls({ ...within, issuer: "urn:another" }));
        expectSignedIn(t, await scene.signIn(subject), "with another issuer entered and not saved, a user", user.id);
        await granted(sso.disable(within));
        expectSignedIn(
          t,
          await scene.signIn(subject),
          "with single sign-on switched off and not saved, a user",
          user.id,
        );
      }),
    mutants: {
      "sp-sso-active-before-save": behaves<Decisions8x8>({
        ssoServes: ({ sso }) => (sso.draft ?? sso).enabled,
      }),
      "sp-sso-values-hold-before-save": behaves<Decisions8x8>((conforming) => ({
        setSsoUrls(customer, urls) {
          conforming.setSsoUrls(customer, urls);
          if (typeof urls.issuer === "string") customer.sso.issuer = urls.issuer;
        },
      })),
      "sp-sso-save-of-the-switch-is-lost": behaves<Decisions8x8>((conforming) => ({
        saveSso(customer) {
          const { enabled } = customer.sso;
          const again = customer.sso.certificate !== undefined;
          conforming.saveSso(customer);
          if (again) customer.sso.enabled = enabled && customer.sso.enabled;
        },
      })),
    },
  }),

  rule({
    id: "8x8/sso/independent-of-provisioning",
    title: "Single sign-on works without provisioning, provisioning without single sign-on, and both together",
    covers: ["8X8-SSO-03"],
    level: "MUST",
    needs: [...SINGLE_SIGN_ON, ...PROVISIONING, "admin.user.create", "admin.user.setFederationId"],
    async probe(t) {
      // Single sign-on alone: provisioning is switched off, and users are made by hand.
      await withOwnSignIn(t, {}, async (scene) => {
        await signedIn(scene);
        await granted(admin(t).scim.disable(scene.within));
        await granted(admin(t).scim.save(scene.within));
        t.expect(await scene.own.send("GET", scene.user.path)).refused();
        expectSignedIn(t, await scene.signIn(scene.subject), "without provisioning, a user", scene.user.id);
      });
      // Provisioning alone, and then single sign-on beside it.
      await withOwnCustomer(t, { enabled: false }, async (own) => {
        const { scim } = admin(t);
        await granted(scim.enable({ customer: own.id, provider: "other" }));
        const saved = await attempted(scim.save({ customer: own.id }));
        t.expect.that(saved !== "refused" && saved.enabled, {
          summary: "provisioning cannot be saved without single sign-on",
          seen: saved === "refused" ? saved : { enabled: saved.enabled },
          expected: { enabled: true },
        });
      });
    },
    mutants: {
      "sp-scim-requires-sso": behaves<Decisions8x8>((conforming) => ({
        saveIntegration(customer) {
          if (!customer.sso.enabled && !customer.scim.enabled && customer.scim.draft?.enabled)
            throw new AdminRefusal("sso-incomplete", "single sign-on comes first");
          conforming.saveIntegration(customer);
        },
      })),
      "sp-sso-requires-scim": behaves<Decisions8x8>((conforming) => ({
        ssoServes: (customer) => customer.scim.enabled && conforming.ssoServes(customer),
      })),
    },
  }),

  rule({
    id: "8x8/sso/switched-off-alone",
    title: "Switching one of single sign-on and provisioning off leaves the other one as it is",
    covers: ["8X8-SSO-04"],
    level: "SHOULD",
    needs: [...SINGLE_SIGN_ON, ...PROVISIONING, "admin.sso.disable"],
    async probe(t) {
      await withOwnSignIn(t, {}, async (scene) => {
        await signedIn(scene);
        await granted(admin(t).sso.disable(scene.within));
        await granted(admin(t).sso.save(scene.within));
        await expectProvisioned(t, scene, "after single sign-on was switched off");
        const { page } = scene;
        const start = await open(t.browser(page.acsUrl), page.signInPages["work-desktop"]!);
        t.expect(start).that(start.response.headers["location"] === undefined, {
          summary: "after single sign-on was switched off a sign-in leads to the identity provider",
          seen: start.response.status,
          expected: "no redirect",
        });
      });
      await withOwnSignIn(t, {}, async (scene) => {
        await signedIn(scene);
        await granted(admin(t).scim.disable(scene.within));
        await granted(admin(t).scim.save(scene.within));
        const arrival = await scene.signIn(scene.subject);
        expectSignedIn(t, arrival, "after provisioning was switched off, a user", scene.user.id);
      });
    },
    mutants: {
      "sp-sso-off-clears-scim": behaves<Decisions8x8>((conforming) => ({
        saveSso(customer) {
          const was = customer.sso.enabled;
          conforming.saveSso(customer);
          if (was && !customer.sso.enabled) customer.scim.enabled = false;
        },
      })),
      "sp-scim-off-clears-sso": behaves<Decisions8x8>((conforming) => ({
        saveIntegration(customer) {
          const was = customer.scim.enabled;
          conforming.saveIntegration(customer);
          if (was && !customer.scim.enabled) customer.sso.enabled = false;
        },
      })),
      "sp-sso-off-deactivates-users": behaves<Decisions8x8>((conforming) => ({
        saveSso(customer) {
          const was = customer.sso.enabled;
          conforming.saveSso(customer);
          if (was && !customer.sso.enabled)
            for (const user of [...customer.users.all()]) customer.users.put({ ...user, active: false });
        },
      })),
    },
  }),

  rule({
    id: "8x8/sso/mapping-of-a-new-customer",
    title: "A user whom SCIM created signs in by the userName, whichever mapping field a customer begins with",
    covers: ["8X8-SSO-01", "8X8-FEDID-08"],
    level: "MUST",
    needs: [OWN_CUSTOMER, ...SINGLE_SIGN_ON],
    answers: ["ssoMapping"],
    probe: (t) =>
      withOwnCustomer(t, {}, async (own) => {
        const scene = await ownScene(t, own);
        t.observe("ssoMapping", scene.page.mapping);
        expectSignedIn(t, await scene.signIn(scene.subject), "a user created over SCIM", scene.user.id);
      }),
    mutants: {
      "sp-sso-maps-to-nothing-by-default": behaves<Decisions8x8>((conforming) => ({
        findBySubject: (customer, { ...assertion }) =>
          conforming.findBySubject(customer, { ...assertion, nameId: assertion.nameId.split("@")[0]! }),
      })),
    },
  }),
];

/** Judges that provisioning goes on. */
async function expectProvisioned(t: Trial, { own, user }: OwnScene, what: string): Promise<void> {
  const read = await own.send("GET", user.path);
  t.expect(read).that(read.response.status === 200, {
    summary: `${what} a GET of a user is answered with ${read.response.status}`,
    seen: read.response.status,
    expected: 200,
  });
  t.expect(read).attribute("active", true);
  t.expect(await own.send("PUT", user.path, { ...user.sent, title: "Pilot" })).success();
}
