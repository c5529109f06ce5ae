import { curl, type GivenUser, valueAt } from "../../engine/index.ts";
import type { Exchange } from "../../scim/index.ts";

/** A step of a story as it was told. */
export interface Told {
  title: string;
  /** Whom it was about: a name in the story, the user then, and whether an administrator made the user. */
  about?: { name: string; user: GivenUser; fromConsole: boolean } | undefined;
  /** The SCIM call that was made, once it was answered. */
  call?: Exchange | undefined;
}

/** A story as numbered sentences, followed by lines for a shell that tell it again. */
export function printStory(told: readonly Told[]): string {
  const sentences = told.map(({ title }, index) => `${index + 1}. ${title}`);
  const some = told.find(({ call }) => call !== undefined)?.call;
  if (some === undefined) return sentences.join("\n");
  const variables = new Map<string, string>();
  const lines: string[] = [];
  for (const { title, about, call } of told) {
    if (about === undefined) {
      lines.push(`# ${title}`);
      continue;
    }
    const { name, user, fromConsole } = about;
    const variable = name.toUpperCase();
    if (![...variables.values()].includes(variable)) {
      variables.set(user.id, variable);
      if (fromConsole) lines.push(`# an administrator makes ${name} in the console; ${variable} is the id`);
      else lines.push(assigned(variable, creationOf(user, some)));
    }
    const id = createdId(call);
    if (id !== undefined) variables.set(id, variable);
    if (call === undefined) lines.push(`# ${title}`);
    else lines.push(id === undefined ? addressed(call, variables) : assigned(variable, call));
  }
  return [...sentences, "", ...lines].join("\n");
}

function createdId(call: Exchange | undefined): string | undefined {
  if (call?.request.method !== "POST" || call.response.status > 299) return undefined;
  const id = valueAt(call.response.body, "id");
  return typeof id === "string" ? id : undefined;
}

/** The create that made a user, told by another call of the story. */
function creationOf({ sent }: GivenUser, { request, ...call }: Exchange): Exchange {
  const headers = { ...request.headers, "content-type": "application/scim+json" };
  const url = request.url.replace(/\/Users\b.*/, "/Users");
  return { ...call, request: { ...request, method: "POST", url, headers, text: JSON.stringify(sent) } };
}

/** A create whose id is kept in a variable. */
function assigned(variable: string, call: Exchange): string {
  return `${variable}=$(${curl(call).replace("curl -i", "curl -s")} | jq -r .id)`;
}

/** A call on a user whose id is in a variable. */
function addressed(call: Exchange, variables: ReadonlyMap<string, string>): string {
  const id = /\/Users\/([^/?]+)$/.exec(call.request.url)?.[1] ?? "";
  const variable = variables.get(decodeURIComponent(id));
  return variable === undefined ? curl(call) : curl(call).replace(`/Users/${id}`, `/Users/$${variable}`);
}
