import { AdminRefusal } from "../../profiles/index.ts";

/** A step on the admin plane that the console may refuse: what it gives, or "refused". */
export async function attempted<Value>(step: Promise<Value>): Promise<Value | "refused"> {
  return step.catch((cause: unknown) => {
    if (cause instanceof AdminRefusal) return "refused" as const;
    throw cause;
  });
}
