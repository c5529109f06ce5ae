import type { JsonObject } from "../../../scim/index.ts";
import type { ImportedUser } from "../identity-provider.ts";
import { valueIn } from "../mapping.ts";
import { isAnswer } from "../wire.ts";
import type { AppUser } from "./app-user.ts";
import type { Application } from "./application.ts";
import { isList, resourcesOf } from "./decisions.ts";
import { ProvisioningFailure } from "./failure.ts";
import { succeeded } from "./provisioning.ts";

/** What one import found. */
export interface ImportRun {
  users: ImportedUser[];
  /** How many users were listed, and how many of them were looked at: inactive ones are not. */
  listed: number;
  scanned: number;
  /** Why it was broken off; undefined where it went through. */
  stopped?: string;
}

const IMPORT = "application.provision.user.import";
const PAGE = 100;

/** Lists the users of the service provider page by page, and takes over what they tell of linked people. */
export async function runImport(
  app: Application,
  schedule: { enabled: boolean; intervalMinutes: number },
): Promise<ImportRun> {
  const { decide } = app;
  if (!decide.importEnabled(schedule)) {
    app.tell({ operation: "import", outcome: "skipped", eventType: IMPORT, reason: "User import is not enabled" });
    return { users: [], listed: 0, scanned: 0, stopped: "User import is not enabled" };
  }
  try {
    const listed = await pages(app);
    const scanned = listed.filter((resource) => decide.imports(resource));
    await missing(app, scanned);
    const users = scanned.map((resource) => takenIn(app, resource));
    app.tell({ operation: "import", outcome: "success", eventType: IMPORT, status: 200 });
    return { users, listed: listed.length, scanned: scanned.length };
  } catch (cause) {
    if (!(cause instanceof ProvisioningFailure)) throw cause;
    const { status, message } = cause;
    app.tell({
      operation: "import",
      outcome: "failure",
      eventType: IMPORT,
      ...(status === undefined ? {} : { status }),
      reason: message,
      task: { kind: "import", text: `Import from ${app.settings.application} failed: ${message}` },
    });
    return { users: [], listed: 0, scanned: 0, stopped: message };
  }
}

/** Everybody that the pages list. A page that brings nobody new ends it, whatever the counters say. */
async function pages({ decide, send, settings }: Application): Promise<JsonObject[]> {
  const found = new Map<string, JsonObject>();
  for (let startIndex = 1; ; startIndex += PAGE) {
    const { body, status } = succeeded(await send("GET", decide.importPage(startIndex)));
    if (!isList(body)) throw new ProvisioningFailure("the answer is no ListResponse of SCIM 2.0", { status });
    const before = found.size;
    for (const resource of resourcesOf(body)) found.set(String(resource["id"]), resource);
    const total = Number(valueIn(body, "totalResults"));
    if (startIndex > total || found.size === before) break;
    if (startIndex + PAGE > total && !settings.pagePastEnd) break;
  }
  return [...found.values()];
}

/** Looks after linked people whom the list lacks; too many of them stop the import. */
async function missing(app: Application, scanned: JsonObject[]): Promise<void> {
  const { settings, users, send, directory } = app;
  const there = new Set(scanned.map(({ id }) => String(id)));
  const linked = [...users.values()].filter(({ resource, active }) => resource !== undefined && active);
  const lost = linked.filter(({ resource }) => !there.has(resource!));
  const gone: AppUser[] = [];
  for (const user of lost) {
    const answer = await send("GET", `/Users/${encodeURIComponent(user.resource!)}`);
    if (!isAnswer(answer)) continue;
    const inactive = answer.body !== undefined && !app.decide.imports(answer.body);
    if (answer.status === 404 || (answer.status === 200 && inactive)) gone.push(user);
  }
  if (!settings.profileSource) return;
  const share = linked.length === 0 ? 0 : (gone.length / linked.length) * 100;
  if (settings.importSafeguard !== false && share > settings.importSafeguard)
    throw new ProvisioningFailure(
      `Import safeguard: ${gone.length} of ${linked.length} users would lose the application, more than ${settings.importSafeguard} %`,
    );
  for (const user of gone) {
    user.active = false;
    directory.block(user.person);
  }
}

/** A user as the import lists it; what it tells of a linked person goes into the profile of the application. */
function takenIn(app: Application, resource: JsonObject): ImportedUser {
  const { users } = app;
  const id = String(resource["id"]);
  const linked = [...users.values()].find((user) => user.resource === id);
  if (linked !== undefined) linked.profile = resource;
  return {
    resource: id,
    userName: String(valueIn(resource, "userName") ?? ""),
    status: linked === undefined ? "new" : "imported",
    attributes: resource,
  };
}
