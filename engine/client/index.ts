export type { Client, SendOptions } from "./client.ts";
export { createClient } from "./client.ts";
export { handlerDispatcher } from "./dispatcher.ts";
export { createRedactor, type Redactor } from "./redaction.ts";
