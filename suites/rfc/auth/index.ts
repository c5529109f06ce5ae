import { type Suite, suite } from "../../../engine/index.ts";
import { access } from "./access.ts";
import { bearerChallenge } from "./bearer-challenge.ts";
import { challenges } from "./challenges.ts";

/** Authentication, as far as one credential shows it (RFC 7644 §2, RFC 6750, RFC 9110 §11). */
export const auth: Suite = suite({
  id: "auth",
  title: "Authentication",
  rules: [...access, ...challenges, ...bearerChallenge],
});
