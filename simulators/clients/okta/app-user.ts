import type { JsonObject } from "../../../scim/index.ts";
import type { Mapped } from "../mapping.ts";
import type { OktaAssignment } from "./decisions.ts";

/** What Okta keeps of a person who is, or was, assigned to the application. */
export interface AppUser {
  /** `0ua…`. */
  readonly id: string;
  /** The Okta id of the person. */
  readonly person: string;
  /** Login and name as they were last, since a person who is purged has none. */
  login: string;
  name: string;
  /** The service provider's id of the user, once it is known. */
  resource: string | undefined;
  /** Whether Okta believes the user to be active there. */
  active: boolean;
  /** What Okta believes the service provider has. */
  sent: Mapped;
  /** By which way the person was assigned last. */
  assignment: OktaAssignment;
  /** Assigned while provisioning was off: nothing happens before an administrator asks for it. */
  waiting: boolean;
  /** Suspended in Okta: nothing is sent meanwhile. */
  suspended: boolean;
  /** What failed, so that the same is not tried again by itself. */
  failed: string | undefined;
  /** Until when its task pauses, in milliseconds of virtual time. */
  pausedUntil: number | undefined;
  /** How often the task has paused already. */
  pauses: number;
  /** The attributes that an import found: the profile in the application, not in Okta. */
  profile: JsonObject;
}

/** An application user about whom nothing is known yet. */
export function newAppUser(id: string, person: string, login: string): AppUser {
  return {
    id,
    person,
    login,
    name: login,
    resource: undefined,
    active: false,
    sent: new Map(),
    assignment: { direct: false, groups: [] },
    waiting: false,
    suspended: false,
    failed: undefined,
    pausedUntil: undefined,
    pauses: 0,
    profile: {},
  };
}
