import { type Trial, valueAt } from "../../../engine/index.ts";
import { type Exchange, isObject } from "../../../scim/index.ts";
import {
  type Dialect,
  type Entra,
  type EntraSettings,
  entra,
  entraMappings,
  entraQuirks,
} from "../../../simulators/clients/index.ts";
import type { Product } from "../connecting.ts";
import type { Trait } from "../people.ts";
import { type Persona, started } from "../persona.ts";
import { type DescribedTarget, describedTarget, isKnown } from "../target.ts";
import { personaWire, TOKEN_OF_THE_RUN } from "../wire.ts";

const ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
const HOUR = 60 * 60_000;

/** Entra ID with an application for the target. Nothing is sent yet but what asks for its schemas. */
export async function entraPersona(t: Trial, settings: Partial<EntraSettings> = {}): Promise<Persona<Entra>> {
  const target = await describedTarget(t);
  const wire = personaWire(t);
  const is8x8 = target.mapping === "8x8";
  const client = entra({
    provider: wire.provider,
    baseUrl: t.client.baseUrl,
    token: TOKEN_OF_THE_RUN,
    application: "the application",
    changes: t.clientChanges,
    // Ids of people become externalIds: no two rules may give the same.
    seed: t.given.faker.number.int({ max: 2 ** 24 }),
    family: is8x8 ? "gallery" : "nonGallery",
    mapping: is8x8 ? entraMappings.tutorial : entraMappings.generic.filter(({ target: path }) => isKnown(target, path)),
    dialect: t.options["dialect"] as Dialect | undefined,
    groups: false,
    ...settings,
  });
  return {
    name: "Entra ID",
    client,
    wire,
    target,
    quirks: entraQuirks,
    notice: () => {
      const { cause } = client.health();
      if (cause !== undefined) return `${cause.code}: ${cause.message}`;
      const said = valueAt(client.log().at(-1), "provisioningStatusInfo.errorInformation");
      return isObject(said) ? `${String(said["errorCode"])}: ${String(said["reason"])}` : "nothing";
    },
    reaction({ at, retryAt }) {
      const { state, cause } = client.health();
      if (state === "quarantine")
        return `puts the whole job into quarantine (${cause?.code}): one cycle a day from now on, none after four weeks`;
      if (retryAt === undefined) return "does not provision the user";
      const hours = (retryAt - at) / HOUR;
      const when = hours < 1 ? "in the next cycle" : `after ${Math.round(hours)} hours`;
      return `puts the user aside, tries again ${when} and gives up after four weeks`;
    },
    deadlock: (refused) => deadlock(target, refused, wire.exchanges),
  };
}

/** Entra ID with provisioning switched on. */
export async function startedEntra(t: Trial, settings: Partial<EntraSettings> = {}): Promise<Persona<Entra>> {
  return started(t, await entraPersona(t, settings));
}

/** Entra ID, for the rules that all products have in common. */
export const product: Product = {
  suite: "entra",
  name: "Entra ID",
  persona: (t) => entraPersona(t),
  started: (t) => startedEntra(t),
};

/** What Entra ID maps beside name, address and login name. */
const traits: Record<"8x8" | "generic", readonly Trait[]> = {
  "8x8": [
    { attribute: "title", path: "title", first: "Buyer", later: "Senior buyer" },
    { attribute: "mobilePhone", path: "phoneNumbers[mobile].value", first: "+14155550101", later: "+14155550102" },
    { attribute: "workPhone", path: "phoneNumbers[work].value", first: "+14155550111", later: "+14155550112" },
    { attribute: "department", path: `${ENTERPRISE}:department`, first: "Sourcing", later: "Legal" },
  ],
  generic: [
    { attribute: "displayName", path: "displayName", first: "Anna Ortiz", later: "Anna Ortiz-Vale" },
    { attribute: "title", path: "title", first: "Buyer", later: "Senior buyer" },
    { attribute: "locale", path: "preferredLanguage", first: "en-GB", later: "de-DE" },
    { attribute: "city", path: "addresses[work].locality", first: "London", later: "Berlin" },
    { attribute: "mobilePhone", path: "phoneNumbers[mobile].value", first: "+14155550101", later: "+14155550102" },
    { attribute: "workPhone", path: "phoneNumbers[work].value", first: "+14155550111", later: "+14155550112" },
    { attribute: "employeeNumber", path: `${ENTERPRISE}:employeeNumber`, first: "E-1001", later: "E-1002" },
    { attribute: "department", path: `${ENTERPRISE}:department`, first: "Sourcing", later: "Legal" },
  ],
};

/** The traits of people that reach this target. */
export function traitsFor({ mapping, knows }: DescribedTarget): readonly Trait[] {
  return traits[mapping].filter(({ path }) => knows(path));
}

// C-12: Entra ID sends no PUT, so that what PATCH cannot change stays as it is for good.
function deadlock({ mapping }: DescribedTarget, refused: Exchange, exchanges: readonly Exchange[]): string | undefined {
  const { response } = refused;
  if (!changesMore(refused)) return undefined;
  // Who performed one such PATCH has another reason to refuse the next.
  if (exchanges.some((each) => each !== refused && changesMore(each) && each.response.status < 300)) return undefined;
  const clash = "Entra ID changes users by PATCH only and has no PUT to fall back on";
  if (mapping === "8x8" && [200, 204, 400, 403, 405, 501].includes(response.status))
    return `${clash}, while a guide of 8x8 documents PATCH for active only (contradiction C-12): if that is why, this customer's users are created and never updated`;
  return [405, 501].includes(response.status) ? clash : undefined;
}

/** Whether a request is a PATCH of anything but `active`. */
function changesMore({ request: { method, body } }: Exchange): boolean {
  const operations = valueAt(body, "Operations");
  const isOfActive =
    Array.isArray(operations) && operations.every((operation) => valueAt(operation, "path") === "active");
  return method === "PATCH" && !isOfActive;
}
