import type { ProvisioningEvent } from "../event.ts";
import type { Application, Telling } from "./application.ts";

/** Tells what happened: to the list of events, to the System Log, and to the Tasks page where it failed for good. */
export function teller(
  app: Pick<Application, "clock" | "events" | "entries" | "tasks" | "decide" | "ids">,
  mask: (text: string) => string,
): (telling: Telling) => void {
  const { clock, events, entries, tasks, decide, ids } = app;
  return ({ eventType, user, group, task, reason, changes = [], outcome, ...rest }) => {
    const at = clock.now();
    const said = reason === undefined ? undefined : mask(reason);
    const resource = rest.resource ?? user?.resource;
    const event: ProvisioningEvent = {
      ...rest,
      at,
      outcome,
      changes,
      ...(user === undefined ? {} : { person: { id: user.person, userName: user.login } }),
      ...(resource === undefined ? {} : { resource }),
      ...(said === undefined ? {} : { reason: said }),
    };
    if (!decide.reports(event)) return;
    events.push(event);
    const about =
      user === undefined ? undefined : { appUser: user.id, person: user.person, login: user.login, name: user.name };
    const result = outcome === "success" ? "SUCCESS" : outcome === "failure" ? "FAILURE" : "SKIPPED";
    entries.push({ at, eventType, result, reason: said, user: about, group });
    const { status } = rest;
    if (outcome === "failure" && (status === 401 || status === 403))
      entries.push({ at, eventType: "application.integration.authentication_failure", result, reason: said });
    if (status === 429)
      entries.push({ at, eventType: "application.integration.rate_limit_exceeded", result, reason: said });
    if (task === undefined) return;
    const former = [...tasks.values()].find(({ kind, person }) => kind === task.kind && person === user?.person);
    if (former !== undefined && user !== undefined) tasks.delete(former.id);
    const id = ids.next("tsk");
    const text = mask(task.text);
    tasks.set(id, { id, kind: task.kind, person: user?.person, userName: user?.login, raisedAt: at, text });
  };
}
