import type { EditResult, FieldResult } from "./views.ts";

/** Every reason for which the admin plane refuses, by its code, with the HTTP status that it answers (RFC 9457). */
export const adminRefusals = {
  unauthorised: { status: 401, title: "The admin token is missing or wrong" },
  "unknown-operation": { status: 404, title: "There is no such operation" },
  "wrong-method": { status: 405, title: "Operations are called by POST" },
  "unknown-customer": { status: 404, title: "There is no such customer" },
  "unknown-user": { status: 404, title: "There is no such user" },
  "unknown-site": { status: 404, title: "There is no such site" },
  "unknown-session": { status: 404, title: "There is no such session" },
  "customer-taken": { status: 409, title: "There is such a customer already" },
  "first-customer": { status: 409, title: "The first customer stays" },
  "login-id-taken": { status: 409, title: "The login ID is already in use" },
  "site-name-taken": { status: 409, title: "There is a site of that name already" },
  "site-not-empty": { status: 409, title: "The site still has users" },
  "invalid-value": { status: 400, title: "A value cannot be" },
  "field-locked": { status: 409, title: "The field is locked" },
  "licence-without-site": { status: 409, title: "A user without a site cannot be licensed" },
  "no-subscription": { status: 409, title: "The customer has no subscription of that level" },
  "no-seat-left": { status: 409, title: "Every seat of that level is taken" },
  "number-without-licence": { status: 409, title: "A user without a licence has neither extension nor number" },
  "scim-not-offered": { status: 403, title: "The platform has no user provisioning" },
  "scim-off": { status: 409, title: "User provisioning is off" },
  "sso-incomplete": { status: 409, title: "Single sign-on lacks something that it needs" },
  "certificate-empty": { status: 400, title: "The certificate file is empty" },
  "certificate-unknown": { status: 400, title: "The file holds no certificate" },
  "certificate-der": { status: 400, title: "The certificate is in binary form (DER)" },
  "certificate-metadata": { status: 400, title: "The file is federation metadata" },
  "certificate-pkcs7": { status: 400, title: "The file is a PKCS #7 bundle" },
  "certificate-pkcs12": { status: 400, title: "The file is a PKCS #12 key store" },
  "certificate-private-key": { status: 400, title: "The file holds a private key" },
  "certificate-several": { status: 400, title: "The file holds several certificates" },
  "certificate-expired": { status: 400, title: "The certificate has expired" },
  "certificate-weak": { status: 400, title: "The certificate is too weak" },
  "invalid-state": { status: 400, title: "The state cannot be read" },
} as const;

/** Why the admin plane refused. A code never changes its meaning. */
export type AdminRefusalCode = keyof typeof adminRefusals;

/** What the admin plane refused; nothing was changed then. */
export class AdminRefusal extends Error {
  readonly status: number;
  readonly code: AdminRefusalCode;
  /** Where fields were refused: what became of the field, or of each. */
  readonly outcome: FieldResult | EditResult | undefined;
  constructor(code: AdminRefusalCode, detail: string, outcome?: FieldResult | EditResult) {
    super(detail);
    this.name = "AdminRefusal";
    this.status = adminRefusals[code].status;
    this.code = code;
    this.outcome = outcome;
  }
}
