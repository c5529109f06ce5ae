import entraGallery from "./better-auth.entra-gallery.expected.json" with { type: "json" };
import oktaSpec from "./better-auth.okta-spec.expected.json" with { type: "json" };
import { startBetterAuth } from "./better-auth-server.ts";
import { type Held, referee } from "./referee.ts";

const held = (expected: object): Record<string, Held> => expected as Record<string, Held>;

referee("better-auth", startBetterAuth, held(oktaSpec), { profile: "okta-spec", source: /Okta's test/, passes: 10 });
referee("better-auth", startBetterAuth, held(entraGallery), {
  profile: "entra-gallery",
  source: /Microsoft's/,
  passes: 15,
});
