import type { Client } from "./client/index.ts";
import { show } from "./expect.ts";
import { Inconclusive } from "./failure.ts";
import type { Capability, Target } from "./rule.ts";

/** What a target offers, each with the evidence for having it or lacking it. */
export interface Offer {
  has(capability: Capability): boolean;
  /** Why it counts as offered or not, for the reason of a skip. */
  evidence(capability: Capability): string;
  list(): Capability[];
}

const ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

// Its settings are everybody's, so that rules change only those of a customer they made.
const SINGLE_SIGN_ON = [
  "admin.customer.create",
  "admin.sso.enable",
  "admin.sso.setUrls",
  "admin.sso.attachCertificate",
  "admin.sso.save",
  "admin.session.list",
];

type Json = Record<string, unknown>;
type Answer = { status: number; body: unknown };

/** Reads what the target says of itself: ServiceProviderConfig, ResourceTypes and Schemas (RFC 7644 §4). */
export async function discover(
  client: Client,
  { driver, operator, identityProvider }: Pick<Target, "driver" | "operator" | "identityProvider">,
  hasToken: boolean,
): Promise<Offer> {
  // Who is asked to sign people in need not answer to SCIM at all.
  const read = async (path: string): Promise<Answer> => {
    try {
      return (await client.get(path)).response;
    } catch (cause) {
      if (identityProvider === undefined || !(cause instanceof Inconclusive)) throw cause;
      return { status: 0, body: undefined };
    }
  };
  const config = asObject(await read("/ServiceProviderConfig"));
  const types = asList(await read("/ResourceTypes"));
  const schemas = asList(await read("/Schemas"));

  const found = new Map<Capability, [boolean, string]>();
  for (const name of ["patch", "bulk", "filter", "sort", "etag", "changePassword"] as const) {
    const said = objectOf(config?.[name])?.["supported"];
    // A service provider that says nothing is taken at the RFC's word: PATCH and filters are what clients rely on.
    if (config === undefined)
      found.set(name, [name === "patch" || name === "filter", "there is no ServiceProviderConfig"]);
    else found.set(name, [said === true, `ServiceProviderConfig says ${name}.supported = ${show(said)}`]);
  }
  const pagination = objectOf(config?.["pagination"]);
  const paging = `ServiceProviderConfig says pagination = ${show(config?.["pagination"])}`;
  found.set("index", [pagination === undefined || pagination["index"] === true, paging]);
  found.set("cursor", [pagination?.["cursor"] === true, paging]);

  const schemes = config?.["authenticationSchemes"];
  const kinds = Array.isArray(schemes) ? schemes.map((scheme) => textOf(objectOf(scheme)?.["type"])) : [];
  const bearer = kinds.length === 0 ? hasToken : kinds.some((kind) => /^oauth/i.test(kind));
  found.set("bearer", [
    bearer && hasToken,
    `authenticationSchemes has the types ${show(kinds)}${hasToken ? "" : ", and the run has no token"}`,
  ]);

  const typesSay = types === undefined ? "there is no list of ResourceTypes" : "ResourceTypes says so";
  const group = types?.some((type) => /^\/?Groups$/i.test(textOf(type["endpoint"])));
  found.set("groups", [group ?? false, typesSay]);
  const user = types?.find((type) => /^\/?Users$/i.test(textOf(type["endpoint"])));
  const extensions = objectsOf(user?.["schemaExtensions"]);
  found.set("enterprise", [
    extensions.some((each) => textOf(each["schema"]).toLowerCase() === ENTERPRISE.toLowerCase()),
    typesSay,
  ]);

  for (const [capability, holds] of Object.entries(attributeKinds(schemas, user)))
    found.set(capability as Capability, [
      holds,
      schemas === undefined ? "there is no list of Schemas" : "Schemas says so",
    ]);

  const operation = (capability: string): boolean => {
    const [, noun, verb] = capability.split(".");
    return typeof driver?.[noun ?? ""]?.[verb ?? ""] === "function";
  };
  found.set("saml", [
    identityProvider !== undefined || SINGLE_SIGN_ON.every((verb) => operation(verb)),
    "nobody told whose SAML responses the target takes (--saml-acs and the flags beside it), and its driver cannot set single sign-on up for a customer of the rule's own",
  ]);

  return {
    has: (capability) =>
      capability.startsWith("admin.") ? operation(capability) : (found.get(capability)?.[0] ?? false),
    evidence: (capability) =>
      capability.startsWith("admin.")
        ? driver === undefined
          ? "the target has no driver for its admin plane"
          : (operator?.cannot(capability.slice("admin.".length)) ??
            `the driver cannot do ${capability.slice("admin.".length)}`)
        : (found.get(capability)?.[1] ?? "nothing is known of it"),
    list: () => [
      ...[...found].filter(([, [holds]]) => holds).map(([capability]) => capability),
      ...Object.entries(driver ?? {}).flatMap(([noun, verbs]) =>
        Object.keys(verbs ?? {}).map((verb): Capability => `admin.${noun}.${verb}`),
      ),
    ],
  };
}

// A target may say anything at all; what is not of the kind that is looked for counts as not said.
function objectOf(value: unknown): Json | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Json) : undefined;
}

function objectsOf(value: unknown): Json[] {
  return Array.isArray(value) ? value.filter((each): each is Json => objectOf(each) !== undefined) : [];
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function asObject({ status, body }: Answer): Json | undefined {
  return status === 200 ? objectOf(body) : undefined;
}

function asList(response: Answer): Json[] | undefined {
  const listed = Array.isArray(response.body) ? response.body : asObject(response)?.["Resources"];
  return response.status === 200 && Array.isArray(listed) ? objectsOf(listed) : undefined;
}

/** Which writable kinds of attribute the User's schemas declare. */
function attributeKinds(schemas: Json[] | undefined, user: Json | undefined): Record<string, boolean> {
  const of = [user?.["schema"], ...objectsOf(user?.["schemaExtensions"]).map((each) => each["schema"])];
  const collect = (list: unknown): Json[] =>
    objectsOf(list).flatMap((each) => [each, ...collect(each["subAttributes"])]);
  const attributes = (schemas ?? [])
    .filter(({ id }) => user === undefined || of.includes(id))
    .flatMap((schema) => collect(schema["attributes"]));
  const writable = attributes.filter(({ mutability }) => mutability !== "readOnly");
  const type = (name: string): boolean =>
    writable.some((each) => textOf(each["type"]).toLowerCase() === name.toLowerCase());
  return {
    "attr-immutable": attributes.some(({ mutability }) => mutability === "immutable"),
    "attr-request": attributes.some(({ returned }) => returned === "request"),
    "attr-dateTime": type("dateTime"),
    "attr-integer": type("integer"),
    "attr-decimal": type("decimal"),
    "attr-binary": type("binary"),
  };
}
