import type { JsonObject } from "../../../scim/index.ts";
import type { Attempt, Step } from "./attempt.ts";

/** What the entries of one job share. */
export interface LogSettings {
  tenant: string;
  job: string;
  application: string;
  /** Ids of the service principal, the application and the two systems. */
  principal: string;
  applicationId: string;
  sourceSystem: string;
  targetSystem: string;
}

/** Where in the job an attempt was made. */
export interface Place {
  id: string;
  at: number;
  cycle: string;
  change: string;
  status: "success" | "failure" | "skipped" | "warning";
  /** Virtual time of the next attempt, where there is one. */
  retryAt: number | undefined;
}

/** The provisioningObjectSummary of Microsoft Graph that tells of an attempt. */
export function summaryOf(attempt: Attempt, place: Place, settings: LogSettings): JsonObject {
  const { application, principal, applicationId } = settings;
  const identityType = attempt.kind;
  return {
    id: place.id,
    activityDateTime: timestamp(place.at),
    tenantId: settings.tenant,
    jobId: settings.job,
    cycleId: place.cycle,
    changeId: place.change,
    provisioningAction: attempt.action,
    // A request takes a while; how long is nobody's matter here, as long as it is the same each time.
    durationInMilliseconds: 40 + 120 * attempt.requests,
    provisioningStatusInfo: { status: place.status, errorInformation: errorOf(attempt, place.retryAt) },
    provisioningSteps: attempt.steps.map(stepOf),
    modifiedProperties: attempt.changes.map(({ attribute, from, to }) => ({
      displayName: attribute,
      oldValue: textOf(from),
      newValue: textOf(to),
    })),
    sourceIdentity: {
      id: attempt.id,
      displayName: attempt.displayName,
      identityType,
      details: { odatatype: identityType, userPrincipalName: attempt.kind === "User" ? attempt.name : null },
    },
    targetIdentity: { id: attempt.resource ?? "", displayName: "", identityType, details: {} },
    sourceSystem: { id: settings.sourceSystem, displayName: "Microsoft Entra ID", details: {} },
    targetSystem: {
      id: settings.targetSystem,
      displayName: application,
      details: {
        ApplicationId: applicationId,
        ServicePrincipalId: principal,
        ServicePrincipalDisplayName: application,
      },
    },
    servicePrincipal: { id: principal, displayName: application },
    initiatedBy: { id: "", displayName: "Azure AD Provisioning Service", initiatorType: "system" },
  };
}

function errorOf({ failure, skipped }: Attempt, retryAt: number | undefined): JsonObject | null {
  const said = failure ?? skipped;
  if (said === undefined) return null;
  const again = retryAt === undefined ? "" : ` It will be retried again after this date: ${timestamp(retryAt)} UTC`;
  return {
    errorCode: said.code,
    reason: said.reason + again,
    additionalDetails: null,
    errorCategory: failure === undefined ? "nonServiceFailure" : "failure",
    recommendedAction: null,
  };
}

function stepOf({ name, type, status, description, details }: Step): JsonObject {
  return { name, provisioningStepType: type, status, description, details };
}

function textOf(value: unknown): string | null {
  if (value === undefined || value === null) return null;
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

function timestamp(at: number): string {
  return new Date(at).toISOString().replace(/\.\d+Z$/, "Z");
}
