import { type Suite, suite } from "../../../engine/index.ts";
import { body } from "./body.ts";
import { coping } from "./coping.ts";
import { patch } from "./patch.ts";
import { token } from "./token.ts";

/** What RFC 7643, RFC 7644 and RFC 6750 ask of whoever provisions, whichever product it is. */
export const anyClient: Suite = suite({
  id: "clients/scim",
  title: "Clients: what the RFCs ask of them",
  rules: [...token, ...body, ...patch, ...coping],
});
