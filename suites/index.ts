import type { Suite } from "../engine/index.ts";

/** Every suite, in the order of reports. */
export const suites: Suite[] = [];
