import { fstatSync } from "node:fs";
import { type Driver, didYouMean, type Operator, UsageError } from "../../engine/index.ts";
import type { DriverContext } from "../../profiles/index.ts";
import { readLines } from "./ask/lines.ts";

/** How the admin plane of a target is operated: by the target's own driver where it has one, unless told otherwise. */
export interface ChosenDriver {
  driver: Driver | undefined;
  operator?: Operator | undefined;
  /** Lets go of what the driver holds. */
  close: () => void;
}

/** What a driver that asks a person needs of the run. */
export interface Stage {
  /** Makes room on the terminal. */
  clear: () => void;
  /** Stops the run as Ctrl-C does. */
  quit: () => void;
}

/** The driver that `--driver` names: `none`, `ask`, or a module. Throws UsageError. */
export async function chooseDriver(named: string, context: DriverContext, stage: Stage): Promise<ChosenDriver> {
  if (named === "none") return { driver: undefined, close: () => undefined };
  if (named === "ask") return askOnTerminal(stage);
  if (!/[./\\]/.test(named))
    throw new UsageError(
      `--driver takes ask, none, or a module such as ./my-driver.ts; not "${named}"${didYouMean(named, ["ask", "none"])}`,
    );
  const { loadDriver } = await import("./module.ts");
  return { driver: await loadDriver(named, context), close: () => undefined };
}

/** How long a pipe that is about to be closed may take to say so. */
const SOON_MS = 250;

async function askOnTerminal({ clear, quit }: Stage): Promise<ChosenDriver> {
  const nobody = new UsageError(
    "--driver ask needs somebody to answer: run it on a terminal, or with the answers on standard input",
  );
  if (!process.stdin.isTTY && !isPiped()) throw nobody;
  const lines = readLines(process.stdin);
  if (!process.stdin.isTTY) await Promise.race([lines.ended, waited(SOON_MS)]);
  if (lines.isEmpty()) throw nobody;
  const { askOperator } = await import("./ask/operator.ts");
  const write = (text: string): void => {
    clear();
    process.stderr.write(text);
  };
  const next = async (): Promise<string | undefined> => {
    const line = await lines.next();
    // A terminal shows what is typed; what comes through a pipe leaves the prompt as it is.
    if (!process.stdin.isTTY && line !== undefined) write("\n");
    return line;
  };
  const { driver, operator } = askOperator({ write, next, quit });
  return { driver, operator, close: lines.close };
}

/** Whether standard input is a pipe or a file: something that answers can come through. */
function isPiped(): boolean {
  try {
    const input = fstatSync(0);
    return input.isFIFO() || input.isSocket() || input.isFile();
  } catch {
    return false;
  }
}

function waited(milliseconds: number): Promise<void> {
  return new Promise((done) => setTimeout(done, milliseconds).unref());
}
