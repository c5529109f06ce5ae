import type { Handler, JsonObject } from "../../scim/index.ts";
import { type NewPerson, type Okta, type OktaSettings, okta } from "../../simulators/clients/index.ts";
import { type ServiceProvider, type ServiceProviderOptions, serviceProvider } from "../../simulators/index.ts";

/** A person with everything that the minimum mapping needs. */
export const anna: NewPerson = {
  userName: "anna.ortiz@contoso.example",
  givenName: "Anna",
  familyName: "Ortiz",
  email: "anna.ortiz@contoso.example",
};

/** A request as tests look at it: a line, and the body where there is one. */
export type Sent = string | [string, JsonObject];

/** An Okta client over a simulated service provider, and what went over the wire. */
export interface Scene {
  client: Okta;
  provider: ServiceProvider;
  /** Method and path with ids written as `{id}`, and bodies. */
  sent: Sent[];
  /** The requests as they came. */
  requests: Request[];
  forget(): void;
  /** Adds a person, assigns them and does what is due. Gives the id. */
  join(person?: NewPerson): Promise<string>;
  /** From now on answers by itself; undefined lets the service provider answer again. */
  answer(handler: ((request: Request) => Response | undefined | Promise<Response | undefined>) | undefined): void;
}

/** Makes a client that is not started yet. */
export function scene(settings: Partial<OktaSettings> = {}, options: ServiceProviderOptions = {}): Scene {
  const provider = serviceProvider(options);
  const sent: Sent[] = [];
  const requests: Request[] = [];
  let instead: ((request: Request) => Response | undefined | Promise<Response | undefined>) | undefined;
  const watched: Handler = async (request) => {
    requests.push(request.clone());
    const text = await request.clone().text();
    const line = `${request.method} ${request.url.slice(provider.baseUrl.length)}`.replace(
      /(\/(?:Users|Groups)\/)[^/?]+/,
      "$1{id}",
    );
    sent.push(text === "" ? line : [line, JSON.parse(text)]);
    return (await instead?.(request)) ?? provider.handler(request);
  };
  const client = okta({ provider: watched, baseUrl: provider.baseUrl, token: provider.token, ...settings });
  return {
    client,
    provider,
    sent,
    requests,
    forget() {
      sent.length = 0;
      requests.length = 0;
    },
    async join(person = anna) {
      const { id } = client.directory.add(person);
      client.directory.assign(id);
      await client.settle();
      return id;
    },
    answer(handler) {
      instead = handler;
    },
  };
}

/** A client that is started; what the start sent is forgotten. */
export async function started(
  settings: Partial<OktaSettings> = {},
  options: ServiceProviderOptions = {},
): Promise<Scene> {
  const made = scene(settings, options);
  await made.client.start();
  made.forget();
  return made;
}

/** The refusal of a service provider, as SCIM has it. */
export function scimError(status: number, detail: string, headers: Record<string, string> = {}): Response {
  const body = { schemas: ["urn:ietf:params:scim:api:messages:2.0:Error"], status: String(status), detail };
  return new Response(JSON.stringify(body), {
    status,
    headers: { "content-type": "application/scim+json", ...headers },
  });
}
