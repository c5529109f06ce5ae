import { type Answer, isAnswer, type NoAnswer } from "../wire.ts";

/** Why something was not done. */
export interface Failure {
  /** The error code of the provisioning log. */
  code: string;
  reason: string;
  /** What the last answer was. */
  status?: number | "timeout" | "unreachable";
  /** Tried again in the next cycle rather than after hours. */
  transient: boolean;
  /** What sends the job into quarantine at once: refused credentials, or a service provider that is none. */
  fatal?: "credentials" | "compliance";
}

/** What was asked when it failed: the answer to a look-up weighs more. */
export type Asked = "lookup" | "read" | "export";

const INCOMPATIBLE = "SystemForCrossDomainIdentityManagementServiceIncompatible";

const CODES: Record<number, { code: string; name: string }> = {
  400: { code: INCOMPATIBLE, name: "BadRequest" },
  401: { code: "SystemForCrossDomainIdentityManagementInvalidCredentials", name: "Unauthorized" },
  403: { code: "InsufficientRights", name: "Forbidden" },
  404: { code: INCOMPATIBLE, name: "NotFound" },
  405: { code: "MethodNotAllowed", name: "MethodNotAllowed" },
  409: { code: "Conflict", name: "Conflict" },
  422: { code: "UnprocessableEntity", name: "UnprocessableEntity" },
  429: { code: "TooManyRequests", name: "TooManyRequests" },
  500: { code: "InternalServerError", name: "InternalServerError" },
  501: { code: "NotImplemented", name: "NotImplemented" },
  502: { code: "InternalServerError", name: "BadGateway" },
  503: { code: "InternalServerError", name: "ServiceUnavailable" },
  504: { code: "InternalServerError", name: "GatewayTimeout" },
};

/** The failure that an answer, or none, stands for. `redact` takes secrets out of what the service provider wrote. */
export function failureOf(outcome: Answer | NoAnswer, asked: Asked, redact: (text: string) => string): Failure {
  if (!isAnswer(outcome)) {
    const { trouble } = outcome;
    const code = trouble === "timeout" ? "Timeout" : "WebExceptionProtocolError";
    return { code, reason: redact(outcome.reason), status: trouble, transient: true };
  }
  const { status, text } = outcome;
  const known = CODES[status];
  const code = known?.code ?? (status >= 500 ? "InternalServerError" : INCOMPATIBLE);
  const said = excerpt(redact(text));
  return {
    code,
    reason: `StatusCode: ${known?.name ?? status} Message: Processing of the HTTP request resulted in an exception. Web Response: ${said}`,
    status,
    transient: status === 429 || status >= 500,
    ...(status === 401 ? { fatal: "credentials" } : {}),
    ...(status === 404 && asked === "lookup" ? { fatal: "compliance" } : {}),
  };
}

/** The failure of an answer that says yes and is no SCIM message. */
export function unusable(answer: Answer, asked: Asked, wanted: string, redact: (text: string) => string): Failure {
  return {
    code: INCOMPATIBLE,
    reason: `StatusCode: ${answer.status} Message: The answer is no ${wanted}. Web Response: ${excerpt(redact(answer.text))}`,
    status: answer.status,
    transient: false,
    ...(asked === "lookup" ? { fatal: "compliance" } : {}),
  };
}

// An answer may be of any length; the administrator reads its beginning.
function excerpt(text: string): string {
  return text.length > 2000 ? `${text.slice(0, 2000)}…` : text;
}
