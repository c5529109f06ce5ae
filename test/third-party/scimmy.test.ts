import { referee } from "./referee.ts";
import expected from "./scimmy.expected.json" with { type: "json" };
import { startScimmy } from "./scimmy-server.ts";

referee("scimmy", startScimmy, expected);
