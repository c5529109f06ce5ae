import type { AdminDriver } from "../../profiles/index.ts";
import type { Handler, JsonObject } from "../../scim/index.ts";
import { type JumpCloud, type JumpCloudSettings, jumpcloud } from "../../simulators/clients/jumpcloud/index.ts";
import { type ServiceProvider, type ServiceProviderOptions, serviceProvider } from "../../simulators/index.ts";

/** A JumpCloud over a simulator, and what went over the wire. */
export interface Wired {
  client: JumpCloud;
  provider: ServiceProvider;
  /** The admin plane of an 8x8 service provider. */
  admin: AdminDriver;
  /** Method and path, ids of the service provider as `{id}`, with the body where there is one; from the last `forget` on. */
  sent: (string | [string, JsonObject])[];
  /** The headers of the last request. */
  headers(): Record<string, string>;
  forget(): void;
}

const ID = /[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g;

/** Connects a JumpCloud with a simulator. `between` stands on the wire. */
export function wired(
  settings: Partial<JumpCloudSettings> = {},
  options: ServiceProviderOptions = {},
  between: (request: Request, next: Handler) => Promise<Response> = (request, next) => next(request),
): Wired {
  const provider = serviceProvider(options);
  const sent: Wired["sent"] = [];
  let headers = {};
  const record: Handler = async (request) => {
    const line = `${request.method} ${request.url.slice(provider.baseUrl.length).replace(ID, "{id}")}`;
    const text = await request.clone().text();
    headers = Object.fromEntries(request.headers);
    sent.push(text === "" ? line : [line, JSON.parse(text.replace(ID, "{id}"))]);
    return between(request, provider.handler);
  };
  const client = jumpcloud({ provider: record, baseUrl: provider.baseUrl, token: provider.token, ...settings });
  const admin = provider.driver as unknown as AdminDriver;
  return { client, provider, admin, sent, headers: () => headers, forget: () => void sent.splice(0) };
}

/** A person with every attribute that is mapped. */
export const anna = {
  userName: "anna.ortiz@contoso.example",
  givenName: "Anna",
  familyName: "Ortiz",
  email: "anna.ortiz@contoso.example",
  employeeNumber: "E-10077",
  workPhone: "+442079460111",
  mobilePhone: "+447700900111",
  title: "Buyer",
  department: "Sourcing",
  office: "Lisbon",
  locale: "en_GB",
  timezone: "Europe/London",
};
