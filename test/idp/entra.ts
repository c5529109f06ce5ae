import type { AdminDriver } from "../../profiles/index.ts";
import type { Handler, JsonObject } from "../../scim/index.ts";
import { type Entra, type EntraSettings, entra } from "../../simulators/clients/entra/index.ts";
import { type ServiceProvider, type ServiceProviderOptions, serviceProvider } from "../../simulators/index.ts";

/** An Entra ID over a simulator, and what went over the wire. */
export interface Wired {
  client: Entra;
  provider: ServiceProvider;
  /** The admin plane of an 8x8 service provider. */
  admin: AdminDriver;
  /** Method and path, UUIDs as `{id}`, with the body where there is one; from the last `forget` on. */
  sent: (string | [string, JsonObject])[];
  /** The headers of the last request. */
  headers(): Record<string, string>;
  forget(): void;
}

/** An 8x8 that takes PATCH of every attribute, as its articles on Azure AD and Entra ID promise. */
export const WIDE: ServiceProviderOptions = { profile: "8x8", preset: "azure", options: { patchScope: "full" } };

const ID = /[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g;

/** Connects an Entra ID with a simulator. `between` stands on the wire. */
export function wired(
  settings: Partial<EntraSettings> = {},
  options: ServiceProviderOptions = WIDE,
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
  const client = entra({ provider: record, baseUrl: provider.baseUrl, token: provider.token, ...settings });
  const admin = provider.driver as unknown as AdminDriver;
  return { client, provider, admin, sent, headers: () => headers, forget: () => void sent.splice(0) };
}

/** A person with every attribute that is mapped by default. */
export const anna = {
  userName: "anna.ortiz@contoso.example",
  givenName: "Anna",
  familyName: "Ortiz",
  email: "anna@contoso.example",
  title: "Buyer",
  department: "Sourcing",
  mobilePhone: "+44 7700 900111",
  workPhone: "+44 20 7946 0111",
};

/** A person with what a user of 8x8 needs at least. */
export const bo = { userName: "bo@contoso.example", givenName: "Bo", familyName: "Lund", email: "bo@contoso.example" };

/** Assigns a person and runs the first cycle; what was sent until then is forgotten. Gives the person's id. */
export async function provisioned({ client, forget }: Wired, person: typeof bo = anna): Promise<string> {
  const { id } = client.directory.add(person);
  client.directory.assign(id);
  await client.start();
  await client.settle();
  forget();
  return id;
}
