import { isAnswer, type Send } from "../wire.ts";
import { resourcesOf } from "./answer.ts";
import type { EntraDecisions } from "./decisions.ts";
import { type Failure, failureOf, unusable } from "./failure.ts";
import { lookupPath } from "./lookup.ts";
import type { Configuration } from "./settings.ts";

/** What a test of the connection came to. */
export interface Tested {
  ok: boolean;
  /** What the administrator is told. */
  message: string;
  status?: number | "timeout" | "unreachable" | undefined;
}

/** The ways in which the job asks whether somebody is there. */
export interface Probe {
  /** The button of the administrator: looks for a user who cannot exist, and a group where groups are mapped. */
  connection(): Promise<Tested>;
  /** What begins provisioning on demand. */
  users(): Promise<{ failure?: Failure }>;
  /** What a running job sends now and then; nobody looks at the answer. */
  keepAlive(): Promise<void>;
}

/** Looks for users and groups that cannot exist. */
export function createProbe({
  configuration,
  decide,
  send,
  redact,
  newId,
}: {
  configuration: Configuration;
  decide: EntraDecisions;
  send: Send;
  redact(text: string): string;
  newId(): string;
}): Probe {
  const { application, filterEncoding, matching, groups } = configuration;

  async function lookFor(
    endpoint: string,
    attribute: string,
  ): Promise<{ failure?: Failure; status?: Tested["status"] }> {
    const before: Record<string, string> = endpoint === "/Groups" ? { excludedAttributes: "members" } : {};
    const path = lookupPath(endpoint, decide.filter(attribute, newId()), filterEncoding, before);
    const outcome = await send("GET", path);
    if (!isAnswer(outcome)) return { failure: failureOf(outcome, "lookup", redact), status: outcome.trouble };
    const { status } = outcome;
    if (status !== 200) return { failure: failureOf(outcome, "lookup", redact), status };
    const found = resourcesOf(outcome);
    if (found === undefined) return { failure: unusable(outcome, "lookup", "list", redact), status };
    if (found.length > 0) return { failure: unusable(outcome, "lookup", "empty list", redact), status };
    return { status };
  }

  const users = (): ReturnType<typeof lookFor> => lookFor("/Users", matching[0] ?? "userName");

  return {
    users,
    async connection() {
      const asked = await users();
      const { failure, status } =
        asked.failure === undefined && groups ? await lookFor("/Groups", "displayName") : asked;
      if (failure === undefined) {
        return { ok: true, message: `The credentials are authorized to enable provisioning to ${application}`, status };
      }
      return { ok: false, message: `InvalidCredentials: ${failure.code}: ${failure.reason}`, status };
    },
    async keepAlive() {
      await lookFor("/Users", "userName");
    },
  };
}
