import type { Handler, JsonObject } from "../../../scim/index.ts";
import { type Answer, createWire, isAnswer, type NoAnswer, type Send } from "../wire.ts";
import type { ResolvedSettings } from "./settings.ts";

/** What every request of Okta carries. */
export const OKTA_HEADERS: Record<string, string> = {
  "user-agent": "Okta SCIM Client 1.0.0",
  accept: "application/scim+json",
  "accept-charset": "utf-8",
  "accept-encoding": "gzip,deflate",
  connection: "Keep-Alive",
};

/** The wire of an Okta application, and the ways to change what it authenticates with. */
export interface OktaWire {
  send: Send;
  token(): string | undefined;
  setToken(token: string | undefined): void;
  /** Takes every secret out of a text. */
  mask(text: string): string;
}

/** Sends as Okta does; a refused access token is refreshed once. */
export function oktaWire(settings: ResolvedSettings): OktaWire {
  const { provider, authentication, refreshToken, timeoutMs } = settings;
  let token = settings.token;
  const secrets = new Set<string>(token ? [token] : []);
  const wire = createWire(
    {
      provider: authorised(provider),
      baseUrl: settings.baseUrl.replace(/\?.*$/, "").replace(/\/+$/, ""),
      headers: OKTA_HEADERS,
      contentType: "application/scim+json; charset=utf-8",
      timeoutMs,
    },
    () => token,
  );

  // The wire writes the token as Bearer; the other ways to send one differ in the prefix only.
  function authorised(next: Handler): Handler {
    if (authentication === "bearer" || authentication === "oauth") return next;
    return (request) => {
      const sent = request.headers.get("authorization")?.replace(/^Bearer /, "");
      if (sent !== undefined)
        request.headers.set(
          "authorization",
          authentication === "basic" ? `Basic ${Buffer.from(sent).toString("base64")}` : sent,
        );
      return next(request);
    };
  }

  function setToken(next: string | undefined): void {
    token = next;
    if (next) secrets.add(next);
  }

  async function refreshed(method: string, path: string, body?: JsonObject): Promise<Answer | NoAnswer> {
    const outcome = await wire(method, path, body);
    if (authentication !== "oauth" || refreshToken === undefined) return outcome;
    if (!isAnswer(outcome) || outcome.status !== 401) return outcome;
    setToken(await refreshToken());
    return wire(method, path, body);
  }

  return {
    send: refreshed,
    token: () => token,
    setToken,
    mask: (text) => [...secrets].reduce((masked, secret) => masked.replaceAll(secret, "[masked]"), text),
  };
}
