import { type BehaviourChange, behaves, concerns, decides, type Mutant } from "./mutant.ts";

/** What a rule made of the conforming simulator: the requests it sent, and the decisions that answered them. */
export interface Reach {
  requests: { method: string; url: string }[];
  decisions: Set<string>;
}

/** A simulator, and clients of it, that conform and note which decisions are asked. */
export function listening(decisions: Set<string>): Mutant {
  const noting: BehaviourChange<Record<string, unknown>> = (conforming) =>
    Object.fromEntries(
      Object.entries(conforming).map(([name, decide]) => [
        name,
        typeof decide === "function"
          ? (...inputs: unknown[]): unknown => {
              decisions.add(name);
              return decide(...inputs);
            }
          : decide,
      ]),
    );
  return { ...behaves(noting), ...decides(noting) };
}

/**
 * Whether a rule can meet a mutant at all. A rule does the same on the mutant as on the conforming simulator until the
 * mutant takes part for the first time; where it takes part in nothing the rule does, the verdict cannot differ.
 */
export function meets({ requests, decisions }: Reach, { fault, where, behaviour, client }: Mutant): boolean {
  const concerned = where === undefined || requests.some((request) => concerns(request, where));
  if (fault !== undefined && concerned) return true;
  // What changes requests on their way out is about no others; a decision is about whatever asks it.
  if (fault === undefined && !concerned) return false;
  return [behaviour, client].some(
    (change) => change !== undefined && (replaced(change) ?? [...decisions]).some((name) => decisions.has(name)),
  );
}

/** The names of the decisions a change replaces; undefined when it does not tell without being at work. */
function replaced(change: BehaviourChange<Record<string, unknown>>): string[] | undefined {
  try {
    return Object.keys(change(new Proxy({}, { get: () => () => undefined })));
  } catch {
    return undefined;
  }
}
