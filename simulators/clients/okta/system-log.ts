import type { JsonObject } from "../../../scim/index.ts";
import type { Application, Entry } from "./application.ts";

/** The System Log of Okta: one LogEvent for every entry, oldest first. Keys that nobody documents are guesses. */
export function systemLog({ entries, settings, ids }: Pick<Application, "entries" | "settings" | "ids">): JsonObject[] {
  const app = ids.uuid("application");
  return entries.map((entry, index) => logEvent(entry, index));

  function logEvent({ at, eventType, result, reason, user, group }: Entry, index: number): JsonObject {
    const failed = result === "FAILURE";
    const target = [
      ...(user === undefined ? [] : [targetOf(user.appUser, "AppUser", user.login, user.name)]),
      targetOf(`0oa${plain(app, 17)}`, "AppInstance", settings.application, settings.application),
      ...(user === undefined ? [] : [targetOf(user.person, "User", user.login, user.name)]),
      ...(group === undefined ? [] : [targetOf(group.id, "UserGroup", group.name, group.name)]),
    ];
    return {
      uuid: ids.uuid(`log/${index}`),
      published: new Date(at).toISOString(),
      eventType,
      version: "0",
      severity: failed ? "WARN" : "INFO",
      legacyEventType: legacyType(eventType, failed),
      displayMessage: displayMessages[eventType] ?? eventType,
      actor: {
        id: "sysagent",
        type: "SystemPrincipal",
        alternateId: "system@okta.com",
        displayName: "Okta System",
        detailEntry: null,
      },
      client: { userAgent: null, zone: null, device: null, id: null, ipAddress: null, geographicalContext: null },
      authenticationContext: { externalSessionId: `trs${plain(ids.uuid(`session/${index}`), 20)}` },
      outcome: { result, reason: reason ?? null },
      transaction: { type: "JOB", id: `cps${plain(ids.uuid(`job/${index}`), 20)}`, detail: {} },
      debugContext: { debugData: { appname: plainName(settings.application), requestUri: null } },
      request: { ipChain: [] },
      target,
    };
  }
}

function targetOf(id: string, type: string, alternateId: string, displayName: string): JsonObject {
  return { id, type, alternateId, displayName, detailEntry: null };
}

// `app.user_management.push_profile_failure`: the one that was seen; the others are made like it.
function legacyType(eventType: string, failed: boolean): string {
  return `app.user_management.${eventType.split(".").at(-1)}_${failed ? "failure" : "success"}`;
}

function plain(uuid: string, length: number): string {
  return uuid.replaceAll("-", "").slice(0, length);
}

function plainName(label: string): string {
  return label.toLowerCase().replace(/[^a-z0-9]/g, "");
}

/** What an entry says it is about, by event type. */
export const displayMessages: Record<string, string> = {
  "application.provision.user.verify_exists": "Verify that a user exists in the external application",
  "application.provision.user.push": "Push a new user to the external application",
  "application.provision.user.push_profile": "Push a user's profile to the external application",
  "application.provision.user.reactivate": "Reactivate a user in the external application",
  "application.provision.user.deactivate": "Deactivate a user in the external application",
  "application.provision.user.delete": "Delete a user in the external application",
  "application.provision.user.import": "Import users from the external application",
  "application.provision.user.import_profile": "Import a user's profile from the external application",
  "application.provision.group.import": "Import groups from the external application",
  "application.provision.group.add": "Create a group in the external application",
  "application.provision.group.update": "Update a group in the external application",
  "application.provision.group.remove": "Remove a group from the external application",
  "application.provision.group_membership.update": "Update the members of a group in the external application",
  "application.provision.group_push.pushed": "Push a group to the external application",
  "application.user_membership.add": "Add a user to the application",
  "application.user_membership.remove": "Remove a user from the application",
  "application.integration.authentication_failure": "The application refused the credentials",
  "application.integration.rate_limit_exceeded": "The application's rate limit was exceeded",
  "application.configuration.update": "Update the configuration of the application",
  "application.configuration.import_schema": "Import the schema of the application",
};
