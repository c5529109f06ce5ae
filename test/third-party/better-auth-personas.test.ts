import entra from "./better-auth.entra.expected.json" with { type: "json" };
import { startBetterAuth } from "./better-auth-server.ts";
import { type Held, type Measure, referee } from "./referee.ts";

const measure = (profile: string): Measure => ({ profile, source: /Entra/, passes: 13 });

referee("better-auth", startBetterAuth, entra as Record<string, Held>, measure("entra"));
referee("better-auth", startBetterAuth, {}, measure("okta"));
referee("better-auth", startBetterAuth, {}, measure("jumpcloud"));
