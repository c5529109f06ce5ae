import type { Trial } from "../../../engine/index.ts";
import {
  type Okta,
  type OktaFamily,
  type OktaSettings,
  okta,
  oktaGenericMapping,
  oktaMinimumMapping,
  oktaQuirks,
} from "../../../simulators/clients/index.ts";
import type { Product } from "../connecting.ts";
import type { Trait } from "../people.ts";
import { type Persona, started } from "../persona.ts";
import { type DescribedTarget, describedTarget, isKnown } from "../target.ts";
import { personaWire, TOKEN_OF_THE_RUN } from "../wire.ts";

const ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

/** Okta with an application for the target. Nothing is sent yet but what asks for its schemas. */
export async function oktaPersona(t: Trial, settings: Partial<OktaSettings> = {}): Promise<Persona<Okta>> {
  const target = await describedTarget(t);
  const wire = personaWire(t);
  const client = okta({
    provider: wire.provider,
    baseUrl: t.client.baseUrl,
    token: TOKEN_OF_THE_RUN,
    application: "the application",
    changes: t.clientChanges,
    // Ids of people become externalIds: no two rules may give the same.
    seed: t.given.faker.number.int({ max: 2 ** 24 }),
    family: t.options["family"] as OktaFamily | undefined,
    mapping:
      target.mapping === "8x8" ? oktaMinimumMapping : oktaGenericMapping.filter((row) => isKnown(target, row.target)),
    ...settings,
  });
  return {
    name: "Okta",
    client,
    wire,
    target,
    quirks: oktaQuirks,
    notice: ({ reason }) => client.tasks().at(-1)?.text ?? reason ?? "nothing",
    reaction: ({ retryAt }) =>
      retryAt === undefined
        ? "raises a task for the administrator and does not try again by itself"
        : "lets the task pause and tries again",
  };
}

/** Okta with provisioning switched on. */
export async function startedOkta(t: Trial, settings: Partial<OktaSettings> = {}): Promise<Persona<Okta>> {
  return started(t, await oktaPersona(t, settings));
}

/** Okta, for the rules that all products have in common. */
export const product: Product = {
  suite: "okta",
  name: "Okta",
  persona: (t) => oktaPersona(t),
  started: (t) => startedOkta(t),
};

/** What Okta maps beside name, address and login name, where it maps more than the minimum of the 8x8 guide. */
const traits: readonly Trait[] = [
  { attribute: "displayName", path: "displayName", first: "Anna Ortiz", later: "Anna Ortiz-Vale" },
  { attribute: "title", path: "title", first: "Buyer", later: "Senior buyer" },
  { attribute: "locale", path: "locale", first: "en-GB", later: "de-DE" },
  { attribute: "timezone", path: "timezone", first: "Europe/London", later: "Europe/Berlin" },
  { attribute: "mobilePhone", path: "phoneNumbers[mobile].value", first: "+14155550101", later: "+14155550102" },
  { attribute: "workPhone", path: "phoneNumbers[work].value", first: "+14155550111", later: "+14155550112" },
  { attribute: "employeeNumber", path: `${ENTERPRISE}:employeeNumber`, first: "E-1001", later: "E-1002" },
  { attribute: "department", path: `${ENTERPRISE}:department`, first: "Sourcing", later: "Legal" },
];

/** The traits of people that reach this target. */
export function traitsFor({ mapping, knows }: DescribedTarget): readonly Trait[] {
  return mapping === "8x8" ? [] : traits.filter(({ path }) => knows(path));
}
