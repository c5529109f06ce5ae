import entraGallery from "./better-auth.entra-gallery.expected.json" with { type: "json" };
import jumpcloudActivation from "./better-auth.jumpcloud-activation.expected.json" with { type: "json" };
import oktaCrud from "./better-auth.okta-crud.expected.json" with { type: "json" };
import oktaManual from "./better-auth.okta-manual.expected.json" with { type: "json" };
import oktaSpec from "./better-auth.okta-spec.expected.json" with { type: "json" };
import { startBetterAuth } from "./better-auth-server.ts";
import { type Held, referee } from "./referee.ts";

const held = (expected: object): Record<string, Held> => expected as Record<string, Held>;

referee("better-auth", startBetterAuth, held(oktaSpec), { profile: "okta-spec", source: /Okta's test/, passes: 10 });
referee("better-auth", startBetterAuth, held(oktaCrud), { profile: "okta-crud", source: /Okta's test/, passes: 5 });
referee("better-auth", startBetterAuth, held(oktaManual), {
  profile: "okta-manual",
  source: /Okta's plan/,
  passes: 25,
});
referee("better-auth", startBetterAuth, held(entraGallery), {
  profile: "entra-gallery",
  source: /Microsoft's/,
  passes: 25,
});
referee("better-auth", startBetterAuth, held(jumpcloudActivation), {
  profile: "jumpcloud-activation",
  source: /JumpCloud/,
  passes: 8,
});
