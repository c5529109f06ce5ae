import type { Handler } from "../../scim/index.ts";
import type { Provider } from "./provider.ts";

/** The HTTP side of a service provider: turns its operations into answers to requests (RFC 7644 §3). */
export function frame(_provider: Provider): Handler {
  throw new Error("not yet");
}
