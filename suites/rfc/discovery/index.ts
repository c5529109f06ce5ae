import { type Suite, suite } from "../../../engine/index.ts";
import { authenticationSchemes } from "./authentication-schemes.ts";
import { config } from "./config.ts";
import { endpoints } from "./endpoints.ts";
import { queries } from "./lists.ts";
import { readOnly } from "./read-only.ts";
import { resourceTypeEndpoints } from "./resource-type-endpoints.ts";
import { resourceTypeSchemas } from "./resource-type-schemas.ts";
import { resourceTypes } from "./resource-types.ts";
import { schemas } from "./schemas.ts";

/** What a service provider says of itself (RFC 7644 §4, RFC 7643 §5 and §6). */
export const discovery: Suite = suite({
  id: "discovery",
  title: "Discovery of what a service provider offers",
  rules: [
    ...config,
    ...authenticationSchemes,
    ...resourceTypes,
    ...resourceTypeEndpoints,
    ...resourceTypeSchemas,
    ...schemas,
    ...queries,
    ...endpoints,
    ...readOnly,
  ],
});
