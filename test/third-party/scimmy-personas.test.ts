import { type Held, type Measure, referee } from "./referee.ts";
import entra from "./scimmy.entra.expected.json" with { type: "json" };
import jumpcloud from "./scimmy.jumpcloud.expected.json" with { type: "json" };
import okta from "./scimmy.okta.expected.json" with { type: "json" };
import { startScimmy } from "./scimmy-server.ts";

const held = (expected: object): Record<string, Held> => expected as Record<string, Held>;
const measure = (profile: string): Measure => ({ profile, source: /Entra|Okta|RFC \d{4}/, passes: 13 });

referee("scimmy", startScimmy, held(entra), measure("entra"));
referee("scimmy", startScimmy, held(okta), measure("okta"));
referee("scimmy", startScimmy, held(jumpcloud), measure("jumpcloud"));
