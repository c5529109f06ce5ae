import type { Exchange } from "../scim/index.ts";
import type { Connection } from "./connection.ts";
import { Inconclusive, SetupError } from "./failure.ts";

/**
 * Finds set-up problems before the first rule: a host that does not answer, a token that is refused, a page instead
 * of SCIM. Sends two GET requests. Throws SetupError; a target that passes may still be wrong in every other way.
 */
export async function preflight(connection: Connection): Promise<void> {
  const client = connection.client({ step: () => "preflight" });
  const base = connection.redactor.text(connection.target.baseUrl);
  try {
    const config = await client.get("/ServiceProviderConfig");
    const users = await client.list("/Users", { startIndex: 1, count: 1 });
    for (const exchange of [users, config]) refuse(exchange, base, connection.target.token !== undefined);
    if (isMissing(config) && isMissing(users))
      throw new SetupError(`${base} is no SCIM base URL: neither /ServiceProviderConfig nor /Users is there (404)`, [
        "Give the URL that ends where /Users begins, often …/scim/v2.",
      ]);
  } catch (cause) {
    if (cause instanceof Inconclusive)
      throw new SetupError(`${base} does not answer: ${cause.message}`, adviceFor(cause.message));
    throw cause;
  }
}

function isMissing({ response }: Exchange): boolean {
  return response.status === 404;
}

function refuse({ request, response }: Exchange, base: string, hasToken: boolean): void {
  const call = `${request.method} ${request.path}`;
  // Discovery may be open, or closed to this token (RFC 7643 §5): only a refused /Users says that nothing can be judged.
  if (request.path.startsWith("/Users") && (response.status === 401 || response.status === 403))
    throw new SetupError(
      hasToken
        ? `${base} refuses the token: ${call} answered ${response.status}`
        : `${base} asks for a token: ${call} answered ${response.status}`,
      ["Give the bearer token through --token-env NAME, --token-file FILE or standard input (--token-stdin)."],
    );
  const type = response.headers["content-type"] ?? "";
  if (/text\/html/i.test(type) || /^\s*<(!doctype|html)/i.test(response.text))
    throw new SetupError(
      `${base} answers with a web page instead of SCIM: ${call} answered ${response.status} ${type}`,
      ["Check that the URL is the SCIM base URL, and that no proxy or sign-in page stands before it."],
    );
  if (response.status >= 300 && response.status < 400)
    throw new SetupError(
      `${base} redirects: ${call} answered ${response.status} to ${response.headers["location"] ?? "nowhere"}`,
      ["Give the URL it redirects to; redirects are not followed."],
    );
}

function adviceFor(reason: string): string[] {
  if (/ENOTFOUND|EAI_AGAIN/.test(reason)) return ["Check the host name."];
  if (/ECONNREFUSED/.test(reason)) return ["Check the port, and that the service provider is running."];
  if (/certificate|TLS|SSL|CERT_/i.test(reason))
    return ["The TLS connection failed. For a private authority set NODE_EXTRA_CA_CERTS to its certificate file."];
  if (/timeout|aborted/i.test(reason)) return ["Check that the host can be reached from here (firewall, proxy)."];
  return ["Check the URL and the network."];
}
