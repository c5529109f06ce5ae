export type { Browser, Client, SendOptions } from "./client.ts";
export { createClient } from "./client.ts";
export { type CookieJar, createCookieJar } from "./cookie-jar.ts";
export { handlerOf } from "./handler.ts";
export { createRedactor, type Redactor } from "./redaction.ts";
export type { Wire } from "./wire.ts";
