import { describe, expect, it } from "vitest";
import { htmlReport } from "../../reports/index.ts";
import { hostileRun } from "../runs/hostile.ts";
import { breaking, fullRun } from "./full-run.ts";

const MOST_BYTES = 2_000_000;

describe("the size of the report", () => {
  it("stays below two megabytes, whatever is broken", async () => {
    for (const run of [hostileRun(), await fullRun(breaking)])
      expect(Buffer.byteLength(htmlReport(run, { version: "1.2.3" }))).toBeLessThan(MOST_BYTES);
  });
});
