import type { Suite } from "../engine/index.ts";
import { attributes as attributes8x8 } from "./8x8/attributes/index.ts";
import { certificates as certificates8x8 } from "./8x8/certificates/index.ts";
import { concurrency as concurrency8x8 } from "./8x8/concurrency/index.ts";
import { deletion as deletion8x8 } from "./8x8/delete/index.ts";
import { directory as directory8x8 } from "./8x8/directory/index.ts";
import { federationId as federationId8x8 } from "./8x8/fedid/index.ts";
import { group as group8x8 } from "./8x8/group/index.ts";
import { licence as licence8x8 } from "./8x8/licence/index.ts";
import { lifecycle as lifecycle8x8 } from "./8x8/lifecycle/index.ts";
import { link as link8x8 } from "./8x8/link/index.ts";
import { login as login8x8 } from "./8x8/login/index.ts";
import { model as model8x8 } from "./8x8/model/index.ts";
import { own as own8x8 } from "./8x8/own/index.ts";
import { patch as patch8x8 } from "./8x8/patch/index.ts";
import { saml as saml8x8 } from "./8x8/saml/index.ts";
import { scim as scim8x8 } from "./8x8/scim/index.ts";
import { session as session8x8 } from "./8x8/session/index.ts";
import { site as site8x8 } from "./8x8/site/index.ts";
import { sso as sso8x8 } from "./8x8/sso/index.ts";
import { story as story8x8 } from "./8x8/story/index.ts";
import { syncBack as syncBack8x8 } from "./8x8/syncback/index.ts";
import { token as token8x8 } from "./8x8/token/index.ts";
import { ui as ui8x8 } from "./8x8/ui/index.ts";
import { entraClient } from "./clients/entra/index.ts";
import { jumpCloudClient } from "./clients/jumpcloud/index.ts";
import { oktaClient } from "./clients/okta/index.ts";
import { anyClient } from "./clients/scim/index.ts";
import { signInClient } from "./clients/sign-in/index.ts";
import { entraPersonaSuite } from "./personas/entra/index.ts";
import { jumpcloudPersonaSuite } from "./personas/jumpcloud/index.ts";
import { oktaPersonaSuite } from "./personas/okta/index.ts";
import { auth } from "./rfc/auth/index.ts";
import { contentType } from "./rfc/content-type/index.ts";
import { create } from "./rfc/create/index.ts";
import { deletion } from "./rfc/delete/index.ts";
import { discovery } from "./rfc/discovery/index.ts";
import { errors } from "./rfc/errors/index.ts";
import { filter } from "./rfc/filter/index.ts";
import { list } from "./rfc/list/index.ts";
import { paging } from "./rfc/paging/index.ts";
import { patch } from "./rfc/patch/index.ts";
import { projection } from "./rfc/projection/index.ts";
import { read } from "./rfc/read/index.ts";
import { replace } from "./rfc/replace/index.ts";
import { entraGallery } from "./vendors/entra-gallery/index.ts";
import { jumpcloudActivation } from "./vendors/jumpcloud-activation/index.ts";
import { oktaCrud } from "./vendors/okta-crud/index.ts";
import { oktaManual } from "./vendors/okta-manual/index.ts";
import { oktaSpec } from "./vendors/okta-spec/index.ts";

export { type Pack, type PackSettings, packRun, readPack } from "./vendors/pack/index.ts";

/** Every suite, in the order of reports. */
export const suites: Suite[] = [
  discovery,
  contentType,
  auth,
  errors,
  create,
  read,
  list,
  filter,
  paging,
  projection,
  replace,
  patch,
  deletion,
  scim8x8,
  patch8x8,
  deletion8x8,
  site8x8,
  login8x8,
  federationId8x8,
  token8x8,
  attributes8x8,
  own8x8,
  link8x8,
  licence8x8,
  directory8x8,
  group8x8,
  saml8x8,
  certificates8x8,
  sso8x8,
  session8x8,
  syncBack8x8,
  lifecycle8x8,
  ui8x8,
  concurrency8x8,
  model8x8,
  story8x8,
  entraPersonaSuite,
  oktaPersonaSuite,
  jumpcloudPersonaSuite,
  anyClient,
  oktaClient,
  entraClient,
  jumpCloudClient,
  signInClient,
  oktaSpec,
  oktaCrud,
  oktaManual,
  entraGallery,
  jumpcloudActivation,
];
