import { UsageError } from "../../engine/index.ts";
import type { IdentityProvider, ImportedUser, StoryStep } from "../../simulators/clients/index.ts";

/** What a story works with. */
export interface Scene {
  client: IdentityProvider;
  /** Ids of people by login in lower case. */
  people: Map<string, string>;
  newId: (userName: string) => string;
  /** Values of the environment variables that hold tokens. */
  tokens: ReadonlyMap<string, string>;
  imports: ImportedUser[][];
}

/**
 * Does one step. Okta and JumpCloud take changes up at once; Entra ID does so with its next cycle, which a step of its
 * own, passing time or the end of the story brings.
 */
export async function perform(step: StoryStep, scene: Scene): Promise<void> {
  const { client, people } = scene;
  await act(step, scene);
  if (client.product !== "entra" && client.health().state === "running") await client.settle();
  else if (step.do === "cycle") await client.settle();
  if (step.do === "change" && step.attributes.userName !== undefined) {
    const id = people.get(step.person.toLowerCase())!;
    people.set(step.attributes.userName.toLowerCase(), id);
  }
}

async function act(step: StoryStep, { client, people, newId, tokens, imports }: Scene): Promise<void> {
  const { directory } = client;
  const idOf = (login: string): string => {
    const id = people.get(login.toLowerCase());
    if (id === undefined || directory.find(id) === undefined)
      throw new UsageError(`${step.at}: nobody has the login ${login} by then`);
    return id;
  };
  switch (step.do) {
    case "assign":
    case "unassign":
    case "block":
    case "unblock":
    case "restore":
    case "purge":
      for (const login of step.people) directory[step.do](idOf(login));
      return;
    case "delete":
      for (const login of step.people) directory.softDelete(idOf(login));
      return;
    case "add": {
      const { id } = directory.add(step.attributes, newId(step.attributes.userName));
      people.set(step.attributes.userName.toLowerCase(), id);
      directory.assign(id);
      return;
    }
    case "change":
      directory.change(idOf(step.person), step.attributes);
      return;
    case "group": {
      const group = [...directory.groups()].find(({ name }) => name === step.name) ?? directory.addGroup(step.name);
      for (const login of step.join) directory.join(group.id, idOf(login));
      for (const login of step.leave) directory.leave(group.id, idOf(login));
      if (step.assigned === true) directory.assignGroup(group.id);
      if (step.assigned === false) directory.unassignGroup(group.id);
      return;
    }
    case "advance":
      await client.advance(step.milliseconds);
      return;
    case "token":
      await client.changeToken(tokens.get(step.variable)!);
      return;
    case "import":
      imports.push(await client.import());
      return;
    case "start":
    case "stop":
      await client[step.do]();
      return;
    case "cycle":
  }
}
