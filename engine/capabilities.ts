import type { Client } from "./client/index.ts";
import type { Capability, Driver } from "./rule.ts";

/** What a target offers, each with the evidence for having it or lacking it. */
export interface Offer {
  has(capability: Capability): boolean;
  /** Why it counts as offered or not, for the reason of a skip. */
  evidence(capability: Capability): string;
  list(): Capability[];
}

const ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

type Json = Record<string, unknown> | undefined;

/** Reads what the target says of itself: ServiceProviderConfig, ResourceTypes and Schemas (RFC 7644 §4). */
export async function discover(client: Client, driver: Driver | undefined, hasToken: boolean): Promise<Offer> {
  const config = asObject((await client.get("/ServiceProviderConfig")).response);
  const types = asList((await client.get("/ResourceTypes")).response);
  const schemas = asList((await client.get("/Schemas")).response);

  const found = new Map<Capability, [boolean, string]>();
  for (const name of ["patch", "bulk", "filter", "sort", "etag", "changePassword"] as const) {
    const said = (config?.[name] as { supported?: unknown } | undefined)?.supported;
    // A service provider that says nothing is taken at the RFC's word: PATCH and filters are what clients rely on.
    if (config === undefined)
      found.set(name, [name === "patch" || name === "filter", "there is no ServiceProviderConfig"]);
    else found.set(name, [said === true, `ServiceProviderConfig says ${name}.supported = ${JSON.stringify(said)}`]);
  }
  const pagination = config?.["pagination"] as { cursor?: unknown; index?: unknown } | undefined;
  const paging = `ServiceProviderConfig says pagination = ${JSON.stringify(pagination)}`;
  found.set("index", [pagination === undefined || pagination.index === true, paging]);
  found.set("cursor", [pagination?.cursor === true, paging]);

  const schemes = config?.["authenticationSchemes"];
  const kinds = Array.isArray(schemes) ? schemes.map((scheme) => String((scheme as Json)?.["type"])) : [];
  const bearer = kinds.length === 0 ? hasToken : kinds.some((kind) => /^oauth/i.test(kind));
  found.set("bearer", [
    bearer && hasToken,
    `authenticationSchemes has the types ${JSON.stringify(kinds)}${hasToken ? "" : ", and the run has no token"}`,
  ]);

  const typesSay = types === undefined ? "there is no list of ResourceTypes" : "ResourceTypes says so";
  const group = types?.some((type) => /^\/?Groups$/i.test(String(type?.["endpoint"])));
  found.set("groups", [group ?? false, typesSay]);
  const user = types?.find((type) => /^\/?Users$/i.test(String(type?.["endpoint"])));
  const extensions = Array.isArray(user?.["schemaExtensions"]) ? (user["schemaExtensions"] as Json[]) : [];
  found.set("enterprise", [
    extensions.some((each) => String(each?.["schema"]).toLowerCase() === ENTERPRISE.toLowerCase()),
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
  return {
    has: (capability) =>
      capability.startsWith("admin.") ? operation(capability) : (found.get(capability)?.[0] ?? false),
    evidence: (capability) =>
      capability.startsWith("admin.")
        ? driver === undefined
          ? "the target has no driver for its admin plane"
          : `the driver cannot do ${capability.slice("admin.".length)}`
        : (found.get(capability)?.[1] ?? "nothing is known of it"),
    list: () => [
      ...[...found].filter(([, [holds]]) => holds).map(([capability]) => capability),
      ...Object.entries(driver ?? {}).flatMap(([noun, verbs]) =>
        Object.keys(verbs).map((verb): Capability => `admin.${noun}.${verb}`),
      ),
    ],
  };
}

function asObject({ status, body }: { status: number; body: unknown }): Json {
  return status === 200 && typeof body === "object" && body !== null && !Array.isArray(body)
    ? (body as Json)
    : undefined;
}

function asList(response: { status: number; body: unknown }): Json[] | undefined {
  if (response.status === 200 && Array.isArray(response.body)) return response.body as Json[];
  const listed = asObject(response)?.["Resources"];
  return Array.isArray(listed) ? listed.filter((each) => typeof each === "object" && each !== null) : undefined;
}

/** Which writable kinds of attribute the User's schemas declare. */
function attributeKinds(schemas: Json[] | undefined, user: Json): Record<string, boolean> {
  const of = [
    user?.["schema"],
    ...((user?.["schemaExtensions"] as Json[] | undefined) ?? []).map((each) => each?.["schema"]),
  ];
  const attributes: Json[] = [];
  const collect = (list: unknown): void => {
    if (!Array.isArray(list)) return;
    for (const each of list as Json[])
      if (typeof each === "object" && each !== null) {
        attributes.push(each);
        collect(each["subAttributes"]);
      }
  };
  for (const schema of schemas ?? [])
    if (user === undefined || of.includes(schema?.["id"])) collect(schema?.["attributes"]);
  const writable = attributes.filter((each) => each?.["mutability"] !== "readOnly");
  const type = (name: string): boolean =>
    writable.some((each) => String(each?.["type"]).toLowerCase() === name.toLowerCase());
  return {
    "attr-immutable": attributes.some((each) => each?.["mutability"] === "immutable"),
    "attr-request": attributes.some((each) => each?.["returned"] === "request"),
    "attr-dateTime": type("dateTime"),
    "attr-integer": type("integer"),
    "attr-decimal": type("decimal"),
    "attr-binary": type("binary"),
  };
}
