import type { JsonObject } from "../../../scim/index.ts";
import type { Group } from "../directory.ts";
import { isAnswer } from "../wire.ts";
import type { Application } from "./application.ts";
import { isList, resourcesOf } from "./decisions.ts";
import { ProvisioningFailure } from "./failure.ts";
import { succeeded } from "./provisioning.ts";

const GROUP = "urn:ietf:params:scim:schemas:core:2.0:Group";
const PATCH_OP = "urn:ietf:params:scim:api:messages:2.0:PatchOp";

/** A group that is pushed, and what Okta believes the service provider has of it. */
interface PushedGroup {
  resource: string | undefined;
  name: string;
  /** The service provider's ids of the members. */
  members: Set<string>;
  /** What failed, so that the same is not tried again by itself. */
  failed: string | undefined;
}

/** Group Push: groups as groups, beside the users that an assignment makes. */
export interface GroupPush {
  /** An administrator wants a group to be pushed. */
  push(group: string): void;
  /** An administrator unlinks a group, and deletes it at the service provider or leaves it there. */
  unlink(group: string, remove: boolean): Promise<void>;
  /** Sends what changed. */
  settle(): Promise<void>;
  /** Forgets what failed. */
  retry(): void;
}

/** Group Push of an application. */
export function groupPush(app: Application): GroupPush {
  const { directory, decide, send, settings } = app;
  const asked = new Set<string>();
  const pushed = new Map<string, PushedGroup>();

  async function bring(group: Group): Promise<void> {
    const state = pushed.get(group.id) ?? { resource: undefined, name: "", members: new Set(), failed: undefined };
    pushed.set(group.id, state);
    const members = membersOf(group);
    const wanted = JSON.stringify([group.name, members]);
    if (state.failed === wanted) return;
    const told = { id: group.id, name: group.name };
    try {
      if (state.resource === undefined) await link(group, state, told);
      const same = state.members.size === members.length && members.every(({ value }) => state.members.has(value));
      if (same && state.name === group.name) return;
      await write(group, state, members);
      const eventType = same ? "application.provision.group.update" : "application.provision.group_membership.update";
      app.tell({ operation: "group", outcome: "success", eventType, group: told, resource: state.resource! });
      Object.assign(state, {
        name: group.name,
        members: new Set(members.map(({ value }) => value)),
        failed: undefined,
      });
    } catch (cause) {
      if (!(cause instanceof ProvisioningFailure)) throw cause;
      state.failed = wanted;
      const { status, message } = cause;
      app.tell({
        operation: "group",
        outcome: "failure",
        eventType: "application.provision.group_push.pushed",
        group: told,
        ...(status === undefined ? {} : { status }),
        reason: message,
        task: { kind: "group", text: `Failed to push group ${group.name} to app ${settings.application}: ${message}` },
      });
    }
  }

  /** Finds the group by its name, or makes it empty. */
  async function link(group: Group, state: PushedGroup, told: { id: string; name: string }): Promise<void> {
    const filter = encodeURIComponent(`displayName eq "${group.name.replaceAll('"', '\\"')}"`);
    const found = await send("GET", `/Groups?filter=${filter}&startIndex=1&count=100`);
    const none = isAnswer(found) && found.status === 404 && found.body !== undefined;
    const { body, status } = none ? { body: undefined, status: 404 } : succeeded(found);
    if (!none && !isList(body)) throw new ProvisioningFailure("the answer is no ListResponse of SCIM 2.0", { status });
    const [match] = body === undefined ? [] : resourcesOf(body);
    if (match !== undefined) {
      Object.assign(state, { resource: String(match["id"]), name: match["displayName"] });
      return;
    }
    const made = succeeded(await send("POST", "/Groups", { schemas: [GROUP], displayName: group.name, members: [] }));
    const id = made.body?.["id"];
    if (id === undefined) throw new ProvisioningFailure("Create new group returned empty group.", made);
    Object.assign(state, { resource: String(id), name: group.name });
    app.tell({
      operation: "group",
      outcome: "success",
      eventType: "application.provision.group.add",
      group: told,
      status: made.status,
      resource: String(id),
    });
  }

  async function write(group: Group, state: PushedGroup, members: Member[]): Promise<void> {
    const path = `/Groups/${encodeURIComponent(state.resource!)}`;
    if (settings.family === "aiw") {
      const { body } = succeeded(await send("GET", path));
      succeeded(await send("PUT", path, { schemas: [GROUP], ...body, displayName: group.name, members }));
      return;
    }
    const named = { id: state.resource!, displayName: group.name };
    succeeded(await send("PATCH", path, patch([{ op: "replace", value: named }])));
    const now = new Set(members.map(({ value }) => value));
    const gone = [...state.members].filter((value) => !now.has(value));
    const fresh = members.filter(({ value }) => !state.members.has(value));
    const first = state.members.size === 0;
    const operations: JsonObject[] = first
      ? [{ op: "replace", path: "members", value: members }]
      : [
          ...gone.map((value) => ({ op: "remove", path: `members[value eq "${value}"]` })),
          ...(fresh.length > 0 ? [{ op: "add", path: "members", value: fresh }] : []),
        ];
    if (gone.length + fresh.length > 0) succeeded(await send("PATCH", path, patch(operations)));
  }

  function membersOf({ members }: Group): Member[] {
    return [...members].flatMap((person) => {
      const user = app.users.get(person);
      return user?.resource !== undefined && user.active ? [{ value: user.resource, display: user.login }] : [];
    });
  }

  return {
    push: (group) => void asked.add(group),
    async unlink(group, remove) {
      const state = pushed.get(group);
      asked.delete(group);
      pushed.delete(group);
      if (state?.resource === undefined || !remove) return;
      const answer = await send("DELETE", `/Groups/${encodeURIComponent(state.resource)}`);
      app.tell({
        operation: "group",
        outcome: isAnswer(answer) && answer.status < 300 ? "success" : "failure",
        eventType: "application.provision.group.remove",
        group: { id: group, name: state.name },
        status: isAnswer(answer) ? answer.status : answer.trouble,
        resource: state.resource,
      });
    },
    async settle() {
      for (const group of directory.groups()) if (decide.pushesGroup(group, asked.has(group.id))) await bring(group);
    },
    retry() {
      for (const state of pushed.values()) state.failed = undefined;
    },
  };
}

type Member = { value: string; display: string };

function patch(operations: JsonObject[]): JsonObject {
  return { schemas: [PATCH_OP], Operations: operations };
}
