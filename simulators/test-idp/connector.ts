import type { SignInDecisions } from "./decisions.ts";

/** The switch of single sign-on in the console of an identity provider: a change holds from Save on. */
export interface Connector {
  /** What the page shows, saved or not. */
  readonly shown: boolean;
  /** Whether sign-ins work. */
  readonly isOn: boolean;
  activate(): void;
  deactivate(): void;
  /** Gives what the administrator is told. */
  save(): string;
}

/** A connector that is on. */
export function createConnector(decide: SignInDecisions): Connector {
  let saved = true;
  let shown = true;
  return {
    get shown() {
      return shown;
    },
    get isOn() {
      return decide.isOn({ saved, shown });
    },
    activate() {
      shown = true;
    },
    deactivate() {
      shown = false;
    },
    save() {
      const before = saved;
      saved = shown;
      return decide.confirmation({ before, after: saved });
    },
  };
}
