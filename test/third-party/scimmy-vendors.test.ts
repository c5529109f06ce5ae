import { type Held, referee } from "./referee.ts";
import entraGallery from "./scimmy.entra-gallery.expected.json" with { type: "json" };
import oktaSpec from "./scimmy.okta-spec.expected.json" with { type: "json" };
import { startScimmy } from "./scimmy-server.ts";

const held = (expected: object): Record<string, Held> => expected as Record<string, Held>;

referee("scimmy", startScimmy, held(oktaSpec), { profile: "okta-spec", source: /Okta's test/, passes: 10 });
referee("scimmy", startScimmy, {}, { profile: "okta-crud", source: /Okta's test/, passes: 6 });
referee("scimmy", startScimmy, {}, { profile: "okta-manual", source: /Okta's plan/, passes: 25 });
referee("scimmy", startScimmy, held(entraGallery), { profile: "entra-gallery", source: /Microsoft's/, passes: 25 });
referee("scimmy", startScimmy, {}, { profile: "jumpcloud-activation", source: /JumpCloud/, passes: 9 });
