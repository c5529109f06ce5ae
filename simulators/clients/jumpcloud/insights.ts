import type { JsonObject } from "../../../scim/index.ts";

/** What happened, whether or not an event tells of it. */
export type Occurrence =
  | "integration-activated"
  | "integration-updated"
  | "integration-reauthenticated"
  | "integration-deactivated"
  | "user-created"
  | "user-updated"
  | "user-reactivated"
  | "user-deactivated"
  | "user-deleted"
  | "user-looked-up"
  | "lookup-failed"
  | "users-listed"
  | "group-created"
  | "group-updated"
  | "group-deleted";

/** The events of Directory Insights about SCIM (JumpCloud 8x8 article, SCIM Directory Insights Events). */
export type EventType =
  | "idm_integration_activate"
  | "idm_integration_update"
  | "idm_integration_reauth"
  | "idm_integration_delete"
  | "user_create_provision"
  | "user_update_provision"
  | "user_deprovision"
  | "user_delete_provision"
  | "user_lookup_provision"
  | "group_create_provision"
  | "group_update_provision"
  | "group_delete_provision";

/** What an event is about: a person, a group, or the application itself. */
export type Subject =
  | { type: "user"; id: string; username: string }
  | { type: "group"; id: string; name: string }
  | { type: "application"; id: string; name: string };

/** One event before it is written in the form of Directory Insights. */
export interface Insight {
  type: EventType;
  at: number;
  subject: Subject;
  success: boolean;
  failure?: string | undefined;
  changes: { attribute: string; from?: unknown; to?: unknown }[];
}

/** Who and where: the same in every event of an application. */
export interface Context {
  organization: string;
  admin: { id: string; email: string };
  application: { id: string; name: string; label: string };
}

/**
 * An event as Directory Insights exports it. `application`, `error_message` and `from` are guesses in provisioning
 * events: the layout of these is not published.
 */
export function written(insight: Insight, id: string, { organization, admin, application }: Context): JsonObject {
  return {
    id,
    "@version": "1",
    service: "directory",
    event_type: insight.type,
    timestamp: new Date(insight.at).toISOString(),
    organization,
    success: insight.success,
    ...(insight.failure === undefined ? {} : { error_message: insight.failure }),
    initiated_by: { type: "admin", id: admin.id, email: admin.email },
    resource: insight.subject,
    application: { id: application.id, name: application.name, display_label: application.label },
    ...(insight.changes.length === 0
      ? {}
      : {
          changes: insight.changes.map(({ attribute, from, to }) => ({
            field: attribute,
            ...(from === undefined ? {} : { from }),
            ...(to === undefined ? {} : { to }),
          })),
        }),
  } as JsonObject;
}
