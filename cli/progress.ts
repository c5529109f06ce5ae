/** Tells how far a piece of work is. */
export interface Progress {
  /** So many are done; `remark` is what went wrong with the last one. */
  step: (done: number, remark?: string) => void;
  /** Makes room on the terminal for somebody who writes something else. */
  clear: () => void;
  end: () => void;
}

const WIDTH = 24;
const REDRAW_MS = 50;
/** Back to the start of the line, and nothing on it. */
const WIPE = "\r\x1b[2K";

/** A bar on a terminal; elsewhere a line for each quarter and each remark. Both go to standard error. */
export function progressOf(stream: NodeJS.WriteStream, total: number, what: string): Progress {
  return stream.isTTY && process.env["TERM"] !== "dumb" ? bar(stream, total, what) : lines(stream, total, what);
}

function lines(stream: NodeJS.WriteStream, total: number, what: string): Progress {
  let quarter = 0;
  return {
    step: (done, remark) => {
      // What the target said may be part of it, and must not steer the terminal.
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what a terminal obeys.
      if (remark !== undefined) stream.write(`  ${remark.replaceAll(/[\u0000-\u001f\u007f-\u009f]/g, "\ufffd")}\n`);
      const reached = Math.floor((done / total) * 4);
      if (reached > quarter) stream.write(`  ${done} of ${total} ${what}\n`);
      quarter = Math.max(quarter, reached);
    },
    clear: () => {},
    end: () => {},
  };
}

function bar(stream: NodeJS.WriteStream, total: number, what: string): Progress {
  const started = performance.now();
  let remarks = 0;
  let drawn = 0;
  let shown = false;
  return {
    step: (done, remark) => {
      if (remark !== undefined) remarks++;
      const now = performance.now();
      if (now - drawn < REDRAW_MS && done < total) return;
      drawn = now;
      shown = true;
      const full = Math.round((done / total) * WIDTH);
      const seconds = ((now - started) / 1000).toFixed(1);
      stream.write(
        `${WIPE}  ${"█".repeat(full)}${"░".repeat(WIDTH - full)} ${done}/${total} ${what}  ${remarks} failed  ${seconds} s`,
      );
    },
    clear: () => {
      // What stands on the line is somebody else's when there is no bar.
      if (shown) stream.write(WIPE);
      shown = false;
    },
    end: () => stream.write(WIPE),
  };
}
