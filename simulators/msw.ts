import { type HttpHandler, http } from "msw";
import { DESCRIPTION_PATH, type ServiceProvider } from "./service-provider/index.ts";

/**
 * Request handlers with which msw 3 answers as a simulated service provider. Interception at the socket catches every
 * client, undici's own among them:
 *
 * ```ts
 * import { HttpRequestInterceptor } from "@mswjs/interceptors/http";
 * import { defineNetwork, InterceptorSource } from "msw/experimental";
 *
 * const provider = serviceProvider({ origin: "https://scim.example.test" });
 * const network = defineNetwork({
 *   sources: [new InterceptorSource({ interceptors: [new HttpRequestInterceptor()] })],
 *   handlers: mswHandlers(provider),
 *   onUnhandledFrame: "error",
 * });
 * network.enable();
 * ```
 */
export function mswHandlers({ profile, baseUrl, handler }: ServiceProvider): HttpHandler[] {
  const { origin } = new URL(baseUrl);
  // The rfc service provider leaves the rest of its host to others; 8x8 has further customers and planes there.
  const urls = profile === "rfc" ? [baseUrl, `${baseUrl}/*`, origin + DESCRIPTION_PATH] : [`${origin}/*`];
  return urls.map((url) => http.all(url, ({ request }) => handler(request)));
}
