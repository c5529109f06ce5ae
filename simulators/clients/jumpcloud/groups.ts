import type { JsonObject } from "../../../scim/index.ts";
import type { Directory, Group } from "../directory.ts";
import type { Answer, NoAnswer, Send } from "../wire.ts";
import { failureOf, idIn, listIn, statusOf, succeeded } from "./answer.ts";
import type { JumpCloudDecisions } from "./decisions.ts";
import type { Occurrence } from "./insights.ts";
import type { Ledger } from "./ledger.ts";
import type { Link } from "./users.ts";

const GROUP = "urn:ietf:params:scim:schemas:core:2.0:Group";
const PATCH_OP = "urn:ietf:params:scim:api:messages:2.0:PatchOp";

/** What is known of a group at the service provider. */
export interface SentGroup {
  resource: string;
  name: string;
  members: Set<string>;
}

/** Sends bound groups and their members, where the administrator asked for it. */
export interface GroupProvisioning {
  /** By the directory's id of the group. */
  readonly known: ReadonlyMap<string, SentGroup>;
  synchronise(): Promise<void>;
}

/** Nothing sent yet. */
export function createGroupProvisioning({
  directory,
  decisions,
  ledger,
  links,
  remembered,
  send,
}: {
  directory: Directory;
  decisions: JumpCloudDecisions;
  ledger: Ledger;
  links: ReadonlyMap<string, Link>;
  remembered: ReadonlyMap<string, SentGroup>;
  send: Send;
}): GroupProvisioning {
  const known = new Map<string, SentGroup>();
  /** What was tried in vain; not tried again until the group is another. */
  const refused = new Map<string, string>();

  const note = (group: { id: string; name: string }, occurrence: Occurrence, outcome: Answer | NoAnswer): boolean => {
    const failure = succeeded(outcome) ? undefined : failureOf(outcome);
    ledger.record({
      occurrence,
      operation: "group",
      subject: { type: "group", id: group.id, name: group.name },
      failure,
      status: statusOf(outcome),
    });
    return failure === undefined;
  };
  const patch = (sent: SentGroup, operation: JsonObject): Promise<Answer | NoAnswer> =>
    send("PATCH", `/Groups/${encodeURIComponent(sent.resource)}`, { schemas: [PATCH_OP], Operations: [operation] });

  // A group of the same name is taken over, an empty one is not created.
  async function introduce(group: Group): Promise<SentGroup | undefined> {
    if (group.members.size === 0) return undefined;
    const found = await send("GET", decisions.groupLookup(group.name));
    const existing = listIn(found)?.resources[0];
    if (existing !== undefined) return { resource: String(existing["id"]), name: group.name, members: new Set() };
    const created = await send("POST", "/Groups", { schemas: [GROUP], displayName: group.name });
    const resource = idIn(created);
    if (!note(group, "group-created", created) || resource === undefined) return undefined;
    return { resource, name: group.name, members: new Set() };
  }

  async function bring(group: Group, sent: SentGroup, members: Set<string>): Promise<boolean> {
    let fine = true;
    const operate = async (operation: JsonObject, done: () => void): Promise<void> => {
      if (note(group, "group-updated", await patch(sent, operation))) done();
      else fine = false;
    };
    if (sent.name !== group.name) {
      await operate({ op: "replace", value: { displayName: group.name } }, () => {
        sent.name = group.name;
      });
    }
    for (const member of members.difference(sent.members)) {
      await operate({ op: "add", path: "members", value: [{ value: member }] }, () => sent.members.add(member));
    }
    for (const member of sent.members.difference(members)) {
      await operate(decisions.memberRemoval(member), () => sent.members.delete(member));
    }
    return fine;
  }

  // A group that is only unbound stays where it is.
  async function removeDeleted(): Promise<void> {
    const there = new Set([...directory.groups()].map(({ id }) => id));
    for (const [id, { resource, name }] of known) {
      if (there.has(id)) continue;
      known.delete(id);
      note({ id, name }, "group-deleted", await send("DELETE", `/Groups/${encodeURIComponent(resource)}`));
    }
  }

  return {
    known,
    async synchronise() {
      await removeDeleted();
      for (const group of directory.groups()) {
        if (!group.assigned) continue;
        const members = new Set([...group.members].flatMap((id) => links.get(id)?.resource ?? []));
        const state = JSON.stringify([group.name, ...members]);
        if (refused.get(group.id) === state) continue;
        const sent = known.get(group.id) ?? remembered.get(group.name) ?? (await introduce(group));
        if (sent !== undefined) known.set(group.id, sent);
        if (sent !== undefined && (await bring(group, sent, members))) refused.delete(group.id);
        else refused.set(group.id, state);
      }
    },
  };
}
