/** Tells how far a piece of work is. */
export interface Progress {
  /** So many are done; `remark` is what went wrong with the last one. */
  step: (done: number, remark?: string) => void;
  end: () => void;
}

const WIDTH = 24;
const REDRAW_MS = 50;

/** A bar on a terminal; elsewhere a line for each quarter and each remark. Both go to standard error. */
export function progressOf(stream: NodeJS.WriteStream, total: number, what: string): Progress {
  return stream.isTTY && process.env["TERM"] !== "dumb" ? bar(stream, total, what) : lines(stream, total, what);
}

function lines(stream: NodeJS.WriteStream, total: number, what: string): Progress {
  let quarter = 0;
  return {
    step: (done, remark) => {
      if (remark !== undefined) stream.write(`  ${remark}\n`);
      const reached = Math.floor((done / total) * 4);
      if (reached > quarter) stream.write(`  ${done} of ${total} ${what}\n`);
      quarter = Math.max(quarter, reached);
    },
    end: () => {},
  };
}

function bar(stream: NodeJS.WriteStream, total: number, what: string): Progress {
  const started = performance.now();
  let remarks = 0;
  let drawn = 0;
  return {
    step: (done, remark) => {
      if (remark !== undefined) remarks++;
      const now = performance.now();
      if (now - drawn < REDRAW_MS && done < total) return;
      drawn = now;
      const full = Math.round((done / total) * WIDTH);
      const seconds = ((now - started) / 1000).toFixed(1);
      stream.write(
        `\r\x1b[2K  ${"█".repeat(full)}${"░".repeat(WIDTH - full)} ${done}/${total} ${what}  ${remarks} failed  ${seconds} s`,
      );
    },
    end: () => stream.write("\r\x1b[2K"),
  };
}
