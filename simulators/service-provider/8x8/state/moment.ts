import type { Shape } from "../admin/shape.ts";

/** A point in time in a state document, in milliseconds since the epoch. */
export const moment: Shape = { type: "integer", minimum: 0, maximum: 8_640_000_000_000_000 };
