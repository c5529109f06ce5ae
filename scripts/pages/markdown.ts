import { type Rule, requirements, type Suite } from "../../engine/index.ts";

/** Text between Markdown, with what would start a tag or an emphasis taken literally. */
export function prose(text: string): string {
  return text.replaceAll(/[<*]/g, "\\$&").replaceAll("\n", " ");
}

/** Text in a cell of a table. */
export function cell(text: string): string {
  return text.replaceAll("|", "\\|");
}

/** The name of a suite's page under `docs/rules/`. */
export function pageOf({ id }: Suite): string {
  return `${id.replaceAll("/", "-")}.md`;
}

/** The last part of a rule's id, which is its heading on the page of its suite. */
export function headingOf({ id }: Rule): string {
  return id.slice(id.lastIndexOf("/") + 1);
}

/** Topics of the matrices whose own name says too little. */
const NAMES: Record<string, string> = {
  auth: "authentication",
  "content-type": "media types",
  create: "creating",
  cursor: "paging by cursor",
  enterprise: "the enterprise extension",
  etag: "ETags",
  filter: "filtering",
  list: "lists",
  me: "/Me",
  paging: "paging by index",
  read: "reading",
  replace: "PUT",
  schema: "schemas",
  "search-post": "searching by POST",
  sort: "sorting",
  versioning: "protocol versions",
  "8x8/aad": "Azure AD as client",
  "8x8/attr": "attributes",
  "8x8/cert": "certificates",
  "8x8/di": "Directory Insights of JumpCloud",
  "8x8/dir": "the company directory",
  "8x8/entra": "Entra ID as client",
  "8x8/fedid": "Federation IDs",
  "8x8/group": "groups",
  "8x8/import": "imports into JumpCloud",
  "8x8/jc": "JumpCloud as client",
  "8x8/lic": "licences",
  "8x8/lifecycle": "the life of a user",
  "8x8/link": "linking of console users",
  "8x8/login": "login IDs",
  "8x8/okta": "Okta as client",
  "8x8/own": "ownership and locks",
  "8x8/saml": "SAML",
  "8x8/scim": "users over SCIM",
  "8x8/sess": "sessions",
  "8x8/site": "sites",
  "8x8/sso": "single sign-on",
  "8x8/syncback": "telephony data back to Okta",
  "8x8/token": "API tokens",
  "8x8/ui": "pages of the console",
};

/** The topic of a row, for a person. */
export function topicOf(row: string): string {
  const { topic } = requirements.get(row)!;
  const name = NAMES[topic] ?? topic.replace("8x8/", "");
  return /^(patch|delete)$/.test(name) ? name.toUpperCase() : name;
}

/** The topic of a row as a heading of the coverage page: `RFC: PATCH`, `8x8: sites`. */
export function groupOf(row: string): string {
  return `${row.startsWith("8X8-") ? "8x8" : "RFC"}: ${topicOf(row)}`;
}

/** The anchor that Markdown gives a heading. */
export function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^a-z0-9 -]/g, "")
    .replaceAll(" ", "-");
}
