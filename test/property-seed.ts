// The project's own properties draw the same values in every run, so that a gate never fails by the luck of a draw; what
// to draw from otherwise is asked for: SCIMPROOF_PROPERTY_SEED=$RANDOM npx vitest run --project own
import fc from "fast-check";

const seed = Number(process.env["SCIMPROOF_PROPERTY_SEED"] ?? 20_261_121);
if (!Number.isInteger(seed)) throw new Error(`SCIMPROOF_PROPERTY_SEED is to be an integer, not ${seed}`);

fc.configureGlobal({ ...fc.readConfigureGlobal(), seed });
