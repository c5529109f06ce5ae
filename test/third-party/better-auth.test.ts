import expected from "./better-auth.expected.json" with { type: "json" };
import { startBetterAuth } from "./better-auth-server.ts";
import { referee } from "./referee.ts";

referee("better-auth", startBetterAuth, expected);
